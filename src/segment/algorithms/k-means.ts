import { simplifiedSilhouette } from "../../stats/cluster/silhouette.js";
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
    labels: (rows, centres) => nearest(readied(rows), centres),
    simplified: (rows, labels, k) => simplifiedOf(readied(rows), labels, k),
  };
}

/** Data sets in memory at the same time: two halves. */
const KEPT = 2;

/** Rows made ready once for the sweep over k; those before the last two are let go. */
function readyOnce(): (rows: Rows) => Clusterable {
  const kept: { readonly rows: Rows; readonly ready: Clusterable }[] = [];
  return (rows) => {
    const known = kept.find((each) => each.rows.x === rows.x && each.rows.weights === rows.weights);
    if (known !== undefined) return known.ready;
    if (kept.length === KEPT) kept.shift()!.ready.release();
    const ready = clusterable(rows, fastKernel());
    kept.push({ rows, ready });
    return ready;
  };
}

/** The nearest centre of each row (tie: the lower). */
function nearest({ loaded, collapsed, distinct }: Clusterable, centres: Float64Array): Int32Array {
  const assigner = loaded.assigner(centres.length / loaded.rows.d);
  assigner.next(centres);
  return collapsed ? distinct.of.map((row) => assigner.labels[row]) : assigner.labels.slice();
}

/** The mean simplified silhouette, every row counted once. */
function simplifiedOf({ all, loaded, collapsed }: Clusterable, labels: Int32Array, k: number): number | null {
  if (collapsed || all.weights.some((weight) => weight !== 1)) return simplifiedSilhouette(all, labels).micro.value;
  const assigner = loaded.assigner(k);
  assigner.labels.set(labels);
  const means = assigner.means(true);
  const used = means.members.reduce((count, size) => count + (size > 0 ? 1 : 0), 0);
  return used < 2 || used === all.n ? null : assigner.widths(means) / all.n;
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
  const { max_iterations, value, ...same } = options;
  const order = value === null ? {} : { order: value };
  const fit = kMeansOf(rows, { ...same, k, maxIterations: max_iterations, ...start, ...order });
  return Object.freeze({
    ...fit,
    objective: { name: "wss" as const, value: fit.wss },
    parts: { kind: "centres" as const, centres: fit.centres },
  });
}
