import { requireAlpha } from "../check.js";
import type { Reason } from "../measure.js";
import { normalTwoSided, normalUpperQuantile } from "../normal.js";
import { studentTwoSided, studentUpperQuantile } from "../student-t.js";

/** An estimate with its uncertainty, or the reason why there is none. */
export type Inference =
  | {
      readonly defined: true;
      readonly estimate: number;
      readonly se: number;
      /** estimate / se */
      readonly statistic: number;
      /** degrees of freedom of Student's t; null for the normal reference */
      readonly df: number | null;
      /** two-sided */
      readonly p: number;
      readonly low: number;
      readonly high: number;
      readonly reason: null;
    }
  | {
      readonly defined: false;
      /** null when there is no estimate either */
      readonly estimate: number | null;
      readonly se: null;
      readonly statistic: null;
      readonly df: null;
      readonly p: null;
      readonly low: null;
      readonly high: null;
      readonly reason: Reason;
    };

/** An error below this share of the numbers it comes from is rounding, not variance. */
const ROUNDING = 1e-13;

/**
 * Two-sided p and 1 - alpha interval of an estimate, by Student's t with `df`, or by the normal distribution when `df` is null.
 * `scale` is the size of the numbers behind the estimate: an error that is only their rounding counts as no variance.
 */
export function inferenceOf(estimate: number, se: number, df: number | null, alpha = 0.05, scale = 0): Inference {
  requireAlpha(alpha);
  if (!(se >= 0 && se < Infinity && Number.isFinite(estimate)))
    throw new RangeError("an estimate and its error are finite");
  if (se <= ROUNDING * scale) return noInference("zero_variance", estimate);
  const statistic = estimate / se;
  const critical = df === null ? normalUpperQuantile(alpha / 2) : studentUpperQuantile(alpha / 2, df);
  const p = df === null ? normalTwoSided(statistic) : studentTwoSided(statistic, df);
  const margin = critical * se;
  return Object.freeze({
    defined: true,
    estimate,
    se,
    statistic,
    df,
    p,
    low: estimate - margin,
    high: estimate + margin,
    reason: null,
  });
}

/** An estimate without uncertainty, and why. */
export function noInference(reason: Reason, estimate: number | null = null): Inference {
  const nothing = { se: null, statistic: null, df: null, p: null, low: null, high: null };
  return Object.freeze({ defined: false, estimate, ...nothing, reason });
}
