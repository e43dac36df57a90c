import { requireFinite } from "./check.js";

/** The rank of each value, 1 for the smallest; equal values share the mean of their ranks. Throws RangeError on NaN or infinity. */
export function midranks(x: ArrayLike<number>): Float64Array {
  requireFinite(x);
  const sorted = Float64Array.from(x).sort();
  return Float64Array.from(
    x,
    (value) => (countBefore(sorted, value, false) + 1 + countBefore(sorted, value, true)) / 2,
  );
}

/** How many sorted values lie below one, or below or at it. */
function countBefore(sorted: Float64Array, value: number, orEqual: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value || (orEqual && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
