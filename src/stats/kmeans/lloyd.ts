import type { Means } from "./block-sums.js";
import type { Assigner, RowsKernel } from "./kernel.js";
import { squaredDistance, type WeightedRows } from "./rows.js";

/** Sums follow the rows that moved, and are added up again after as many passes. */
const RENEW_AFTER = 20;

/** How to iterate. */
export interface LloydOptions {
  readonly k: number;
  readonly maxIterations: number;
  /** stop when the squared shifts of the centres sum to at most this; null: when no label changes */
  readonly smallShift: number | null;
}

/** Labels and the centres that they were assigned to. */
export interface LloydFit {
  readonly labels: Int32Array;
  /** k x d */
  readonly centres: Float64Array;
  readonly wss: number;
  /** weight of each label */
  readonly totals: Float64Array;
  /** assignment passes, the one that found no change included; the pass that confirms the final sums is not counted */
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Lloyd's iteration from given centres: nearest centre (tie: lower label), weighted means, until no label changes. The final
 * centres are added up from scratch and confirmed by one more pass. An empty cluster gets the farthest row.
 * Throws RangeError when k clusters cannot be filled.
 */
export function lloyd(kernel: RowsKernel, start: Float64Array, options: LloydOptions): LloydFit {
  const assigner = kernel.assigner(options.k);
  const state = iterate(kernel.rows, assigner, start, options);
  return fitOf(assigner, state);
}

/** Where an iteration ended; the labels are the assigner's. */
export interface Iterated {
  readonly centres: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

export function fitOf(assigner: Assigner, state: Iterated): LloydFit {
  const { totals } = assigner.means(false);
  return { ...state, labels: assigner.labels.slice(), wss: assigner.squares(state.centres), totals };
}

/** Lloyd's iteration on an assigner, from given centres. */
export function iterate(
  rows: WeightedRows,
  assigner: Assigner,
  start: Float64Array,
  { maxIterations, smallShift }: LloydOptions,
): Iterated {
  let centres = start;
  for (let iterations = 1; ; iterations++) {
    if (!assigner.next(centres)) {
      const settled = assigner.means(true).centres;
      if (!assigner.next(settled)) return { centres: settled, iterations, converged: true };
      centres = settled;
    }
    if (iterations >= maxIterations && isWhole(assigner)) return { centres, iterations, converged: false };
    const next = filledMeans(rows, assigner, iterations % RENEW_AFTER === 0);
    const settles = smallShift !== null && totalShift(centres, next, rows.d) <= smallShift;
    centres = next;
    if (!settles) continue;
    assigner.next(centres);
    if (isWhole(assigner)) return { centres, iterations: iterations + 1, converged: true };
  }
}

/** Whether every label has weight: an iteration never ends with fewer segments than asked. */
function isWhole(assigner: Assigner): boolean {
  return !assigner.means(false).members.includes(0);
}

/** Means of the labels, empty clusters refilled. */
function filledMeans(rows: WeightedRows, assigner: Assigner, fresh: boolean): Float64Array {
  let means = assigner.means(fresh);
  for (let moved = 0; moved < means.totals.length; moved++) {
    const empty = means.members.indexOf(0);
    if (empty < 0) return means.centres;
    const row = farthestRow(rows, assigner.labels, means);
    if (row < 0) break;
    assigner.move(row, empty);
    means = assigner.means(true);
  }
  if (means.members.includes(0)) throw new RangeError("there are fewer distinct rows than clusters");
  return means.centres;
}

/** The row with the largest weighted squared distance to its own centre whose cluster keeps weight without it, or -1. */
function farthestRow(rows: WeightedRows, labels: Int32Array, { centres, members }: Means): number {
  let row = -1;
  let largest = 0;
  for (let i = 0; i < rows.n; i++) {
    if (members[labels[i]] < 2) continue;
    const distance = rows.weights[i] * squaredDistance(rows.x, i, centres, labels[i], rows.d);
    if (distance > largest) [largest, row] = [distance, i];
  }
  return row;
}

function totalShift(before: Float64Array, after: Float64Array, d: number): number {
  let shift = 0;
  for (let c = 0; c < before.length / d; c++) shift += squaredDistance(before, c, after, c, d);
  return shift;
}
