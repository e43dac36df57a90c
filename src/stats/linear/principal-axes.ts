import { blockSum } from "../block-sum.js";
import { meansOf } from "../kmeans/centres.js";
import { checkedRows, type Rows, type WeightedRows } from "../kmeans/rows.js";
import { symmetricEigen } from "./symmetric-eigen.js";

/** The axes along which rows spread, the widest first. */
export interface PrincipalAxes {
  /** d column means, weighted where rows have weights */
  readonly means: Float64Array;
  /** d variances along the axes, largest first */
  readonly variances: Float64Array;
  /** d x d; axis a is column a, entry j x d + a its loading of column j; length 1, sign as computed */
  readonly vectors: Float64Array;
}

/**
 * Eigenvectors of the covariance matrix. A row of weight w counts as w rows; divisor sum of weights - 1 (n - 1 without weights), or
 * the sum. Throws RangeError for a bad shape or weights, and when the divisor is not positive.
 */
export function principalAxes(rows: Rows, divisor: "n-1" | "n" = "n-1"): PrincipalAxes {
  const weighted = checkedRows(rows);
  const { centres } = meansOf(weighted, new Int32Array(rows.n), 1);
  const { values, vectors } = symmetricEigen(covariance(weighted, centres, divisor), rows.d);
  return { means: centres, variances: values, vectors };
}

function covariance({ x, n, d, weights }: WeightedRows, means: Float64Array, divisor: "n-1" | "n"): Float64Array {
  const total = blockSum(n, (i) => weights[i]) - (divisor === "n" ? 0 : 1);
  if (!(total > 0)) throw new RangeError("the weights must sum to more than 1");
  const result = new Float64Array(d * d);
  for (let a = 0; a < d; a++) {
    for (let b = a; b < d; b++) {
      const sum = blockSum(n, (i) => weights[i] * (x[i * d + a] - means[a]) * (x[i * d + b] - means[b]));
      result[a * d + b] = result[b * d + a] = sum / total;
    }
  }
  return result;
}
