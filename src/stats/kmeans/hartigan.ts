import type { Assigner, Move, MoveState } from "./kernel.js";
import { squaredDistance, type WeightedRows } from "./rows.js";

/** A move must gain more than this share, so that rounding cannot make rows run in circles. */
const GAIN = 1 + 1e-12;

/**
 * Moves one row at a time while that lowers the within-cluster squares, rows in order, until a full pass moves nothing; the last
 * row of a cluster stays. Changes the assigner's labels and returns whether any moved.
 * Source: Hartigan and Wong 1979 (Appl. Stat. 28); Telgarsky and Vattani 2010.
 */
export function hartiganMoves(rows: WeightedRows, assigner: Assigner, maxPasses: number): boolean {
  let moved = false;
  for (let pass = 0; pass < maxPasses; pass++) {
    if (!onePass(rows, assigner)) break;
    moved = true;
  }
  return moved;
}

function onePass(rows: WeightedRows, assigner: Assigner): boolean {
  const state = assigner.means(true);
  let moved = false;
  for (let move = assigner.improvable(-1, state); move !== null; move = assigner.improvable(move.row, state)) {
    follow(rows, state, assigner.labels[move.row], move);
    assigner.move(move.row, move.to);
    moved = true;
  }
  return moved;
}

function follow({ x, d, weights }: WeightedRows, state: MoveState, from: number, { row, to }: Move): void {
  const { centres, totals, members } = state;
  const weight = weights[row];
  shiftCentre(centres, from, x, row, d, -weight / (totals[from] - weight));
  shiftCentre(centres, to, x, row, d, weight / (totals[to] + weight));
  totals[from] -= weight;
  totals[to] += weight;
  members[from] -= 1;
  members[to] += 1;
}

/** Moves a centre by a share of the way to row i. */
function shiftCentre(centres: Float64Array, c: number, x: Float64Array, i: number, d: number, share: number): void {
  for (let j = 0; j < d; j++) centres[c * d + j] += share * (x[i * d + j] - centres[c * d + j]);
}

/** The first row after `after` that a single move improves, with the label that gains most (tie: the lower), or null. */
export function nextImprovable(rows: WeightedRows, labels: Int32Array, after: number, state: MoveState): Move | null {
  for (let row = after + 1; row < rows.n; row++) {
    if (rows.weights[row] === 0 || state.members[labels[row]] < 2) continue;
    const to = cheapest(rows, row, labels[row], state);
    if (to >= 0) return { row, to };
  }
  return null;
}

function cheapest({ x, d, weights }: WeightedRows, row: number, from: number, state: MoveState): number {
  const { centres, totals } = state;
  const weight = weights[row];
  const gain = ((totals[from] * weight) / (totals[from] - weight)) * squaredDistance(x, row, centres, from, d);
  let to = -1;
  let least = gain;
  for (let c = 0; c < totals.length; c++) {
    if (c === from) continue;
    const cost = ((totals[c] * weight) / (totals[c] + weight)) * squaredDistance(x, row, centres, c, d);
    if (cost < least && cost * GAIN < gain) [least, to] = [cost, c];
  }
  return to;
}
