import { isNarrower, readerRanges, type CellFate, type CountTable, type HiddenUnion } from "./count-table.js";
import type { Range } from "./reader-range.js";

/** The lowest threshold a study may declare. */
export const LOWEST_THRESHOLD = 5;

/**
 * Small-cell suppression with complementary suppression for counts of customers.
 *
 * A count from 1 to threshold - 1 is small; zero is shown. `groups` lists every set of cells whose sum a reader can learn:
 * rows and columns of a table, the whole of a list, unions that are published elsewhere; `unions` the sums that are published
 * under a mark. Cells are hidden, smallest first, until a reader who knows the rule, all marks and all sums can tell no more of
 * a small count than its mark says; then those that proved needless are shown again, largest first. Where nothing protects
 * every small count, all cells are hidden.
 *
 * Source: Hundepool et al. 2012, Statistical Disclosure Control, chapter 4.
 * @returns one fate per count
 */
export function suppressCounts(
  counts: readonly number[],
  groups: readonly (readonly number[])[],
  threshold: number,
  unions: readonly HiddenUnion[] = [],
): CellFate[] {
  checkCounts(counts, threshold);
  const table = { counts, groups, threshold, unions };
  const bare = bareFates(table);
  const everything = everythingHidden(table);
  if (!bare.includes("small") && !unions.some((union) => union.fate === "small")) return bare;
  const aim = rangesOfMarks(table);
  if (isNarrower(table, everything, aim)) return everything;
  return showNeedless(table, hideMore(table, bare, aim), aim);
}

/** Whether a reader learns no more of any small count than its mark says when all cells of the table are hidden. */
export function canProtect(table: CountTable): boolean {
  return !isNarrower(table, everythingHidden(table), rangesOfMarks(table));
}

/** Suppression of a list whose total is known. */
export function suppressList(counts: readonly number[], threshold: number): CellFate[] {
  return suppressCounts(counts, [counts.map((_, index) => index)], threshold);
}

/** Suppression of a table (rows by columns) whose row and column totals are known wherever they are not small themselves. */
export function suppressTable(counts: readonly (readonly number[])[], threshold: number): CellFate[][] {
  const width = counts[0]?.length ?? 0;
  const flat = counts.flat();
  const fates = suppressCounts(flat, knownLines(flat, counts.length, width, threshold), threshold);
  return counts.map((_, row) => fates.slice(row * width, (row + 1) * width));
}

/** The rows and columns of a table, cells counted row by row, whose sums a reader can learn. */
export function knownLines(
  counts: readonly number[],
  height: number,
  width: number,
  threshold: number,
): (readonly number[])[] {
  const rows = range(height).map((row) => range(width).map((column) => row * width + column));
  const columns = range(width).map((column) => range(height).map((row) => row * width + column));
  return [rows, columns].flatMap((lines) => knownSums(counts, lines, threshold));
}

/** Lines whose sums are shown when their list is suppressed, and together those that are hidden in it. */
export function knownSums(
  counts: readonly number[],
  lines: readonly (readonly number[])[],
  threshold: number,
): (readonly number[])[] {
  const sums = lines.map((line) => line.reduce((sum, cell) => sum + counts[cell], 0));
  const fates = suppressList(sums, threshold);
  const hidden = lines.filter((_, index) => fates[index] !== "shown").flat();
  return [...lines.filter((_, index) => fates[index] === "shown"), ...(hidden.length > 0 ? [hidden] : [])];
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

function checkCounts(counts: readonly number[], threshold: number): void {
  if (!Number.isInteger(threshold) || threshold < LOWEST_THRESHOLD) {
    throw new RangeError(`a small-cell threshold is a whole number from ${LOWEST_THRESHOLD}`);
  }
  if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0)) {
    throw new RangeError("counts are whole numbers from 0");
  }
}

function bareFates({ counts, threshold }: CountTable): CellFate[] {
  return counts.map((count) => (count > 0 && count < threshold ? "small" : "shown"));
}

function everythingHidden(table: CountTable): CellFate[] {
  return bareFates(table).map((fate, cell) => (fate === "shown" && table.counts[cell] > 0 ? "protects" : fate));
}

/** What the marks alone say of every small count. */
function rangesOfMarks(table: CountTable): Range[] {
  return readerRanges({ ...table, groups: [] }, everythingHidden(table));
}

function hideMore(table: CountTable, start: readonly CellFate[], aim: readonly Range[]): CellFate[] {
  const fates = [...start];
  while (isNarrower(table, fates, aim)) {
    const next = nextToHide(table, fates);
    if (next === null) return fates;
    fates[next] = "protects";
  }
  return fates;
}

function showNeedless(table: CountTable, hidden: readonly CellFate[], aim: readonly Range[]): CellFate[] {
  const fates = [...hidden];
  const helpers = range(fates.length).filter((cell) => fates[cell] === "protects");
  for (const cell of helpers.sort((a, b) => table.counts[b] - table.counts[a] || a - b)) {
    fates[cell] = "shown";
    if (isNarrower(table, fates, aim)) fates[cell] = "protects";
  }
  return fates;
}

/** Completes a line with one hidden cell first, then lines with a small cell, then any. */
function nextToHide(table: CountTable, fates: readonly CellFate[]): number | null {
  const { groups } = table;
  const thin = groups.filter((group) => group.filter((cell) => fates[cell] !== "shown").length === 1);
  const near = groups.filter((group) => group.some((cell) => fates[cell] === "small"));
  const marked = table.unions.map((union) => union.cells);
  const choices = [thin, near, [...groups, ...marked]].map((lines) => cellThatCovers(table, fates, lines));
  return choices.find((cell) => cell !== null) ?? null;
}

/** The shown cell that lies in most of the groups, the smallest of these; null when all of them are hidden or empty. */
function cellThatCovers(
  { counts }: CountTable,
  fates: readonly CellFate[],
  groups: readonly (readonly number[])[],
): number | null {
  const shown = [...new Set(groups.flat())].filter((cell) => fates[cell] === "shown" && counts[cell] > 0);
  if (shown.length === 0) return null;
  const cover = new Map(shown.map((cell) => [cell, groups.filter((group) => group.includes(cell)).length]));
  const byUse = (a: number, b: number): number => cover.get(b)! - cover.get(a)! || counts[a] - counts[b] || a - b;
  return shown.sort(byUse)[0];
}
