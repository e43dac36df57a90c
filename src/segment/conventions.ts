import type { SegmentSettings } from "./settings.js";

/** Which of several usual definitions each number follows, by the traps of the spec's section 14; only those that were used. */
export function conventionsOf(settings: SegmentSettings): Readonly<Record<string, string>> {
  return Object.freeze({
    ...preparationOf(settings),
    ...algorithmOf(settings),
    quantiles: "type 7",
    restarts: String(settings.restarts),
    ...(settings.depth === "full" ? resampled(settings.resampling) : {}),
  });
}

function preparationOf(settings: SegmentSettings): Record<string, string> {
  const { features, weights, z_divisor, pca, row_weight } = settings;
  const standardised = features.some((each) => each.type === "number" && each.scale === "z");
  const weighted = weights !== undefined || features.some((each) => each.weight !== 1);
  return {
    ...(standardised ? { z_divisor } : {}),
    ...(weighted ? { weights: weights?.by ?? "given", weight_mode: settings.weight_mode } : {}),
    ...(pca === undefined ? {} : { pca: `covariance of the prepared columns, divisor ${z_divisor}` }),
    ...(row_weight === undefined ? {} : WEIGHTED_ROWS),
  };
}

function algorithmOf({ algorithm, metric, covariance, gamma, centres }: SegmentSettings): Record<string, string> {
  const isMedoids = algorithm === "pam" || algorithm === "clara";
  const mixed = algorithm === "k-prototypes" || (isMedoids && metric === "gower");
  return {
    ...(centres === undefined ? {} : { start: `given centres, ${centres.space} space` }),
    ...(mixed ? { silhouette: "dissimilarities" } : EUCLIDEAN),
    ...(algorithm === "ward" ? { ward: "ward.D2 heights" } : {}),
    ...(algorithm === "gmm" ? { covariance, bic: "smaller is better" } : {}),
    ...(algorithm === "k-prototypes" ? { gamma: String(gamma) } : {}),
    ...(isMedoids ? { metric } : {}),
  };
}

const EUCLIDEAN = { silhouette: "Euclidean distances", davies_bouldin: "mean distance to the centre" };

const WEIGHTED_ROWS = {
  row_weights: "in WSS, centres, and the mean and variance of scale z; a weight w counts as w customers",
  row_weights_elsewhere: "quantiles, indices, resampling and profiles count every customer once",
};

function resampled({ gap_power, gap_box, se_factor }: SegmentSettings["resampling"]): Record<string, string> {
  return {
    gap_power: String(gap_power),
    gap_reference: gap_box,
    gap_se: "sd with B - 1",
    gap_se_factor: String(se_factor),
    bic: "smaller is better",
    jaccard: "repeated bootstrap rows dropped",
  };
}
