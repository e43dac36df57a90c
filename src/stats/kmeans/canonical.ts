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
  totals: Float64Array,
  value: Float64Array | undefined,
): Int32Array {
  const key = value === undefined ? totals : valueMeans(rows, labels, totals.length, value);
  const order = Int32Array.from(totals, (_, c) => c);
  return order.sort((a, b) => key[b] - key[a] || compareCentres(centres, a, b, rows.d) || a - b);
}

/** Centres in a new order. */
export function reordered(centres: Float64Array, order: Int32Array, d: number): Float64Array {
  const next = new Float64Array(centres.length);
  order.forEach((old, i) => next.set(centres.subarray(old * d, old * d + d), i * d));
  return next;
}

function valueMeans({ n, weights }: WeightedRows, labels: Int32Array, k: number, x: Float64Array): Float64Array {
  const { centres, members } = meansOf({ x, n, d: 1, weights }, labels, k);
  return centres.map((mean, c) => (members[c] > 0 ? mean : -Infinity));
}

function compareCentres(centres: Float64Array, a: number, b: number, d: number): number {
  for (let j = 0; j < d; j++) {
    const difference = centres[a * d + j] - centres[b * d + j];
    if (difference !== 0) return difference;
  }
  return 0;
}
