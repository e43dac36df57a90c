import { requireWhole } from "../check.js";
import { blockSum } from "../block-sum.js";
import type { Dissimilarities } from "./dissimilarities.js";

/** `best`: the best swap each time (PAM's result, by FastPAM1). `eager`: each swap that helps at once (FasterPAM). */
export type SwapRule = "best" | "eager";

export interface PamOptions {
  readonly k: number;
  /** `best` unless said */
  readonly swap?: SwapRule;
  /** swaps at most; 10,000 unless said */
  readonly maxSwaps?: number;
}

/** Medoids and the rows that are nearest to them. */
export interface PamFit {
  readonly k: number;
  /** rows that stand for their clusters, ascending */
  readonly medoids: Int32Array;
  /** n labels 0 … k-1: the nearest medoid, of equally near ones the lower */
  readonly labels: Int32Array;
  /** mean dissimilarity of the rows to their medoid after BUILD and after SWAP */
  readonly build: number;
  readonly objective: number;
  readonly swaps: number;
  readonly converged: boolean;
}

/** A swap must gain more than this share of the total, so that rounding cannot make medoids run in circles. */
const GAIN = 1e-13;

/**
 * k medoids with the least sum of dissimilarities found by PAM: BUILD adds the row that helps most, SWAP exchanges a medoid and
 * a row while that helps. Ties: the lowest row. Throws RangeError unless 1 <= k <= n.
 * Sources: Kaufman and Rousseeuw 1990; Schubert and Rousseeuw 2021 (FastPAM1, FasterPAM).
 */
export function pam(dissimilarities: Dissimilarities, options: PamOptions): PamFit {
  const { n } = dissimilarities;
  requireWhole(options.k, 1, "k");
  if (options.k > n) throw new RangeError(`k is ${options.k} but there are ${n} rows`);
  const state = build(dissimilarities, options.k);
  const built = meanOf(state);
  const limit = options.maxSwaps ?? 10_000;
  const eager = options.swap === "eager";
  const { swaps, converged } = eager
    ? swapEagerly(dissimilarities, state, limit)
    : swapBest(dissimilarities, state, limit);
  const medoids = state.medoids.slice().sort();
  const labels = nearestMedoids(dissimilarities, medoids);
  return Object.freeze({ k: options.k, medoids, labels, build: built, objective: meanOf(state), swaps, converged });
}

/** The nearest medoid of every row; of equally near ones the first named. */
export function nearestMedoids({ n, at }: Dissimilarities, medoids: ArrayLike<number>): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => {
    let label = 0;
    for (let m = 1; m < medoids.length; m++) if (at(i, medoids[m]) < at(i, medoids[label])) label = m;
    return label;
  });
}

/** The medoids, and for every row its nearest and second medoid (by place in `medoids`) with their dissimilarities. */
interface State {
  readonly medoids: Int32Array;
  readonly isMedoid: Uint8Array;
  readonly near: Int32Array;
  readonly nearAt: Float64Array;
  readonly secondAt: Float64Array;
}

function meanOf({ nearAt }: State): number {
  return blockSum(nearAt.length, (i) => nearAt[i]) / nearAt.length;
}

function build(dissimilarities: Dissimilarities, k: number): State {
  const { n, at } = dissimilarities;
  const medoids = new Int32Array(k);
  const isMedoid = new Uint8Array(n);
  const nearAt = new Float64Array(n).fill(Infinity);
  for (let m = 0; m < k; m++) {
    let best = -1;
    let least = Infinity;
    for (let candidate = 0; candidate < n; candidate++) {
      if (isMedoid[candidate] === 1) continue;
      let sum = 0;
      for (let i = 0; i < n; i++) sum += Math.min(nearAt[i], at(i, candidate));
      if (sum < least) [least, best] = [sum, candidate];
    }
    medoids[m] = best;
    isMedoid[best] = 1;
    for (let i = 0; i < n; i++) nearAt[i] = Math.min(nearAt[i], at(i, best));
  }
  const state = { medoids, isMedoid, near: new Int32Array(n), nearAt, secondAt: new Float64Array(n) };
  refresh(dissimilarities, state);
  return state;
}

