import { clusterRobustMean, meanChange } from "../stats/index.js";
import type { OutcomeEffect } from "../tables/results/index.js";
import type { ArmMoments } from "./arm-moments.js";
import type { ClusterSums } from "./cluster-sums.js";
import { estimateOf } from "./estimate.js";
import type { Arm } from "./event-means.js";

type BeforeAfter = OutcomeEffect["before_after"][number];

/** Mean change over time of one arm, its error clustered; a change over time is not an effect. */
export function beforeAfterOf(
  arm: Arm,
  moments: ArmMoments,
  sums: ClusterSums,
  periods: number,
  alpha: number,
): BeforeAfter {
  const treated = arm === "treated" ? 1 : 0;
  const own = [...sums.treated.keys()].filter((at) => sums.treated[at] === treated);
  const clusters = own.map((at) => ({ n: sums.units[at], sum: sums.sum[at] + sums.units[at] * sums.centre }));
  const basis = {
    units: moments.units,
    observations: moments.units * periods,
    clusters: clusters.length,
    treatedClusters: treated === 1 ? clusters.length : 0,
  };
  return {
    arm,
    units: moments.units,
    mean_before: moments.before,
    mean_after: moments.after,
    change: estimateOf(clusterRobustMean(clusters, alpha), "cluster", basis),
    effect_size_dz: meanChange(moments.change, alpha).effectSizeDz.value,
  };
}
