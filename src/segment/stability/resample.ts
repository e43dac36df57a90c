import { createStream } from "../../core/rng.js";
import type { KMeansFit } from "../../stats/kmeans/kmeans.js";
import { kMeans } from "../../stats/kmeans/kmeans.js";
import { drawWithoutReplacement } from "../../stats/kmeans/sample.js";
import { fastKernel } from "../kernel/fast-kernel.js";
import { nearestCentre } from "../../stats/kmeans/assign.js";
import type { Rows } from "../../stats/kmeans/rows.js";

/** Above this many rows resampling works on a drawn sample. */
export const RESAMPLE_ABOVE = 100_000;
export const RESAMPLE_ROWS = 50_000;

/** How a resampled data set is clustered. */
export interface RefitOptions {
  readonly seed: number;
  readonly restarts: number;
  readonly max_iterations: number;
}

/** Chosen rows of a matrix, in the order given. */
export function takeRows({ x, d }: Rows, chosen: Int32Array): Rows {
  const taken = new Float64Array(chosen.length * d);
  chosen.forEach((row, i) => taken.set(x.subarray(row * d, row * d + d), i * d));
  return { x: taken, n: chosen.length, d };
}

/** The rows that resampling works on: all, or a sample of 50,000 above 100,000; null stands for all. */
export function resampledRows(n: number, seed: number): Int32Array | null {
  if (n <= RESAMPLE_ABOVE) return null;
  const all = Int32Array.from({ length: n }, (_, row) => row);
  return drawWithoutReplacement(all, RESAMPLE_ROWS, createStream(seed, "segment/resample")).sort();
}

/** k-means of a resampled data set with its own random numbers; null when it has fewer than k distinct rows. */
export function refit(
  rows: Rows,
  k: number,
  purpose: string,
  replicate: number,
  options: RefitOptions,
): KMeansFit | null {
  const seed = createStream(options.seed, purpose, replicate).integer(2 ** 32);
  try {
    return kMeans(rows, {
      k,
      seed,
      restarts: options.restarts,
      maxIterations: options.max_iterations,
      kernel: fastKernel(),
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The nearest centre of every row. */
export function labelRows({ x, n, d }: Rows, centres: Float64Array): Int32Array {
  const k = centres.length / d;
  return Int32Array.from({ length: n }, (_, i) => nearestCentre(x, i, centres, k, d));
}

/** Counts of rows by two labellings, a-major: the cell of (a, b) is at a x columns + b. */
export function crossCounts(a: Int32Array, b: Int32Array, rows: number, columns: number): Float64Array {
  const counts = new Float64Array(rows * columns);
  a.forEach((label, i) => (counts[label * columns + b[i]] += 1));
  return counts;
}
