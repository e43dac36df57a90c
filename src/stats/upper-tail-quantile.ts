import { log } from "../core/elementary.js";

/** A positive variable (or positive half of a symmetric one) and the tail probability to be met. */
export interface TailProblem {
  /** wanted probability, between 0 and 1 */
  readonly upper: number;
  /** a first guess, above 0 */
  readonly start: number;
  /** P(X > x), falling in x */
  readonly tail: (x: number) => number;
  readonly density: (x: number) => number;
}

/** The x > 0 with P(X > x) = upper: Newton steps on the logarithm of the tail, kept inside a shrinking bracket. */
export function quantileOfUpperTail({ upper, start, tail, density }: TailProblem): number {
  let low = 0;
  let high = Infinity;
  let x = start > 0 ? start : 1;
  for (let step = 0; step < 400; step++) {
    const p = tail(x);
    if (p === upper) return x;
    if (p > upper) low = x;
    else high = x;
    const next = inside(x + newtonStep(p, upper, density(x)), x, low, high);
    if (Math.abs(next - x) <= 2e-16 * x) return next;
    x = next;
  }
  return x;
}

function newtonStep(p: number, upper: number, density: number): number {
  if (p > 0.5) return (p - upper) / density;
  return (log(p / upper) * p) / density;
}

function inside(candidate: number, x: number, low: number, high: number): number {
  if (candidate > low && candidate < high) return candidate;
  if (high === Infinity) return 2 * x;
  if (low === 0) return high / 16;
  return low + (high - low) / 2;
}
