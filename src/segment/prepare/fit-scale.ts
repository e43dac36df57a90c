import type { SegmentSettings } from "../settings.js";
import { isConstant } from "../../stats/moments.js";
import { mean, quantiles, sd, weightedMean, weightedSd } from "./summary.js";

type Scale = SegmentSettings["features"][number]["scale"];

/** What is subtracted and what is divided by; a spread of 0 means that the scaled column does not exist. */
export interface FittedScale {
  readonly centre: number;
  readonly spread: number;
}

/** IQR of a standard normal variable; `robust` divides by IQR / 1.349 so that it agrees with z on normal data. */
const NORMAL_IQR = 1.349;
const NORMAL_MAD = 1.4826;

/**
 * Fits a scale on transformed training values. `none` leaves values alone and still needs them to differ. Rounding in a mean
 * can leave a constant column a tiny deviation, so equality is asked for.
 * @param weights weight of each value, used by `z`; quantiles and ranges take every value once
 */
export function fitScale(
  scale: Scale,
  divisor: SegmentSettings["z_divisor"],
  values: Float64Array,
  weights: Float64Array | null = null,
): FittedScale {
  switch (scale) {
    case "z":
      return weights === null
        ? { centre: mean(values), spread: isConstant(values) ? 0 : sd(values, divisor) }
        : weightedScale(values, weights, divisor);
    case "robust":
      return robust(values);
    case "mad":
      return medianDeviation(values);
    case "minmax":
      return range(values);
    case "none":
      return { centre: 0, spread: isConstant(values) ? 0 : 1 };
  }
}

function weightedScale(
  values: Float64Array,
  weights: Float64Array,
  divisor: SegmentSettings["z_divisor"],
): FittedScale {
  const spread = isConstant(values.filter((_, i) => weights[i] > 0)) ? 0 : weightedSd(values, weights, divisor);
  return { centre: weightedMean(values, weights), spread };
}

function robust(values: Float64Array): FittedScale {
  const [q1, median, q3] = quantiles(values, [0.25, 0.5, 0.75]);
  return { centre: median, spread: (q3 - q1) / NORMAL_IQR };
}

function medianDeviation(values: Float64Array): FittedScale {
  const [median] = quantiles(values, [0.5]);
  const [deviation] = quantiles(
    values.map((x) => Math.abs(x - median)),
    [0.5],
  );
  return { centre: median, spread: NORMAL_MAD * deviation };
}

function range(values: Float64Array): FittedScale {
  let lowest = Infinity;
  let highest = -Infinity;
  for (const x of values) {
    if (x < lowest) lowest = x;
    if (x > highest) highest = x;
  }
  return { centre: lowest, spread: highest - lowest };
}
