import { createStream, type Stream } from "../../core/rng.js";
import { blockSum } from "../block-sum.js";
import { requireFinite, requireWhole } from "../check.js";
import { distinctRows } from "../kmeans/distinct-rows.js";

/** Rows of scaled numbers and categories. */
export interface PrototypeRows {
  /** n x d, row-major; columns of categories hold level numbers in the order of the sorted names */
  readonly x: Float64Array;
  readonly n: number;
  readonly d: number;
  /** which columns hold categories */
  readonly categorical: readonly boolean[];
}

/** What a difference costs: per column a factor of the squared difference, or of a mismatch of categories. */
export interface PrototypeCosts {
  /** d factors; 0 in a column of categories */
  readonly square: Float64Array;
  /** d factors; 0 in a numeric column */
  readonly mismatch: Float64Array;
}

export interface PrototypeOptions extends PrototypeCosts {
  readonly k: number;
  readonly seed: number;
  /** 20 unless said */
  readonly restarts?: number;
  /** 300 unless said */
  readonly maxIterations?: number;
}

export interface PrototypeFit {
  readonly k: number;
  readonly labels: Int32Array;
  /** k x d: means of numbers, modes of categories (tie: the level that sorts first) */
  readonly prototypes: Float64Array;
  readonly cost: number;
  readonly iterations: number;
  readonly converged: boolean;
  readonly restarts: number;
  readonly restartsAgreeing: number;
}

const AGREEMENT = 1e-6;

/**
 * k-prototypes: means and modes with the least sum of squared differences and weighted mismatches, found by Lloyd passes from
 * seeded restarts. Ties: the lower cluster. Throws RangeError for a bad shape, NaN, or k outside 1 … the distinct rows.
 * Source: Huang 1998 (Data Mining and Knowledge Discovery 2).
 */
export function kPrototypes(rows: PrototypeRows, options: PrototypeOptions): PrototypeFit {
  check(rows, options);
  const restarts = options.restarts ?? 20;
  const runs = Array.from({ length: restarts }, (_, restart) =>
    iterate(rows, seeds(rows, options, createStream(options.seed, "k-prototypes/seeding", restart)), options),
  );
  const best = runs.reduce((least, each) => (each.cost < least.cost ? each : least));
  const agreeing = runs.filter((each) => each.cost <= best.cost * (1 + AGREEMENT)).length;
  return Object.freeze({ k: options.k, ...best, restarts, restartsAgreeing: agreeing });
}

function check({ x, n, d, categorical }: PrototypeRows, { k, square, mismatch }: PrototypeOptions): void {
  requireWhole(n, 1, "the number of rows");
  requireWhole(k, 1, "k");
  if (x.length !== n * d) throw new RangeError("the matrix must hold n x d numbers");
  if (categorical.length !== d || square.length !== d || mismatch.length !== d)
    throw new RangeError("each column needs its kind and its factors");
  requireFinite(x, "the matrix");
  const distinct = distinctRows({ x, n, d, weights: new Float64Array(n).fill(1) }).count;
  if (k > distinct) throw new RangeError(`k is ${k} but only ${distinct} distinct rows`);
}

/** Cost of row i against prototype c. */
export function prototypeCost(
  x: Float64Array,
  i: number,
  prototypes: Float64Array,
  c: number,
  { square, mismatch }: PrototypeCosts,
): number {
  const d = square.length;
  let sum = 0;
  for (let j = 0; j < d; j++) {
    const difference = x[i * d + j] - prototypes[c * d + j];
    if (mismatch[j] > 0) sum += difference === 0 ? 0 : mismatch[j];
    else sum += square[j] * difference * difference;
  }
  return sum;
}

/** The cheapest prototype of every row; of equal ones the lower. */
export function nearestPrototypes(
  x: Float64Array,
  n: number,
  prototypes: Float64Array,
  costs: PrototypeCosts,
): Int32Array {
  const k = prototypes.length / costs.square.length;
  return Int32Array.from({ length: n }, (_, i) => {
    let label = 0;
    let least = Infinity;
    for (let c = 0; c < k; c++) {
      const each = prototypeCost(x, i, prototypes, c, costs);
      if (each < least) [least, label] = [each, c];
    }
    return label;
  });
}

