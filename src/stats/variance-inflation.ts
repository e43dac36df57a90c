import { cholesky, inverseFromCholesky } from "./linear/cholesky.js";
import { defined, notDefined, type Measure } from "./measure.js";

/** A factor above this is a column that the others give, within rounding. */
const COLLINEAR = 1e10;

/**
 * Variance inflation factors: the diagonal of the inverse correlation matrix, 1 for a column without correlations. Not defined for
 * every column when one is a sum of others. Throws RangeError unless the matrix is d x d.
 * @param correlations d x d, row-major
 */
export function varianceInflation(correlations: Float64Array, d: number): readonly Measure[] {
  if (correlations.length !== d * d) throw new RangeError("the matrix must hold d x d numbers");
  const lower = cholesky(correlations, d);
  const inverse = lower === null ? null : inverseFromCholesky(lower, d);
  const factors = Array.from({ length: d }, (_, j) => inverse?.[j * d + j] ?? Infinity);
  const singular = factors.some((each) => !(each < COLLINEAR));
  return factors.map((each) => (singular ? notDefined("singular_matrix") : defined(each)));
}
