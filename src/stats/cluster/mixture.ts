import { exp, log } from "../../core/elementary.js";
import { createStream } from "../../core/rng.js";
import { blockSum, sum } from "../block-sum.js";
import { requireFinite, requireWhole } from "../check.js";
import { nearestCentre } from "../kmeans/assign.js";
import { checkedRows, type Rows } from "../kmeans/rows.js";
import { plainKernel } from "../kmeans/plain-kernel.js";
import { seedCentres } from "../kmeans/seeding.js";
import { cholesky, squaredSolution } from "../linear/cholesky.js";
import { variance } from "../moments.js";
import {
  freeParameters,
  parametersFrom,
  smallestEigenvalue,
  type Covariance,
  type MixtureParameters,
} from "./mixture-parameters.js";

export interface MixtureOptions {
  readonly k: number;
  readonly covariance: Covariance;
  readonly seed: number;
  /** n labels of a first solution, such as k-means gives: one start more */
  readonly start?: Int32Array;
  /** starts from randomly drawn rows; 10 unless said */
  readonly restarts?: number;
  /** 1,000 unless said */
  readonly maxIterations?: number;
  /** EM stops when the log-likelihood per row grows by less; 1e-9 unless said */
  readonly tolerance?: number;
}

/** A fitted mixture; every number belongs to the same parameters. */
export interface MixtureFit {
  readonly k: number;
  readonly parameters: MixtureParameters;
  /** n x k, rows sum to 1 */
  readonly posteriors: Float64Array;
  /** the component with the largest posterior; of equal ones the lower */
  readonly labels: Int32Array;
  readonly logLikelihood: number;
  readonly freeParameters: number;
  /** -2 log-likelihood + p ln n: smaller is better, as in scikit-learn; mclust prints the negative */
  readonly bic: number;
  /** BIC + 2 x entropy of the posteriors */
  readonly icl: number;
  readonly iterations: number;
  readonly converged: boolean;
  readonly starts: number;
  readonly startsAgreeing: number;
  readonly startsCollapsed: number;
}

/** Every start ended with a component that shrank onto too few rows. */
export interface MixtureCollapse {
  readonly collapsed: true;
  readonly starts: number;
}

const COLLAPSE = 1e-6;
const AGREEMENT = 1e-6;

/**
 * A mixture of Gaussians with the largest likelihood found by EM in log space. A start whose smallest covariance eigenvalue
 * falls below 1e-6 of the mean column variance has collapsed and is left out.
 * Throws RangeError for a bad shape, NaN, or k outside 1 … n.
 * Sources: Dempster, Laird and Rubin 1977; Fraley and Raftery 2002 (JASA 97); Biernacki et al. 2000 (PAMI 22) for ICL.
 */
export function gaussianMixture(input: Rows, options: MixtureOptions): MixtureFit | MixtureCollapse {
  const rows = checkedRows(input);
  const { k } = options;
  requireWhole(k, 1, "k");
  if (k > rows.n) throw new RangeError(`k is ${k} but there are ${rows.n} rows`);
  const floor = COLLAPSE * meanVariance(rows);
  const starts = startsOf(rows, options);
  const runs = starts.map((labels) => maximise(rows, labels, options, floor));
  const good = runs.filter((each) => each !== null);
  if (good.length === 0) return Object.freeze({ collapsed: true, starts: starts.length });
  const best = good.reduce((most, each) => (each.logLikelihood > most.logLikelihood ? each : most));
  const near = best.logLikelihood - AGREEMENT * Math.abs(best.logLikelihood);
  const p = freeParameters(options.covariance, k, rows.d);
  const bic = -2 * best.logLikelihood + p * log(rows.n);
  return Object.freeze({
    k,
    ...best,
    labels: largestPosterior(best.posteriors, k),
    freeParameters: p,
    bic,
    icl: bic + 2 * entropy(best.posteriors),
    starts: starts.length,
    startsAgreeing: good.filter((each) => each.logLikelihood >= near).length,
    startsCollapsed: starts.length - good.length,
  });
}

/** The labels with the largest posterior; of equal ones the lower. @param posteriors n x k */
export function largestPosterior(posteriors: Float64Array, k: number): Int32Array {
  return Int32Array.from({ length: posteriors.length / k }, (_, i) => {
    let label = 0;
    for (let c = 1; c < k; c++) if (posteriors[i * k + c] > posteriors[i * k + label]) label = c;
    return label;
  });
}

/** Mean of the column variances (divisor n - 1). */
function meanVariance({ x, n, d }: Rows): number {
  if (n < 2) return 0;
  const each = Array.from(
    { length: d },
    (_, j) => variance(Float64Array.from({ length: n }, (_, i) => x[i * d + j])).value!,
  );
  return sum(each) / d;
}

