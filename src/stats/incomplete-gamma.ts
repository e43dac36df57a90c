import { exp, log } from "../core/elementary.js";
import { logGamma, stirlingRemainder } from "../core/log-gamma.js";
import { lentz } from "./lentz.js";
import { xMinusLog1p } from "./x-minus-log1p.js";

/**
 * The regularised upper incomplete gamma function Q(a, x), accurate also where it is tiny.
 * Throws RangeError unless a > 0 and x >= 0. Source: DLMF 8.11.4 (series), 8.9.2 (continued fraction).
 */
export function gammaQ(a: number, x: number): number {
  check(a, x);
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}

/** The regularised lower incomplete gamma function P(a, x) = 1 - Q(a, x), accurate also where it is tiny. */
export function gammaP(a: number, x: number): number {
  check(a, x);
  if (x === 0) return 0;
  if (x === Infinity) return 1;
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

/** x^a e^-x / Gamma(a): x times the density of a gamma variable of scale 1. */
export function gammaTerm(a: number, x: number): number {
  if (a < 10) return exp(a * log(x) - x - logGamma(a));
  return exp(-a * xMinusLog1p((x - a) / a) - stirlingRemainder(a)) * Math.sqrt(a / (2 * Math.PI));
}

function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return (gammaTerm(a, x) * sum) / a;
}

function upperFraction(a: number, x: number): number {
  return (
    gammaTerm(a, x) /
    lentz(
      x + 1 - a,
      (n) => -n * (n - a),
      (n) => x + 2 * n + 1 - a,
    )
  );
}

function check(a: number, x: number): void {
  if (!(a > 0 && a < Infinity && x >= 0)) throw new RangeError("the incomplete gamma function needs a > 0 and x >= 0");
}
