import { requireFinite, requireWhole } from "../check.js";
import { meansOf } from "../kmeans/centres.js";
import type { Rows, WeightedRows } from "../kmeans/rows.js";

/** A labelled matrix. Row weights are not looked at: every row counts once. */
export interface Partition {
  readonly rows: WeightedRows;
  readonly labels: Int32Array;
  /** number of labels; some may be empty */
  readonly k: number;
  /** rows of each label */
  readonly sizes: Int32Array;
  /** labels that have rows */
  readonly used: number;
}

/** Checks a labelled matrix. Throws RangeError for a wrong shape, NaN, infinity, or a label that is not a whole number from 0. */
export function partitionOf({ x, n, d }: Rows, labels: Int32Array): Partition {
  requireWhole(n, 1, "the number of rows");
  requireWhole(d, 1, "the number of columns");
  if (x.length !== n * d) throw new RangeError("the matrix must hold n x d numbers");
  if (labels.length !== n) throw new RangeError("there must be one label for each row");
  requireFinite(x, "the matrix");
  if (labels.some((label) => label < 0)) throw new RangeError("labels are whole numbers from 0");
  const k = labels.reduce((most, label) => Math.max(most, label), 0) + 1;
  const sizes = new Int32Array(k);
  for (const label of labels) sizes[label] += 1;
  const used = sizes.reduce((count, size) => count + (size > 0 ? 1 : 0), 0);
  return { rows: { x, n, d, weights: new Float64Array(n).fill(1) }, labels, k, sizes, used };
}

/** Mean of the rows of each label, k x d; zeros for an empty label. */
export function centresOf({ rows, labels, k }: Partition): Float64Array {
  return meansOf(rows, labels, k).centres;
}
