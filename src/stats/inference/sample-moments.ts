import { blockSum, sum } from "../block-sum.js";
import { requireFinite, requireWhole } from "../check.js";
import { isConstant } from "../moments.js";
import { square } from "../square.js";

/** What tests of means need to know of a sample. */
export interface SampleMoments {
  readonly n: number;
  readonly mean: number;
  /** divisor n - 1; 0 for one value */
  readonly variance: number;
}

/** Moments of values by two passes in a fixed order. Throws RangeError for no values, NaN or infinity. */
export function momentsOf(x: ArrayLike<number>): SampleMoments {
  requireFinite(x);
  const n = x.length;
  requireWhole(n, 1, "the number of values");
  const mean = sum(x) / n;
  const squares = isConstant(x) ? 0 : blockSum(n, (i) => square(x[i] - mean));
  return { n, mean, variance: n > 1 ? squares / (n - 1) : 0 };
}

/**
 * Moments from exact integer sums, such as cents: `sum` of y and `squares` of y^2, y in units of 1/scale. Nothing is lost to
 * a large constant: the centring n q - s^2 is done in integers. Throws RangeError when the sums cannot belong together.
 */
export function momentsOfExactSums(n: number, sum: bigint, squares: bigint, scale = 1): SampleMoments {
  requireWhole(n, 1, "the number of values");
  const centred = BigInt(n) * squares - sum * sum;
  if (centred < 0n) throw new RangeError("the sum of squares is smaller than the sums allow");
  const variance = n > 1 ? Number(centred) / n / (n - 1) / scale / scale : 0;
  return { n, mean: Number(sum) / n / scale, variance };
}
