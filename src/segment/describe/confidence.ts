import { blockSum } from "../../stats/block-sum.js";

/** How sure each customer's segment is. */
export interface Confidence {
  /** Euclidean distance to the own centre, in prepared space. */
  readonly distance: Float64Array;
  /** The segment with the nearest other centre; -1 for k = 1. */
  readonly second: Int32Array;
  /** Distance to the own centre / to the second; 0 sure, 1 on the border. NaN for k = 1. */
  readonly ratio: Float64Array;
  /** Posterior of the own component, for a mixture. */
  readonly posterior?: Float64Array;
}

/** Customers with a ratio from here on stand on the border of two segments. */
export const BOUNDARY_RATIO = 0.9;

/**
 * Distances to the own and the nearest other centre. Two centres at distance 0 give ratio 1, and so does a nearer
 * centre of another segment.
 * @param data n x d prepared rows, row-major
 * @param centres k x d
 */
export function confidenceOf(data: Float64Array, d: number, labels: Int32Array, centres: Float64Array): Confidence {
  const n = labels.length;
  const k = centres.length / d;
  const distance = new Float64Array(n);
  const second = new Int32Array(n).fill(-1);
  const ratio = new Float64Array(n).fill(NaN);
  for (let i = 0; i < n; i++) {
    distance[i] = Math.sqrt(squaredDistance(data, i, centres, labels[i], d));
    let nearest = Infinity;
    for (let c = 0; c < k; c++) {
      if (c === labels[i]) continue;
      const other = squaredDistance(data, i, centres, c, d);
      if (other < nearest) [nearest, second[i]] = [other, c];
    }
    if (second[i] >= 0) ratio[i] = nearest === 0 ? 1 : Math.min(1, distance[i] / Math.sqrt(nearest));
  }
  return { distance, second, ratio };
}

/** Mean simplified silhouette, 1 - d1/d2 over the customers; null for one segment or none. */
export function meanSimplified({ ratio }: Confidence): number | null {
  if (ratio.length === 0 || Number.isNaN(ratio[0])) return null;
  return blockSum(ratio.length, (i) => 1 - ratio[i]) / ratio.length;
}

/** Sum over the columns, in their order, of the squared difference. */
export function squaredDistance(data: Float64Array, row: number, centres: Float64Array, c: number, d: number): number {
  let sum = 0;
  for (let j = 0; j < d; j++) {
    const difference = data[row * d + j] - centres[c * d + j];
    sum += difference * difference;
  }
  return sum;
}
