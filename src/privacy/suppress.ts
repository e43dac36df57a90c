import { readerRange } from "./reader-range.js";

/** What the gate decides of one count: shown, hidden because small, or hidden so that no small one follows by subtraction. */
export type CellFate = "shown" | "small" | "protects";

/** The lowest threshold a study may declare. */
export const LOWEST_THRESHOLD = 5;

const TOLERANCE = 1e-6;

/**
 * Small-cell suppression with complementary suppression for counts of customers.
 *
 * A count from 1 to threshold - 1 is small; zero is shown. `groups` lists every set of cells whose sum a reader can learn:
 * rows and columns of a table, the whole of a list, unions that are published elsewhere. A sum that is itself small must not be
 * published and is no group. Cells are hidden, smallest first, until a reader who knows the rule, the marks and all sums can
 * still think every small cell anything from 1 to threshold - 1, or nothing is left to hide.
 *
 * Source: Hundepool et al. 2012, Statistical Disclosure Control, chapter 4.
 * @returns one fate per count
 */
export function suppressCounts(
  counts: readonly number[],
  groups: readonly (readonly number[])[],
  threshold: number,
): CellFate[] {
  checkCounts(counts, threshold);
  const fates: CellFate[] = counts.map((count) => (count > 0 && count < threshold ? "small" : "shown"));
  let next = nextToHide(counts, fates, groups, threshold);
  while (next !== null) {
    fates[next] = "protects";
    next = nextToHide(counts, fates, groups, threshold);
  }
  return fates;
}

/** Suppression of a list whose total is known. */
export function suppressList(counts: readonly number[], threshold: number): CellFate[] {
  return suppressCounts(counts, [counts.map((_, index) => index)], threshold);
}

/**
 * Suppression of a table (rows by columns) whose row and column totals are known wherever they are not small themselves.
 * `unions` are further sets of cell positions, row by row, whose sums are published elsewhere.
 */
export function suppressTable(
  counts: readonly (readonly number[])[],
  threshold: number,
  unions: readonly (readonly number[])[] = [],
): CellFate[][] {
  const width = counts[0]?.length ?? 0;
  const flat = counts.flat();
  const { rows, columns } = tableGroups(counts.length, width);
  const groups = [rows, columns, unions].flatMap((lines) => knownSums(flat, lines, threshold));
  const fates = suppressCounts(flat, groups, threshold);
  return counts.map((_, row) => fates.slice(row * width, (row + 1) * width));
}

/** The lines whose sums a reader can learn: those not hidden as a list, and together those that are hidden in it. */
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

/** The rows and the columns of a table as groups of cell positions, row by row. */
export function tableGroups(height: number, width: number): { rows: number[][]; columns: number[][] } {
  const rows = Array.from({ length: height }, (_, row) => range(width).map((column) => row * width + column));
  const columns = range(width).map((column) => range(height).map((row) => row * width + column));
  return { rows, columns };
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

function nextToHide(
  counts: readonly number[],
  fates: readonly CellFate[],
  groups: readonly (readonly number[])[],
  threshold: number,
): number | null {
  const exposed = exposedCells(counts, fates, groups, threshold);
  if (exposed.length === 0) return null;
  const thin = groups.filter((group) => group.filter((cell) => fates[cell] !== "shown").length === 1);
  const near = groups.filter((group) => exposed.some((cell) => group.includes(cell)));
  return (
    cellThatCovers(counts, fates, thin) ?? cellThatCovers(counts, fates, near) ?? cellThatCovers(counts, fates, groups)
  );
}

/** The shown cell that lies in most of the groups, the smallest of these; null when all of them are hidden or empty. */
function cellThatCovers(
  counts: readonly number[],
  fates: readonly CellFate[],
  groups: readonly (readonly number[])[],
): number | null {
  const shown = [...new Set(groups.flat())].filter((cell) => fates[cell] === "shown" && counts[cell] > 0);
  if (shown.length === 0) return null;
  const cover = new Map(shown.map((cell) => [cell, groups.filter((group) => group.includes(cell)).length]));
  const byUse = (a: number, b: number): number => cover.get(b)! - cover.get(a)! || counts[a] - counts[b] || a - b;
  return shown.sort(byUse)[0];
}

function exposedCells(
  counts: readonly number[],
  fates: readonly CellFate[],
  groups: readonly (readonly number[])[],
  threshold: number,
): number[] {
  const hidden = range(counts.length).filter((cell) => fates[cell] !== "shown");
  const place = new Map(hidden.map((cell, index) => [cell, index]));
  const bounds = hidden.map((cell) =>
    fates[cell] === "small" ? { low: 1, high: threshold - 1 } : { low: threshold, high: null },
  );
  const sums = groups
    .map((group) => group.filter((cell) => place.has(cell)))
    .filter((group) => group.length > 0)
    .map((group) => ({
      cells: group.map((cell) => place.get(cell)!),
      sum: group.reduce((total, cell) => total + counts[cell], 0),
    }));
  return hidden.filter((cell, index) => {
    if (fates[cell] !== "small") return false;
    const reader = readerRange(index, bounds, sums);
    return reader.low > 1 + TOLERANCE || reader.high < threshold - 1 - TOLERANCE;
  });
}
