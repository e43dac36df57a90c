import type { Inference } from "../stats/index.js";
import type { Estimate } from "../tables/results/index.js";

/** How the error of an estimate was made. */
export type ErrorType = "CRV1" | "CRV3" | "Welch" | "cluster";

/** How many of what an estimate rests on. */
export interface Basis {
  readonly units: number;
  readonly observations: number;
  readonly clusters: number;
  readonly treatedClusters: number | null;
}

/** An estimate as it stands in a result. Throws RangeError when there is not even a point estimate. */
export function estimateOf(inference: Inference, errorType: ErrorType, basis: Basis): Estimate {
  if (inference.estimate === null) throw new RangeError("an estimate needs units in both arms");
  return {
    estimate: inference.estimate,
    se: inference.se,
    ci_low: inference.low,
    ci_high: inference.high,
    statistic: inference.statistic,
    df: inference.df,
    p: inference.p,
    se_type: errorType,
    units: basis.units,
    observations: basis.observations,
    clusters: basis.clusters,
    treated_clusters: basis.treatedClusters,
    reason: inference.reason,
  };
}
