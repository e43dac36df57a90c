import { failIfAny } from "../../core/errors.js";
import type { Prepared } from "./apply-recipe.js";
import { problem } from "./problem.js";

/**
 * Refuses rows under `partial` of which two have no column in common: they have no dissimilarity. A row has half of its columns or
 * more, so that such rows have exactly half each, and the opposite ones. Throws SEG-002.
 */
export function refuseIncomparable({ data, rows, columns }: Prepared): void {
  if (!data.some(Number.isNaN)) return;
  const counts = new Map<string, number>();
  for (let i = 0; i < rows; i++) {
    const pattern = Array.from(data.subarray(i * columns, (i + 1) * columns), (x) => (Number.isNaN(x) ? "0" : "1"));
    counts.set(pattern.join(""), (counts.get(pattern.join("")) ?? 0) + 1);
  }
  let pairs = 0;
  for (const [pattern, count] of counts) {
    const opposite = pattern.replace(/./g, (each) => (each === "0" ? "1" : "0"));
    if (pattern < opposite) pairs += count * (counts.get(opposite) ?? 0);
  }
  if (pairs === 0) return;
  const found = `${String(pairs)} pairs of customers have no feature in common, so they cannot be compared`;
  failIfAny([problem("SEG-002", found, "use missing: drop or a filling rule for some features")]);
}
