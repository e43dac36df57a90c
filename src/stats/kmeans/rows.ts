import { requireFinite, requireWhole } from "../check.js";

/** Rows of a prepared matrix. */
export interface Rows {
  /** row-major n x d */
  readonly x: Float64Array;
  readonly n: number;
  readonly d: number;
  /** n weights, finite and not negative; all 1 when absent */
  readonly weights?: Float64Array;
}

/** Rows with a weight each. */
export interface WeightedRows extends Rows {
  readonly weights: Float64Array;
}

/** Checks the shape and the numbers. Throws RangeError for a wrong length, NaN, infinity, or weights that are negative or all 0. */
export function checkedRows(rows: Rows): WeightedRows {
  requireWhole(rows.n, 1, "the number of rows");
  requireWhole(rows.d, 1, "the number of columns");
  if (rows.x.length !== rows.n * rows.d) throw new RangeError("the matrix must hold n x d numbers");
  requireFinite(rows.x, "the matrix");
  return { ...rows, weights: checkedWeights(rows) };
}

function checkedWeights({ n, weights }: Rows): Float64Array {
  if (weights === undefined) return new Float64Array(n).fill(1);
  if (weights.length !== n) throw new RangeError("there must be one weight for each row");
  requireFinite(weights, "weights");
  if (weights.some((weight) => weight < 0)) throw new RangeError("weights are not negative");
  if (weights.every((weight) => weight === 0)) throw new RangeError("at least one weight must be positive");
  return weights;
}

/** Squared Euclidean distance of row i of `a` and row j of `b`, columns added from left to right. */
export function squaredDistance(a: Float64Array, i: number, b: Float64Array, j: number, d: number): number {
  let sum = 0;
  for (let p = i * d, q = j * d, end = p + d; p < end; p++, q++) {
    const difference = a[p] - b[q];
    sum += difference * difference;
  }
  return sum;
}
