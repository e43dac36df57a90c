/** Rows sorted by label in tiles of four, column by column inside a tile; each label's last tile is padded with weight 0. */
export interface LabelTiles {
  readonly d: number;
  readonly k: number;
  /** tiles x d x 4 */
  readonly values: Float64Array;
  /** tiles x 4 */
  readonly weights: Float64Array;
  /** k + 1: the first tile of each label, then the number of tiles */
  readonly starts: Int32Array;
}

/** For each query row (row-major, d wide) and label the weighted sum of the Euclidean distances to the label's rows: q x k. */
export type DistanceSums = (rows: LabelTiles, queries: Float64Array) => Float64Array;

/** Tiles of labelled rows; inside a label rows keep their order. */
export function labelTiles(
  x: Float64Array,
  labels: Int32Array,
  weights: ArrayLike<number>,
  d: number,
  k: number,
): LabelTiles {
  const sizes = new Int32Array(k);
  for (const label of labels) sizes[label] += 1;
  const starts = new Int32Array(k + 1);
  for (let c = 0; c < k; c++) starts[c + 1] = starts[c] + Math.ceil(sizes[c] / 4);
  const values = new Float64Array(starts[k] * d * 4);
  const counted = new Float64Array(starts[k] * 4);
  const next = Int32Array.from({ length: k }, (_, c) => 4 * starts[c]);
  for (let i = 0; i < labels.length; i++) {
    const place = next[labels[i]]++;
    counted[place] = weights[i];
    const at = (place >> 2) * 4 * d + (place & 3);
    for (let j = 0; j < d; j++) values[at + 4 * j] = x[i * d + j];
  }
  return { d, k, values, weights: counted, starts };
}

/** Distance sums in plain TypeScript. A sum is (s0 + s1) + (s2 + s3), where s_r adds up row r of the label's tiles in order. */
export const plainDistanceSums: DistanceSums = ({ d, k, values, weights, starts }, queries) => {
  const count = queries.length / d;
  const sums = new Float64Array(count * k);
  const lane = new Float64Array(4);
  for (let q = 0; q < count; q++) {
    for (let c = 0; c < k; c++) {
      lane.fill(0);
      for (let p = 4 * starts[c]; p < 4 * starts[c + 1]; p++) {
        let square = 0;
        const at = (p >> 2) * 4 * d + (p & 3);
        for (let j = 0; j < d; j++) {
          const difference = queries[q * d + j] - values[at + 4 * j];
          square += difference * difference;
        }
        lane[p & 3] += weights[p] * Math.sqrt(square);
      }
      sums[q * k + c] = lane[0] + lane[1] + (lane[2] + lane[3]);
    }
  }
  return sums;
};
