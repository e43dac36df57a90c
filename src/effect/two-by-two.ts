import { didFromBranches, type BranchSums, type DidFromBranches } from "../stats/index.js";
import type { Estimate } from "../tables/results/index.js";
import type { ClusterSums } from "./cluster-sums.js";
import { estimateOf, type Basis } from "./estimate.js";

/** The sums of clusters as the kernel takes them: centred, because a common change drops out of every comparison. */
export function branchesOf(sums: ClusterSums): readonly BranchSums[] {
  return Array.from(sums.units, (n, at) => ({
    treated: sums.treated[at] === 1,
    n,
    sumChange: sums.sum[at],
    sumChange2: sums.squares[at],
  }));
}

/** The 2x2 estimates of one outcome and what they rest on. */
export interface TwoByTwo {
  readonly branches: readonly BranchSums[];
  readonly did: DidFromBranches;
  readonly basis: Basis;
}

/** Difference-in-differences from cluster sums; `periods` is the number of periods in both windows together. */
export function twoByTwo(sums: ClusterSums, periods: number, alpha: number): TwoByTwo {
  const branches = branchesOf(sums);
  const did = didFromBranches(branches, alpha);
  const units = did.treated.units + did.control.units;
  const basis = { units, observations: units * periods, clusters: did.clusters, treatedClusters: did.treated.branches };
  return { branches, did, basis };
}

/** The estimate with the error that the number of clusters asks for: CRV1 with many balanced ones, else CRV3. */
export function preferredEstimate({ did, basis }: TwoByTwo): Estimate {
  return did.headline === "crv1" ? estimateOf(did.crv1, "CRV1", basis) : estimateOf(did.crv3, "CRV3", basis);
}
