import { hiddenBy, type CellFate, type Hidden } from "../../privacy/index.js";

/** Whether money is shown, and if not why. */
export type MoneyFate = CellFate | "dominated";

/** A record in which the named fields may have been hidden. */
export type Guarded<T, K extends keyof T> = Omit<T, K> & { readonly [F in K]: T[F] | Hidden };

/** The record as it is when its cell is shown, else with the named fields replaced by the marker. */
export function guard<T extends object, K extends keyof T>(
  record: T,
  fate: MoneyFate,
  fields: readonly K[],
): Guarded<T, K> {
  if (fate === "shown") return record;
  const marks = Object.fromEntries(fields.map((field) => [field, hiddenBy(fate)]));
  return { ...record, ...marks } as Guarded<T, K>;
}

/** A count of customers, hidden when it is small; for counts that stand alone. */
export function guardCount(count: number, threshold: number): number | Hidden {
  return count > 0 && count < threshold ? hiddenBy("small") : count;
}

/**
 * Fates of the money of cells: those of their counts, and the dominance rule. One dominated cell alone would follow from the
 * total, so the smallest shown cell is hidden with it.
 */
export function moneyFates(
  fates: readonly CellFate[],
  dominated: readonly boolean[],
  counts: readonly number[],
): MoneyFate[] {
  const result = fates.map((fate, index) => (fate === "shown" && dominated[index] ? "dominated" : fate));
  const hidden = result.filter((fate) => fate !== "shown").length;
  if (hidden !== 1 || !result.includes("dominated")) return result;
  const shown = counts.flatMap((count, index) => (result[index] === "shown" && count > 0 ? [index] : []));
  const smallest = shown.sort((a, b) => counts[a] - counts[b] || a - b).at(0);
  if (smallest !== undefined) result[smallest] = "protects";
  return result;
}