function refresh({ n, at }: Dissimilarities, { medoids, near, nearAt, secondAt }: State): void {
  for (let i = 0; i < n; i++) {
    nearAt[i] = secondAt[i] = Infinity;
    for (let m = 0; m < medoids.length; m++) {
      const each = at(i, medoids[m]);
      if (each < nearAt[i]) {
        secondAt[i] = nearAt[i];
        nearAt[i] = each;
        near[i] = m;
      } else if (each < secondAt[i]) secondAt[i] = each;
    }
  }
}

interface Swap {
  readonly place: number;
  readonly row: number;
  /** change of the sum of dissimilarities; below 0 helps */
  readonly change: number;
}

/** What leaving out each medoid would add. With one medoid there is no second: the row that comes takes all. */
function removalLosses({ medoids, near, nearAt, secondAt }: State): Float64Array {
  const losses = new Float64Array(medoids.length);
  if (medoids.length === 1) return losses;
  for (let i = 0; i < near.length; i++) losses[near[i]] += secondAt[i] - nearAt[i];
  return losses;
}

/** The best medoid to exchange for a row, all medoids looked at in one pass over the rows. */
function bestSwapFor({ n, at }: Dissimilarities, state: State, losses: Float64Array, row: number): Swap {
  const { medoids, near, nearAt, secondAt } = state;
  const changes = losses.slice();
  const only = medoids.length === 1;
  let shared = 0;
  for (let i = 0; i < n; i++) {
    const each = at(i, row);
    if (only) shared += each - nearAt[i];
    else if (each < nearAt[i]) {
      shared += each - nearAt[i];
      changes[near[i]] += nearAt[i] - secondAt[i];
    } else if (each < secondAt[i]) changes[near[i]] += each - secondAt[i];
  }
  let place = 0;
  for (let m = 1; m < changes.length; m++)
    if (changes[m] < changes[place] || (changes[m] === changes[place] && medoids[m] < medoids[place])) place = m;
  return { place, row, change: changes[place] + shared };
}

function perform(dissimilarities: Dissimilarities, state: State, { place, row }: Swap): void {
  state.isMedoid[state.medoids[place]] = 0;
  state.isMedoid[row] = 1;
  state.medoids[place] = row;
  refresh(dissimilarities, state);
}

function helps({ change }: Swap, { nearAt }: State): boolean {
  return change < -GAIN * blockSum(nearAt.length, (i) => nearAt[i]);
}

interface Swapped {
  readonly swaps: number;
  readonly converged: boolean;
}

function swapBest(dissimilarities: Dissimilarities, state: State, limit: number): Swapped {
  for (let swaps = 0; ; swaps++) {
    const losses = removalLosses(state);
    let best: Swap | null = null;
    for (let row = 0; row < dissimilarities.n; row++) {
      if (state.isMedoid[row] === 1) continue;
      const swap = bestSwapFor(dissimilarities, state, losses, row);
      if (best === null || swap.change < best.change) best = swap;
    }
    if (best === null || !helps(best, state)) return { swaps, converged: true };
    if (swaps >= limit) return { swaps, converged: false };
    perform(dissimilarities, state, best);
  }
}

/** Rows in order, round and round, until n in a row bring nothing. */
function swapEagerly(dissimilarities: Dissimilarities, state: State, limit: number): Swapped {
  const { n } = dissimilarities;
  let losses = removalLosses(state);
  let swaps = 0;
  for (let row = 0, idle = 0; idle < n; row = (row + 1) % n, idle++) {
    if (state.isMedoid[row] === 1) continue;
    const swap = bestSwapFor(dissimilarities, state, losses, row);
    if (!helps(swap, state)) continue;
    if (swaps >= limit) return { swaps, converged: false };
    perform(dissimilarities, state, swap);
    losses = removalLosses(state);
    swaps += 1;
    idle = -1;
  }
  return { swaps, converged: true };
}
