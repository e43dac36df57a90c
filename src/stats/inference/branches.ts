import { blockSum } from "../block-sum.js";
import { requireFinite } from "../check.js";

/** One branch (cluster) of a two-arm comparison: sums over its units of the change from before to after. */
export interface BranchSums {
  readonly treated: boolean;
  /** units */
  readonly n: number;
  /** sum of the changes */
  readonly sumChange: number;
  /** sum of the squared changes; only the unit-level Welch form looks at it */
  readonly sumChange2: number;
}

/** One arm: units, branches, mean change. */
export interface Arm {
  readonly units: number;
  readonly branches: number;
  readonly mean: number;
}

/** Branches that have units. Throws RangeError for counts or sums that are not finite numbers. */
export function usedBranches(branches: readonly BranchSums[]): readonly BranchSums[] {
  for (const branch of branches) {
    requireFinite([branch.sumChange, branch.sumChange2], "sums of changes");
    if (!Number.isInteger(branch.n) || branch.n < 0) throw new RangeError("the units of a branch are a whole number");
  }
  return branches.filter((branch) => branch.n > 0);
}

/** The treated or the untreated arm; the mean is 0 when it is empty. */
export function armOf(branches: readonly BranchSums[], treated: boolean): Arm {
  const own = branches.filter((branch) => branch.treated === treated);
  const units = blockSum(own.length, (b) => own[b].n);
  const total = blockSum(own.length, (b) => own[b].sumChange);
  return { units, branches: own.length, mean: units > 0 ? total / units : 0 };
}

/** Difference of the arms' means and its cluster variance without small-sample factor (CRV0). */
export interface Contrast {
  readonly estimate: number;
  readonly crv0: number;
}

/** Treated minus untreated mean change, from the sums of each branch under a given assignment. */
export function contrastOf(n: ArrayLike<number>, sums: ArrayLike<number>, treated: ArrayLike<number>): Contrast {
  const units = [0, 0];
  const totals = [0, 0];
  for (let b = 0; b < n.length; b++) {
    units[treated[b]] += n[b];
    totals[treated[b]] += sums[b];
  }
  const means = [totals[0] / units[0], totals[1] / units[1]];
  let crv0 = 0;
  for (let b = 0; b < n.length; b++) {
    const arm = treated[b];
    const score = (sums[b] - n[b] * means[arm]) / units[arm];
    crv0 += score * score;
  }
  return { estimate: means[1] - means[0], crv0 };
}

/** |t| of a contrast; infinite when all clusters of an arm agree and the arms differ. */
export function absoluteT({ estimate, crv0 }: Contrast): number {
  if (estimate === 0) return 0;
  return Math.abs(estimate) / Math.sqrt(crv0);
}
