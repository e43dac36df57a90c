import type { Stream } from "../../core/rng.js";
import { log } from "../../core/elementary.js";
import { blockSum } from "../block-sum.js";
import { squaredDistance, type WeightedRows } from "./rows.js";

/** `greedy`: greedy k-means++. `random`: distinct rows by weight. `farthest`: each next centre the row farthest from all. */
export type Seeding = "greedy" | "random" | "farthest";

/**
 * k starting centres (k x d) taken from rows of positive weight, no two equal. The first is drawn with probability proportional
 * to its weight. Greedy k-means++ then draws 2 + floor(ln k) candidates by weighted squared distance and keeps the one that
 * leaves the smallest sum. Throws RangeError when fewer than k distinct rows have weight.
 * Source: Arthur and Vassilvitskii 2007 (SODA).
 */
export function seedCentres(rows: WeightedRows, k: number, seeding: Seeding, stream: Stream): Float64Array {
  const { x, d } = rows;
  const centres = new Float64Array(k * d);
  let nearest: Float64Array = new Float64Array(rows.n).fill(Infinity);
  for (let c = 0; c < k; c++) {
    const row = c === 0 ? drawRow(rows.weights, stream) : nextRow(rows, nearest, k, seeding, stream);
    if (row < 0) throw new RangeError("there are fewer distinct rows than clusters");
    centres.set(x.subarray(row * d, row * d + d), c * d);
    nearest = nearerOf(rows, nearest, row);
  }
  return centres;
}

function nextRow(rows: WeightedRows, nearest: Float64Array, k: number, seeding: Seeding, stream: Stream): number {
  const { weights } = rows;
  if (seeding === "farthest") return largest(nearest, weights);
  if (seeding === "random")
    return drawRow(
      weights.map((weight, i) => (nearest[i] > 0 ? weight : 0)),
      stream,
    );
  const mass = nearest.map((distance, i) => (weights[i] > 0 ? weights[i] * distance : 0));
  return bestCandidate(rows, nearest, mass, 2 + Math.floor(log(k)), stream);
}

function bestCandidate(
  rows: WeightedRows,
  nearest: Float64Array,
  mass: Float64Array,
  candidates: number,
  stream: Stream,
): number {
  const running = runningSum(mass);
  if (!(running[running.length - 1] > 0)) return largest(nearest, rows.weights);
  let best = -1;
  let least = Infinity;
  for (let t = 0; t < candidates; t++) {
    const row = pick(running, stream.uniform());
    if (row === best) continue;
    const left = remaining(rows, nearest, row);
    if (left < least) [least, best] = [left, row];
  }
  return best;
}

/** The weighted sum of squared distances that remains when a row becomes a centre. */
function remaining({ x, n, d, weights }: WeightedRows, nearest: Float64Array, row: number): number {
  return blockSum(n, (i) => {
    if (weights[i] === 0) return 0;
    return weights[i] * Math.min(nearest[i], squaredDistance(x, i, x, row, d));
  });
}

function nearerOf({ x, d }: WeightedRows, nearest: Float64Array, row: number): Float64Array {
  return nearest.map((distance, i) => Math.min(distance, squaredDistance(x, i, x, row, d)));
}

function drawRow(mass: Float64Array, stream: Stream): number {
  const running = runningSum(mass);
  return running[running.length - 1] > 0 ? pick(running, stream.uniform()) : -1;
}

function runningSum(mass: Float64Array): Float64Array {
  let total = 0;
  return mass.map((value) => (total += value));
}

/** The first row whose running sum passes a share of the total; a row of mass 0 is never taken. */
function pick(running: Float64Array, share: number): number {
  const total = running[running.length - 1];
  const target = Math.min(share * total, total * (1 - 2 ** -53));
  let low = 0;
  let high = running.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (running[middle] > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The row of positive weight farthest from its nearest centre (tie: lowest), or -1 when all coincide. */
function largest(nearest: Float64Array, weights: Float64Array): number {
  let row = -1;
  let most = 0;
  for (let i = 0; i < nearest.length; i++) {
    if (weights[i] > 0 && nearest[i] > most) [most, row] = [nearest[i], i];
  }
  return row;
}
