import { exp } from "../core/elementary.js";
import { square } from "./square.js";

const STEP = 0.5;
const TWO_OVER_ROOT_PI = 1.1283791670955126;
const SPLITTER = 134217729;
const NODES = Float64Array.from({ length: 13 }, (_, i) => square((i + 1) * STEP));
const NODE_WEIGHTS = NODES.map((square) => 2 * exp(-square));

/**
 * The complementary error function; relative error about 1e-15 also far in the tail.
 * Source: Matta and Reichel 1971 (Math. Comp. 25), the trapezoidal rule with its pole correction; Taylor series near 0.
 */
export function erfc(x: number): number {
  if (Number.isNaN(x)) throw new RangeError("erfc needs a number");
  if (Math.abs(x) < STEP) return 1 - erfNearZero(x);
  if (x < 0) return 2 - erfc(-x);
  if (x > 27) return 0;
  return exponentialOfMinusSquare(x) * scaledTail(x) - poleCorrection(x);
}

/** The error function; relative error about 1e-15. */
export function erf(x: number): number {
  return Math.abs(x) < STEP ? erfNearZero(x) : 1 - erfc(x);
}

/** exp(-x^2 / divisor) with the rounding error of the square taken back. */
export function exponentialOfMinusSquare(x: number, divisor = 1): number {
  const square = x * x;
  const wide = SPLITTER * x;
  const high = wide - (wide - x);
  const low = x - high;
  const lost = high * high - square + 2 * high * low + low * low;
  return exp(-square / divisor) * (1 - lost / divisor);
}

/** e^(x^2) (erfc(x) + `poleCorrection(x)`), for x of 1/2 or more. */
export function scaledTail(x: number): number {
  const square = x * x;
  let sum = 1 / square;
  for (let i = 0; i < NODES.length; i++) sum += NODE_WEIGHTS[i] / (NODES[i] + square);
  return ((STEP * x) / Math.PI) * sum;
}

export function poleCorrection(x: number): number {
  return x > 6 ? 0 : 2 / (exp((2 * Math.PI * x) / STEP) - 1);
}

function erfNearZero(x: number): number {
  const square = x * x;
  let term = x;
  let sum = x;
  for (let n = 1; n <= 18; n++) {
    term *= -square / n;
    sum += term / (2 * n + 1);
  }
  return TWO_OVER_ROOT_PI * sum;
}
