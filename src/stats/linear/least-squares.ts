import { square } from "../square.js";
/** Solution of a least-squares problem. */
export interface LeastSquares {
  /** p coefficients */
  readonly coefficients: Float64Array;
  /** inverse of X'X, p x p row-major */
  readonly inverse: Float64Array;
}

/** A column whose part orthogonal to the columns before it is below this share of its length is collinear. */
const COLLINEAR = 1e-10;

/**
 * Least squares of y (n) on X (n x p, row-major) by Householder reflections; null when columns are collinear or n < p.
 * Inputs are not changed. Source: Golub and Van Loan, Matrix Computations, 5.3.
 */
export function leastSquares(x: Float64Array, y: Float64Array, n: number, p: number): LeastSquares | null {
  if (n < p) return null;
  const r = x.slice();
  const q = y.slice();
  for (let j = 0; j < p; j++) {
    if (!reflect(r, q, n, p, j, columnLength(x, n, p, j))) return null;
  }
  const upper = invertUpper(r, p);
  const coefficients = new Float64Array(p);
  const inverse = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = i; j < p; j++) coefficients[i] += upper[i * p + j] * q[j];
    for (let j = 0; j < p; j++) {
      for (let m = Math.max(i, j); m < p; m++) inverse[i * p + j] += upper[i * p + m] * upper[j * p + m];
    }
  }
  return { coefficients, inverse };
}

function columnLength(x: Float64Array, n: number, p: number, j: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += square(x[i * p + j]);
  return Math.sqrt(sum);
}

/** Makes column j zero below the diagonal; false when nothing of the column is left. */
function reflect(r: Float64Array, q: Float64Array, n: number, p: number, j: number, length: number): boolean {
  let sum = 0;
  for (let i = j; i < n; i++) sum += square(r[i * p + j]);
  const size = Math.sqrt(sum);
  if (!(size > COLLINEAR * length)) return false;
  const alpha = r[j * p + j] > 0 ? -size : size;
  const v = new Float64Array(n - j);
  for (let i = j; i < n; i++) v[i - j] = r[i * p + j];
  v[0] -= alpha;
  const scale = sum - alpha * r[j * p + j];
  for (let c = j; c < p; c++) applyReflection(v, scale, r, j * p + c, p);
  applyReflection(v, scale, q, j, 1);
  return true;
}

function applyReflection(v: Float64Array, scale: number, target: Float64Array, from: number, step: number): void {
  let dot = 0;
  for (let i = 0; i < v.length; i++) dot += v[i] * target[from + i * step];
  const factor = dot / scale;
  for (let i = 0; i < v.length; i++) target[from + i * step] -= factor * v[i];
}

function invertUpper(r: Float64Array, p: number): Float64Array {
  const inverse = new Float64Array(p * p);
  for (let j = 0; j < p; j++) {
    inverse[j * p + j] = 1 / r[j * p + j];
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let m = i + 1; m <= j; m++) sum += r[i * p + m] * inverse[m * p + j];
      inverse[i * p + j] = -sum / r[i * p + i];
    }
  }
  return inverse;
}
