import { squaredDistance, squaredDistances, type WeightedRows } from "./rows.js";

/** The labels of the assignment step, without sums. */
export interface LabelStep {
  readonly labels: Int32Array;
  /** moves every row to its nearest centre (tie: the lower one) and returns whether a label changed */
  next(centres: Float64Array): boolean;
  /** tells that a row was given another label from outside */
  forget(row: number): void;
}

/** The assignment step by all n x k distances (Lloyd 1982). */
export function plainSteps(rows: WeightedRows, k: number): LabelStep {
  const labels = new Int32Array(rows.n).fill(-1);
  const distances = new Float64Array(k);
  return {
    labels,
    next: (centres) => {
      let changed = false;
      for (let i = 0; i < rows.n; i++) {
        squaredDistances(rows.x, i, centres, k, rows.d, distances);
        const label = lowestOf(distances);
        if (label !== labels[i]) changed = true;
        labels[i] = label;
      }
      return changed;
    },
    forget: () => undefined,
  };
}

/** The nearest centre of row i; of equally near ones the lowest. */
export function nearestCentre(x: Float64Array, i: number, centres: Float64Array, k: number, d: number): number {
  let label = 0;
  let least = Infinity;
  for (let c = 0; c < k; c++) {
    const distance = squaredDistance(x, i, centres, c, d);
    if (distance < least) [least, label] = [distance, c];
  }
  return label;
}

function lowestOf(distances: Float64Array): number {
  let label = 0;
  for (let c = 1; c < distances.length; c++) if (distances[c] < distances[label]) label = c;
  return label;
}

/**
 * The assignment step with Hamerly's bounds: the same labels as `plainSteps` at every pass, most distances left out.
 * A row is skipped only when its upper bound lies strictly below, rounding margins included, so ties are resolved in full.
 * Source: Hamerly 2010 (SDM).
 */
export function hamerlySteps(rows: WeightedRows, k: number): LabelStep {
  const { x, n, d } = rows;
  const margin = (d + 16) * 2 ** -50;
  const labels = new Int32Array(n).fill(-1);
  const upper = new Float64Array(n).fill(Infinity);
  const lower = new Float64Array(n);
  const distances = new Float64Array(k);
  let before: Float64Array | null = null;

  const scan = (i: number, centres: Float64Array): boolean => {
    squaredDistances(x, i, centres, k, d, distances);
    let label = 0;
    let least = Infinity;
    let second = Number.MAX_VALUE;
    for (let c = 0; c < k; c++) {
      const distance = distances[c];
      if (distance < least) {
        second = least;
        least = distance;
        label = c;
      } else if (distance < second) second = distance;
    }
    upper[i] = Math.sqrt(least) * (1 + margin);
    lower[i] = Math.sqrt(second) * (1 - margin);
    const changed = label !== labels[i];
    labels[i] = label;
    return changed;
  };

  const next = (centres: Float64Array): boolean => {
    if (before !== null) widenBounds({ labels, upper, lower, margin }, shiftsOf(before, centres, k, d));
    before = centres.slice();
    const half = halfGaps(centres, k, d).map((gap) => gap * (1 - 8 * margin));
    let changed = false;
    for (let i = 0; i < n; i++) {
      if (labels[i] >= 0) {
        const bound = Math.max(lower[i], half[labels[i]]);
        if (upper[i] < bound) continue;
        upper[i] = Math.sqrt(squaredDistance(x, i, centres, labels[i], d)) * (1 + margin);
        if (upper[i] < bound) continue;
      }
      if (scan(i, centres)) changed = true;
    }
    return changed;
  };

  const forget = (row: number): void => {
    upper[row] = Infinity;
    lower[row] = 0;
  };
  return { labels, next, forget };
}

interface Bounds {
  readonly labels: Int32Array;
  readonly upper: Float64Array;
  readonly lower: Float64Array;
  readonly margin: number;
}

function widenBounds({ labels, upper, lower, margin }: Bounds, shifts: Float64Array): void {
  let first = 0;
  let largest = 0;
  let second = 0;
  shifts.forEach((shift, c) => {
    if (shift > largest) [first, second, largest] = [c, largest, shift];
    else if (shift > second) second = shift;
  });
  for (let i = 0; i < labels.length; i++) {
    upper[i] = (upper[i] + shifts[labels[i]]) * (1 + margin);
    lower[i] = (lower[i] - (labels[i] === first ? second : largest)) * (1 - margin) - lower[i] * margin;
  }
}

function shiftsOf(before: Float64Array, after: Float64Array, k: number, d: number): Float64Array {
  const slack = 1 + (d + 16) * 2 ** -50;
  return Float64Array.from({ length: k }, (_, c) => Math.sqrt(squaredDistance(before, c, after, c, d)) * slack);
}

/** Half the distance of each centre to its nearest other centre. */
function halfGaps(centres: Float64Array, k: number, d: number): Float64Array {
  return Float64Array.from({ length: k }, (_, a) => {
    let least = Infinity;
    for (let b = 0; b < k; b++) if (b !== a) least = Math.min(least, squaredDistance(centres, a, centres, b, d));
    return Math.sqrt(least) / 2;
  });
}
