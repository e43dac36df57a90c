import { blockSum } from "../block-sum.js";
import { meansOf } from "./centres.js";
import type { WeightedRows } from "./rows.js";

/**
 * The order of clusters: by the weighted mean of the value column falling, or by weight falling without one; ties by the
 * centre's coordinates from left to right, rising. Entry i is the old label of the new label i.
 */
export function canonicalOrder(
  rows: WeightedRows,
  labels: Int32Array,
  centres: Float64Array,
  value: Float64Array | undefined,
): Int32Array {
  const { d } = rows;
  const k = centres.length / d;
  const { totals } = meansOf(rows, labels, k);
  const key = value === undefined ? totals : valueMeans(rows, labels, totals, value);
  const order = Int32Array.from({ length: k }, (_, c) => c);
  return order.sort((a, b) => key[b] - key[a] || compareCentres(centres, a, b, d) || a - b);
}

/** Centres in a new order. */
export function reordered(centres: Float64Array, order: Int32Array, d: number): Float64Array {
  const next = new Float64Array(centres.length);
  order.forEach((old, i) => next.set(centres.subarray(old * d, old * d + d), i * d));
  return next;
}

function valueMeans(rows: WeightedRows, labels: Int32Array, totals: Float64Array, value: Float64Array): Float64Array {
  const weighted = (c: number) =>
    blockSum(rows.n, (i) => (labels[i] === c && rows.weights[i] > 0 ? rows.weights[i] * value[i] : 0));
  return totals.map((total, c) => (total > 0 ? weighted(c) / total : -Infinity));
}

function compareCentres(centres: Float64Array, a: number, b: number, d: number): number {
  for (let j = 0; j < d; j++) {
    const difference = centres[a * d + j] - centres[b * d + j];
    if (difference !== 0) return difference;
  }
  return 0;
}
