import { createStream } from "../../core/rng.js";
import type { AssignerMaker } from "./assign.js";
import { requireFinite, requireWhole } from "../check.js";
import { canonicalOrder, reordered } from "./canonical.js";
import { meansOf, totalSquares } from "./centres.js";
import { distinctRows, type DistinctRows } from "./distinct-rows.js";
import { hartiganMoves } from "./hartigan.js";
import { lloyd, type LloydFit, type LloydOptions } from "./lloyd.js";
import { checkedRows, type Rows, type WeightedRows } from "./rows.js";
import { sampleRows } from "./sample.js";
import { seedCentres, type Seeding } from "./seeding.js";

const SAMPLE = 50_000;
const REFINED = 3;
const AGREEMENT = 1e-6;

export interface KMeansOptions {
  readonly k: number;
  readonly seed: number;
  /** 20 unless said; 1 with given centres */
  readonly restarts?: number;
  /** greedy k-means++ unless said; or k x d given centres */
  readonly initial?: Seeding | Float64Array;
  /** end with single-row moves, which only lower the sum of squares; on unless said. 20 restarts alone miss iris's optimum for some seeds */
  readonly hartigan?: boolean;
  /** 300 unless said */
  readonly maxIterations?: number;
  /** 0 unless said: iterate until no label changes */
  readonly tolerance?: number;
  /** one value per row: labels are ordered by its mean, falling. Without it by weight, falling */
  readonly order?: Float64Array;
  /** `hamerly` unless said; the result is the same */
  readonly acceleration?: "hamerly" | "none";
  /** another way to assign rows; the result is the same */
  readonly assigner?: AssignerMaker;
}

/** Labels, centres and sums of squares that belong together. */
export interface KMeansFit {
  readonly k: number;
  /** n labels 0..k-1 in canonical order */
  readonly labels: Int32Array;
  /** k x d, row-major */
  readonly centres: Float64Array;
  /** weighted within-cluster sum of squares */
  readonly wss: number;
  /** weighted sum of squares around the grand mean */
  readonly tss: number;
  /** rows of each label */
  readonly sizes: Int32Array;
  /** assignment passes of the best restart, the one that found no change included, Hartigan passes not */
  readonly iterations: number;
  readonly converged: boolean;
  readonly restarts: number;
  /** restarts whose sum of squares lies within 1e-6 (relative) of the best; 1 means that the optimum is not secured */
  readonly restartsAgreeing: number;
  /** number of different rows */
  readonly distinctRows: number;
  /** whether equal rows were made one (when at most half the rows are different) */
  readonly collapsed: boolean;
  /** rows on which the restarts were run; fewer than n above 50,000 rows */
  readonly restartRows: number;
}

/**
 * k-means: the labels and centres with the least weighted sum of squared Euclidean distances found by greedy k-means++ with
 * restarts and Lloyd's iteration. The same rows, options and seed give the same bytes.
 * Above 50,000 (distinct) rows the restarts run on a sample of 50,000 and the best three are refined on all rows.
 * Throws RangeError for a bad shape, NaN, bad weights, k < 1, k above the number of distinct rows of positive weight, and given
 * centres that are repeated or of the wrong shape.
 * Sources: Lloyd 1982; Arthur and Vassilvitskii 2007; Hamerly 2010; Hartigan and Wong 1979.
 */
export function kMeans(input: Rows, options: KMeansOptions): KMeansFit {
  const all = checkedRows(input);
  const settings = checkedSettings(all, options);
  const distinct = distinctRows(all);
  requireEnoughRows(distinct, settings.k);
  const collapsed = distinct.rows.n <= all.n / 2;
  const rows = collapsed ? distinct.rows : all;
  const value = collapsed && settings.order ? meanByRow(distinct, all, settings.order) : settings.order;
  const found = bestOfRestarts(rows, settings, value);
  const fit = canonicalFit(rows, found.fit, settings, value);
  const labels = collapsed ? Int32Array.from(distinct.of, (row) => fit.labels[row]) : fit.labels;
  return Object.freeze({
    k: settings.k,
    labels,
    centres: fit.centres,
    wss: fit.wss,
    tss: totalSquares(rows),
    sizes: sizesOf(labels, settings.k),
    iterations: fit.iterations,
    converged: fit.converged,
    restarts: settings.restarts,
    restartsAgreeing: found.agreeing,
    distinctRows: distinct.rows.n,
    collapsed,
    restartRows: found.rows,
  });
}

interface Settings extends LloydOptions {
  readonly seed: number;
  readonly restarts: number;
  readonly initial: Seeding | Float64Array;
  readonly hartigan: boolean;
  readonly order: Float64Array | undefined;
}

function checkedSettings(rows: WeightedRows, options: KMeansOptions): Settings {
  const given = options.initial instanceof Float64Array;
  const settings: Settings = {
    k: options.k,
    seed: options.seed,
    restarts: given ? 1 : (options.restarts ?? 20),
    initial: options.initial ?? "greedy",
    hartigan: options.hartigan ?? true,
    maxIterations: options.maxIterations ?? 300,
    tolerance: options.tolerance ?? 0,
    order: options.order,
    acceleration: options.acceleration ?? "hamerly",
    ...(options.assigner === undefined ? {} : { assigner: options.assigner }),
  };
  requireWhole(settings.k, 1, "k");
  requireWhole(settings.restarts, 1, "the number of restarts");
  requireWhole(settings.maxIterations, 1, "the number of iterations");
  if (!(settings.tolerance >= 0)) throw new RangeError("the tolerance is not negative");
  if (settings.initial instanceof Float64Array) checkCentres(settings.initial, settings.k, rows.d);
  if (settings.order) checkOrder(settings.order, rows.n);
  return settings;
}

