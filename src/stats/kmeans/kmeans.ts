import { createStream } from "../../core/rng.js";
import { requireFinite, requireWhole } from "../check.js";
import { canonicalOrder, reordered } from "./canonical.js";
import { collapsedRows, distinctRows, usableRows, type DistinctRows } from "./distinct-rows.js";
import { hartiganMoves } from "./hartigan.js";
import type { Kernel, RowsKernel } from "./kernel.js";
import { fitOf, iterate, lloyd, type LloydFit, type LloydOptions } from "./lloyd.js";
import { plainKernel } from "./plain-kernel.js";
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
  /** another way to do the heavy loops; the result is the same */
  readonly kernel?: Kernel;
  /** above this many rows the restarts run on a sample of as many; 50,000 unless said */
  readonly sample?: number;
  /** how many of the restarts on a sample are refined on all rows; 3 unless said */
  readonly refined?: number;
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
  const data = clusterable(input, options.kernel);
  try {
    return kMeansOf(data, options);
  } finally {
    data.release();
  }
}

/** Checked rows, equal ones made one where that pays, ready for several fits. */
export interface Clusterable {
  readonly all: WeightedRows;
  readonly distinct: DistinctRows;
  readonly collapsed: boolean;
  /** weighted sum of squares around the grand mean */
  readonly tss: number;
  readonly kernel: Kernel;
  /** the rows that are clustered */
  readonly loaded: RowsKernel;
  release(): void;
}

/** Checks rows and readies them for `kMeansOf`; release them afterwards. Throws RangeError as `kMeans`. */
export function clusterable(input: Rows, kernel: Kernel = plainKernel()): Clusterable {
  const all = checkedRows(input);
  const whole = kernel.over(all);
  const distinct = whole.distinct();
  const collapsed = distinct.count <= all.n / 2;
  if (collapsed) whole.release();
  const loaded = collapsed ? kernel.over(collapsedRows(all, distinct)) : whole;
  const release = () => {
    loaded.release();
  };
  return { all, distinct, collapsed, tss: totalOf(loaded), kernel, loaded, release };
}

function totalOf({ rows, assigner }: RowsKernel): number {
  const together = assigner(1);
  together.next(new Float64Array(rows.d));
  return together.squares(together.means(true).centres);
}

