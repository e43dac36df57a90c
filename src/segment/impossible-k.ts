import { failIfAny } from "../core/errors.js";
import { problem } from "./prepare/problem.js";
import type { SegmentSettings } from "./settings.js";

/** Refuses a k that no clustering of these rows can have: SEG-006 above the rows, SEG-007 above the distinct rows unless fewer are allowed. */
export function refuseImpossibleK(
  { k, allow_fewer }: Pick<SegmentSettings, "k" | "allow_fewer">,
  rows: number,
  distinct: number,
): void {
  const least = typeof k === "number" ? k : k.min;
  if (least > rows) {
    const found = `k = ${String(least)} for ${String(rows)} customers`;
    failIfAny([problem("SEG-006", found, `choose k from 1 to ${String(rows)}`, "segment.k")]);
  }
  if (least > distinct && !(allow_fewer && typeof k === "number")) {
    const found = `k = ${String(least)}, but only ${String(distinct)} distinct prepared rows`;
    failIfAny([
      problem(
        "SEG-007",
        found,
        `choose k up to ${String(distinct)}, finer features, or allow_fewer: true`,
        "segment.k",
      ),
    ]);
  }
}
