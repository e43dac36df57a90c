import { nearestCentre } from "../../stats/kmeans/assign.js";
import type { Rows } from "../../stats/kmeans/rows.js";
import { fastKernel } from "./fast-kernel.js";

/** Fewer rows are done faster than they are loaded. */
const WORTH_LOADING = 512;

/** The nearest centre of each row; ties go to the lower one. A row's label depends on that row and the centres alone. */
export function nearestCentres({ x, n, d }: Rows, centres: Float64Array): Int32Array {
  const k = centres.length / d;
  if (n < WORTH_LOADING) return Int32Array.from({ length: n }, (_, i) => nearestCentre(x, i, centres, k, d));
  const loaded = fastKernel().over({ x, n, d, weights: new Float64Array(n).fill(1) });
  try {
    const assigner = loaded.assigner(k);
    assigner.next(centres);
    return assigner.labels.slice();
  } finally {
    loaded.release();
  }
}
