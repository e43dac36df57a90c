import { meansOf } from "../../stats/kmeans/centres.js";
import { checkedRows, type Rows } from "../../stats/kmeans/rows.js";
import { covarianceOf } from "../../stats/linear/covariance.js";
import { symmetricEigen } from "../../stats/linear/symmetric-eigen.js";

/** Rows in the axes of their own spread: same distances, columns uncorrelated. */
export interface PrincipalRows {
  /** n x d, row-major, centred. */
  readonly x: Float64Array;
  /** Variance along each axis (divisor n - 1), largest first. */
  readonly variances: Float64Array;
}

/** The rows rotated to their principal axes. */
export function principalRows(rows: Rows): PrincipalRows {
  const { n, d } = rows;
  const { centres } = meansOf(checkedRows(rows), new Int32Array(n), 1);
  const { values, vectors } = symmetricEigen(covarianceOf(rows, centres), d);
  const x = new Float64Array(n * d);
  for (let i = 0; i < n; i++) {
    for (let axis = 0; axis < d; axis++) {
      let sum = 0;
      for (let j = 0; j < d; j++) sum += (rows.x[i * d + j] - centres[j]) * vectors[j * d + axis];
      x[i * d + axis] = sum;
    }
  }
  return { x, variances: values };
}
