import { blockSum, sum } from "./block-sum.js";
import { chiSquareUpper } from "./chi-square.js";
import { defined, notDefined, type Measure } from "./measure.js";
import { square } from "./square.js";

/** Association of two sets of categories. */
export interface Association {
  readonly chiSquare: Measure;
  readonly df: number;
  readonly p: number | null;
  /** Cramér's V, sqrt(chi-square / (N (min(r, c) - 1))) */
  readonly cramersV: Measure;
  /** Adjusted residuals, rows x columns as given; null in an empty row or column. About standard normal without association. */
  readonly residuals: readonly (readonly (number | null)[])[];
}

/**
 * Pearson's chi-square, Cramér's V (without bias correction) and adjusted residuals of a table of counts. Empty rows and columns do
 * not count. Not defined where fewer than two rows or columns remain. Throws RangeError unless counts are whole and rows equally long.
 * Sources: Pearson 1900; Cramér 1946; Haberman 1973 (Biometrics 29).
 */
export function association(counts: readonly (readonly number[])[]): Association {
  checkCounts(counts);
  const rowSums = counts.map((row) => sum(row));
  const columnSums = (counts[0] ?? []).map((_, j) => sum(counts.map((row) => row[j])));
  const n = sum(rowSums);
  const rows = rowSums.filter((each) => each > 0).length;
  const columns = columnSums.filter((each) => each > 0).length;
  const df = Math.max(0, rows - 1) * Math.max(0, columns - 1);
  const residuals = counts.map((row, i) => row.map((count, j) => residual(count, rowSums[i], columnSums[j], n)));
  if (df === 0) {
    const none = notDefined("one_group");
    return Object.freeze({ chiSquare: none, df, p: null, cramersV: none, residuals });
  }
  const cells = counts.flatMap((row, i) => row.map((count, j) => cell(count, (rowSums[i] * columnSums[j]) / n)));
  const value = blockSum(cells.length, (at) => cells[at]);
  const v = Math.sqrt(value / (n * (Math.min(rows, columns) - 1)));
  return Object.freeze({
    chiSquare: defined(value),
    df,
    p: chiSquareUpper(value, df),
    cramersV: defined(v),
    residuals,
  });
}

function cell(count: number, expected: number): number {
  return expected === 0 ? 0 : square(count - expected) / expected;
}

function residual(count: number, row: number, column: number, n: number): number | null {
  const expected = (row * column) / n;
  const variance = expected * (1 - row / n) * (1 - column / n);
  return variance > 0 ? (count - expected) / Math.sqrt(variance) : null;
}

function checkCounts(counts: readonly (readonly number[])[]): void {
  const width = counts[0]?.length ?? 0;
  const good = counts.every((row) => row.length === width && row.every((each) => Number.isInteger(each) && each >= 0));
  if (!good) throw new RangeError("a table of counts has rows of one length with whole numbers that are not negative");
}
