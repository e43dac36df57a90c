import { failIfAny } from "../core/errors.js";
import { kMeans, type KMeansFit } from "../stats/kmeans/kmeans.js";
import { fastKernel } from "./kernel/fast-kernel.js";
import type { Prepared } from "./prepare/apply-recipe.js";
import { problem } from "./prepare/problem.js";
import type { SegmentSettings } from "./settings.js";

/** What decides a fit besides the prepared rows and k. */
export interface ClusterOptions {
  readonly seed: number;
  readonly restarts: number;
  readonly max_iterations: number;
  /** Value of each row, by whose mean segments are ordered; null orders by size. */
  readonly value: Float64Array | null;
}

/** k-means of the prepared rows. Labels 0 … k-1 stand for S1 … Sk. */
export function cluster(prepared: Prepared, k: number, options: ClusterOptions): KMeansFit {
  return kMeans(
    { x: prepared.data, n: prepared.rows, d: prepared.columns },
    {
      k,
      seed: options.seed,
      restarts: options.restarts,
      maxIterations: options.max_iterations,
      kernel: fastKernel(),
      ...(options.value === null ? {} : { order: options.value }),
    },
  );
}

/** Refuses a k that no clustering of these rows can have: SEG-006 above the rows, SEG-007 above the distinct rows. */
export function refuseImpossibleK(k: SegmentSettings["k"], rows: number, distinct: number): void {
  const least = typeof k === "number" ? k : k.min;
  if (least > rows) {
    const found = `k = ${String(least)} for ${String(rows)} customers`;
    failIfAny([problem("SEG-006", found, `choose k from 1 to ${String(rows)}`, "segment.k")]);
  }
  if (least > distinct) {
    const found = `k = ${String(least)}, but only ${String(distinct)} distinct prepared rows`;
    failIfAny([problem("SEG-007", found, `choose k up to ${String(distinct)}, or finer features`, "segment.k")]);
  }
}
