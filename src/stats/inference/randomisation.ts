import { createStream } from "../../core/rng.js";
import { requireWhole } from "../check.js";
import { defined, notDefined, type Measure } from "../measure.js";
import { absoluteT, armOf, contrastOf, usedBranches, type BranchSums } from "./branches.js";

const ENUMERATE_UP_TO = 20_000;
const TIE = 1e-9;

export interface RandomisationOptions {
  readonly seed: number;
  /** `t` (default): |estimate|/CRV0 error. `coef`: |estimate| */
  readonly statistic?: "t" | "coef";
  /** draws when the assignments are not enumerated; 9,999 unless said, at least 99 */
  readonly draws?: number;
}

/** p of randomisation inference. */
export interface Randomisation {
  readonly p: Measure;
  /** assignments looked at, the observed one included */
  readonly assignments: number;
  readonly enumerated: boolean;
  /** the smallest p that these data could give */
  readonly smallestP: Measure;
}

/**
 * Two-sided randomisation inference: treatment is reassigned over branches, the number of treated ones kept. At most 20,000
 * assignments are enumerated, else 9,999 are drawn and p = (1 + count)/(1 + draws). Ties count.
 * Source: MacKinnon and Webb 2020 (J. Econometrics 218).
 */
export function randomisationInference(branches: readonly BranchSums[], options: RandomisationOptions): Randomisation {
  const used = usedBranches(branches);
  const draws = options.draws ?? 9999;
  requireWhole(draws, 99, "the number of draws");
  const treated = armOf(used, true).branches;
  if (treated === 0 || treated === used.length) {
    const none = notDefined("one_group");
    return Object.freeze({ p: none, assignments: 0, enumerated: true, smallestP: none });
  }
  const statistic = statisticOf(used, options.statistic ?? "t");
  const observed = statistic(Int8Array.from(used, (branch) => (branch.treated ? 1 : 0)));
  const extreme = (arms: Int8Array): boolean => statistic(arms) >= observed * (1 - TIE);
  const total = chooseCount(used.length, treated);
  if (total <= ENUMERATE_UP_TO) {
    const count = enumerate(used.length, treated, extreme);
    return Object.freeze({
      p: defined(count / total),
      assignments: total,
      enumerated: true,
      smallestP: defined(1 / total),
    });
  }
  const count = draw(used.length, treated, draws, options.seed, extreme);
  const smallestP = defined(1 / (1 + draws));
  return Object.freeze({ p: defined((1 + count) / (1 + draws)), assignments: 1 + draws, enumerated: false, smallestP });
}

function statisticOf(branches: readonly BranchSums[], kind: "t" | "coef"): (arms: Int8Array) => number {
  const n = Float64Array.from(branches, (branch) => branch.n);
  const sums = Float64Array.from(branches, (branch) => branch.sumChange);
  return (arms) => {
    const contrast = contrastOf(n, sums, arms);
    return kind === "coef" ? Math.abs(contrast.estimate) : absoluteT(contrast);
  };
}

/** Number of assignments for which `test` holds, over all sets of `treated` of `branches`. */
function enumerate(branches: number, treated: number, test: (arms: Int8Array) => boolean): number {
  const arms = new Int8Array(branches);
  let count = 0;
  const visit = (from: number, left: number): void => {
    if (left === 0) {
      if (test(arms)) count += 1;
      return;
    }
    for (let b = from; b <= branches - left; b++) {
      arms[b] = 1;
      visit(b + 1, left - 1);
      arms[b] = 0;
    }
  };
  visit(0, treated);
  return count;
}

function draw(
  branches: number,
  treated: number,
  draws: number,
  seed: number,
  test: (arms: Int8Array) => boolean,
): number {
  const stream = createStream(seed, "effect/randomisation");
  const start = Array.from({ length: branches }, (_, b) => (b < treated ? 1 : 0));
  let count = 0;
  for (let i = 0; i < draws; i++) if (test(Int8Array.from(stream.shuffle(start)))) count += 1;
  return count;
}

/** The binomial coefficient, or Infinity well above the limit. */
function chooseCount(n: number, k: number): number {
  let count = 1;
  for (let i = 1; i <= Math.min(k, n - k); i++) {
    count = Math.round((count * (n - i + 1)) / i);
    if (count > 1e9) return Infinity;
  }
  return count;
}
