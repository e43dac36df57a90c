import { createStream, type Stream } from "../../core/rng.js";
import { blockSum } from "../block-sum.js";
import { requireWhole } from "../check.js";
import { notDefined, defined, type Measure } from "../measure.js";
import { absoluteT, armOf, contrastOf, usedBranches, type BranchSums } from "./branches.js";

const ALL_SIGNS_UP_TO = 14;
const TIE = 1e-9;
const ROUNDING = 1e-13;
const WEBB = [-Math.sqrt(1.5), -1, -Math.sqrt(0.5), Math.sqrt(0.5), 1, Math.sqrt(1.5)];

export interface WildBootstrapOptions {
  readonly seed: number;
  /** draws when the sign vectors are not enumerated; 9,999 unless said, at least 99 */
  readonly draws?: number;
  /** two points (default) or Webb's six points, for fewer than about 8 clusters */
  readonly weights?: "rademacher" | "webb";
}

/** p of the wild cluster bootstrap. */
export interface WildBootstrap {
  /** share of bootstrap |t| at least as large as the observed |t|, ties counted */
  readonly p: Measure;
  /** bootstrap samples used */
  readonly draws: number;
  /** true when all 2^G sign vectors were used: no randomness */
  readonly enumerated: boolean;
}

/**
 * Restricted wild cluster bootstrap-t of no difference between the arms: the null is imposed, each branch's residuals get one
 * weight, both means are estimated again, CRV0 t statistics are compared. With Rademacher weights and at most 14 branches all
 * sign vectors are enumerated. With few treated branches it can under-reject badly (MacKinnon and Webb 2018).
 * Source: Roodman, MacKinnon, Nielsen and Webb 2019 (Stata J. 19).
 */
export function wildClusterBootstrap(branches: readonly BranchSums[], options: WildBootstrapOptions): WildBootstrap {
  const used = usedBranches(branches);
  const draws = options.draws ?? 9999;
  requireWhole(draws, 99, "the number of draws");
  const enumerated = (options.weights ?? "rademacher") === "rademacher" && used.length <= ALL_SIGNS_UP_TO;
  if (Math.min(armOf(used, true).branches, armOf(used, false).branches) < 2) {
    return Object.freeze({ p: notDefined("one_cluster_in_an_arm"), draws: 0, enumerated });
  }
  const problem = restricted(used);
  const count = enumerated ? 2 ** used.length : draws;
  const weights = enumerated
    ? signsOf
    : drawnWeights(createStream(options.seed, "effect/wild-bootstrap"), options.weights);
  const observed = problem.t(new Float64Array(used.length).fill(1));
  if (problem.allEqual) return Object.freeze({ p: notDefined("zero_variance"), draws: 0, enumerated });
  let atLeast = 0;
  const v = new Float64Array(used.length);
  for (let draw = 0; draw < count; draw++) {
    weights(draw, v);
    if (problem.t(v) >= observed * (1 - TIE)) atLeast += 1;
  }
  return Object.freeze({ p: defined(atLeast / count), draws: count, enumerated });
}

/** The |t| of a bootstrap sample as a function of the branch weights, and whether all branches changed alike. */
function restricted(branches: readonly BranchSums[]): { allEqual: boolean; t: (v: Float64Array) => number } {
  const n = branches.map((branch) => branch.n);
  const treated = branches.map((branch) => (branch.treated ? 1 : 0));
  const units = blockSum(n.length, (b) => n[b]);
  const mean = blockSum(n.length, (b) => branches[b].sumChange) / units;
  const residual = branches.map((branch) => branch.sumChange - branch.n * mean);
  const allEqual = residual.every((value, b) => Math.abs(value) <= ROUNDING * Math.abs(n[b] * mean));
  const sums = new Float64Array(n.length);
  return {
    allEqual,
    t: (v) => {
      for (let b = 0; b < n.length; b++) sums[b] = v[b] * residual[b];
      return absoluteT(contrastOf(n, sums, treated));
    },
  };
}

function signsOf(draw: number, v: Float64Array): void {
  for (let b = 0; b < v.length; b++) v[b] = (draw >>> b) & 1 ? -1 : 1;
}

function drawnWeights(stream: Stream, kind: WildBootstrapOptions["weights"]): (draw: number, v: Float64Array) => void {
  const points = kind === "webb" ? WEBB : [-1, 1];
  return (_, v) => {
    for (let b = 0; b < v.length; b++) v[b] = points[stream.integer(points.length)];
  };
}
