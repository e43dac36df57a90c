import { blockSum } from "../block-sum.js";
import type { PrototypeCosts, PrototypeRows } from "./k-prototypes.js";

/** Spread of each column: the variance (divisor n - 1) of a numeric one, 1 - Σ p^2 of a column of categories. */
export function spreadsOf({ x, n, d, categorical }: PrototypeRows): Float64Array {
  return Float64Array.from({ length: d }, (_, j) => {
    if (categorical[j]) return disagreement(x, n, d, j);
    const mean = blockSum(n, (i) => x[i * d + j]) / n;
    return n < 2 ? 0 : blockSum(n, (i) => (x[i * d + j] - mean) * (x[i * d + j] - mean)) / (n - 1);
  });
}

function disagreement(x: Float64Array, n: number, d: number, j: number): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < n; i++) counts.set(x[i * d + j], (counts.get(x[i * d + j]) ?? 0) + 1);
  let sum = 0;
  for (const level of [...counts.keys()].sort((a, b) => a - b))
    sum += (counts.get(level)! / n) * (counts.get(level)! / n);
  return 1 - sum;
}

/** How the two kinds of column are set against each other. */
export interface MixedBalance extends PrototypeCosts {
  /** gamma; null where each variable has its own factor */
  readonly gamma: number | null;
  /** d shares of the mean dissimilarity of two customers drawn with replacement; sum 1 */
  readonly shares: Float64Array;
}

/**
 * Factors of k-prototypes. gamma: given, or mean variance of numeric columns / mean (1 - Σ p^2) of categories (as R's clustMixType;
 * Python's kmodes takes half the mean sd). `equal`: every variable causes the same share. A constant column adds nothing.
 */
export function mixedBalance(rows: PrototypeRows, choice: number | "variance_ratio" | "equal"): MixedBalance {
  const { n, categorical } = rows;
  const spreads = spreadsOf(rows);
  const mean = (wanted: boolean) => {
    const own = [...spreads].filter((_, j) => categorical[j] === wanted);
    return own.length === 0 ? NaN : own.reduce((sum, each) => sum + each, 0) / own.length;
  };
  const usual = mean(true) > 0 && mean(false) > 0 ? mean(false) / mean(true) : 1;
  const gamma = choice === "equal" ? null : choice === "variance_ratio" ? usual : choice;
  const pair = (j: number) => (categorical[j] ? spreads[j] : (2 * spreads[j] * (n - 1)) / n);
  const factor = (j: number) => (gamma === null ? (pair(j) > 0 ? 1 / pair(j) : 1) : categorical[j] ? gamma : 1);
  const square = spreads.map((_, j) => (categorical[j] ? 0 : factor(j)));
  const mismatch = spreads.map((_, j) => (categorical[j] ? factor(j) : 0));
  const caused = spreads.map((_, j) => factor(j) * pair(j));
  const all = caused.reduce((sum, each) => sum + each, 0);
  return { gamma, square, mismatch, shares: caused.map((each) => (all > 0 ? each / all : 0)) };
}
