import { meansOf, totalSquares, withinSquares } from "../../stats/kmeans/centres.js";
import { distinctRows } from "../../stats/kmeans/distinct-rows.js";
import type { Rows } from "../../stats/kmeans/rows.js";
import type { SegmentFit } from "./clusterer.js";
import { sizesOf } from "./canonical-fit.js";

/** Means, within squares and sizes of any labels of numeric rows: what every fit carries beside its own objective. */
export function meansOfFit(
  rows: Rows,
  labels: Int32Array,
  k: number,
): Pick<SegmentFit, "labels" | "centres" | "wss" | "tss" | "sizes" | "distinctRows"> {
  const weighted = { ...rows, weights: new Float64Array(rows.n).fill(1) };
  const { centres } = meansOf(weighted, labels, k);
  return {
    labels,
    centres,
    wss: withinSquares(weighted, labels, centres),
    tss: totalSquares(weighted),
    sizes: sizesOf(labels, k),
    distinctRows: distinctRows(weighted).count,
  };
}
