import { createReader, type KnownSum, type Range } from "./reader-range.js";

/** What the gate decides of one count: shown, hidden because small, or hidden so that no small one follows by subtraction. */
export type CellFate = "shown" | "small" | "protects";

/** A sum of cells that is published under a mark instead of its value. */
export interface HiddenUnion {
  readonly cells: readonly number[];
  readonly fate: Exclude<CellFate, "shown">;
}

/** Counts of customers with all that a reader can learn beside them. */
export interface CountTable {
  readonly counts: readonly number[];
  /** Sets of cells whose sums are known. */
  readonly groups: readonly (readonly number[])[];
  readonly threshold: number;
  /** Sets of cells whose sums are published under a mark. */
  readonly unions: readonly HiddenUnion[];
}

const TOLERANCE = 1e-6;

/**
 * For every small cell and every small union, in this order, the range in which a reader can locate it: one who knows the rule,
 * all marks and all known sums.
 */
export function readerRanges(table: CountTable, fates: readonly CellFate[]): Range[] {
  return [...rangesOneByOne(table, fates)];
}

/** Whether a reader locates some small cell or union more narrowly than in its range of `aim`. */
export function isNarrower(table: CountTable, fates: readonly CellFate[], aim: readonly Range[]): boolean {
  let index = 0;
  for (const { low, high } of rangesOneByOne(table, fates)) {
    const wanted = aim[index++];
    if (low > wanted.low + TOLERANCE || high < wanted.high - TOLERANCE) return true;
  }
  return false;
}

function* rangesOneByOne(table: CountTable, fates: readonly CellFate[]): Generator<Range> {
  const { counts, threshold } = table;
  const hidden = counts.flatMap((_, cell) => (fates[cell] === "shown" ? [] : [cell]));
  const place = new Map(hidden.map((cell, index) => [cell, index]));
  const bounds = hidden.map((cell) => markBounds(fates[cell] === "small" ? "small" : "protects", threshold));
  const reader = createReader(bounds, knownSumsOf(table, place));
  const small = hidden.filter((cell) => fates[cell] === "small").map((cell) => [cell]);
  const unions = table.unions.filter((union) => union.fate === "small").map((union) => union.cells);
  for (const cells of [...small, ...unions]) {
    const { low, high } = reader.range(cells.flatMap((cell) => place.get(cell) ?? []));
    const open = shownSum(table, cells, place);
    yield { low: low + open, high: high + open };
  }
}

function markBounds(fate: HiddenUnion["fate"], threshold: number): { low: number; high: number | null } {
  return fate === "small" ? { low: 1, high: threshold - 1 } : { low: threshold, high: null };
}

function knownSumsOf(table: CountTable, place: ReadonlyMap<number, number>): KnownSum[] {
  const exact = table.groups.map((cells) => {
    const sum = cells.reduce((total, cell) => total + table.counts[cell], 0);
    return { cells, low: sum, high: sum };
  });
  const marked = table.unions.map(({ cells, fate }) => ({ cells, ...markBounds(fate, table.threshold) }));
  return [...exact, ...marked].flatMap(({ cells, low, high }) => {
    const open = cells.flatMap((cell) => place.get(cell) ?? []);
    if (open.length === 0) return [];
    const shown = shownSum(table, cells, place);
    return [{ cells: open, low: low - shown, high: high === null ? null : high - shown }];
  });
}

function shownSum({ counts }: CountTable, cells: readonly number[], place: ReadonlyMap<number, number>): number {
  return cells.reduce((sum, cell) => (place.has(cell) ? sum : sum + counts[cell]), 0);
}
