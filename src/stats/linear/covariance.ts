import { blockSum } from "../block-sum.js";
import type { Rows } from "../kmeans/rows.js";

/** The covariance matrix (divisor n - 1), d x d, of rows around given column means. Row weights are not looked at. */
export function covarianceOf({ x, n, d }: Rows, centres: Float64Array): Float64Array {
  const covariance = new Float64Array(d * d);
  for (let a = 0; a < d; a++) {
    for (let b = a; b < d; b++) {
      const sum = blockSum(n, (i) => (x[i * d + a] - centres[a]) * (x[i * d + b] - centres[b]));
      covariance[a * d + b] = covariance[b * d + a] = sum / (n - 1);
    }
  }
  return covariance;
}
