import { createPolytope } from "./simplex.js";

/** What a reader knows of one hidden cell; `high` null is no upper bound. */
export interface Bounds {
  readonly low: number;
  readonly high: number | null;
}

/** What a reader knows of the sum of some hidden cells; an exact sum has `low` equal to `high`. */
export interface KnownSum extends Bounds {
  readonly cells: readonly number[];
}

/** The smallest and the largest value that a sum of hidden cells can have. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** A reader who knows the bounds of all hidden cells and something of sums of them. */
export interface Reader {
  /** The range in which he can locate the sum of one or several hidden cells. */
  range(target: readonly number[]): Range;
}

/**
 * What a reader can work out of hidden cells. Ranges are over real numbers, so for whole numbers they can only be too wide, and
 * for rows and columns of a table they are exact. Throws RangeError when no values satisfy what is known.
 * Source: the audit problem, Fischetti and Salazar 2001, Management Science 47.
 */
export function createReader(bounds: readonly Bounds[], sums: readonly KnownSum[]): Reader {
  const single = bounds.map(({ low, high }, cell) => ({ cells: [cell], low, high }));
  const limits = [...sums, ...single.filter((each) => each.high !== null)].flatMap((each) => limitsOf(each, bounds));
  const width = bounds.length + limits.filter((limit) => limit.slack !== 0).length;
  const polytope = createPolytope(
    rowsOf(limits, bounds.length, width),
    limits.map((limit) => limit.right),
    width,
  );
  if (polytope === null) throw new RangeError("what is known of the hidden cells contradicts itself");
  return {
    range: (target) => {
      const floor = lowest(target, bounds);
      const most = polytope.maximise(indicator(width, target));
      const least = polytope.maximise(indicator(width, target, -1));
      return { low: floor - least, high: floor + most };
    },
  };
}

interface Limit {
  readonly cells: readonly number[];
  readonly right: number;
  /** 1 for at most, -1 for at least, 0 for exactly. */
  readonly slack: -1 | 0 | 1;
}

/** The equations of one sum, over cells counted from their lower bounds. */
function limitsOf({ cells, low, high }: KnownSum, bounds: readonly Bounds[]): Limit[] {
  const floor = lowest(cells, bounds);
  if (low === high) return [{ cells, right: low - floor, slack: 0 }];
  return [
    ...(high === null ? [] : [{ cells, right: high - floor, slack: 1 as const }]),
    ...(low > floor ? [{ cells, right: low - floor, slack: -1 as const }] : []),
  ];
}

function rowsOf(limits: readonly Limit[], cells: number, width: number): number[][] {
  let slack = cells;
  return limits.map((limit) => {
    const row = indicator(width, limit.cells);
    if (limit.slack !== 0) row[slack++] = limit.slack;
    return row;
  });
}

function lowest(cells: readonly number[], bounds: readonly Bounds[]): number {
  return cells.reduce((sum, cell) => sum + bounds[cell].low, 0);
}

function indicator(width: number, cells: readonly number[], value = 1): number[] {
  const row = new Array<number>(width).fill(0);
  for (const cell of cells) row[cell] = value;
  return row;
}
