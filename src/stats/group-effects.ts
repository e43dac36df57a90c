import { blockSum, sum } from "./block-sum.js";
import { requireFinite, requireSameLength } from "./check.js";
import { chiSquareUpper } from "./chi-square.js";
import { notDefined, type Measure, defined } from "./measure.js";
import { midranks } from "./midranks.js";
import { square } from "./square.js";

/** How much of a variable's spread the groups account for. */
export interface GroupEffect {
  /** SSB / SST */
  readonly etaSquared: Measure;
  /** (SSB - (k - 1) MSW) / (SST + MSW), the less biased form; may be a little below 0 */
  readonly omegaSquared: Measure;
}

/** The rank form, with the Kruskal-Wallis test. */
export interface RankEffect {
  /** H, corrected for ties */
  readonly h: Measure;
  readonly df: number;
  /** H / (n - 1) */
  readonly epsilonSquared: Measure;
  /** (H - k + 1) / (n - k) */
  readonly etaSquaredH: Measure;
  /** P of a larger H where the groups do not differ; meaningless for a variable that made the groups */
  readonly p: number | null;
}

interface Squares {
  readonly groups: number;
  readonly between: number;
  readonly total: number;
}

/**
 * Eta and omega squared of n values in groups 0 … k-1 (one-way analysis of variance). Empty groups do not count. Not defined for
 * one group or equal values. Throws RangeError for values that are not finite and for different lengths.
 * Sources: Fisher 1925; Hays 1963 (omega squared).
 */
export function groupEffect(values: Float64Array, groups: Int32Array, k: number): GroupEffect {
  const squares = squaresOf(values, groups, k);
  const n = values.length;
  const reason = whyUndefined(squares, n);
  if (reason !== null) return Object.freeze({ etaSquared: notDefined(reason), omegaSquared: notDefined(reason) });
  const { between, total, groups: filled } = squares;
  const within = (total - between) / (n - filled);
  return Object.freeze({
    etaSquared: defined(between / total),
    omegaSquared: defined((between - (filled - 1) * within) / (total + within)),
  });
}

/**
 * Eta squared of rows that occur `copies` times each, as `groupEffect` of the rows written out, to rounding; null where it is not
 * defined. Quick, for bootstrap samples of the same values. @param centre a number amid the values
 */
export function repeatedEtaSquared(
  values: Float64Array,
  groups: Int32Array,
  k: number,
  copies: Uint32Array,
  centre: number,
): number | null {
  const sizes = new Float64Array(k);
  const sums = new Float64Array(k);
  let squares = 0;
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    if (copies[i] === 0) continue;
    const value = values[i] - centre;
    sizes[groups[i]] += copies[i];
    sums[groups[i]] += copies[i] * value;
    squares += copies[i] * value * value;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const n = sum(sizes);
  const filled = sizes.reduce((count, size) => count + (size > 0 ? 1 : 0), 0);
  if (filled < 2 || n <= filled || low === high) return null;
  const mean = square(sum(sums)) / n;
  const between = sums.reduce((total, each, c) => (sizes[c] === 0 ? total : total + square(each) / sizes[c]), 0);
  return (between - mean) / (squares - mean);
}

/**
 * Kruskal and Wallis's H with its effect sizes: (n - 1) x SSB / SST of the midranks, which is the usual H divided by the correction
 * for ties. Not defined for one group or equal values. Throws as `groupEffect`.
 * Sources: Kruskal and Wallis 1952 (JASA 47); Tomczak and Tomczak 2014 (Trends in Sport Sciences 1).
 */
export function rankEffect(values: Float64Array, groups: Int32Array, k: number): RankEffect {
  const squares = squaresOf(midranks(values), groups, k);
  const n = values.length;
  const df = squares.groups - 1;
  const reason = whyUndefined(squares, n);
  if (reason !== null) {
    const none = notDefined(reason);
    return Object.freeze({ h: none, df, epsilonSquared: none, etaSquaredH: none, p: null });
  }
  const h = ((n - 1) * squares.between) / squares.total;
  return Object.freeze({
    h: defined(h),
    df,
    epsilonSquared: defined(h / (n - 1)),
    etaSquaredH: defined((h - squares.groups + 1) / (n - squares.groups)),
    p: chiSquareUpper(h, df),
  });
}

function whyUndefined({ groups, total }: Squares, n: number) {
  if (groups < 2) return "one_group";
  if (n <= groups) return "too_few_rows";
  return total === 0 ? "all_equal" : null;
}

function squaresOf(values: Float64Array, groups: Int32Array, k: number): Squares {
  requireFinite(values);
  requireSameLength(values, groups, "values and groups");
  const rows = membersOf(groups, k);
  const mean = values.length === 0 ? 0 : sum(values) / values.length;
  const filled = rows.filter((each) => each.length > 0);
  const between = filled.map((each) => {
    const own = blockSum(each.length, (i) => values[each[i]]) / each.length;
    return each.length * square(own - mean);
  });
  return {
    groups: filled.length,
    between: sum(between),
    total: blockSum(values.length, (i) => square(values[i] - mean)),
  };
}

function membersOf(groups: Int32Array, k: number): readonly (readonly number[])[] {
  const rows: number[][] = Array.from({ length: k }, () => []);
  groups.forEach((group, row) => rows[group].push(row));
  return rows;
}
