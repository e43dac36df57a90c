import { kPrototypes, nearestPrototypes, prototypeCost, prototypesOf } from "../../stats/cluster/k-prototypes.js";
import { mixedBalance, type MixedBalance } from "../../stats/cluster/mixed-balance.js";
import { blockSum } from "../../stats/block-sum.js";
import { distinctRows } from "../../stats/kmeans/distinct-rows.js";
import type { Rows } from "../../stats/kmeans/rows.js";
import { inCanonicalOrder, reorderRows, sizesOf } from "./canonical-fit.js";
import type { Clusterer, ScoringParts } from "./clusterer.js";

export type GammaChoice = number | "variance_ratio" | "equal";
type PrototypeParts = Extract<ScoringParts, { kind: "prototypes" }>;

/** k-prototypes for numbers and categories. The balance of both is fitted once, on all rows. */
export function prototypeClusterer(categorical: readonly boolean[], balance: MixedBalance): Clusterer {
  const { square, mismatch } = balance;
  return {
    name: "k-prototypes",
    resample: { above: 20_000, rows: 10_000 },
    euclidean: false,
    shares: true,
    seeded: true,
    between: (rows) => (i, j) => Math.sqrt(prototypeCost(rows.x, i, rows.x, j, balance)),
    fit: (rows, k, options) => {
      const given = { ...rows, categorical };
      const found = kPrototypes(given, {
        k,
        seed: options.seed,
        restarts: options.restarts,
        maxIterations: options.max_iterations,
        square,
        mismatch,
      });
      const start: PrototypeParts = { kind: "prototypes", prototypes: found.prototypes, square, mismatch };
      const { parts, labels } = inCanonicalOrder<PrototypeParts>(start, k, options.value, {
        anchors: ({ prototypes }) => prototypes,
        reorder: (each, order) => ({ ...each, prototypes: reorderRows(each.prototypes, order) }),
        labels: (each) => nearestPrototypes(rows.x, rows.n, each.prototypes, each),
      });
      const one = prototypesOf(given, new Int32Array(rows.n), 1);
      return Object.freeze({
        k,
        labels,
        centres: new Float64Array(k * rows.d),
        wss: found.cost,
        tss: blockSum(rows.n, (i) => prototypeCost(rows.x, i, one, 0, balance)),
        sizes: sizesOf(labels, k),
        iterations: found.iterations,
        converged: found.converged,
        restarts: found.restarts,
        restartsAgreeing: found.restartsAgreeing,
        distinctRows: distinctRows({ ...rows, weights: new Float64Array(rows.n).fill(1) }).count,
        objective: { name: "cost" as const, value: found.cost },
        parts,
      });
    },
  };
}

/** The balance of prepared rows: factors of squares and mismatches, gamma, and the share of each variable. */
export function balanceOf(rows: Rows, categorical: readonly boolean[], choice: GammaChoice): MixedBalance {
  return mixedBalance({ ...rows, categorical }, choice);
}
