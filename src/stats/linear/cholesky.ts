/**
 * The lower triangle L with L L' = matrix, d x d row-major; null when the matrix is not positive definite.
 * Source: Golub and Van Loan, Matrix Computations, 4.2.
 */
export function cholesky(matrix: Float64Array, d: number): Float64Array | null {
  const lower = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * d + j];
      for (let m = 0; m < j; m++) sum -= lower[i * d + m] * lower[j * d + m];
      if (i === j) {
        if (!(sum > 0)) return null;
        lower[i * d + i] = Math.sqrt(sum);
      } else lower[i * d + j] = sum / lower[j * d + j];
    }
  }
  return lower;
}

/** Squared length of the solution y of L y = b: the squared Mahalanobis length of b. `y` is overwritten. */
export function squaredSolution(lower: Float64Array, d: number, b: Float64Array, y: Float64Array): number {
  let total = 0;
  for (let i = 0; i < d; i++) {
    let sum = b[i];
    for (let m = 0; m < i; m++) sum -= lower[i * d + m] * y[m];
    y[i] = sum / lower[i * d + i];
    total += y[i] * y[i];
  }
  return total;
}

/** The inverse of L L', d x d. */
export function inverseFromCholesky(lower: Float64Array, d: number): Float64Array {
  const solved = new Float64Array(d * d);
  for (let column = 0; column < d; column++) {
    for (let i = column; i < d; i++) {
      let sum = i === column ? 1 : 0;
      for (let m = column; m < i; m++) sum -= lower[i * d + m] * solved[m * d + column];
      solved[i * d + column] = sum / lower[i * d + i];
    }
  }
  const inverse = new Float64Array(d * d);
  for (let a = 0; a < d; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let m = a; m < d; m++) sum += solved[m * d + a] * solved[m * d + b];
      inverse[a * d + b] = inverse[b * d + a] = sum;
    }
  }
  return inverse;
}
