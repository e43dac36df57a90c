import { kMeans, type KMeansFit, type KMeansOptions } from "../../stats/kmeans/kmeans.js";
import type { Rows } from "../../stats/kmeans/rows.js";
import { fastKernel } from "../kernel/fast-kernel.js";
import { roomForRows, type SharedRows } from "../kernel/shared-rows.js";
import type { Crew } from "./crew.js";

/** From so many multiply-adds a pass on, threads share the rows of one fit. */
export const SHARED_FROM = 1e7;

/**
 * k-means by all threads of a crew on one memory: the same bytes as `kMeans` on one. Below 10^7 multiply-adds a pass one thread
 * does it. Throws RangeError as `kMeans`; rejects when the crew's signal aborts.
 */
export async function kMeansTogether(
  crew: Crew,
  rows: Rows,
  options: Omit<KMeansOptions, "kernel">,
): Promise<KMeansFit> {
  const place = roomForRows(rows.n, rows.d, rows.weights !== undefined);
  if (place === null) return kMeans(rows, { ...options, kernel: fastKernel() });
  place.rows.x.set(rows.x);
  if (rows.weights !== undefined) place.rows.weights!.set(rows.weights);
  return kMeansOfShared(crew, place.shared, options);
}

/** As `kMeansTogether`, on rows that already lie in a shared memory. */
export async function kMeansOfShared(
  crew: Crew,
  rows: SharedRows,
  options: Omit<KMeansOptions, "kernel">,
): Promise<KMeansFit> {
  const threads = rows.n * rows.d * options.k < SHARED_FROM ? 1 : crew.size;
  const followers = Array.from({ length: threads - 1 }, (_, i) => ({
    kind: "follow" as const,
    memory: rows.memory,
    member: i + 1,
  }));
  return crew.together([{ kind: "lead" as const, rows, threads, options }, ...followers]);
}