function checkCentres(centres: Float64Array, k: number, d: number): void {
  if (centres.length !== k * d) throw new RangeError("given centres must hold k x d numbers");
  requireFinite(centres, "given centres");
  const weights = new Float64Array(k).fill(1);
  if (distinctRows({ x: centres, n: k, d, weights }).rows.n < k) throw new RangeError("given centres must differ");
}

function checkOrder(order: Float64Array, n: number): void {
  if (order.length !== n) throw new RangeError("the value column must hold one number for each row");
  requireFinite(order, "the value column");
}

function requireEnoughRows({ rows }: DistinctRows, k: number): void {
  const usable = rows.weights.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0);
  if (k > usable) throw new RangeError(`k is ${k} but only ${usable} distinct rows have weight`);
}

/** The weighted mean of a column over the copies of each distinct row; the plain mean where the weight is 0. */
function meanByRow({ of, rows, copies }: DistinctRows, all: WeightedRows, value: Float64Array): Float64Array {
  const weighted = new Float64Array(rows.n);
  const plain = new Float64Array(rows.n);
  of.forEach((row, i) => {
    weighted[row] += all.weights[i] * value[i];
    plain[row] += value[i];
  });
  return weighted.map((total, row) => (rows.weights[row] > 0 ? total / rows.weights[row] : plain[row] / copies[row]));
}

interface Found {
  readonly fit: LloydFit;
  readonly agreeing: number;
  readonly rows: number;
}

function bestOfRestarts(rows: WeightedRows, settings: Settings, value: Float64Array | undefined): Found {
  const sampled = rows.n > SAMPLE && !(settings.initial instanceof Float64Array);
  const used = sampled ? sampleWithEnough(rows, settings, value) : rows;
  const fits = Array.from({ length: settings.restarts }, (_, restart) => oneRestart(used, settings, restart));
  const ranked = fits
    .map((fit, restart) => ({ fit, restart }))
    .sort((a, b) => a.fit.wss - b.fit.wss || a.restart - b.restart);
  const best = ranked[0].fit;
  const agreeing = fits.filter((fit) => fit.wss <= best.wss * (1 + AGREEMENT)).length;
  if (!sampled) return { fit: best, agreeing, rows: used.n };
  const refined = ranked.slice(0, REFINED).map((one) => polished(rows, one.fit.centres, settings));
  const fit = refined.reduce((least, one) => (one.wss < least.wss ? one : least));
  return { fit, agreeing, rows: used.n };
}

function sampleWithEnough(rows: WeightedRows, settings: Settings, value: Float64Array | undefined): WeightedRows {
  const sample = sampleRows(rows, SAMPLE, settings.seed, value);
  const usable = distinctRows(sample).rows.weights.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0);
  return usable >= settings.k ? sample : rows;
}

function oneRestart(rows: WeightedRows, settings: Settings, restart: number): LloydFit {
  const { initial, k, seed } = settings;
  if (initial instanceof Float64Array) return polished(rows, initial.slice(), settings);
  const stream = createStream(seed, "kmeans/seeding", restart);
  return polished(rows, seedCentres(rows, k, initial, stream), settings);
}

function polished(rows: WeightedRows, centres: Float64Array, settings: Settings): LloydFit {
  const fit = lloyd(rows, centres, settings);
  if (!settings.hartigan || !fit.converged) return fit;
  const labels = hartiganMoves(rows, fit.labels, settings.k, settings.maxIterations);
  if (labels.every((label, i) => label === fit.labels[i])) return fit;
  const again = lloyd(rows, meansOf(rows, labels, settings.k).centres, settings);
  return { ...again, iterations: fit.iterations + again.iterations };
}

/** Labels in canonical order, assigned once more from there; ties may move rows, so repeat until the order holds. */
function canonicalFit(
  rows: WeightedRows,
  fit: LloydFit,
  settings: Settings,
  value: Float64Array | undefined,
): LloydFit {
  let current = fit;
  for (let round = 0; round < settings.k + 10; round++) {
    const order = canonicalOrder(rows, current.labels, current.centres, value);
    if (order.every((old, i) => old === i)) return current;
    const centres = reordered(current.centres, order, rows.d);
    if (!current.converged) return { ...current, ...relabelled(current, order, centres) };
    current = { ...lloyd(rows, centres, settings), iterations: fit.iterations };
  }
  return current;
}

function relabelled(fit: LloydFit, order: Int32Array, centres: Float64Array): Partial<LloydFit> {
  const place = new Int32Array(order.length);
  order.forEach((old, i) => (place[old] = i));
  return { labels: fit.labels.map((label) => place[label]), centres };
}

function sizesOf(labels: Int32Array, k: number): Int32Array {
  const sizes = new Int32Array(k);
  for (const label of labels) sizes[label] += 1;
  return sizes;
}
