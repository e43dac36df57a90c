import { exp, log, log1p } from "../core/elementary.js";
import { stirlingRemainder } from "../core/log-gamma.js";
import { lentz } from "./lentz.js";
import { logBeta } from "./log-beta.js";
import { xMinusLog1p } from "./x-minus-log1p.js";

/**
 * The regularised incomplete beta function I_x(a, b) for a, b > 0 and 0 <= x <= 1, accurate also where it is tiny.
 * `y` is 1 - x; give it when it is known better than by subtraction. The upper tail is `incompleteBeta(b, a, y, x)`.
 * Throws RangeError outside the range. Source: DLMF 8.17.22 (continued fraction), 8.17.4 (symmetry);
 * Didonato and Morris 1992 (ACM TOMS 18) for the stable forms.
 */
export function incompleteBeta(a: number, b: number, x: number, y = 1 - x): number {
  if (!(a > 0 && b > 0 && x >= 0 && y >= 0 && Math.abs(x + y - 1) < 1e-14)) {
    throw new RangeError("the incomplete beta function needs a, b > 0 and x between 0 and 1");
  }
  if (x === 0) return 0;
  if (y === 0) return 1;
  if (x <= (a + 1) / (a + b + 2)) return fraction(a, b, x, y);
  return 1 - fraction(b, a, y, x);
}

/** x^a y^b / B(a, b) with y = 1 - x. */
export function betaTerm(a: number, b: number, x: number, y: number): number {
  if (Math.min(a, b) < 10) return exp(a * logOf(x, y) + b * logOf(y, x) - logBeta(a, b));
  const excess = excessOf(a, b, x, y);
  const deviance = a * xMinusLog1p(-excess / a) + b * xMinusLog1p(excess / b);
  const remainder = stirlingRemainder(a) + stirlingRemainder(b) - stirlingRemainder(a + b);
  return exp(-deviance - remainder) * Math.sqrt((a / (2 * Math.PI)) * (b / (a + b)));
}

function logOf(x: number, y: number): number {
  return x < 0.5 ? log(x) : log1p(-y);
}

/** The even part of the continued fraction, whose denominators do not cancel for large a or b. */
function fraction(a: number, b: number, x: number, y: number): number {
  const excess = excessOf(a, b, x, y);
  const numerator = (m: number): number => {
    const middle = x / (a + 2 * m - 1);
    return (a + m - 1) * (a + b + m - 1) * middle * (m * (b - m) * middle);
  };
  const denominator = (m: number): number =>
    m + (m * (b - m) * x) / (a + 2 * m - 1) + ((a + m) * (excess + 1 + m * (1 + y))) / (a + 2 * m + 1);
  return betaTerm(a, b, x, y) / lentz((a * (excess + 1)) / (a + 1), numerator, denominator);
}

/** a - (a + b) x without cancellation. */
function excessOf(a: number, b: number, x: number, y: number): number {
  return x < y ? a - (a + b) * x : (a + b) * y - b;
}
