import type { Stream } from "../../core/rng.js";
import { log } from "../../core/elementary.js";
import { BLOCK } from "../block-sum.js";
import type { RowsKernel, Seeder } from "./kernel.js";

/** `greedy`: greedy k-means++. `random`: distinct rows by weight. `farthest`: each next centre the row farthest from all. */
export type Seeding = "greedy" | "random" | "farthest";

/**
 * k starting centres (k x d) taken from rows of positive weight, no two equal. The first is drawn with probability proportional
 * to its weight. Greedy k-means++ then draws 2 + floor(ln k) candidates by weighted squared distance and keeps the one that
 * leaves the smallest sum (tie: drawn first). Throws RangeError when fewer than k distinct rows have weight.
 * Source: Arthur and Vassilvitskii 2007 (SODA).
 */
export function seedCentres(kernel: RowsKernel, k: number, seeding: Seeding, stream: Stream): Float64Array {
  const { x, d, weights } = kernel.rows;
  const centres = new Float64Array(k * d);
  const seeder = kernel.seeder();
  for (let c = 0; c < k; c++) {
    const row =
      c === 0 ? drawRow(weights.length, (i) => weights[i], stream) : nextRow(kernel, seeder, k, seeding, stream);
    if (row < 0) throw new RangeError("there are fewer distinct rows than clusters");
    centres.set(x.subarray(row * d, row * d + d), c * d);
    if (c + 1 < k) seeder.take(row);
  }
  return centres;
}

function nextRow({ rows }: RowsKernel, seeder: Seeder, k: number, seeding: Seeding, stream: Stream): number {
  const { weights, n } = rows;
  const { nearest } = seeder;
  if (seeding === "farthest") return largest(nearest, weights);
  if (seeding === "random") return drawRow(n, (i) => (nearest[i] > 0 ? weights[i] : 0), stream);
  return bestCandidate(seeder, weights, 2 + Math.floor(log(k)), stream);
}

function bestCandidate(seeder: Seeder, weights: Float64Array, count: number, stream: Stream): number {
  const { nearest } = seeder;
  const mass = (i: number) => (weights[i] > 0 ? weights[i] * nearest[i] : 0);
  if (!(total(seeder.mass) > 0)) return largest(nearest, weights);
  const candidates = Array.from({ length: count }, () => pick(seeder.mass, nearest.length, mass, stream.uniform()));
  const left = seeder.remaining(candidates);
  let best = 0;
  for (let t = 1; t < count; t++) if (left[t] < left[best]) best = t;
  return candidates[best];
}

function drawRow(n: number, mass: (i: number) => number, stream: Stream): number {
  const blocks = new Float64Array(Math.ceil(n / BLOCK));
  for (let i = 0; i < n; i++) blocks[Math.floor(i / BLOCK)] += mass(i);
  return total(blocks) > 0 ? pick(blocks, n, mass, stream.uniform()) : -1;
}

function total(blocks: Float64Array): number {
  let sum = 0;
  for (const each of blocks) sum += each;
  return sum;
}

/** The first row whose running mass passes a share of the total: blocks first, then rows; a row of mass 0 is never taken. */
function pick(blocks: Float64Array, n: number, mass: (i: number) => number, share: number): number {
  const target = share * total(blocks);
  let before = 0;
  let block = 0;
  let last = -1;
  for (let b = 0, sum = 0; b < blocks.length; b++) {
    if (blocks[b] === 0) continue;
    [block, before] = [b, sum];
    sum += blocks[b];
    if (sum > target) break;
  }
  for (let i = block * BLOCK, sum = before; i < Math.min(n, (block + 1) * BLOCK); i++) {
    const each = mass(i);
    if (each === 0) continue;
    last = i;
    sum += each;
    if (sum > target) break;
  }
  return last;
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
