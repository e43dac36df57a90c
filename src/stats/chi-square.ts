import { normalUpperQuantile } from "../core/normal-quantile.js";
import { gammaP, gammaQ, gammaTerm } from "./incomplete-gamma.js";
import { quantileOfUpperTail } from "./upper-tail-quantile.js";

/** P(X > x) for a chi-square variable with `df` degrees of freedom; accurate also where it is tiny. */
export function chiSquareUpper(x: number, df: number): number {
  return gammaQ(df / 2, x / 2);
}

/** P(X <= x) for a chi-square variable with `df` degrees of freedom; accurate also where it is tiny. */
export function chiSquareCdf(x: number, df: number): number {
  return gammaP(df / 2, x / 2);
}

/** The x that a chi-square variable exceeds with probability `upper`, 0 < upper < 1. Starts from Wilson and Hilferty 1931. */
export function chiSquareUpperQuantile(upper: number, df: number): number {
  if (!(upper > 0 && upper < 1)) throw new RangeError("a tail probability lies between 0 and 1");
  if (!(df > 0 && df < Infinity)) throw new RangeError("chi-square needs positive, finite degrees of freedom");
  const spread = 2 / (9 * df);
  const root = 1 - spread + normalUpperQuantile(upper) * Math.sqrt(spread);
  return quantileOfUpperTail({
    upper,
    start: df * root * root * root,
    tail: (x) => chiSquareUpper(x, df),
    density: (x) => gammaTerm(df / 2, x / 2) / x,
  });
}
