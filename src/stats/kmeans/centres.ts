import { blockSum } from "../block-sum.js";
import { BlockSums, type Means } from "./block-sums.js";
import { squaredDistance, type WeightedRows } from "./rows.js";

export type { Means } from "./block-sums.js";

/** Weighted means by label: sums in row order inside blocks of 1,024 rows, block sums added pairwise. */
export function meansOf(rows: WeightedRows, labels: Int32Array, k: number): Means {
  const sums = new BlockSums(rows, k);
  sums.renew(labels);
  return sums.means();
}

/** Weighted sum of squared distances of the rows to the centre of their label. */
export function withinSquares(rows: WeightedRows, labels: Int32Array, centres: Float64Array): number {
  const { x, n, d, weights } = rows;
  return blockSum(n, (i) => weights[i] * squaredDistance(x, i, centres, labels[i], d));
}

/** Weighted sum of squared distances of the rows to the grand mean. */
export function totalSquares(rows: WeightedRows): number {
  const together = new Int32Array(rows.n);
  return withinSquares(rows, together, meansOf(rows, together, 1).centres);
}