/** As `kMeans`, on rows that are ready; `options.kernel` is that of the rows. */
export function kMeansOf(data: Clusterable, options: KMeansOptions): KMeansFit {
  const { all, distinct, collapsed, loaded } = data;
  const settings = checkedSettings(all, options);
  requireEnoughRows(distinct, settings.k);
  const value = collapsed && settings.order ? meanByRow(distinct, all, settings.order) : settings.order;
  const found = bestOfRestarts(data, settings, value);
  const fit = canonicalFit(loaded, found.fit, settings, value);
  const labels = collapsed ? Int32Array.from(distinct.of, (row) => fit.labels[row]) : fit.labels;
  return Object.freeze({
    k: settings.k,
    labels,
    centres: fit.centres,
    wss: fit.wss,
    tss: data.tss,
    sizes: sizesOf(labels, settings.k),
    iterations: fit.iterations,
    converged: fit.converged,
    restarts: settings.restarts,
    restartsAgreeing: found.agreeing,
    distinctRows: distinct.count,
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
  readonly sample: number;
  readonly refined: number;
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
    sample: options.sample ?? SAMPLE,
    refined: options.refined ?? REFINED,
  };
  requireWhole(settings.k, 1, "k");
  requireWhole(settings.restarts, 1, "the number of restarts");
  requireWhole(settings.maxIterations, 1, "the number of iterations");
  requireWhole(settings.sample, 1, "the rows of the sample");
  requireWhole(settings.refined, 1, "the number of refined restarts");
  if (!(settings.tolerance >= 0)) throw new RangeError("the tolerance is not negative");
  if (settings.initial instanceof Float64Array) checkCentres(settings.initial, settings.k, rows.d);
  if (settings.order) checkOrder(settings.order, rows.n);
  return settings;
}

function checkCentres(centres: Float64Array, k: number, d: number): void {
  if (centres.length !== k * d) throw new RangeError("given centres must hold k x d numbers");
  requireFinite(centres, "given centres");
  const weights = new Float64Array(k).fill(1);
  if (distinctRows({ x: centres, n: k, d, weights }).count < k) throw new RangeError("given centres must differ");
}

function checkOrder(order: Float64Array, n: number): void {
  if (order.length !== n) throw new RangeError("the value column must hold one number for each row");
  requireFinite(order, "the value column");
}

function requireEnoughRows(distinct: DistinctRows, k: number): void {
  const usable = usableRows(distinct);
  if (k > usable) throw new RangeError(`k is ${k} but only ${usable} distinct rows have weight`);
}

/** The weighted mean of a column over the copies of each distinct row; the plain mean where the weight is 0. */
function meanByRow({ of, count, weights, copies }: DistinctRows, all: WeightedRows, value: Float64Array): Float64Array {
  const weighted = new Float64Array(count);
  const plain = new Float64Array(count);
  of.forEach((row, i) => {
    weighted[row] += all.weights[i] * value[i];
    plain[row] += value[i];
  });
  return weighted.map((total, row) => (weights[row] > 0 ? total / weights[row] : plain[row] / copies[row]));
}

interface Found {
  readonly fit: LloydFit;
  readonly agreeing: number;
  readonly rows: number;
}

function bestOfRestarts({ loaded, kernel }: Clusterable, settings: Settings, value: Float64Array | undefined): Found {
  const { rows } = loaded;
  const wanted = rows.n > settings.sample && !(settings.initial instanceof Float64Array);
  const used = wanted ? sampleWithEnough(rows, settings, value, kernel) : null;
  if (used === null) {
    const { ranked, agreeing } = restartsOn(loaded, settings);
    return { fit: ranked[0], agreeing, rows: rows.n };
  }
  try {
    const { ranked, agreeing } = restartsOn(used, settings);
    const refined = ranked.slice(0, settings.refined).map((one) => polished(loaded, one.centres, settings));
    return { fit: refined.reduce((least, one) => (one.wss < least.wss ? one : least)), agreeing, rows: used.rows.n };
  } finally {
    used.release();
  }
}

/** All restarts, best first, ties to the lower number; and how many came near the best. */
function restartsOn(rows: RowsKernel, settings: Settings): { ranked: readonly LloydFit[]; agreeing: number } {
  const fits = Array.from({ length: settings.restarts }, (_, restart) => oneRestart(rows, settings, restart));
  const ranked = fits.toSorted((a, b) => a.wss - b.wss);
  const agreeing = fits.filter((fit) => fit.wss <= ranked[0].wss * (1 + AGREEMENT)).length;
  return { ranked, agreeing };
}

/** A sample that has k distinct rows of positive weight, else null. */
function sampleWithEnough(
  rows: WeightedRows,
  settings: Settings,
  value: Float64Array | undefined,
  kernel: Kernel,
): RowsKernel | null {
  const sample = kernel.over(sampleRows(rows, settings.sample, settings.seed, value));
  if (usableRows(sample.distinct()) >= settings.k) return sample;
  sample.release();
  return null;
}

function oneRestart(rows: RowsKernel, settings: Settings, restart: number): LloydFit {
  const { initial, k, seed } = settings;
  if (initial instanceof Float64Array) return polished(rows, initial.slice(), settings);
  const stream = createStream(seed, "kmeans/seeding", restart);
  return polished(rows, seedCentres(rows, k, initial, stream), settings);
}

function polished(kernel: RowsKernel, start: Float64Array, settings: Settings): LloydFit {
  const { rows } = kernel;
  const assigner = kernel.assigner(settings.k);
  const state = iterate(rows, assigner, start, settings);
  if (!settings.hartigan || !state.converged) return fitOf(assigner, state);
  if (!hartiganMoves(rows, assigner, settings.maxIterations)) return fitOf(assigner, state);
  const again = iterate(rows, assigner, assigner.means(true).centres, settings);
  return fitOf(assigner, { ...again, iterations: state.iterations + again.iterations });
}

/** Labels in canonical order, assigned once more from there; ties may move rows, so repeat until the order holds. */
function canonicalFit(
  kernel: RowsKernel,
  fit: LloydFit,
  settings: Settings,
  value: Float64Array | undefined,
): LloydFit {
  const { rows } = kernel;
  let current = fit;
  for (let round = 0; round < settings.k + 10; round++) {
    const order = canonicalOrder(rows, current.labels, current.centres, current.totals, value);
    if (order.every((old, i) => old === i)) return current;
    const centres = reordered(current.centres, order, rows.d);
    if (!current.converged) return { ...current, ...relabelled(current, order, centres) };
    current = { ...lloyd(kernel, centres, settings), iterations: fit.iterations };
  }
  return current;
}

function relabelled(fit: LloydFit, order: Int32Array, centres: Float64Array): Partial<LloydFit> {
  const place = new Int32Array(order.length);
  order.forEach((old, i) => (place[old] = i));
  return {
    labels: fit.labels.map((label) => place[label]),
    centres,
    totals: fit.totals.map((_, i) => fit.totals[order[i]]),
  };
}

function sizesOf(labels: Int32Array, k: number): Int32Array {
  const sizes = new Int32Array(k);
  for (const label of labels) sizes[label] += 1;
  return sizes;
}
