import { blockSum } from "../block-sum.js";
import { requireFinite, requireSameLength } from "../check.js";
import { defined, notDefined, type Measure } from "../measure.js";
import { inferenceOf, noInference, type Inference } from "./inference.js";
import { momentsOf, type SampleMoments } from "./sample-moments.js";
import { square } from "../square.js";

/**
 * Difference of two independent means, `a` minus `b`, with Welch's standard error and degrees of freedom (Satterthwaite).
 * Not defined with fewer than two values in a sample or no variance in both. Source: Welch 1947 (Biometrika 34).
 */
export function welch(a: SampleMoments, b: SampleMoments, alpha = 0.05): Inference {
  const difference = a.mean - b.mean;
  if (a.n < 2 || b.n < 2) return noInference("too_few_rows", difference);
  const left = a.variance / a.n;
  const right = b.variance / b.n;
  const both = left + right;
  if (both === 0) return noInference("zero_variance", difference);
  const [p, q] = [left / both, right / both];
  return inferenceOf(
    difference,
    Math.sqrt(both),
    1 / ((p * p) / (a.n - 1) + (q * q) / (b.n - 1)),
    alpha,
    Math.max(Math.abs(a.mean), Math.abs(b.mean)),
  );
}

/** Mean change of the same units. */
export interface MeanChange {
  readonly n: number;
  readonly change: Inference;
  /** mean change / standard deviation of the changes (Cohen's dz) */
  readonly effectSizeDz: Measure;
}

/** Mean of after - before over the same units, Student's t with n - 1 degrees of freedom. A change over time, not an effect. */
export function pairedMean(before: ArrayLike<number>, after: ArrayLike<number>, alpha = 0.05): MeanChange {
  requireSameLength(before, after, "before and after");
  requireFinite(before);
  requireFinite(after);
  return meanChange(momentsOf(Float64Array.from(before, (value, i) => after[i] - value)), alpha);
}

/** The same from the moments of the changes. */
export function meanChange({ n, mean, variance }: SampleMoments, alpha = 0.05): MeanChange {
  if (n < 2) return { n, change: noInference("too_few_rows", mean), effectSizeDz: notDefined("too_few_rows") };
  const change = inferenceOf(mean, Math.sqrt(variance / n), n - 1, alpha, Math.abs(mean));
  const effectSizeDz = change.defined ? defined(mean / Math.sqrt(variance)) : notDefined(change.reason);
  return Object.freeze({ n, change, effectSizeDz });
}

/** Number of units and the sum of their values in one cluster. */
export interface ClusterSum {
  readonly n: number;
  readonly sum: number;
}

/**
 * Mean over units with a standard error that lets units of one cluster depend on each other:
 * G/(G - 1) sum_b (S_b - n_b mean)^2 / n^2, Student's t with G - 1. Clusters without units are left out.
 */
export function clusterRobustMean(clusters: readonly ClusterSum[], alpha = 0.05): Inference {
  const used = clusters.filter((cluster) => cluster.n > 0);
  const n = blockSum(used.length, (b) => used[b].n);
  if (n === 0) return noInference("no_rows");
  const mean = blockSum(used.length, (b) => used[b].sum) / n;
  if (used.length < 2) return noInference("too_few_clusters", mean);
  const squares = blockSum(used.length, (b) => square(used[b].sum - used[b].n * mean));
  const factor = used.length / (used.length - 1);
  return inferenceOf(mean, Math.sqrt(factor * squares) / n, used.length - 1, alpha, Math.abs(mean));
}
