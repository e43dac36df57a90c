import { blockSum } from "./block-sum.js";
import { requireWhole } from "./check.js";
import { defined, notDefined, type Measure } from "./measure.js";
import { sortedCopy } from "./quantile.js";
import { square } from "./square.js";

/** Natural breaks of one column. */
export interface Jenks {
  /** groups - 1 cuts; each is the largest value of its group (right-closed) */
  readonly cuts: Float64Array;
  /** number of groups: k, or the number of distinct values when that is smaller */
  readonly groups: number;
  /** sum of squares within the groups */
  readonly ssw: number;
  /** sum of squares around the overall mean */
  readonly sst: number;
  /** goodness of variance fit 1 - ssw/sst */
  readonly fit: Measure;
}

/**
 * The k groups of neighbouring values with the least within-group sum of squares: exact dynamic programming over distinct
 * values with counts. Of equally good splits the one with the lowest cuts wins. Cost O(k m log m) for m distinct values.
 * Throws RangeError for no values or k < 1. Source: Fisher 1958 (JASA 53); Wang and Song 2011 (R Journal 3).
 */
export function jenks(values: ArrayLike<number>, k: number): Jenks {
  requireWhole(k, 1, "the number of groups");
  if (values.length === 0) throw new RangeError("natural breaks need at least one value");
  const column = distinctWithCounts(values);
  const groups = Math.min(k, column.x.length);
  const ends = groupEnds(column, groups);
  const sst = squaresWithin(column, 0, column.x.length);
  const ssw = ends.reduce((total, end, g) => total + squaresWithin(column, g === 0 ? 0 : ends[g - 1], end), 0);
  return Object.freeze({
    cuts: Float64Array.from(ends.slice(0, -1), (end) => column.x[end - 1]),
    groups,
    ssw,
    sst,
    fit: sst > 0 ? defined(1 - ssw / sst) : notDefined("all_equal"),
  });
}

interface Column {
  readonly x: Float64Array;
  readonly count: Float64Array;
}

function distinctWithCounts(values: ArrayLike<number>): Column {
  const sorted = sortedCopy(values);
  const x: number[] = [];
  const count: number[] = [];
  for (const value of sorted) {
    if (x.length > 0 && x[x.length - 1] === value) count[count.length - 1] += 1;
    else {
      x.push(value);
      count.push(1);
    }
  }
  return { x: Float64Array.from(x), count: Float64Array.from(count) };
}

/** Exclusive end of each group among the distinct values. */
function groupEnds(column: Column, groups: number): number[] {
  const m = column.x.length;
  const cost = rangeCost(column);
  let best = Float64Array.from({ length: m + 1 }, (_, end) => cost(0, end));
  const starts: Int32Array[] = [];
  for (let g = 2; g <= groups; g++) {
    const next = new Float64Array(m + 1).fill(Infinity);
    const start = new Int32Array(m + 1);
    addGroup({ best, next, start, cost, from: g, to: m, low: g - 1, high: m - 1 });
    starts.push(start);
    best = next;
  }
  const ends = [m];
  for (let g = groups; g >= 2; g--) ends.unshift(starts[g - 2][ends[0]]);
  return ends;
}

interface Step {
  readonly best: Float64Array;
  readonly next: Float64Array;
  readonly start: Int32Array;
  readonly cost: (from: number, to: number) => number;
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
}

/** Best start of the last group for every end in from..to; the best start never falls when the end rises. */
function addGroup(step: Step): void {
  if (step.from > step.to) return;
  const end = (step.from + step.to) >> 1;
  let at = step.low;
  let least = Infinity;
  for (let start = step.low; start <= Math.min(step.high, end - 1); start++) {
    const total = step.best[start] + step.cost(start, end);
    if (total < least) [least, at] = [total, start];
  }
  step.next[end] = least;
  step.start[end] = at;
  addGroup({ ...step, to: end - 1, high: at });
  addGroup({ ...step, from: end + 1, low: at });
}

/** Sum of squares within distinct values from..to-1, from running sums around the middle value. */
function rangeCost({ x, count }: Column): (from: number, to: number) => number {
  const centre = x[x.length >> 1];
  const n = new Float64Array(x.length + 1);
  const first = new Float64Array(x.length + 1);
  const second = new Float64Array(x.length + 1);
  for (let i = 0; i < x.length; i++) {
    const d = x[i] - centre;
    n[i + 1] = n[i] + count[i];
    first[i + 1] = first[i] + count[i] * d;
    second[i + 1] = second[i] + count[i] * d * d;
  }
  return (from, to) => {
    if (to - from < 2) return 0;
    const total = first[to] - first[from];
    return Math.max(0, second[to] - second[from] - (total * total) / (n[to] - n[from]));
  };
}

function squaresWithin({ x, count }: Column, from: number, to: number): number {
  const size = blockSum(to - from, (i) => count[from + i]);
  const centre = blockSum(to - from, (i) => count[from + i] * x[from + i]) / size;
  return blockSum(to - from, (i) => count[from + i] * square(x[from + i] - centre));
}
