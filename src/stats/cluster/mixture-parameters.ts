import type { Rows } from "../kmeans/rows.js";
import { symmetricEigen } from "../linear/symmetric-eigen.js";

/** `full`: a matrix each; `tied`: one for all; `diag`: variances by column; `spherical`: one variance each. */
export type Covariance = "full" | "tied" | "diag" | "spherical";

export const COVARIANCES: readonly Covariance[] = Object.freeze(["full", "tied", "diag", "spherical"]);

/** A mixture of k Gaussians. */
export interface MixtureParameters {
  readonly covariance: Covariance;
  /** k shares that sum to 1 */
  readonly shares: Float64Array;
  /** k x d */
  readonly means: Float64Array;
  /** k x d x d, whatever the type */
  readonly covariances: Float64Array;
}

/** Free parameters: k - 1 shares, k d means, and those of the covariances. */
export function freeParameters(covariance: Covariance, k: number, d: number): number {
  const matrix = (d * (d + 1)) / 2;
  const own = { full: k * matrix, tied: matrix, diag: k * d, spherical: k }[covariance];
  return k - 1 + k * d + own;
}

/** The parameters that responsibilities (n x k) ask for: the M step. Divisors are sums of responsibilities, as maximum likelihood has it. */
export function parametersFrom(
  rows: Rows,
  responsibilities: Float64Array,
  k: number,
  covariance: Covariance,
): MixtureParameters {
  const { x, n, d } = rows;
  const totals = new Float64Array(k);
  const means = new Float64Array(k * d);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < k; c++) {
      const share = responsibilities[i * k + c];
      if (share === 0) continue;
      totals[c] += share;
      for (let j = 0; j < d; j++) means[c * d + j] += share * x[i * d + j];
    }
  }
  for (let c = 0; c < k; c++) for (let j = 0; j < d; j++) means[c * d + j] /= totals[c];
  const scatters = scattersAround(rows, responsibilities, means, k);
  return {
    covariance,
    shares: totals.map((each) => each / n),
    means,
    covariances: restrict(scatters, totals, n, d, covariance),
  };
}

/** k x d x d sums of responsibility x deviation x deviation'. */
function scattersAround(
  { x, n, d }: Rows,
  responsibilities: Float64Array,
  means: Float64Array,
  k: number,
): Float64Array {
  const scatters = new Float64Array(k * d * d);
  const deviation = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < k; c++) {
      const share = responsibilities[i * k + c];
      if (share === 0) continue;
      for (let j = 0; j < d; j++) deviation[j] = x[i * d + j] - means[c * d + j];
      for (let a = 0; a < d; a++) {
        const at = (c * d + a) * d;
        const part = share * deviation[a];
        for (let b = 0; b <= a; b++) scatters[at + b] += part * deviation[b];
      }
    }
  }
  for (let c = 0; c < k; c++)
    for (let a = 0; a < d; a++)
      for (let b = 0; b < a; b++) scatters[(c * d + b) * d + a] = scatters[(c * d + a) * d + b];
  return scatters;
}

function restrict(
  scatters: Float64Array,
  totals: Float64Array,
  n: number,
  d: number,
  covariance: Covariance,
): Float64Array {
  const k = totals.length;
  const size = d * d;
  const result = new Float64Array(k * size);
  if (covariance === "tied") {
    for (let at = 0; at < size; at++) {
      let sum = 0;
      for (let c = 0; c < k; c++) sum += scatters[c * size + at];
      for (let c = 0; c < k; c++) result[c * size + at] = sum / n;
    }
    return result;
  }
  for (let c = 0; c < k; c++) {
    const own = scatters.subarray(c * size, (c + 1) * size).map((each) => each / totals[c]);
    if (covariance === "full") result.set(own, c * size);
    else
      for (let j = 0; j < d; j++)
        result[c * size + j * d + j] = covariance === "diag" ? own[j * d + j] : trace(own, d) / d;
  }
  return result;
}

function trace(matrix: Float64Array, d: number): number {
  let sum = 0;
  for (let j = 0; j < d; j++) sum += matrix[j * d + j];
  return sum;
}

/** The smallest eigenvalue of any component's covariance; NaN when a component has no rows. */
export function smallestEigenvalue({ covariances, covariance }: MixtureParameters, d: number): number {
  const size = d * d;
  const k = covariance === "tied" ? 1 : covariances.length / size;
  let least = Infinity;
  for (let c = 0; c < k; c++) {
    const own = covariances.subarray(c * size, (c + 1) * size);
    if (own.some((each) => !Number.isFinite(each))) return NaN;
    const value =
      covariance === "full" || covariance === "tied" ? symmetricEigen(own, d).values[d - 1] : leastDiagonal(own, d);
    least = Math.min(least, value);
  }
  return least;
}

function leastDiagonal(matrix: Float64Array, d: number): number {
  let least = Infinity;
  for (let j = 0; j < d; j++) least = Math.min(least, matrix[j * d + j]);
  return least;
}
