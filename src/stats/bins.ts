import { requireWhole } from "./check.js";
import { midranks } from "./midranks.js";
import { quantileType7, sortedCopy } from "./quantile.js";

/** `right`: a value equal to a cut stays in the lower bin (default). `left`: it goes to the upper bin (R package rfm). */
export type ClosedSide = "right" | "left";

/** The k - 1 type 7 quantiles at j/k of the values (any order), the cut points of k bins of about equal size. */
export function cutsQuantile(values: ArrayLike<number>, k: number): Float64Array {
  requireWhole(k, 1, "the number of bins");
  const sorted = sortedCopy(values);
  return Float64Array.from({ length: k - 1 }, (_, j) => quantileType7(sorted, (j + 1) / k));
}

/** The bin 1..k of a value: one more than the number of cuts below it (`left`: below or equal). Cuts rise. Throws RangeError on NaN. */
export function binOf(value: number, cuts: ArrayLike<number>, closed: ClosedSide = "right"): number {
  if (Number.isNaN(value)) throw new RangeError("a missing value has no bin");
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const passed = closed === "right" ? cuts[middle] < value : cuts[middle] <= value;
    if (passed) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

/** The bins 1..k of many values. Equal values are always together; bins may stay empty and keep their numbers. */
export function binsTogether(
  values: ArrayLike<number>,
  cuts: ArrayLike<number>,
  closed: ClosedSide = "right",
): Int32Array {
  for (let j = 1; j < cuts.length; j++) {
    if (!(cuts[j - 1] <= cuts[j])) throw new RangeError("cuts must not fall");
  }
  return Int32Array.from(values, (value) => binOf(value, cuts, closed));
}

/** Bins renumbered 1..used without gaps, in the same order. */
export function binsDense(bins: ArrayLike<number>): { readonly bins: Int32Array; readonly used: number } {
  const present = [...new Set(Array.from(bins))].sort((a, b) => a - b);
  const place = new Map(present.map((bin, i) => [bin, i + 1]));
  return { bins: Int32Array.from(bins, (bin) => place.get(bin)!), used: present.length };
}

/** Bins by midrank: a block of equal values goes to 1 + floor(k (midrank - 1/2) / n). Rising: 1 holds the smallest. */
export function binsMidrank(values: ArrayLike<number>, k: number): Int32Array {
  requireWhole(k, 1, "the number of bins");
  const n = values.length;
  return Int32Array.from(midranks(values), (rank) => 1 + Math.floor((k * (2 * rank - 1)) / (2 * n)));
}

/** Bins by rank in a given order of rows, ties broken by that order: bin of the i-th row is 1 + floor(k i / n). Splits equal values. */
export function binsSplit(order: ArrayLike<number>, k: number): Int32Array {
  requireWhole(k, 1, "the number of bins");
  const bins = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) bins[order[i]] = 1 + Math.floor((k * i) / order.length);
  return bins;
}
