import { binsTogether } from "../../stats/bins.js";
import { quantileType7, sortedCopy } from "../../stats/quantile.js";
import type { SegmentModel } from "./model.js";

const DECILES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** Inner edges of ten bins at the deciles of the values, equal edges merged; a value on an edge stays below. */
export function decileEdges(sorted: Float64Array): readonly number[] {
  return [...new Set(DECILES.map((p) => quantileType7(sorted, p)))];
}

/** How many values fall into each bin; missing values fall into none. */
export function binCounts(values: Float64Array, edges: readonly number[]): Float64Array {
  const counts = new Float64Array(edges.length + 1);
  for (const bin of binsTogether(known(values), edges)) counts[bin - 1] += 1;
  return counts;
}

/**
 * Bins of one feature at the training deciles of its known original values, with the training shares; customers without a
 * value are a bin of their own.
 */
export function trainingBins(feature: string, values: Float64Array): SegmentModel["drift"][number] {
  const sorted = sortedCopy(known(values));
  const edges = decileEdges(sorted);
  return {
    feature,
    edges: [...edges],
    shares: Array.from(binCounts(values, edges), (each) => each / values.length),
    missing_share: (values.length - sorted.length) / values.length,
    usual_low: quantileType7(sorted, 0.001),
    usual_high: quantileType7(sorted, 0.999),
  };
}

function known(values: Float64Array): Float64Array {
  return values.filter((x) => !Number.isNaN(x));
}
