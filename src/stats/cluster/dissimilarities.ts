import { requireFinite, requireWhole } from "../check.js";
import { squaredDistance, type Rows } from "../kmeans/rows.js";

export type Metric = "euclidean" | "manhattan";

/** Dissimilarities of all pairs of n rows, kept once: n (n - 1)/2 numbers of 8 bytes. */
export interface Dissimilarities {
  readonly n: number;
  /** Not negative; 0 for i = j; the same both ways. */
  at(i: number, j: number): number;
}

/** All pairs from a function that is asked once a pair, i below j. Throws RangeError for a pair that is not finite or negative. */
export function allPairs(n: number, between: (i: number, j: number) => number): Dissimilarities {
  requireWhole(n, 1, "the number of rows");
  const kept = new Float64Array((n * (n - 1)) / 2);
  for (let j = 1, at = 0; j < n; j++) for (let i = 0; i < j; i++) kept[at++] = between(i, j);
  requireFinite(kept, "dissimilarities");
  if (kept.some((each) => each < 0)) throw new RangeError("dissimilarities are not negative");
  const at = (i: number, j: number): number => {
    if (i === j) return 0;
    return i < j ? kept[(j * (j - 1)) / 2 + i] : kept[(i * (i - 1)) / 2 + j];
  };
  return { n, at };
}

/** Distance of row i of `a` and row j of `b`, columns added from left to right. */
export function distance(metric: Metric, a: Float64Array, i: number, b: Float64Array, j: number, d: number): number {
  if (metric === "euclidean") return Math.sqrt(squaredDistance(a, i, b, j, d));
  let sum = 0;
  for (let c = 0; c < d; c++) sum += Math.abs(a[i * d + c] - b[j * d + c]);
  return sum;
}

/** Euclidean or Manhattan distances of all pairs of rows. */
export function distances({ x, n, d }: Rows, metric: Metric): Dissimilarities {
  requireFinite(x, "the matrix");
  return allPairs(n, (i, j) => distance(metric, x, i, x, j, d));
}
