import { psi } from "../../stats/index.js";
import type { ColumnDrift, Shift } from "../../tables/results/index.js";

/** How one column is distributed in one export: what the ingest room counts. */
export interface Shape {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly rows: number;
  readonly missing: number;
  readonly mean: number | null;
  readonly bins: readonly number[];
  readonly codes: ReadonlyMap<string, number> | null;
}

/** Fewer values would bring a mean near a single customer's value. */
const FEWEST_VALUES = 200;
const WATCH = 0.1;
const LARGE = 0.25;

/**
 * How every column that both exports have differs, in the order of the later one. Codes of fewer than `smallCell` rows are counted and
 * not named.
 */
export function driftOf(before: readonly Shape[], after: readonly Shape[], smallCell: number): ColumnDrift[] {
  return after.flatMap((each) => {
    const base = before.find((other) => isSame(other, each));
    return base === undefined ? [] : [columnDrift(base, each, smallCell)];
  });
}

function isSame(a: Shape, b: Shape): boolean {
  return a.table === b.table && a.column === b.column && a.type === b.type;
}

function columnDrift(before: Shape, after: Shape, smallCell: number): ColumnDrift {
  const { table, column, type } = after;
  const index = indexOf(before, after);
  const appeared = codesOnlyIn(after, before);
  const vanished = codesOnlyIn(before, after);
  const named = (codes: typeof appeared) => codes.filter((each) => each.rows >= smallCell);
  return {
    ...{ table, column, type },
    rows: { before: before.rows, after: after.rows },
    missing_share: { before: missingShare(before), after: missingShare(after) },
    mean: { before: meanOf(before), after: meanOf(after) },
    psi: index?.psi ?? null,
    limit95: index?.limit95 ?? null,
    empty_bins: index?.emptyBins ?? 0,
    shift: index === null ? null : shiftOf(index.psi, index.limit95),
    new_codes: named(appeared),
    vanished_codes: named(vanished),
    small_codes: [...appeared, ...vanished].filter((each) => each.rows < smallCell).length,
  };
}

/** The index over the bins or codes of both, missing values as a bin of their own; null for a column without bins. */
function indexOf(before: Shape, after: Shape) {
  const counts = before.bins.length > 0 ? [before.bins, after.bins] : codeCounts(before, after);
  if (counts === null || before.rows === 0 || after.rows === 0) return null;
  const [p, q] = [before, after].map(({ missing }, side) => Float64Array.from([missing, ...counts[side]]));
  return psi(p, q);
}

function codeCounts(before: Shape, after: Shape): readonly (readonly number[])[] | null {
  if (before.codes === null || after.codes === null) return null;
  const codes = [...new Set([...before.codes.keys(), ...after.codes.keys()])].sort();
  return [before.codes, after.codes].map((side) => codes.map((code) => side.get(code) ?? 0));
}

/** Below the limit chance explains it, whatever its size; 0.10 and 0.25 are the customary bounds. */
function shiftOf(value: number, limit: number): Shift {
  if (value <= limit) return "none";
  if (value < WATCH) return "small";
  return value < LARGE ? "watch" : "large";
}

function missingShare({ rows, missing }: Shape): number | null {
  return rows === 0 ? null : missing / rows;
}

function meanOf({ mean, rows, missing }: Shape): number | null {
  return rows - missing < FEWEST_VALUES ? null : mean;
}

function codesOnlyIn(own: Shape, other: Shape) {
  if (own.codes === null || other.codes === null) return [];
  const { codes } = other;
  return [...own.codes].filter(([code]) => !codes.has(code)).map(([code, rows]) => ({ code, rows }));
}