/** k different rows, each next one drawn in proportion to its cost to the nearest so far. */
function seeds({ x, n, d }: PrototypeRows, options: PrototypeOptions, stream: Stream): Float64Array {
  const prototypes = new Float64Array(options.k * d);
  const nearest = new Float64Array(n).fill(Infinity);
  for (let c = 0; c < options.k; c++) {
    const row = c === 0 ? stream.integer(n) : stream.choice(nearest);
    prototypes.set(x.subarray(row * d, row * d + d), c * d);
    for (let i = 0; i < n; i++) nearest[i] = Math.min(nearest[i], prototypeCost(x, i, prototypes, c, options));
  }
  return prototypes;
}

function iterate(
  rows: PrototypeRows,
  start: Float64Array,
  options: PrototypeOptions,
): Omit<PrototypeFit, "k" | "restarts" | "restartsAgreeing"> {
  const limit = options.maxIterations ?? 300;
  let prototypes = start;
  let labels = nearestPrototypes(rows.x, rows.n, prototypes, options);
  for (let iterations = 1; ; iterations++) {
    const next = prototypesOf(rows, filled(rows, labels, prototypes, options), options.k);
    const after = nearestPrototypes(rows.x, rows.n, next, options);
    const same = after.every((label, i) => label === labels[i]);
    [prototypes, labels] = [next, after];
    if (!same && iterations < limit) continue;
    return { labels, prototypes, cost: costOf(rows, labels, prototypes, options), iterations, converged: same };
  }
}

function costOf(rows: PrototypeRows, labels: Int32Array, prototypes: Float64Array, costs: PrototypeCosts): number {
  return blockSum(rows.n, (i) => prototypeCost(rows.x, i, prototypes, labels[i], costs));
}

/** Labels with the dearest row of a cluster of two or more moved to each empty cluster. */
function filled(
  rows: PrototypeRows,
  labels: Int32Array,
  prototypes: Float64Array,
  options: PrototypeOptions,
): Int32Array {
  const sizes = new Int32Array(options.k);
  for (const label of labels) sizes[label] += 1;
  if (!sizes.includes(0)) return labels;
  const moved = labels.slice();
  for (let empty = sizes.indexOf(0); empty >= 0; empty = sizes.indexOf(0)) {
    let row = -1;
    let most = -1;
    for (let i = 0; i < rows.n; i++) {
      if (sizes[moved[i]] < 2) continue;
      const each = moved[i] === labels[i] ? prototypeCost(rows.x, i, prototypes, labels[i], options) : -1;
      if (each > most) [most, row] = [each, i];
    }
    sizes[moved[row]] -= 1;
    moved[row] = empty;
    sizes[empty] = 1;
  }
  return moved;
}

/** Means of numbers and modes of categories by label, k x d; of equally frequent levels the one that sorts first. */
export function prototypesOf({ x, n, d, categorical }: PrototypeRows, labels: Int32Array, k: number): Float64Array {
  const result = new Float64Array(k * d);
  const sizes = new Int32Array(k);
  for (const label of labels) sizes[label] += 1;
  for (let j = 0; j < d; j++) {
    for (let c = 0; c < k; c++) {
      if (sizes[c] === 0) continue;
      result[c * d + j] = categorical[j]
        ? modeOf(x, n, d, j, labels, c)
        : blockSum(n, (i) => (labels[i] === c ? x[i * d + j] : 0)) / sizes[c];
    }
  }
  return result;
}

function modeOf(x: Float64Array, n: number, d: number, j: number, labels: Int32Array, c: number): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < n; i++) if (labels[i] === c) counts.set(x[i * d + j], (counts.get(x[i * d + j]) ?? 0) + 1);
  return [...counts].reduce((best, each) =>
    each[1] > best[1] || (each[1] === best[1] && each[0] < best[0]) ? each : best,
  )[0];
}
