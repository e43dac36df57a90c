import type { SegmentSettings } from "./settings.js";

/** Which of several usual definitions each number follows, by the traps of the spec's section 14; only those that were used. */
export function conventionsOf(settings: SegmentSettings): Readonly<Record<string, string>> {
  const { algorithm, resampling, features } = settings;
  const standardised = features.some((each) => each.scale === "z");
  const weighted = settings.weights !== undefined || features.some((each) => each.weight !== 1);
  return Object.freeze({
    ...(standardised ? { z_divisor: settings.z_divisor } : {}),
    ...(weighted ? { weights: settings.weights?.by ?? "given", weight_mode: settings.weight_mode } : {}),
    ...(settings.pca === undefined ? {} : { pca: `covariance of the prepared columns, divisor ${settings.z_divisor}` }),
    ...(settings.row_weight === undefined ? {} : WEIGHTED_ROWS),
    ...(settings.centres === undefined ? {} : { start: `given centres, ${settings.centres.space} space` }),
    davies_bouldin: "mean distance to the centre",
    quantiles: "type 7",
    ...(algorithm === "ward" ? { ward: "ward.D2 heights" } : {}),
    ...(algorithm === "gmm" ? { covariance: settings.covariance, bic: "smaller is better" } : {}),
    ...(algorithm === "k-prototypes" ? { gamma: String(settings.gamma) } : {}),
    ...(algorithm === "pam" || algorithm === "clara" ? { metric: settings.metric } : {}),
    ...(settings.depth === "full" ? resampled(resampling) : {}),
  });
}

const WEIGHTED_ROWS = {
  row_weights: "in WSS, centres, and the mean and variance of scale z; a weight w counts as w customers",
  row_weights_elsewhere: "quantiles, indices, resampling and profiles count every customer once",
};

function resampled({ gap_power, gap_box, se_factor }: SegmentSettings["resampling"]): Record<string, string> {
  return {
    gap_power: String(gap_power),
    gap_reference: gap_box,
    gap_se: `sd with B - 1, factor ${String(se_factor)}`,
    bic: "smaller is better",
    jaccard: "repeated bootstrap rows dropped",
  };
}
