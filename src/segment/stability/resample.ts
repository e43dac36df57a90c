import { createStream } from "../../core/rng.js";
import { drawWithoutReplacement } from "../../stats/kmeans/sample.js";
import type { Rows } from "../../stats/kmeans/rows.js";
import type { Clusterer, SegmentFit } from "../algorithms/clusterer.js";

/** A data set that is clustered only to be compared: restarts on 10,000 of its rows, the best one refined on all. */
const REFITTED = { sample: 10_000, refined: 1 };

/** How a resampled data set is clustered. */
export interface RefitOptions {
  readonly clusterer: Clusterer;
  readonly seed: number;
  readonly restarts: number;
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
  try {
    return options.clusterer.fit(rows, k, {
      seed,
      restarts: options.restarts,
      max_iterations: options.max_iterations,
      value: null,
      ...REFITTED,
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
