import { crossCounts } from "../../stats/cluster/compare-partitions.js";
import { randOfCounts } from "../../stats/cluster/rand-index.js";
import type { Rows } from "../../stats/kmeans/rows.js";
import { refit, type RefitOptions } from "./resample.js";

/**
 * For each k the adjusted Rand index of two solutions that each had one restart, with seeds of their own: how much the result
 * hangs on where the search begins. Null where the rows cannot be put in k segments.
 */
export function restartAgreement(
  rows: Rows,
  ks: readonly number[],
  pair: number,
  options: RefitOptions,
): readonly (number | null)[] {
  const single = { ...options, restarts: 1 };
  const fitted = (k: number, replicate: number) =>
    refit(rows, k, `segment/single-restart/${String(k)}`, replicate, single);
  return ks.map((k) => {
    const [one, other] = [fitted(k, 2 * pair), fitted(k, 2 * pair + 1)];
    return one === null || other === null ? null : randOfCounts(crossCounts(one.labels, other.labels, k, k), k);
  });
}
