import type { Rows } from "../../stats/kmeans/rows.js";
import { principalAxes } from "../../stats/linear/principal-axes.js";

/** Rows in the axes of their own spread: same distances, columns uncorrelated. */
export interface PrincipalRows {
  /** n x d, row-major, centred. */
  readonly x: Float64Array;
  /** Variance along each axis (divisor n - 1), largest first. */
  readonly variances: Float64Array;
}

/** The rows rotated to their principal axes; every row counts once. */
export function principalRows(rows: Rows): PrincipalRows {
  const { n, d } = rows;
  const { means, variances, vectors } = principalAxes({ x: rows.x, n, d });
  const x = new Float64Array(n * d);
  for (let i = 0; i < n; i++) {
    for (let axis = 0; axis < d; axis++) {
      let sum = 0;
      for (let j = 0; j < d; j++) sum += (rows.x[i * d + j] - means[j]) * vectors[j * d + axis];
      x[i * d + axis] = sum;
    }
  }
  return { x, variances };
}
