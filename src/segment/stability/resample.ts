import { createStream } from "../../core/rng.js";
import { drawWithoutReplacement } from "../../stats/kmeans/sample.js";
import type { Rows } from "../../stats/kmeans/rows.js";
import type { Clusterer, ScoringParts, SegmentFit } from "../algorithms/clusterer.js";
import { labelRows } from "../algorithms/scoring.js";

/**
 * A data set that is clustered only to be compared: restarts on 2,000 of its rows; the best one goes on with three times as many, and
 * so on, and with all.
 */
const REFITTED = { sample: 2_000, refined: 1, steps: [6_000, 18_000, 54_000] };

/** How a resampled data set is clustered. */
export interface RefitOptions {
  readonly clusterer: Clusterer;
  readonly seed: number;
  readonly restarts: number;
  readonly max_iterations: number;
  /** How k-means of more than 2,000 rows ends; where not said as with fewer: when no label changes, single-row moves last. */
  readonly early?: EarlyEnd;
}

/** As scikit-learn's tol, and passes over each sample and over all rows at most. */
export interface EarlyEnd {
  readonly tol: number;
  readonly max_iterations: number;
}

/** Chosen rows of a matrix with their weights, in the order given. */
export function takeRows({ x, d, weights }: Rows, chosen: Int32Array): Rows {
  const taken = new Float64Array(chosen.length * d);
  for (let i = 0; i < chosen.length; i++) {
    for (let j = 0, from = chosen[i] * d; j < d; j++) taken[i * d + j] = x[from + j];
  }
  const own = weights === undefined ? {} : { weights: Float64Array.from(chosen, (row) => weights[row]) };
  return { x: taken, n: chosen.length, d, ...own };
}

/** The rows that resampling works on: all, or a sample where there are too many for the algorithm; null stands for all. */
export function resampledRows(n: number, seed: number, { above, rows }: Clusterer["resample"]): Int32Array | null {
  if (n <= above) return null;
  const all = Int32Array.from({ length: n }, (_, row) => row);
  return drawWithoutReplacement(all, rows, createStream(seed, "segment/resample")).sort();
}

/** The clustering of a resampled data set with its own random numbers; null when it cannot be put in k segments. */
export function refit(
  rows: Rows,
  k: number,
  purpose: string,
  replicate: number,
  options: RefitOptions,
): SegmentFit | null {
  const seed = createStream(options.seed, purpose, replicate).integer(2 ** 32);
  const early = rows.n > REFITTED.sample ? options.early : undefined;
  try {
    return options.clusterer.fit(rows, k, {
      seed,
      restarts: options.restarts,
      max_iterations: options.max_iterations,
      ...(early && { tolerance: early.tol, max_iterations: early.max_iterations }),
      value: null,
      ordered: false,
      sampleSeed: options.seed,
      ...REFITTED,
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Segments of rows by what a fit left for scoring. */
export function labelled(rows: Rows, parts: ScoringParts, { labels }: Clusterer): Int32Array {
  return parts.kind === "centres" && labels !== undefined ? labels(rows, parts.centres) : labelRows(rows, parts);
}
