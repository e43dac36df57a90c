import { log } from "../../core/elementary.js";
import { crossCounts } from "../../stats/cluster/compare-partitions.js";
import { lineage } from "../../stats/cluster/lineage.js";
import type { SegmentResult } from "../../tables/results/segment.js";
import type { SegmentFit } from "../algorithms/clusterer.js";
import { labelsOf } from "../assignments.js";

type Step = SegmentResult["across_k"][number];

/**
 * What becomes of the segments from each k to the next, from k = 2 on: kept, split, merged or new, by the rules of `lineage`.
 * @param fits of the same customers, ascending k
 * Source: after Dolnicar and Leisch 2017 (Marketing Letters 28), segment level stability across solutions.
 */
export function acrossK(fits: readonly Pick<SegmentFit, "k" | "labels">[]): readonly Step[] {
  const several = fits.filter(({ k }) => k > 1);
  return several.slice(1).map((later, at) => stepOf(several[at], later));
}

function stepOf(earlier: Pick<SegmentFit, "k" | "labels">, later: Pick<SegmentFit, "k" | "labels">): Step {
  const shared = crossCounts(earlier.labels, later.labels, earlier.k, later.k);
  const found = lineage(shared, earlier.k, later.k);
  const [old, fresh] = [labelsOf(earlier.k), labelsOf(later.k)];
  return {
    from_k: earlier.k,
    to_k: later.k,
    segments: found.later.map(({ state, from, jaccard }, b) => ({
      label: fresh[b],
      state,
      from: from.map((a) => old[a]),
      jaccard,
      one_origin: oneOrigin(shared, earlier.k, later.k, b),
    })),
  };
}

/** 1 - entropy / ln(groups before) of where the rows of group `b` were: 1 when all were in one group, 0 when evenly in all. */
function oneOrigin(shared: Float64Array, before: number, after: number, b: number): number {
  const counts = Array.from({ length: before }, (_, a) => shared[a * after + b]);
  const all = counts.reduce((sum, each) => sum + each, 0);
  const entropy = counts.reduce((sum, each) => sum - (each === 0 ? 0 : (each / all) * log(each / all)), 0);
  return 1 - entropy / log(before) + 0;
}
