import { BLOCK, blockSum } from "../block-sum.js";
import { squaredDistance, type WeightedRows } from "./rows.js";

/** Weighted means of the rows of each label. */
export interface Means {
  /** k x d; a label of weight 0 keeps zeros */
  readonly centres: Float64Array;
  /** total weight of each label */
  readonly totals: Float64Array;
}

/** Weighted means by label: sums in row order inside blocks of 1,024 rows, block sums added pairwise. */
export function meansOf(rows: WeightedRows, labels: Int32Array, k: number): Means {
  const { d } = rows;
  const sums = blockedSums(rows, labels, k);
  const centres = new Float64Array(k * d);
  const totals = new Float64Array(k);
  for (let c = 0; c < k; c++) {
    totals[c] = sums[c * (d + 1) + d];
    if (totals[c] > 0) for (let j = 0; j < d; j++) centres[c * d + j] = sums[c * (d + 1) + j] / totals[c];
  }
  return { centres, totals };
}

/** k x (d + 1): weighted sums of the columns, then the weight. */
function blockedSums({ x, n, d, weights }: WeightedRows, labels: Int32Array, k: number): Float64Array {
  const width = k * (d + 1);
  const blocks: Float64Array[] = [];
  for (let from = 0; from < n; from += BLOCK) {
    const sums = new Float64Array(width);
    for (let i = from, end = Math.min(n, from + BLOCK); i < end; i++) {
      const weight = weights[i];
      const at = labels[i] * (d + 1);
      for (let j = 0; j < d; j++) sums[at + j] += weight * x[i * d + j];
      sums[at + d] += weight;
    }
    blocks.push(sums);
  }
  return addPairwise(blocks);
}

function addPairwise(blocks: Float64Array[]): Float64Array {
  let level = blocks;
  while (level.length > 1) {
    const next: Float64Array[] = [];
    for (let i = 0; i + 1 < level.length; i += 2) next.push(addInto(level[i], level[i + 1]));
    if (level.length % 2 === 1) next.push(level[level.length - 1]);
    level = next;
  }
  return level[0];
}

function addInto(target: Float64Array, other: Float64Array): Float64Array {
  for (let i = 0; i < target.length; i++) target[i] += other[i];
  return target;
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
