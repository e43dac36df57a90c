import { blockSum } from "../block-sum.js";
import { defined, notDefined, type Measure, type Reason } from "../measure.js";
import { armOf, contrastOf, usedBranches, type Arm, type BranchSums } from "./branches.js";
import { inferenceOf, noInference, type Inference } from "./inference.js";
import { welch } from "./means.js";
import type { SampleMoments } from "./sample-moments.js";
import { square } from "../square.js";

/**
 * Which result is the headline: `crv1` with at least 40 clusters, 6 in each arm and effective clusters above half of them;
 * `crv3` with 6 in each arm otherwise; else `randomisation`.
 */
export type HeadlineRule = "crv1" | "crv3" | "randomisation";

/** Two-by-two difference-in-differences from branch sums. */
export interface DidFromBranches {
  /** cluster-robust: G/(G-1) (N-1)/(N-2), Student's t with G - 1 */
  readonly crv1: Inference;
  /** cluster jackknife: (G-1)/G sum_g (b_(-g) - b)^2, Student's t with G - 1 */
  readonly crv3: Inference;
  /** unit-level Welch form; ignores clusters, for comparison only */
  readonly welch: Inference;
  readonly treated: Arm;
  readonly control: Arm;
  readonly clusters: number;
  /** G/(1 + CV^2) of the partial leverages (Carter, Schnepel and Steigerwald 2017) */
  readonly effectiveClusters: Measure;
  /** coefficient of variation (divisor G) of the branches' units */
  readonly sizeCv: Measure;
  readonly headline: HeadlineRule;
}

/**
 * Treated minus untreated mean change, each unit collapsed to one change (after minus before), branches as clusters.
 * Equals the coefficient of the regression of change on arm (K = 2). Branches without units are left out. With one branch in
 * an arm cluster errors are not defined; with an empty arm nothing is. Throws RangeError for sums that are not finite.
 * Sources: Bertrand, Duflo and Mullainathan 2004 (QJE 119); MacKinnon, Nielsen and Webb 2023 (J. Econometrics 232).
 */
export function didFromBranches(branches: readonly BranchSums[], alpha = 0.05): DidFromBranches {
  const used = usedBranches(branches);
  const [treated, control] = [armOf(used, true), armOf(used, false)];
  const effective = effectiveClusters(used);
  const common = { treated, control, clusters: used.length, effectiveClusters: effective, sizeCv: sizeCv(used) };
  const headline = headlineOf(treated, control, effective);
  const reason = whyNoClusterError(treated, control);
  if (treated.units === 0 || control.units === 0) {
    const none = noInference("one_group");
    return Object.freeze({ crv1: none, crv3: none, welch: none, ...common, headline });
  }
  const estimate = treated.mean - control.mean;
  const clusterError = (compute: () => Inference) => (reason === null ? compute() : noInference(reason, estimate));
  return Object.freeze({
    crv1: clusterError(() => crv1(used, alpha)),
    crv3: clusterError(() => crv3(used, alpha)),
    welch: welch(armMoments(used, true), armMoments(used, false), alpha),
    ...common,
    headline,
  });
}

function whyNoClusterError(treated: Arm, control: Arm): Reason | null {
  return Math.min(treated.branches, control.branches) < 2 ? "one_cluster_in_an_arm" : null;
}

function headlineOf(treated: Arm, control: Arm, effective: Measure): HeadlineRule {
  const clusters = treated.branches + control.branches;
  if (Math.min(treated.branches, control.branches) < 6) return "randomisation";
  return clusters >= 40 && (effective.value ?? 0) > clusters / 2 ? "crv1" : "crv3";
}

/** Centred squares below this share of the raw squares are what cancellation leaves of equal changes. */
const CANCELLED = 1e-13;

const sizes = (branches: readonly BranchSums[]) => branches.map((branch) => branch.n);
const changes = (branches: readonly BranchSums[]) => branches.map((branch) => branch.sumChange);
const arms = (branches: readonly BranchSums[]) => branches.map((branch) => (branch.treated ? 1 : 0));

function crv1(branches: readonly BranchSums[], alpha: number): Inference {
  const { estimate, crv0 } = contrastOf(sizes(branches), changes(branches), arms(branches));
  const clusters = branches.length;
  const units = blockSum(clusters, (b) => branches[b].n);
  if (units < 3) return noInference("too_few_rows", estimate);
  const factor = (clusters / (clusters - 1)) * ((units - 1) / (units - 2));
  return inferenceOf(estimate, Math.sqrt(factor * crv0), clusters - 1, alpha, scaleOf(branches));
}

/** Leaving a branch out moves the mean of its own arm only, so that a replicate costs nothing. */
function crv3(branches: readonly BranchSums[], alpha: number): Inference {
  const clusters = branches.length;
  const { estimate } = contrastOf(sizes(branches), changes(branches), arms(branches));
  const totals = totalsByArm(branches);
  const squares = blockSum(clusters, (g) => {
    const { n, sumChange, treated } = branches[g];
    const arm = totals[treated ? 1 : 0];
    return square((arm.sum - sumChange) / (arm.units - n) - arm.sum / arm.units);
  });
  return inferenceOf(
    estimate,
    Math.sqrt(((clusters - 1) / clusters) * squares),
    clusters - 1,
    alpha,
    scaleOf(branches),
  );
}

function totalsByArm(branches: readonly BranchSums[]): readonly { readonly units: number; readonly sum: number }[] {
  return [false, true].map((treated) => {
    const own = branches.filter((branch) => branch.treated === treated);
    return { units: blockSum(own.length, (b) => own[b].n), sum: blockSum(own.length, (b) => own[b].sumChange) };
  });
}

/** The larger of the arms' mean changes. */
function scaleOf(branches: readonly BranchSums[]): number {
  return Math.max(Math.abs(armOf(branches, true).mean), Math.abs(armOf(branches, false).mean));
}

function armMoments(branches: readonly BranchSums[], treated: boolean): SampleMoments {
  const own = branches.filter((branch) => branch.treated === treated);
  const { units, mean } = armOf(own, treated);
  const squares = blockSum(own.length, (b) => own[b].sumChange2);
  const centred = squares - units * mean * mean;
  const rounding = centred <= squares * CANCELLED || units < 2;
  return { n: units, mean, variance: rounding ? 0 : centred / (units - 1) };
}

function effectiveClusters(branches: readonly BranchSums[]): Measure {
  const units = blockSum(branches.length, (b) => branches[b].n);
  const share = units > 0 ? armOf(branches, true).units / units : 0;
  if (share === 0 || share === 1) return notDefined("one_group");
  const cv = variationOf(branches.map((branch) => branch.n * square((branch.treated ? 1 : 0) - share)));
  return defined(branches.length / (1 + cv * cv));
}

function sizeCv(branches: readonly BranchSums[]): Measure {
  return branches.length === 0 ? notDefined("no_rows") : defined(variationOf(sizes(branches)));
}

function variationOf(x: readonly number[]): number {
  const mean = blockSum(x.length, (i) => x[i]) / x.length;
  return Math.sqrt(blockSum(x.length, (i) => square(x[i] / mean - 1)) / x.length);
}
