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
