import { requireFinite } from "./check.js";

/** Row numbers in the order of rising values; equal values keep the order of their rows. */
export function risingOrder(x: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: x.length }, (_, i) => i).sort((a, b) => x[a] - x[b] || a - b);
}

/** The rank of each value, 1 for the smallest; equal values share the mean of their ranks. Throws RangeError on NaN or infinity. */
export function midranks(x: ArrayLike<number>): Float64Array {
  requireFinite(x);
  const order = risingOrder(x);
  const ranks = new Float64Array(x.length);
  for (let first = 0; first < order.length;) {
    let end = first + 1;
    while (end < order.length && x[order[end]] === x[order[first]]) end++;
    for (let i = first; i < end; i++) ranks[order[i]] = (first + 1 + end) / 2;
    first = end;
  }
  return ranks;
}
