import { log, log1p } from "../core/elementary.js";
import { blockSum, sum } from "./block-sum.js";
import { requireFinite, requireSameLength } from "./check.js";
import { defined, notDefined, type Measure } from "./measure.js";

/** One measure of all customers. */
export interface WeightedColumn {
  /** n raw values */
  readonly values: ArrayLike<number>;
  readonly higherIsBetter: boolean;
}

/** Weights of measures by the entropy weight method (熵权法). */
export interface EntropyWeights {
  /** m weights, sum 1 */
  readonly weights: readonly number[];
  /** entropy e_j in 0..1; not defined for a constant measure */
  readonly entropy: readonly Measure[];
  /** divergence 1 - e_j; 0 for a constant measure */
  readonly divergence: readonly number[];
  readonly minimum: readonly number[];
  readonly maximum: readonly number[];
  /** positions of measures that do not vary: they get weight 0 */
  readonly constant: readonly number[];
  /** true when no measure varies and all weights are equal for that reason */
  readonly equalForWantOfSpread: boolean;
  /** added to every scaled value before the shares are taken; 0 unless declared */
  readonly shift: number;
}

/**
 * Entropy weights of m measures of n customers. Each is min-max scaled by its direction, turned into shares, and weighs
 * by 1 minus its entropy. Throws RangeError for fewer than two customers, no measure, or a value that is not finite.
 * Source: Shannon 1948; Hwang and Yoon 1981.
 */
export function entropyWeights(columns: readonly WeightedColumn[], shift = 0): EntropyWeights {
  if (columns.length === 0) throw new RangeError("entropy weights need at least one measure");
  if (!(shift >= 0 && shift < Infinity)) throw new RangeError("the shift is not negative");
  columns.forEach((column) => check(column, columns[0]));
  const ranges = columns.map((column) => rangeOf(column.values));
  const entropy = columns.map((column, j) => entropyOf(minMaxScale(column, ranges[j]), shift, ranges[j]));
  const divergence = entropy.map((e) => (e.defined ? 1 - e.value : 0));
  const total = sum(divergence);
  const equal = !(total > 0);
  return Object.freeze({
    weights: divergence.map((g) => (equal ? 1 / columns.length : g / total)),
    entropy,
    divergence,
    minimum: ranges.map((range) => range.minimum),
    maximum: ranges.map((range) => range.maximum),
    constant: ranges.flatMap((range, j) => (range.minimum === range.maximum ? [j] : [])),
    equalForWantOfSpread: equal,
    shift,
  });
}

/** Smallest and largest value. Throws RangeError when a value is not finite. */
export function rangeOf(values: ArrayLike<number>): { readonly minimum: number; readonly maximum: number } {
  requireFinite(values);
  let minimum = Infinity;
  let maximum = -Infinity;
  for (let i = 0; i < values.length; i++) {
    minimum = Math.min(minimum, values[i]);
    maximum = Math.max(maximum, values[i]);
  }
  return { minimum, maximum };
}

/** Values scaled to 0..1 by direction, 1 best; values beyond the given range go beyond 0..1. A constant column becomes 0. */
export function minMaxScale(
  { values, higherIsBetter }: WeightedColumn,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
): Float64Array {
  const width = maximum - minimum;
  return Float64Array.from(values, (value) => {
    if (width === 0) return 0;
    return (higherIsBetter ? value - minimum : maximum - value) / width;
  });
}

/** sign(v) ln(1 + |v|), for money that can be negative. */
export function signedLog1p(value: number): number {
  return value < 0 ? -log1p(-value) : log1p(value);
}

function entropyOf(y: Float64Array, shift: number, range: { minimum: number; maximum: number }): Measure {
  if (range.minimum === range.maximum) return notDefined("constant_column");
  const total = blockSum(y.length, (i) => y[i] + shift);
  const terms = blockSum(y.length, (i) => {
    const p = (y[i] + shift) / total;
    return p === 0 ? 0 : p * log(p);
  });
  return defined(0 - terms / log(y.length));
}

function check(column: WeightedColumn, first: WeightedColumn): void {
  requireSameLength(column.values, first.values, "the measures");
  if (column.values.length < 2) throw new RangeError("entropy weights need at least two customers");
}
