import { blockSum } from "../block-sum.js";
import { totalSquares, withinSquares } from "../kmeans/centres.js";
import { squaredDistance, type Rows } from "../kmeans/rows.js";
import { defined, notDefined, type Measure } from "../measure.js";
import { centresOf, partitionOf, type Partition } from "./partition.js";

/** A WSS below this share of the TSS is rounding of centres, not spread. */
const ROUNDING = 1e-24;

/** Share of the total squares explained by the segments, 1 - WSS/TSS. Not defined when all rows are equal. */
export function explained(wss: number, tss: number): Measure {
  if (!(wss >= 0 && tss >= 0)) throw new RangeError("sums of squares are not negative");
  return tss > 0 ? defined(1 - wss / tss) : notDefined("all_equal");
}

/**
 * Calinski-Harabasz index [(TSS - WSS)/(k - 1)]/[WSS/(n - k)]; larger is better. Not defined for one segment, as many segments
 * as rows, or WSS = 0. Source: Caliński and Harabasz 1974 (Comm. Stat. 3).
 */
export function calinskiHarabasz(rows: Rows, labels: Int32Array): Measure {
  const partition = partitionOf(rows, labels);
  const { used } = partition;
  if (used < 2) return notDefined("one_group");
  if (used >= rows.n) return notDefined("too_many_groups");
  const wss = withinSquares(partition.rows, labels, centresOf(partition));
  const tss = totalSquares(partition.rows);
  if (wss <= tss * ROUNDING) return notDefined("perfect_fit");
  const between = tss - wss;
  return defined(between / (used - 1) / (wss / (rows.n - used)));
}

/**
 * Davies-Bouldin index with the mean distance to the centre as spread (scikit-learn; NbClust takes the root mean square);
 * smaller is better. Not defined for one segment or coincident centres. Source: Davies and Bouldin 1979 (PAMI 1).
 */
export function daviesBouldin(rows: Rows, labels: Int32Array): Measure {
  const partition = partitionOf(rows, labels);
  if (partition.used < 2) return notDefined("one_group");
  const centres = centresOf(partition);
  const spread = spreads(partition, centres);
  const present = [...partition.sizes.keys()].filter((c) => partition.sizes[c] > 0);
  const worst = present.map((a) => worstRatio(a, present, spread, centres, rows.d));
  if (worst.includes(Infinity)) return notDefined("coincident_centres");
  return defined(blockSum(worst.length, (i) => worst[i]) / worst.length);
}

function spreads({ rows, labels, sizes }: Partition, centres: Float64Array): number[] {
  const distance = (i: number, c: number) => Math.sqrt(squaredDistance(rows.x, i, centres, c, rows.d));
  return Array.from(sizes, (size, c) =>
    size === 0 ? 0 : blockSum(rows.n, (i) => (labels[i] === c ? distance(i, c) : 0)) / size,
  );
}

function worstRatio(
  a: number,
  all: readonly number[],
  spread: readonly number[],
  centres: Float64Array,
  d: number,
): number {
  const ratios = all.map((b) => {
    if (a === b) return 0;
    const gap = Math.sqrt(squaredDistance(centres, a, centres, b, d));
    return gap === 0 ? Infinity : (spread[a] + spread[b]) / gap;
  });
  return Math.max(...ratios);
}