function startsOf(rows: ReturnType<typeof checkedRows>, options: MixtureOptions): readonly Int32Array[] {
  const { k, start, seed, restarts = 10 } = options;
  const loaded = plainKernel().over(rows);
  const drawn = Array.from({ length: k === 1 ? 1 : restarts }, (_, restart) => {
    const centres = seedCentres(loaded, k, "random", createStream(seed, "mixture/start", restart));
    return Int32Array.from({ length: rows.n }, (_, i) => nearestCentre(rows.x, i, centres, k, rows.d));
  });
  return start === undefined || k === 1 ? drawn : [start, ...drawn];
}

interface Run {
  readonly parameters: MixtureParameters;
  readonly posteriors: Float64Array;
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** EM from hard labels; null when a component collapses. */
function maximise(rows: Rows, labels: Int32Array, options: MixtureOptions, floor: number): Run | null {
  const { k, covariance, maxIterations = 1000, tolerance = 1e-9 } = options;
  const first = new Float64Array(rows.n * k);
  labels.forEach((label, i) => (first[i * k + label] = 1));
  let parameters = parametersFrom(rows, first, k, covariance);
  let before = -Infinity;
  for (let iterations = 1; ; iterations++) {
    if (!(smallestEigenvalue(parameters, rows.d) >= floor) || floor === 0) return null;
    const expected = expectation(rows, parameters);
    if (expected === null) return null;
    const converged = expected.logLikelihood - before <= tolerance * rows.n;
    if (converged || iterations >= maxIterations) return { parameters, ...expected, iterations, converged };
    before = expected.logLikelihood;
    parameters = parametersFrom(rows, expected.posteriors, k, covariance);
  }
}

/** Posteriors (n x k) and log-likelihood of rows under a mixture; null when a covariance is not positive definite. */
export function expectation(
  { x, n, d }: Rows,
  parameters: MixtureParameters,
): { readonly posteriors: Float64Array; readonly logLikelihood: number } | null {
  const densities = densitiesOf(parameters, d);
  if (densities === null) return null;
  const k = densities.length;
  const posteriors = new Float64Array(n * k);
  const likelihoods = new Float64Array(n);
  const [deviation, scratch] = [new Float64Array(d), new Float64Array(d)];
  for (let i = 0; i < n; i++) {
    let most = -Infinity;
    for (let c = 0; c < k; c++) {
      const { constant, lower, mean } = densities[c];
      for (let j = 0; j < d; j++) deviation[j] = x[i * d + j] - mean[j];
      const each = constant - squaredSolution(lower, d, deviation, scratch) / 2;
      posteriors[i * k + c] = each;
      if (each > most) most = each;
    }
    let total = 0;
    for (let c = 0; c < k; c++) total += posteriors[i * k + c] = exp(posteriors[i * k + c] - most);
    for (let c = 0; c < k; c++) posteriors[i * k + c] /= total;
    likelihoods[i] = most + log(total);
  }
  return { posteriors, logLikelihood: blockSum(n, (i) => likelihoods[i]) };
}

interface Density {
  /** ln share - d/2 ln 2 pi - ln det L */
  readonly constant: number;
  readonly lower: Float64Array;
  readonly mean: Float64Array;
}

const LOG_TWO_PI = log(2 * Math.PI);

function densitiesOf({ shares, means, covariances }: MixtureParameters, d: number): readonly Density[] | null {
  const found: Density[] = [];
  for (let c = 0; c < shares.length; c++) {
    const lower = cholesky(covariances.subarray(c * d * d, (c + 1) * d * d), d);
    if (lower === null) return null;
    let logRoot = 0;
    for (let j = 0; j < d; j++) logRoot += log(lower[j * d + j]);
    found.push({
      constant: log(shares[c]) - (d * LOG_TWO_PI) / 2 - logRoot,
      lower,
      mean: means.subarray(c * d, c * d + d),
    });
  }
  return found;
}

/** Distance of each row to each component by its own covariance (Mahalanobis), n x k. */
export function mahalanobis({ x, n, d }: Rows, { shares, means, covariances }: MixtureParameters): Float64Array {
  const k = shares.length;
  const result = new Float64Array(n * k);
  const [deviation, scratch] = [new Float64Array(d), new Float64Array(d)];
  for (let c = 0; c < k; c++) {
    const lower = cholesky(covariances.subarray(c * d * d, (c + 1) * d * d), d);
    if (lower === null) throw new RangeError("a covariance is not positive definite");
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < d; j++) deviation[j] = x[i * d + j] - means[c * d + j];
      result[i * k + c] = Math.sqrt(squaredSolution(lower, d, deviation, scratch));
    }
  }
  return result;
}

/** -Σ posterior ln posterior with 0 ln 0 = 0. */
function entropy(posteriors: Float64Array): number {
  requireFinite(posteriors, "posteriors");
  return -blockSum(posteriors.length, (at) => (posteriors[at] > 0 ? posteriors[at] * log(posteriors[at]) : 0));
}
