import { bestOverlap } from "../hungarian.js";
import { randOfCounts } from "./rand-index.js";

/** How far a second grouping of the same rows agrees with a first one. */
export interface PartitionComparison {
  readonly adjusted_rand: number;
  /** By group of the first grouping its largest Jaccard similarity with a group of the second; NaN for an empty group. */
  readonly jaccard: Float64Array;
  /** Rows whose second group is not the one matched to their first (Hungarian method). */
  readonly moved: number;
}

/** Counts of rows by two labellings, a-major: the cell of (a, b) is at a x columns + b. */
export function crossCounts(a: Int32Array, b: Int32Array, rows: number, columns: number): Float64Array {
  const counts = new Float64Array(rows * columns);
  a.forEach((label, i) => (counts[label * columns + b[i]] += 1));
  return counts;
}

/** Compares two groupings of the same rows, with labels from 0 below `first` and below `second`. */
export function comparePartitions(a: Int32Array, b: Int32Array, first: number, second: number): PartitionComparison {
  const counts = crossCounts(a, b, first, second);
  const partner = bestOverlap(counts, first, second);
  let stayed = 0;
  partner.forEach((to, from) => (stayed += to < 0 ? 0 : counts[from * second + to]));
  return Object.freeze({
    adjusted_rand: randOfCounts(counts, second),
    jaccard: largestJaccards(counts, first, second),
    moved: a.length - stayed,
  });
}

/** By row group of a table of counts, the largest |A and B| / |A or B| over column groups B; NaN for an empty group. */
export function largestJaccards(counts: Float64Array, rows: number, columns: number): Float64Array {
  const inColumns = new Float64Array(columns);
  counts.forEach((count, at) => (inColumns[at % columns] += count));
  return Float64Array.from({ length: rows }, (_, a) => {
    const own = counts.subarray(a * columns, (a + 1) * columns);
    const size = own.reduce((sum, each) => sum + each, 0);
    if (size === 0) return NaN;
    return own.reduce((most, both, b) => Math.max(most, both / (size + inColumns[b] - both)), 0);
  });
}
