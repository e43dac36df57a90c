import { log } from "./elementary.js";

const CENTRE = [
  3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
  67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
];
const CENTRE_BELOW = [
  1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061,
  28729.085735721942674, 5226.495278852854561,
];
const MIDDLE = [
  1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504, 1.27045825245236838258,
  0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4,
];
const MIDDLE_BELOW = [
  1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
  0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9,
];
const TAIL = [
  6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123, 0.026532189526576123093,
  0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
];
const TAIL_BELOW = [
  1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4,
  1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
];

/**
 * The standard normal quantile of a probability: about 16 significant digits. 0 gives -Infinity, 1 gives Infinity.
 * Throws RangeError outside 0..1. Source: Wichura 1988, algorithm AS 241 (PPND16), Applied Statistics 37.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError("a probability lies between 0 and 1");
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE, r)) / polynomial(CENTRE_BELOW, r);
  }
  const tail = upperTail(q < 0 ? p : 1 - p);
  return q < 0 ? -tail : tail;
}

/** The z that a standard normal variable exceeds with probability `p`; accurate also for tiny p. Source: as `normalQuantile`. */
export function normalUpperQuantile(p: number): number {
  return p < 0.075 && p >= 0 ? upperTail(p) : -normalQuantile(p);
}

function upperTail(p: number): number {
  if (p === 0) return Infinity;
  const r = Math.sqrt(-log(p));
  if (r <= 5) return polynomial(MIDDLE, r - 1.6) / polynomial(MIDDLE_BELOW, r - 1.6);
  return polynomial(TAIL, r - 5) / polynomial(TAIL_BELOW, r - 5);
}

function polynomial(c: readonly number[], x: number): number {
  return ((((((c[7] * x + c[6]) * x + c[5]) * x + c[4]) * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0];
}
