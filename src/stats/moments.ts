import { blockSum, sum } from "./block-sum.js";
import { requireFinite } from "./check.js";
import { defined, notDefined, type Measure } from "./measure.js";

/** `n-1` as R and SPSS, `n` as scikit-learn and NumPy. */
export type Divisor = "n-1" | "n";

/** Arithmetic mean, summed in a fixed order. No rows: not defined. */
export function mean(x: ArrayLike<number>): Measure {
  requireFinite(x);
  return x.length === 0 ? notDefined("no_rows") : defined(sum(x) / x.length);
}

/** Variance by two passes; divisor n - 1 unless asked otherwise. Fewer than two rows: not defined. */
export function variance(x: ArrayLike<number>, divisor: Divisor = "n-1"): Measure {
  requireFinite(x);
  const below = divisor === "n" ? x.length : x.length - 1;
  if (below < 1) return notDefined("too_few_rows");
  return defined(centralSum(x, 2) / below);
}

/** Standard deviation, the square root of `variance`. */
export function standardDeviation(x: ArrayLike<number>, divisor: Divisor = "n-1"): Measure {
  const value = variance(x, divisor);
  return value.defined ? defined(Math.sqrt(value.value)) : value;
}

/**
 * Skewness as the third standardised moment m3/m2^1.5 with divisor n (type 1 of Joanes and Gill 1998; SAS and Excel
 * print the adjusted type 2). Fewer than three rows or no spread: not defined.
 */
export function skewness(x: ArrayLike<number>): Measure {
  requireFinite(x);
  if (x.length < 3) return notDefined("too_few_rows");
  const second = centralSum(x, 2) / x.length;
  if (second === 0 || isConstant(x)) return notDefined("zero_variance");
  return defined(centralSum(x, 3) / x.length / (second * Math.sqrt(second)));
}

/** Whether all numbers are the same; true for no numbers. */
export function isConstant(x: ArrayLike<number>): boolean {
  for (let i = 1; i < x.length; i++) if (x[i] !== x[0]) return false;
  return true;
}

function centralSum(x: ArrayLike<number>, power: 2 | 3): number {
  if (isConstant(x)) return 0;
  const centre = sum(x) / x.length;
  return blockSum(x.length, (i) => {
    const d = x[i] - centre;
    return power === 2 ? d * d : d * d * d;
  });
}
