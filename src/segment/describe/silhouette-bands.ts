import { silhouette, simplifiedSilhouette } from "../../stats/cluster/silhouette.js";
import { quantileType7, sortedCopy } from "../../stats/quantile.js";
import type { Rows } from "../../stats/kmeans/rows.js";
import type { SegmentResult } from "../../tables/results/segment.js";
import { labelsOf } from "../assignments.js";
import { fastDistanceSums } from "../kernel/fast-distances.js";
import { membersOf } from "./profile.js";

const SHARES = Array.from({ length: 19 }, (_, at) => (at + 1) / 20);

/**
 * The 5, 10, … 95 % percentiles of the silhouettes of each segment, so that their shape shows and no customer does. Silhouettes are
 * exact up to `exact_to` distinct rows, simplified above. Null where no silhouette is defined.
 */
export function silhouetteBands(
  rows: Rows,
  { labels, k, distinctRows }: { readonly labels: Int32Array; readonly k: number; readonly distinctRows: number },
  exact_to: number,
): SegmentResult["silhouette_bands"] {
  const exact = distinctRows <= exact_to;
  const found = exact ? silhouette(rows, labels, fastDistanceSums) : simplifiedSilhouette(rows, labels);
  const { widths, micro, macro } = found;
  if (widths === null || micro.value === null || macro.value === null) return null;
  const names = labelsOf(k);
  const segments = membersOf(labels, k).map((members, at) => {
    const sorted = sortedCopy(Float64Array.from(members, (row) => widths[row]));
    return { label: names[at], percentiles: SHARES.map((share) => quantileType7(sorted, share)) };
  });
  return { variant: exact ? "exact" : "simplified", micro: micro.value, macro: macro.value, segments };
}
