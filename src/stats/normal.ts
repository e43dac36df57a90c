import { erfc, exponentialOfMinusSquare, poleCorrection, scaledTail } from "./erfc.js";
export { normalQuantile, normalUpperQuantile } from "../core/normal-quantile.js";

const ROOT_HALF = 0.7071067811865476;
const ROOT_TWO_PI = 2.5066282746310002;

/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return exponentialOfMinusSquare(z, 2) / ROOT_TWO_PI;
}

/** P(Z <= z) for a standard normal Z; relative error about 1e-15 also far in the lower tail. */
export function normalCdf(z: number): number {
  return normalUpper(-z);
}

/** P(Z > z) for a standard normal Z; relative error about 1e-15 also far in the upper tail. */
export function normalUpper(z: number): number {
  const x = z * ROOT_HALF;
  if (x < 1) return 0.5 * erfc(x);
  if (x > 27.3) return 0;
  return 0.5 * (exponentialOfMinusSquare(z, 2) * scaledTail(x) - poleCorrection(x));
}

/** P(|Z| >= |z|) for a standard normal Z: the two-sided p. */
export function normalTwoSided(z: number): number {
  return 2 * normalUpper(Math.abs(z));
}
