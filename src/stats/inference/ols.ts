import { blockSum } from "../block-sum.js";
import { requireFinite, requireSameLength, requireWhole } from "../check.js";
import { leastSquares } from "../linear/least-squares.js";
import type { Reason } from "../measure.js";
import { inferenceOf, noInference, type Inference } from "./inference.js";
import { square } from "../square.js";

/**
 * `iid`: s^2 (X'X)^-1. `HC1`: White with n/(n - p). `CRV1`: by cluster with G/(G - 1) (n - 1)/(n - p). `CRV0`: the same
 * without factor. `CRV3`: cluster jackknife, (G - 1)/G sum of squared differences from the full estimate.
 */
export type CovarianceType = "iid" | "HC1" | "CRV0" | "CRV1" | "CRV3";

export interface OlsOptions {
  readonly covariance: CovarianceType;
  /** n cluster labels, for the CRV types */
  readonly cluster?: ArrayLike<number | string>;
}

/** A least-squares fit, or why there is none. */
export type OlsFit =
  | {
      readonly defined: true;
      /** p */
      readonly coefficients: Float64Array;
      /** p x p, row-major */
      readonly covariance: Float64Array;
      /** n */
      readonly residuals: Float64Array;
      readonly n: number;
      readonly p: number;
      /** null without clusters */
      readonly clusters: number | null;
      /** degrees of freedom of t tests: n - p, or clusters - 1 */
      readonly df: number;
      readonly reason: null;
    }
  | { readonly defined: false; readonly reason: Reason };

/**
 * Ordinary least squares of y on the columns of x (n x p row-major; include a column of ones for the intercept) with the chosen
 * covariance. Not defined for collinear columns, n <= p, fewer than two clusters, or a CRV3 whose leave-one-out design is
 * singular. Throws RangeError for wrong shapes, NaN, or CRV types without clusters.
 * Sources: White 1980; Liang and Zeger 1986; MacKinnon, Nielsen and Webb 2023 (J. Econometrics 232).
 */
export function ols(x: Float64Array, y: Float64Array, { covariance, cluster }: OlsOptions): OlsFit {
  const n = y.length;
  requireWhole(n, 1, "the number of rows");
  const p = x.length / n;
  if (!Number.isInteger(p) || p < 1) throw new RangeError("the design must hold n x p numbers");
  requireFinite(x, "the design");
  requireFinite(y, "the outcome");
  const byCluster = covariance.startsWith("CRV");
  const groups = byCluster ? groupsOf(cluster, n) : null;
  if (n <= p) return noFit("too_few_rows");
  if (groups !== null && groups.length < 2) return noFit("too_few_clusters");
  const solved = leastSquares(x, y, n, p);
  if (solved === null) return noFit("singular_matrix");
  const residuals = residualsOf(x, y, solved.coefficients, n, p);
  const problem: Problem = { x, y, n, p, ...solved, residuals, groups };
  const matrix = covariance === "CRV3" ? jackknife(problem) : sandwich(problem, covariance);
  if (matrix === null) return noFit("singular_matrix");
  const clusters = groups === null ? null : groups.length;
  return Object.freeze({
    defined: true,
    coefficients: solved.coefficients,
    covariance: matrix,
    residuals,
    n,
    p,
    clusters,
    df: clusters === null ? n - p : clusters - 1,
    reason: null,
  });
}

/** Estimate, error, p and interval of coefficient j (from 0), by Student's t with the fit's df or, on request, the normal. */
export function coefficient(fit: OlsFit, j: number, alpha = 0.05, reference: "t" | "normal" = "t"): Inference {
  if (!fit.defined) return noInference(fit.reason);
  if (!Number.isInteger(j) || j < 0 || j >= fit.p) throw new RangeError("no such coefficient");
  const se = Math.sqrt(fit.covariance[j * fit.p + j]);
  return inferenceOf(fit.coefficients[j], se, reference === "t" ? fit.df : null, alpha);
}

