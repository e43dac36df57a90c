import { adjustedRandIndex } from "../stats/cluster/rand-index.js";
import type { SegmentResult } from "../tables/results/segment.js";
import type { PreparedInput } from "./prepare-input.js";
import type { SegmentSettings } from "./settings.js";

/** Adjusted Rand index of the segments with a known grouping, over the clustered customers whose group is known; null if none is. */
export function adjustedAgreement(
  reference: NonNullable<SegmentSettings["truth"]>,
  truth: readonly (string | null)[],
  { matrix }: PreparedInput,
  labels: Int32Array,
): SegmentResult["agreement"] {
  const groups: string[] = [];
  const segments: number[] = [];
  matrix.kept.forEach((row, at) => {
    const group = truth[row];
    if (group === null) return;
    groups.push(group);
    segments.push(labels[at]);
  });
  if (groups.length === 0) return null;
  const name = reference.table === undefined ? reference.column : `${reference.table}.${reference.column}`;
  return { with: name, adjusted_rand_index: adjustedRandIndex(groups, segments), customers: groups.length };
}
