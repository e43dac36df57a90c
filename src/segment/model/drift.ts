import { binsTogether } from "../../stats/bins.js";
import { quantileType7, sortedCopy } from "../../stats/quantile.js";
import type { SegmentModel } from "./model.js";

const DECILES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** Bins at the training deciles of original values, equal edges merged, with their training shares; a value on an edge stays below. */
export function trainingBins(feature: string, values: Float64Array): SegmentModel["drift"][number] {
  const sorted = sortedCopy(values);
  const edges = [...new Set(DECILES.map((p) => quantileType7(sorted, p)))];
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const bin of binsTogether(values, edges)) counts[bin - 1] += 1;
  return {
    feature,
    edges,
    shares: counts.map((each) => each / values.length),
    usual_low: quantileType7(sorted, 0.001),
    usual_high: quantileType7(sorted, 0.999),
  };
}
