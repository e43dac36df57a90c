import { exp, log } from "../core/elementary.js";
import { sum } from "./block-sum.js";

/** Saaty's random indices (1980) for n = 1..10; later tables differ slightly. */
export const RANDOM_INDEX: readonly number[] = Object.freeze([0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49]);

/** Which table of random indices was used. */
export const RANDOM_INDEX_TABLE = "Saaty 1980";

/** `eigen`: principal eigenvector (Saaty). `geometric`: row geometric means. Both scaled to sum 1. */
export type AhpMethod = "eigen" | "geometric";

/** A judgement a_ij above the diagonal beside the value that would agree with the weights. */
export interface WorstJudgement {
  readonly row: number;
  readonly column: number;
  /** a_ij as given */
  readonly judgement: number;
  /** w_i / w_j */
  readonly consistent: number;
  /** |ln(a_ij w_j / w_i)| */
  readonly deviation: number;
}

/** Weights from pairwise judgements, with what is needed to trust them. */
export interface AhpWeights {
  readonly method: AhpMethod;
  /** n weights, sum 1 */
  readonly weights: readonly number[];
  readonly lambdaMax: number;
  /** consistency index (lambdaMax - n)/(n - 1); 0 for n = 1 */
  readonly consistencyIndex: number;
  readonly randomIndex: number;
  /** consistency ratio; 0 for n <= 2 */
  readonly consistencyRatio: number;
  /** whether the ratio is below 0.1 */
  readonly consistent: boolean;
  /** up to three judgements farthest from the weights, by |ln(a_ij w_j / w_i)|, worst first */
  readonly worst: readonly WorstJudgement[];
  /** judgements above the diagonal outside Saaty's scale 1/9..9 */
  readonly outsideScale: number;
}

/**
 * AHP weights of a reciprocal pairwise matrix. A half matrix (null on one side) is completed.
 * Throws RangeError unless the matrix is square with 1..10 rows, positive, 1 on the diagonal and reciprocal to 1e-6.
 * Source: Saaty 1977 (J. Math. Psychology 15), 1980.
 */
export function ahpWeights(
  judgements: readonly (readonly (number | null)[])[],
  method: AhpMethod = "eigen",
): AhpWeights {
  const a = completeJudgements(judgements);
  const n = a.length;
  const weights = method === "eigen" ? principalEigenvector(a) : geometricMeans(a);
  const lambdaMax = sum(times(a, weights).map((value, i) => value / weights[i])) / n;
  const consistencyIndex = n === 1 ? 0 : (lambdaMax - n) / (n - 1);
  const randomIndex = RANDOM_INDEX[n - 1];
  const consistencyRatio = n <= 2 ? 0 : consistencyIndex / randomIndex;
  return Object.freeze({
    method,
    weights,
    lambdaMax,
    consistencyIndex,
    randomIndex,
    consistencyRatio,
    consistent: consistencyRatio < 0.1,
    worst: worstJudgements(a, weights),
    outsideScale: upperPairs(n).filter(([i, j]) => a[i][j] > 9 + 1e-9 || a[i][j] < 1 / 9 - 1e-9).length,
  });
}

/** The entry-wise geometric mean of several judges' matrices (Aczel and Saaty 1983). Throws RangeError as `ahpWeights`. */
export function combineJudgements(judges: readonly (readonly (readonly (number | null)[])[])[]): number[][] {
  const matrices = judges.map(completeJudgements);
  const n = matrices[0]?.length ?? 0;
  if (n === 0 || matrices.some((a) => a.length !== n)) throw new RangeError("judges must compare the same measures");
  if (matrices.length === 1) return matrices[0];
  const result = matrices[0].map((row) => row.map(() => 1));
  for (const [i, j] of upperPairs(n)) {
    result[i][j] = exp(sum(matrices.map((a) => log(a[i][j]))) / matrices.length);
    result[j][i] = 1 / result[i][j];
  }
  return result;
}

/** The full matrix of a half or full one, checked. */
export function completeJudgements(judgements: readonly (readonly (number | null)[])[]): number[][] {
  const n = judgements.length;
  if (n < 1 || n > RANDOM_INDEX.length) throw new RangeError("a pairwise matrix compares 1 to 10 measures");
  if (judgements.some((row) => row.length !== n)) throw new RangeError("a pairwise matrix must be square");
  return judgements.map((row, i) => row.map((_, j) => judgement(judgements, i, j)));
}

function judgement(judgements: readonly (readonly (number | null)[])[], i: number, j: number): number {
  const own = judgements[i][j];
  const other = judgements[j][i];
  const value = own ?? (i === j ? 1 : other === null ? null : 1 / other);
  if (value === null || !(value > 0 && value < Infinity)) throw new RangeError("pairwise judgements must be positive");
  const mirror = i === j ? value : (other ?? 1 / value);
  if (!(Math.abs(value * mirror - 1) <= 1e-6)) throw new RangeError("a pairwise matrix must be reciprocal");
  return value;
}

function principalEigenvector(a: readonly (readonly number[])[]): number[] {
  let v = a.map(() => 1 / a.length);
  for (let step = 0; step < 10_000; step++) {
    const next = scaledToOne(times(a, v));
    const change = Math.max(...next.map((value, i) => Math.abs(value - v[i])));
    v = next;
    if (change < 1e-14) return v;
  }
  throw new RangeError("the principal eigenvector does not converge");
}

function geometricMeans(a: readonly (readonly number[])[]): number[] {
  return scaledToOne(a.map((row) => exp(sum(row.map(log)) / row.length)));
}

function times(a: readonly (readonly number[])[], v: readonly number[]): number[] {
  return a.map((row) => sum(row.map((value, j) => value * v[j])));
}

function scaledToOne(v: readonly number[]): number[] {
  const total = sum(v);
  return v.map((value) => value / total);
}

function worstJudgements(a: readonly (readonly number[])[], w: readonly number[]): AhpWeights["worst"] {
  const all = upperPairs(a.length).map(([row, column]) => {
    const deviation = Math.abs(log((a[row][column] * w[column]) / w[row]));
    return { row, column, judgement: a[row][column], consistent: w[row] / w[column], deviation };
  });
  return all
    .sort((p, q) => Math.round((q.deviation - p.deviation) * 1e9) || p.row - q.row || p.column - q.column)
    .slice(0, 3);
}

function upperPairs(n: number): [number, number][] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) pairs.push([i, j]);
  return pairs;
}
