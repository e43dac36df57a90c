import { log } from "../core/elementary.js";
import { blockSum, sum } from "./block-sum.js";
import { requireFinite, requireSameLength } from "./check.js";
import { chiSquareUpperQuantile } from "./chi-square.js";

/** How far two distributions over the same bins lie apart. */
export interface Psi {
  /** Population stability index, 0 for equal shares. */
  readonly psi: number;
  /** Bins that hold rows on one side only; their empty side was filled. */
  readonly emptyBins: number;
}

export interface PsiOfCounts extends Psi {
  /** What chance alone exceeds in 5 of 100 pairs of samples of these sizes; 0 where there is only one bin. */
  readonly limit95: number;
}

/** Share that stands for an empty bin where the number of rows is not known. */
const EMPTY_SHARE = 0.0001;

/**
 * Population stability index, sum of (q - p) ln(q / p), of two sets of counts over the same bins, with its sampling limit
 * (1/N + 1/M) chi-square(0.95, B - 1). A bin that is empty on one side takes half a row of that side, which is then
 * rescaled to 1; a bin that is empty on both sides is left out and not counted in B. Software differs here: many scripts add
 * 0.0001 or leave such bins out. Source: Yurdakul 2018 (Western Michigan University). Throws RangeError for counts that are
 * negative or not finite, for different lengths, and where a side has no rows.
 */
export function psi(expectedCounts: Float64Array, actualCounts: Float64Array): PsiOfCounts {
  const { psi: value, emptyBins, bins } = index(expectedCounts, actualCounts, 0.5, 0.5);
  const scale = 1 / sum(expectedCounts) + 1 / sum(actualCounts);
  const limit95 = bins < 2 ? 0 : scale * chiSquareUpperQuantile(0.05, bins - 1);
  return Object.freeze({ psi: value, emptyBins, limit95 });
}

/**
 * The same of shares whose counts are not known: an empty bin takes the share 0.0001 and its side is rescaled to 1. Without counts
 * there is no sampling limit. Throws as `psi`.
 */
export function psiOfShares(p: ArrayLike<number>, q: ArrayLike<number>): Psi {
  const { psi: value, emptyBins } = index(p, q, EMPTY_SHARE * total(p), EMPTY_SHARE * total(q));
  return Object.freeze({ psi: value, emptyBins });
}

function index(expected: ArrayLike<number>, actual: ArrayLike<number>, fillP: number, fillQ: number) {
  requireSameLength(expected, actual, "the two sides");
  total(expected);
  total(actual);
  const kept = Array.from(expected, (_, bin) => bin).filter((bin) => expected[bin] > 0 || actual[bin] > 0);
  const p = rescaled(kept.map((bin) => expected[bin] || fillP));
  const q = rescaled(kept.map((bin) => actual[bin] || fillQ));
  const value = blockSum(kept.length, (bin) => (q[bin] - p[bin]) * log(q[bin] / p[bin]));
  const emptyBins = kept.filter((bin) => expected[bin] === 0 || actual[bin] === 0).length;
  return { psi: value, emptyBins, bins: kept.length };
}

function rescaled(counts: readonly number[]): readonly number[] {
  const whole = sum(counts);
  return counts.map((each) => each / whole);
}

/** The rows of a side; a side without rows has no distribution. */
function total(side: ArrayLike<number>): number {
  requireFinite(side);
  for (let bin = 0; bin < side.length; bin++) if (side[bin] < 0) throw new RangeError("counts are not negative");
  const rows = sum(side);
  if (!(rows > 0)) throw new RangeError("a side without rows has no distribution");
  return rows;
}
