import { hamerlyAssigner, plainAssigner, type Assigner, type AssignerMaker } from "./assign.js";
import { meansOf, withinSquares, type Means } from "./centres.js";
import { squaredDistance, type WeightedRows } from "./rows.js";

/** How to iterate. */
export interface LloydOptions {
  readonly k: number;
  readonly maxIterations: number;
  /** 0: until no label changes. Else stop when the squared shifts of the centres sum to at most tolerance x mean column variance */
  readonly tolerance: number;
  /** `hamerly` (default) and `none` give the same labels at every pass */
  readonly acceleration: "hamerly" | "none";
  /** takes the place of `acceleration` where it can serve */
  readonly assigner?: AssignerMaker;
}

/** Labels and the centres that they were assigned to. */
export interface LloydFit {
  readonly labels: Int32Array;
  /** k x d */
  readonly centres: Float64Array;
  readonly wss: number;
  /** assignment passes, the last one included */
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Lloyd's iteration from given centres: nearest centre (tie: lower label), weighted means, until no label changes.
 * An empty cluster gets the farthest row. Throws RangeError when k clusters cannot be filled.
 */
export function lloyd(rows: WeightedRows, start: Float64Array, options: LloydOptions): LloydFit {
  const { k, maxIterations, tolerance } = options;
  const own = options.acceleration === "none" ? plainAssigner : hamerlyAssigner;
  const assigner = options.assigner?.(rows, k) ?? own(rows, k);
  const smallShift = tolerance > 0 ? tolerance * meanColumnVariance(rows) : -1;
  let centres = start;
  for (let iterations = 1; ; iterations++) {
    const changed = assigner.next(centres);
    if (!changed) return fitOf(rows, assigner.labels, centres, iterations, true);
    if (iterations >= maxIterations) return fitOf(rows, assigner.labels, centres, iterations, false);
    const next = filledMeans(rows, assigner, k);
    const shift = totalShift(centres, next, k, rows.d);
    centres = next;
    if (shift <= smallShift) {
      assigner.next(centres);
      return fitOf(rows, assigner.labels, centres, iterations + 1, true);
    }
  }
}

function fitOf(
  rows: WeightedRows,
  labels: Int32Array,
  centres: Float64Array,
  iterations: number,
  converged: boolean,
): LloydFit {
  return { labels, centres, wss: withinSquares(rows, labels, centres), iterations, converged };
}

/** Means of the labels, empty clusters refilled. */
function filledMeans(rows: WeightedRows, assigner: Assigner, k: number): Float64Array {
  const currentMeans = () => assigner.means?.() ?? meansOf(rows, assigner.labels, k);
  let means = currentMeans();
  for (let moved = 0; moved < k; moved++) {
    const empty = means.totals.indexOf(0);
    if (empty < 0) return means.centres;
    const row = farthestRow(rows, assigner.labels, means);
    if (row < 0) break;
    assigner.labels[row] = empty;
    assigner.forget(row);
    means = currentMeans();
  }
  if (means.totals.includes(0)) throw new RangeError("there are fewer distinct rows than clusters");
  return means.centres;
}

/** The row with the largest weighted squared distance to its own centre whose cluster keeps weight without it, or -1. */
function farthestRow(rows: WeightedRows, labels: Int32Array, { centres, totals }: Means): number {
  const members = new Int32Array(totals.length);
  for (let i = 0; i < rows.n; i++) if (rows.weights[i] > 0) members[labels[i]] += 1;
  let row = -1;
  let largest = 0;
  for (let i = 0; i < rows.n; i++) {
    if (members[labels[i]] < 2) continue;
    const distance = rows.weights[i] * squaredDistance(rows.x, i, centres, labels[i], rows.d);
    if (distance > largest) [largest, row] = [distance, i];
  }
  return row;
}

function totalShift(before: Float64Array, after: Float64Array, k: number, d: number): number {
  let shift = 0;
  for (let c = 0; c < k; c++) shift += squaredDistance(before, c, after, c, d);
  return shift;
}

function meanColumnVariance(rows: WeightedRows): number {
  const together = new Int32Array(rows.n);
  const { centres, totals } = meansOf(rows, together, 1);
  return withinSquares(rows, together, centres) / totals[0] / rows.d;
}
