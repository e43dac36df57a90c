import { cutTree, wardTree } from "../../stats/cluster/ward.js";
import { clusterable, kMeansOf, type Clusterable } from "../../stats/kmeans/kmeans.js";
import type { Rows } from "../../stats/kmeans/rows.js";
import { fastKernel } from "../kernel/fast-kernel.js";
import type { Clusterer, FitOptions, SegmentFit } from "./clusterer.js";
import { meansOfFit } from "./means-of-fit.js";
import { remembered } from "./remembered.js";

/** k-means from seeded restarts, or from the centres of Ward's tree (at most 20,000 rows). */
export function kMeansClusterer(start: "kmeans++" | "ward"): Clusterer {
  const readied = readyOnce();
  const treeOf = remembered((rows: Rows) => wardTree(rows));
  const startOf = (rows: Rows, k: number, { centres }: FitOptions) => {
    if (start === "ward") return { initial: meansOfFit(rows, cutTree(treeOf(rows), k), k).centres };
    return centres?.length === k * rows.d ? { initial: centres } : {};
  };
  return {
    name: "k-means",
    resample: start === "ward" ? { above: 2_000, rows: 2_000 } : { above: 100_000, rows: 50_000 },
    euclidean: true,
    shares: start !== "ward",
    seeded: start !== "ward",
    fit: (rows, k, options) => fitOf(readied(rows), k, options, startOf(rows, k, options)),
  };
}

/** Rows made ready once for the sweep over k; those before them are let go. */
function readyOnce(): (rows: Rows) => Clusterable {
  let last: { readonly rows: Rows; readonly ready: Clusterable } | null = null;
  return (rows) => {
    if (last !== null && last.rows.x === rows.x && last.rows.weights === rows.weights) return last.ready;
    last?.ready.release();
    last = null;
    last = { rows, ready: clusterable(rows, fastKernel()) };
    return last.ready;
  };
}

/** k-means with what every fit of the room carries. */
export function kMeansFit(rows: Rows, k: number, options: FitOptions): SegmentFit {
  const ready = clusterable(rows, fastKernel());
  try {
    return fitOf(ready, k, options, {});
  } finally {
    ready.release();
  }
}

function fitOf(rows: Clusterable, k: number, options: FitOptions, start: { initial?: Float64Array }): SegmentFit {
  const fit = kMeansOf(rows, {
    k,
    seed: options.seed,
    restarts: options.restarts,
    maxIterations: options.max_iterations,
    ...(options.sample === undefined ? {} : { sample: options.sample }),
    ...(options.refined === undefined ? {} : { refined: options.refined }),
    ...start,
    ...(options.value === null ? {} : { order: options.value }),
  });
  return Object.freeze({
    ...fit,
    objective: { name: "wss" as const, value: fit.wss },
    parts: { kind: "centres" as const, centres: fit.centres },
  });
}
