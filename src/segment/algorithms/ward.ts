import { cutTree, wardTree } from "../../stats/cluster/ward.js";
import type { Rows } from "../../stats/kmeans/rows.js";
import type { Clusterer } from "./clusterer.js";
import { orderOf, renamed } from "./canonical-fit.js";
import { meansOfFit } from "./means-of-fit.js";
import { remembered } from "./remembered.js";

/** Most rows of Ward's tree: time grows with their square. */
export const WARD_ROWS = 20_000;

/** Ward's tree cut at k. New customers go to the nearest centre, which for some training customers is not their own segment's. */
export function wardClusterer(): Clusterer {
  const treeOf = remembered((rows: Rows) => wardTree(rows));
  return {
    name: "ward",
    resample: { above: 2_000, rows: 2_000 },
    euclidean: true,
    shares: false,
    seeded: false,
    fit: (rows, k, { value }) => {
      const cut = cutTree(treeOf(rows), k);
      const found = meansOfFit(rows, cut, k);
      const fit = meansOfFit(rows, renamed(cut, orderOf(cut, k, found.centres, value)), k);
      return Object.freeze({
        k,
        ...fit,
        iterations: 1,
        converged: true,
        restarts: 1,
        restartsAgreeing: 1,
        objective: { name: "wss" as const, value: fit.wss },
        parts: { kind: "centres" as const, centres: fit.centres },
      });
    },
  };
}
