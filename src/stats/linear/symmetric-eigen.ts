/**
 * Eigenvalues, largest first, and eigenvectors in columns of a symmetric d x d matrix, by cyclic Jacobi rotations.
 * Source: Golub and Van Loan, Matrix Computations, section 8.5.
 */
export function symmetricEigen(
  matrix: Float64Array,
  d: number,
): { readonly values: Float64Array; readonly vectors: Float64Array } {
  const a = matrix.slice();
  const v = new Float64Array(d * d);
  for (let j = 0; j < d; j++) v[j * d + j] = 1;
  for (let sweep = 0; sweep < 60 && offDiagonal(a, d) > 0; sweep++) {
    for (let p = 0; p < d - 1; p++) for (let q = p + 1; q < d; q++) rotate(a, v, d, p, q);
  }
  const order = Array.from({ length: d }, (_, j) => j).sort((p, q) => a[q * d + q] - a[p * d + p] || p - q);
  const vectors = new Float64Array(d * d);
  order.forEach((old, axis) => {
    for (let j = 0; j < d; j++) vectors[j * d + axis] = v[j * d + old];
  });
  return { values: Float64Array.from(order, (j) => a[j * d + j]), vectors };
}

/** Entries too small to change the diagonal count as zero. */
function offDiagonal(a: Float64Array, d: number): number {
  let sum = 0;
  for (let p = 0; p < d - 1; p++) {
    for (let q = p + 1; q < d; q++) {
      const size = Math.abs(a[p * d + q]);
      if (size > 1e-17 * Math.sqrt(Math.abs(a[p * d + p] * a[q * d + q]))) sum += size;
    }
  }
  return sum;
}

function rotate(a: Float64Array, v: Float64Array, d: number, p: number, q: number): void {
  const apq = a[p * d + q];
  if (apq === 0) return;
  const theta = (a[q * d + q] - a[p * d + p]) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let j = 0; j < d; j++) turn(a, j * d + p, j * d + q, c, s);
  for (let j = 0; j < d; j++) turn(a, p * d + j, q * d + j, c, s);
  for (let j = 0; j < d; j++) turn(v, j * d + p, j * d + q, c, s);
}

function turn(m: Float64Array, first: number, second: number, c: number, s: number): void {
  const x = m[first];
  const y = m[second];
  m[first] = c * x - s * y;
  m[second] = s * x + c * y;
}
