import { clara } from "../../stats/cluster/clara.js";
import { allPairs, distance, type Dissimilarities } from "../../stats/cluster/dissimilarities.js";
import { gowerOrNaN, rangesOf, type MixedRows, type VariableKind } from "../../stats/cluster/gower.js";
import { pam, type SwapRule } from "../../stats/cluster/pam.js";
import { blockSum } from "../../stats/block-sum.js";
import { distinctRows } from "../../stats/kmeans/distinct-rows.js";
import type { Rows } from "../../stats/kmeans/rows.js";
import { inCanonicalOrder, reorderRows, sizesOf } from "./canonical-fit.js";
import type { Clusterer, ScoringParts, SegmentFit } from "./clusterer.js";
import { meansOfFit } from "./means-of-fit.js";
import { remembered } from "./remembered.js";
import { labelRows } from "./scoring.js";

/** Most rows of PAM: time and memory grow with their square. */
export const PAM_ROWS = 10_000;

export interface MedoidChoice {
  readonly metric: "euclidean" | "manhattan" | "gower";
  readonly swap: SwapRule;
  /** samples and their size where PAM runs on samples (CLARA); null for PAM itself */
  readonly samples: { readonly count: number; readonly size: number | null } | null;
  /** for Gower: the kind and the weight of each column */
  readonly kinds: readonly VariableKind[];
  readonly weights: readonly number[];
}

type MedoidParts = Extract<ScoringParts, { kind: "medoids" | "gower" }>;

/** PAM on all pairs, or CLARA on samples. */
export function medoidClusterer(choice: MedoidChoice): Clusterer {
  const pairsOf = remembered((rows: Rows): Dissimilarities => allPairs(rows.n, measureOf(rows, choice)));
  const euclidean = choice.metric !== "gower";
  return {
    name: choice.samples === null ? "pam" : "clara",
    resample: choice.samples === null ? { above: 1_000, rows: 1_000 } : { above: 20_000, rows: 10_000 },
    euclidean,
    shares: choice.samples !== null,
    seeded: choice.samples !== null,
    ...(euclidean ? {} : { between: (rows: Rows) => measureOf(rows, choice) }),
    fit: (rows, k, { seed, value }) => {
      const found =
        choice.samples === null ? plain(pairsOf(rows), k, choice) : sampled(rows, k, seed, choice, choice.samples);
      const { parts, labels } = inCanonicalOrder<MedoidParts>(partsOf(rows, found.medoids, choice), k, value, {
        anchors: ({ medoids }) => medoids,
        reorder: (each, order) => ({ ...each, medoids: reorderRows(each.medoids, order) }),
        labels: (each) => labelRows(rows, each),
      });
      const squares = euclidean ? meansOfFit(rows, labels, k) : sumsOfFit(rows, labels, k, found.objective, choice);
      const { iterations, converged, restarts, restartsAgreeing, build } = found;
      const counts = { iterations, converged, restarts, restartsAgreeing, build };
      return Object.freeze({
        k,
        ...squares,
        ...counts,
        parts,
        objective: { name: "mean_dissimilarity" as const, value: found.objective },
      });
    },
  };
}

function measureOf(rows: Rows, choice: MedoidChoice): (i: number, j: number) => number {
  const { metric } = choice;
  if (metric !== "gower") return (i, j) => distance(metric, rows.x, i, rows.x, j, rows.d);
  const mixed = mixedOf(rows, choice);
  return (i, j) => gowerOrNaN(mixed, i, mixed.x, j);
}

/** The rows with ranges of their own. */
export function mixedOf(rows: Rows, { kinds, weights }: MedoidChoice): MixedRows {
  const { x, n, d } = rows;
  return { x, n, d, kinds, ranges: rangesOf(x, n, d, kinds), weights: Float64Array.from(weights) };
}

type Found = Pick<SegmentFit, "iterations" | "converged" | "restarts" | "restartsAgreeing"> & {
  readonly medoids: Int32Array;
  readonly objective: number;
  readonly build: number | null;
};

function plain(pairs: Dissimilarities, k: number, { swap }: MedoidChoice): Found {
  const { medoids, objective, build, swaps, converged } = pam(pairs, { k, swap });
  return { medoids, objective, build, iterations: swaps, converged, restarts: 1, restartsAgreeing: 1 };
}

function sampled(
  rows: Rows,
  k: number,
  seed: number,
  choice: MedoidChoice,
  { count, size }: NonNullable<MedoidChoice["samples"]>,
): Found {
  const given = { k, seed, samples: count, swap: choice.swap, ...(size === null ? {} : { size }) };
  const { medoids, objective, samples, samplesAgreeing } = clara(rows.n, measureOf(rows, choice), given);
  return {
    medoids,
    objective,
    build: null,
    iterations: samples,
    converged: true,
    restarts: samples,
    restartsAgreeing: samplesAgreeing,
  };
}

function partsOf(rows: Rows, chosen: Int32Array, choice: MedoidChoice): MedoidParts {
  const medoids = new Float64Array(chosen.length * rows.d);
  chosen.forEach((row, at) => medoids.set(rows.x.subarray(row * rows.d, (row + 1) * rows.d), at * rows.d));
  if (choice.metric !== "gower") return { kind: "medoids", metric: choice.metric, medoids };
  const { kinds, ranges } = mixedOf(rows, choice);
  return { kind: "gower", medoids, ranges, kinds, weights: Float64Array.from(choice.weights) };
}

/** For mixed data the sum of dissimilarities takes the place of the within squares, and that to the best single medoid of the total. */
function sumsOfFit(
  rows: Rows,
  labels: Int32Array,
  k: number,
  objective: number,
  choice: MedoidChoice,
): ReturnType<typeof meansOfFit> {
  const between = measureOf(rows, choice);
  let least = Infinity;
  const candidates = rows.n <= PAM_ROWS ? rows.n : 0;
  for (let m = 0; m < candidates; m++)
    least = Math.min(
      least,
      blockSum(rows.n, (i) => between(i, m)),
    );
  const weights = new Float64Array(rows.n).fill(1);
  return {
    labels,
    centres: new Float64Array(k * rows.d),
    wss: objective * rows.n,
    tss: Number.isFinite(least) ? least : 0,
    sizes: sizesOf(labels, k),
    distinctRows: distinctRows({ ...rows, weights }).count,
  };
}
