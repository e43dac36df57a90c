import { requireSameLength, requireWhole } from "./check.js";

/** A node: a leaf with its class, or a question whose answer "at most" leads to `low`. */
export type TreeNode =
  | { readonly leaf: true; readonly label: number; readonly rows: number }
  | {
      readonly leaf: false;
      readonly feature: number;
      readonly threshold: number;
      readonly low: TreeNode;
      readonly high: TreeNode;
    };

export interface TreeOptions {
  /** Questions on the longest path. */
  readonly depth: number;
  /** Fewest rows of a leaf. */
  readonly leaf: number;
}

interface Split {
  readonly feature: number;
  readonly threshold: number;
  readonly impurity: number;
}

/**
 * A classification tree by the Gini criterion: at each node the question that leaves the least weighted impurity, thresholds between
 * neighbouring values, both sides at least `leaf` rows; a node is not split where nothing gets purer. Ties: the lower
 * feature, then the lower threshold; the most frequent class of a leaf, the lower of equals. Not pruned.
 * @param columns d columns of n finite values
 * @param labels n classes 0 … k-1
 * Throws RangeError for no rows, different lengths, NaN, or a leaf below 1. Source: Breiman, Friedman, Olshen and Stone 1984.
 */
export function classificationTree(
  columns: readonly Float64Array[],
  labels: Int32Array,
  k: number,
  { depth, leaf }: TreeOptions,
): TreeNode {
  requireWhole(leaf, 1, "the size of a leaf");
  if (labels.length === 0) throw new RangeError("a tree needs rows");
  columns.forEach((column) => {
    requireSameLength(column, labels, "columns and labels");
    if (column.some(Number.isNaN)) throw new RangeError("a tree needs known values");
  });
  const all = Int32Array.from(labels, (_, row) => row);
  return grow({ columns, labels, k, leaf }, all, depth);
}

interface Data {
  readonly columns: readonly Float64Array[];
  readonly labels: Int32Array;
  readonly k: number;
  readonly leaf: number;
}

function grow(data: Data, rows: Int32Array, depth: number): TreeNode {
  const counts = countsOf(data, rows);
  const own = impurityOf(counts, rows.length);
  const split = depth === 0 || own === 0 ? null : bestSplit(data, rows, counts);
  if (split === null || !(split.impurity < own)) return leafOf(counts, rows.length);
  const column = data.columns[split.feature];
  return {
    leaf: false,
    feature: split.feature,
    threshold: split.threshold,
    low: grow(
      data,
      rows.filter((row) => column[row] <= split.threshold),
      depth - 1,
    ),
    high: grow(
      data,
      rows.filter((row) => column[row] > split.threshold),
      depth - 1,
    ),
  };
}

function bestSplit(data: Data, rows: Int32Array, counts: Float64Array): Split | null {
  let best: Split | null = null;
  data.columns.forEach((_, feature) => {
    const found = splitOf(data, rows, counts, feature);
    if (found !== null && (best === null || found.impurity < best.impurity)) best = found;
  });
  return best;
}

function splitOf(
  { columns, labels, leaf }: Data,
  rows: Int32Array,
  counts: Float64Array,
  feature: number,
): Split | null {
  const column = columns[feature];
  const order = Int32Array.from(rows).sort((a, b) => column[a] - column[b] || a - b);
  const n = order.length;
  const low = new Float64Array(counts.length);
  const high = Float64Array.from(counts);
  let best: Split | null = null;
  for (let taken = 1; taken < n; taken++) {
    const row = order[taken - 1];
    low[labels[row]] += 1;
    high[labels[row]] -= 1;
    const [here, next] = [column[row], column[order[taken]]];
    if (here === next || taken < leaf || n - taken < leaf) continue;
    const impurity = impurityOf(low, taken) + impurityOf(high, n - taken);
    if (best === null || impurity < best.impurity) best = { feature, threshold: between(here, next), impurity };
  }
  return best;
}

/** The middle of two neighbours in as few digits as lie between them, so that a rule reads well; never the upper one. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  for (let digits = 1; digits <= 17; digits++) {
    const rounded = Number(middle.toPrecision(digits));
    if (rounded >= low && rounded < high) return rounded;
  }
  return low;
}

function countsOf({ labels, k }: Data, rows: Int32Array): Float64Array {
  const counts = new Float64Array(k);
  for (const row of rows) counts[labels[row]] += 1;
  return counts;
}

/** n x Gini impurity. */
function impurityOf(counts: Float64Array, n: number): number {
  let squares = 0;
  for (const each of counts) squares += each * each;
  return n - squares / n;
}

function leafOf(counts: Float64Array, rows: number): TreeNode {
  let label = 0;
  counts.forEach((count, at) => {
    if (count > counts[label]) label = at;
  });
  return { leaf: true, label, rows };
}

/** The class that the tree gives a row. */
export function classify(tree: TreeNode, columns: readonly Float64Array[], row: number): number {
  let node = tree;
  while (!node.leaf) node = columns[node.feature][row] <= node.threshold ? node.low : node.high;
  return node.label;
}
