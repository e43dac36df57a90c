import { requireFinite } from "./check.js";

/** Where a type 7 quantile lies: between order statistics `index` and `index + 1` (from 0), `weight` of the way. */
export interface QuantilePosition {
  readonly index: number;
  readonly weight: number;
}

/**
 * The position of the type 7 quantile (Hyndman and Fan 1996; default of R, NumPy and Excel's inclusive quantile) among n
 * sorted values: h = (n - 1)p, index = floor(h + 1e-12), weight = h - index, taken as 0 below 1e-9. An engine can
 * fetch these two order statistics. Throws RangeError unless n >= 1 and 0 <= p <= 1.
 */
export function quantilePosition(n: number, p: number): QuantilePosition {
  if (!(Number.isInteger(n) && n >= 1)) throw new RangeError("a quantile needs at least one value");
  if (!(p >= 0 && p <= 1)) throw new RangeError("a probability lies between 0 and 1");
  const h = (n - 1) * p;
  const index = Math.floor(h + 1e-12);
  const weight = h - index;
  return { index, weight: Math.abs(weight) < 1e-9 ? 0 : weight };
}

/** The quantile from its two order statistics; the upper one is not looked at when the weight is 0. */
export function interpolateQuantile(lower: number, upper: number, weight: number): number {
  return weight === 0 ? lower : lower + weight * (upper - lower);
}

/** The type 7 quantile of values sorted upwards. Throws RangeError for no values or a probability outside 0..1. */
export function quantileType7(sorted: ArrayLike<number>, p: number): number {
  const { index, weight } = quantilePosition(sorted.length, p);
  return interpolateQuantile(sorted[index], sorted[index + 1], weight);
}

/** A sorted copy. Throws RangeError on NaN or infinity. */
export function sortedCopy(x: ArrayLike<number>): Float64Array {
  requireFinite(x);
  return Float64Array.from(x).sort();
}

/** The median: the type 7 quantile at one half, of values in any order. */
export function median(x: ArrayLike<number>): number {
  return quantileType7(sortedCopy(x), 0.5);
}
