import { incompleteBeta } from "./incomplete-beta.js";

/** P(X >= count) for `trials` independent trials with success probability `p`. */
export function binomialUpper(count: number, trials: number, p: number): number {
  if (!(Number.isInteger(trials) && trials >= 0 && Number.isInteger(count) && p >= 0 && p <= 1)) {
    throw new RangeError("a binomial tail needs whole counts and a probability");
  }
  if (count <= 0) return 1;
  if (count > trials) return 0;
  return incompleteBeta(count, trials - count + 1, p);
}

/** Exact two-sided p of `count` successes in `trials` fair trials: twice the smaller tail, at most 1. */
export function fairBinomialTwoSided(count: number, trials: number): number {
  const larger = Math.max(count, trials - count);
  return Math.min(1, 2 * binomialUpper(larger, trials, 0.5));
}
