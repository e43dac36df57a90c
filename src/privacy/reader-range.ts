import { maximise } from "./simplex.js";

/** What a reader knows of one hidden cell beside the equations; `high` null is no upper bound. */
export interface Bounds {
  readonly low: number;
  readonly high: number | null;
}

/** The smallest and the largest value a hidden cell can have. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/**
 * The range in which a reader can locate hidden cell `cell`, given the bounds of all hidden cells and, for each group of hidden
 * cells, their sum. The range is over real numbers, so for whole numbers it can only be too wide, and for rows and columns of
 * a table it is exact. Source: the audit problem, Fischetti and Salazar 2001, Management Science 47.
 */
export function readerRange(
  cell: number,
  bounds: readonly Bounds[],
  groups: readonly { readonly cells: readonly number[]; readonly sum: number }[],
): Range {
  const capped = bounds.flatMap((each, index) => (each.high === null ? [] : [index]));
  const width = bounds.length + capped.length;
  const sums = groups.map((group) => indicator(width, group.cells));
  const caps = capped.map((index, slack) => indicator(width, [index, bounds.length + slack]));
  const right = [
    ...groups.map((group) => group.sum - group.cells.reduce((total, each) => total + bounds[each].low, 0)),
    ...capped.map((index) => bounds[index].high! - bounds[index].low),
  ];
  const most = maximise([...sums, ...caps], right, indicator(width, [cell]));
  const least = maximise([...sums, ...caps], right, indicator(width, [cell], -1));
  if (most === null || least === null) throw new RangeError("the groups of hidden cells contradict their bounds");
  return { low: bounds[cell].low - least, high: bounds[cell].low + most };
}

function indicator(width: number, cells: readonly number[], value = 1): number[] {
  const row = new Array<number>(width).fill(0);
  for (const cell of cells) row[cell] = value;
  return row;
}
