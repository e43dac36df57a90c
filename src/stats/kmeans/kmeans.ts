import { sum } from "../block-sum.js";
import { requireFinite, requireWhole } from "../check.js";
import { canonicalOrder, reordered } from "./canonical.js";
import { clusterable, type Clusterable } from "./clusterable.js";
import { distinctRows, usableRows, type DistinctRows } from "./distinct-rows.js";
import type { Kernel, RowsKernel } from "./kernel.js";
import { fitOf, lloyd, type LloydFit } from "./lloyd.js";
import { bestOfRestarts, type SearchOptions } from "./restarts.js";
import type { Rows, WeightedRows } from "./rows.js";
import type { Seeding } from "./seeding.js";

export { clusterable, type Clusterable } from "./clusterable.js";

const SAMPLE = 50_000;
const REFINED = 3;

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
  /**
   * 0 unless said: iterate until no label changes. Else stop when the squared shifts of the centres sum to at most tolerance x the
   * mean column variance of all rows (scikit-learn's tol); single-row moves, which start at convergence, are then left out
   */
  readonly tolerance?: number;
  /** one value per row: labels are ordered by its mean, falling. Without it by weight, falling */
  readonly order?: Float64Array;
  /** false leaves labels in the order found, where a clustering is only compared with others */
  readonly ordered?: boolean;
  /** another way to do the heavy loops; the result is the same */
  readonly kernel?: Kernel;
  /** above this many rows the restarts run on a sample of as many; 50,000 unless said */
  readonly sample?: number;
  /** how many of the restarts on a sample are refined on all rows; 3 unless said */
  readonly refined?: number;
  /** larger samples, rising, on which these are refined before all rows; none unless said */
  readonly steps?: readonly number[];
  /** seed of the samples; `seed` unless said */
  readonly sampleSeed?: number;
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

/** As `kMeans`, on rows that are ready; `options.kernel` is that of the rows. */
export function kMeansOf(data: Clusterable, options: KMeansOptions): KMeansFit {
  const { all, distinct, collapsed, loaded } = data;
  const settings = checkedSettings(data, options);
  requireEnoughRows(distinct, settings.k);
  const value = collapsed && settings.order ? meanByRow(distinct, all, settings.order) : settings.order;
  const found = bestOfRestarts(data, settings, value);
  const fit = options.ordered === false ? found.fit : canonicalFit(loaded, found.fit, settings, value);
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

interface Settings extends SearchOptions {
  readonly order: Float64Array | undefined;
}

function checkedSettings(data: Clusterable, options: KMeansOptions): Settings {
  if (!((options.tolerance ?? 0) >= 0)) throw new RangeError("the tolerance is not negative");
  const settings = settingsOf(data, options);
  const { n, d } = data.all;
  requireWhole(settings.k, 1, "k");
  requireWhole(settings.restarts, 1, "the number of restarts");
  requireWhole(settings.maxIterations, 1, "the number of iterations");
  requireWhole(settings.sample, 1, "the rows of the sample");
  requireWhole(settings.refined, 1, "the number of refined restarts");
  if (settings.initial instanceof Float64Array) checkCentres(settings.initial, settings.k, d);
  if (settings.order) checkOrder(settings.order, n);
  return settings;
}

function settingsOf(data: Clusterable, options: KMeansOptions): Settings {
  const { initial = "greedy", tolerance = 0, hartigan = true } = options;
  return {
    k: options.k,
    seed: options.seed,
    restarts: initial instanceof Float64Array ? 1 : (options.restarts ?? 20),
    initial,
    hartigan: hartigan && tolerance === 0,
    maxIterations: options.maxIterations ?? 300,
    smallShift: tolerance === 0 ? null : smallShiftOf(data, tolerance),
    order: options.order,
    sample: options.sample ?? SAMPLE,
    sampleSeed: options.sampleSeed ?? options.seed,
    refined: options.refined ?? REFINED,
    steps: options.steps ?? [],
  };
}

/** Tolerance x mean column variance. */
function smallShiftOf({ loaded, tss }: Clusterable, tolerance: number): number {
  return (tolerance * tss) / sum(loaded.rows.weights) / loaded.rows.d;
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
    const again =
      settings.smallShift === null ? lloyd(kernel, centres, settings) : assignedTo(kernel, centres, current);
    current = { ...again, iterations: fit.iterations };
  }
  return current;
}

/** Labels given once more to centres that stay where they are. */
function assignedTo(kernel: RowsKernel, centres: Float64Array, fit: LloydFit): LloydFit {
  const assigner = kernel.assigner(fit.totals.length);
  assigner.next(centres);
  return fitOf(assigner, { ...fit, centres });
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
