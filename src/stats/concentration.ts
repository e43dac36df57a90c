import { blockSum, sum } from "./block-sum.js";
import { binsMidrank } from "./bins.js";
import { requireFinite } from "./check.js";
import { defined, notDefined, type Measure } from "./measure.js";
import { sortedCopy } from "./quantile.js";

/** Deciles 1 (best) to 10 by midrank in descending order: 1 + floor(10 (midrank - 1/2)/n). Equal profits stay together. */
export function profitDeciles(profits: ArrayLike<number>): Int32Array {
  return binsMidrank(
    Float64Array.from(profits, (profit) => -profit),
    10,
  );
}

/** Gini coefficient of values that are not negative, 0 (equal) to 1 - 1/n. Not defined with a negative value or a total of 0. */
export function giniPlain(values: ArrayLike<number>): Measure {
  const x = sortedCopy(values);
  if (x.length === 0) return notDefined("no_rows");
  if (x[0] < 0) return notDefined("negative_values");
  const total = sum(x);
  if (total === 0) return notDefined("total_not_positive");
  return defined(differences(x) / (x.length * total));
}

/**
 * The normalised Gini coefficient for values that may be negative, always in 0..1:
 * sum over pairs of |x_i - x_j| / (2 (n - 1) sum |x_i|). Source: Raffinetti, Siletti and Vernizzi 2015 (Stat. Methods & Applications 24).
 */
export function giniNormalised(values: ArrayLike<number>): Measure {
  const x = sortedCopy(values);
  const n = x.length;
  if (n < 2) return notDefined("too_few_rows");
  const size = blockSum(n, (i) => Math.abs(x[i]));
  if (size === 0) return notDefined("all_equal");
  return defined(Math.max(0, Math.min(1, differences(x) / ((n - 1) * size))));
}

/**
 * For each share q, the part of gross positive profit that the best q of all customers make. Where q n is not whole, the
 * last customer counts in part, so that doubling every customer changes nothing. Not defined when nobody is profitable.
 */
export function topShares(profits: ArrayLike<number>, shares: readonly number[] = [0.01, 0.1, 0.2]): Measure[] {
  requireFinite(profits, "profits");
  if (shares.some((q) => !(q >= 0 && q <= 1))) throw new RangeError("shares lie between 0 and 1");
  const falling = sortedCopy(profits)
    .reverse()
    .map((profit) => Math.max(0, profit));
  const total = sum(falling);
  if (!(total > 0)) return shares.map(() => notDefined("total_not_positive"));
  return shares.map((q) => defined(topSum(falling, q) / total));
}

function topSum(falling: Float64Array, q: number): number {
  const wanted = q * falling.length;
  const whole = Math.min(falling.length, Math.floor(wanted + 1e-9));
  const part = Math.max(0, wanted - whole);
  return sum(falling.subarray(0, whole)) + (part > 0 ? part * (falling[whole] ?? 0) : 0);
}

/** Half the sum over all ordered pairs of |x_i - x_j|, for sorted x: the sum of (2i - n - 1) x_i. */
function differences(x: Float64Array): number {
  const n = x.length;
  return blockSum(n, (i) => (2 * i + 1 - n) * x[i]);
}
