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

/**
 * Writes the squared distances of row i to all k centres into `out`: the same numbers as `squaredDistance`, four centres at a
 * time because that is twice as fast.
 */
export function squaredDistances(
  x: Float64Array,
  i: number,
  centres: Float64Array,
  k: number,
  d: number,
  out: Float64Array,
): void {
  const from = i * d;
  const end = from + d;
  let c = 0;
  for (; c + 3 < k; c += 4) {
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    let q = c * d;
    for (let p = from; p < end; p++, q++) {
      const value = x[p];
      const d0 = value - centres[q];
      const d1 = value - centres[q + d];
      const d2 = value - centres[q + 2 * d];
      const d3 = value - centres[q + 3 * d];
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    out[c] = s0;
    out[c + 1] = s1;
    out[c + 2] = s2;
    out[c + 3] = s3;
  }
  for (; c < k; c++) out[c] = squaredDistance(x, i, centres, c, d);
}
