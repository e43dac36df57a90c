import { blockSum } from "../../stats/block-sum.js";
import type { Measure } from "../../stats/measure.js";
import { mean as meanMeasure, standardDeviation } from "../../stats/moments.js";
import { quantileType7, sortedCopy } from "../../stats/quantile.js";

function valueOf(measure: Measure): number {
  if (!measure.defined) throw new RangeError(`no value: ${measure.reason}`);
  return measure.value;
}

/** The values that are not missing. */
export function known(values: Float64Array): Float64Array {
  return values.filter((x) => !Number.isNaN(x));
}

/** Mean of at least one value. */
export function mean(values: Float64Array): number {
  return valueOf(meanMeasure(values));
}

/** Standard deviation of at least two values, divisor n - 1 unless asked otherwise. */
export function sd(values: Float64Array, divisor: "n-1" | "n" = "n-1"): number {
  return valueOf(standardDeviation(values, divisor));
}

/** Mean of values of which each counts as often as its weight says. */
export function weightedMean(values: Float64Array, weights: Float64Array): number {
  return blockSum(values.length, (i) => weights[i] * values[i]) / blockSum(values.length, (i) => weights[i]);
}

/** Standard deviation of weighted values; the divisor is the sum of weights less 1, or that sum. */
export function weightedSd(values: Float64Array, weights: Float64Array, divisor: "n-1" | "n"): number {
  const centre = weightedMean(values, weights);
  const squares = blockSum(values.length, (i) => weights[i] * (values[i] - centre) * (values[i] - centre));
  return Math.sqrt(squares / (blockSum(values.length, (i) => weights[i]) - (divisor === "n" ? 0 : 1)));
}

/** Type 7 quantiles of values in any order. */
export function quantiles(values: Float64Array, shares: readonly number[]): readonly number[] {
  const sorted = sortedCopy(values);
  return Object.freeze(shares.map((p) => quantileType7(sorted, p)));
}