interface Problem {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly n: number;
  readonly p: number;
  readonly coefficients: Float64Array;
  readonly inverse: Float64Array;
  readonly residuals: Float64Array;
  /** row numbers of each cluster */
  readonly groups: readonly (readonly number[])[] | null;
}

const noFit = (reason: Reason): OlsFit => Object.freeze({ defined: false, reason });

function groupsOf(cluster: ArrayLike<number | string> | undefined, n: number): number[][] {
  if (cluster === undefined) throw new RangeError("a cluster covariance needs cluster labels");
  requireSameLength(cluster, { length: n }, "the clusters and the outcome");
  const groups = new Map<number | string, number[]>();
  for (let i = 0; i < n; i++) {
    const own = groups.get(cluster[i]);
    if (own === undefined) groups.set(cluster[i], [i]);
    else own.push(i);
  }
  return [...groups.values()];
}

function residualsOf(x: Float64Array, y: Float64Array, coefficients: Float64Array, n: number, p: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    let fitted = 0;
    for (let j = 0; j < p; j++) fitted += x[i * p + j] * coefficients[j];
    return y[i] - fitted;
  });
}

function sandwich(problem: Problem, covariance: CovarianceType): Float64Array {
  const { n, p, inverse, residuals, groups } = problem;
  if (covariance === "iid") {
    const variance = blockSum(n, (i) => square(residuals[i])) / (n - p);
    return inverse.map((value) => value * variance);
  }
  const units = groups ?? Array.from({ length: n }, (_, i) => [i]);
  const scores = units.map((rows) => influence(problem, rows));
  const factor = smallSampleFactor(covariance, n, p, units.length);
  return outerProducts(scores, p, factor);
}

function smallSampleFactor(covariance: CovarianceType, n: number, p: number, clusters: number): number {
  if (covariance === "HC1") return n / (n - p);
  if (covariance === "CRV1") return (clusters / (clusters - 1)) * ((n - 1) / (n - p));
  return 1;
}

/** (X'X)^-1 times the sum of x_i e_i over some rows. */
function influence({ x, p, inverse, residuals }: Problem, rows: readonly number[]): Float64Array {
  const score = new Float64Array(p);
  for (const i of rows) for (let j = 0; j < p; j++) score[j] += x[i * p + j] * residuals[i];
  return Float64Array.from({ length: p }, (_, a) => {
    let sum = 0;
    for (let b = 0; b < p; b++) sum += inverse[a * p + b] * score[b];
    return sum;
  });
}

function outerProducts(vectors: readonly Float64Array[], p: number, factor: number): Float64Array {
  const matrix = new Float64Array(p * p);
  for (let a = 0; a < p; a++) {
    for (let b = 0; b < p; b++)
      matrix[a * p + b] = factor * blockSum(vectors.length, (g) => vectors[g][a] * vectors[g][b]);
  }
  return matrix;
}

function jackknife(problem: Problem): Float64Array | null {
  const { p, coefficients } = problem;
  const groups = problem.groups ?? [];
  const shifts: Float64Array[] = [];
  for (const rows of groups) {
    const without = leaveOut(problem, new Set(rows));
    if (without === null) return null;
    shifts.push(without.map((value, j) => value - coefficients[j]));
  }
  return outerProducts(shifts, p, (groups.length - 1) / groups.length);
}

function leaveOut({ x, y, n, p }: Problem, out: ReadonlySet<number>): Float64Array | null {
  const kept = Array.from({ length: n }, (_, i) => i).filter((i) => !out.has(i));
  const design = new Float64Array(kept.length * p);
  kept.forEach((row, i) => design.set(x.subarray(row * p, row * p + p), i * p));
  const solved = leastSquares(
    design,
    Float64Array.from(kept, (row) => y[row]),
    kept.length,
    p,
  );
  return solved === null ? null : solved.coefficients;
}
