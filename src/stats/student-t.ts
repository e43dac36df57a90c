import { normalUpperQuantile } from "../core/normal-quantile.js";
import { betaTerm, incompleteBeta } from "./incomplete-beta.js";
import { quantileOfUpperTail } from "./upper-tail-quantile.js";

/** P(|T| >= |t|) for Student's t with `df` degrees of freedom (any positive number): the two-sided p. */
export function studentTwoSided(t: number, df: number): number {
  check(t, df);
  const [x, y] = shares(t, df);
  return incompleteBeta(df / 2, 0.5, x, y);
}

/** P(T > t); accurate also far in the upper tail. */
export function studentUpper(t: number, df: number): number {
  const outside = studentTwoSided(t, df) / 2;
  return t > 0 ? outside : 1 - outside;
}

/** P(T <= t). */
export function studentCdf(t: number, df: number): number {
  return studentUpper(-t, df);
}

/**
 * The t that Student's t with `df` degrees of freedom exceeds with probability `upper`; 0 < upper < 1.
 * A 95 % interval uses `studentUpperQuantile(0.025, df)`.
 */
export function studentUpperQuantile(upper: number, df: number): number {
  check(0, df);
  if (!(upper > 0 && upper < 1)) throw new RangeError("a tail probability lies between 0 and 1");
  if (upper === 0.5) return 0;
  if (upper > 0.5) return -studentUpperQuantile(1 - upper, df);
  return quantileOfUpperTail({
    upper,
    start: normalUpperQuantile(upper),
    tail: (t) => studentUpper(t, df),
    density: (t) => density(t, df),
  });
}

/** The t with P(T <= t) = p. */
export function studentQuantile(p: number, df: number): number {
  return -studentUpperQuantile(p, df);
}

function density(t: number, df: number): number {
  const [x, y] = shares(t, df);
  return betaTerm(df / 2, 0.5, x, y) / t;
}

/** df/(df + t^2) and t^2/(df + t^2), each without cancellation. */
function shares(t: number, df: number): [number, number] {
  const square = t * t;
  if (square === Infinity) return [0, 1];
  return [df / (df + square), square / (df + square)];
}

function check(t: number, df: number): void {
  if (!(df > 0 && df < Infinity) || Number.isNaN(t))
    throw new RangeError("Student's t needs positive, finite degrees of freedom");
}
