import { requireSameLength } from "../check.js";

/**
 * Adjusted Rand index of two labellings of the same rows: 1 for equal partitions, about 0 for chance. Two equal trivial
 * partitions give 1. Labels may be any values. Throws RangeError for unequal lengths or no rows.
 * Source: Hubert and Arabie 1985 (J. Classif. 2).
 */
export function adjustedRandIndex(a: ArrayLike<number | string>, b: ArrayLike<number | string>): number {
  requireSameLength(a, b, "the two labellings");
  if (a.length === 0) throw new RangeError("the adjusted Rand index needs rows");
  const [rows, columns] = [coded(a), coded(b)];
  const cells = new Map<number, number>();
  for (let i = 0; i < a.length; i++) {
    const cell = rows.codes[i] * columns.groups + columns.codes[i];
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  return fromSizes(cells.values(), rows.sizes, columns.sizes, a.length);
}

/** The same from the counts of rows by both labellings, a-major with so many columns. Throws RangeError for no rows. */
export function randOfCounts(counts: Float64Array, columns: number): number {
  const rows = counts.length / columns;
  const inRows = new Array<number>(rows).fill(0);
  const inColumns = new Array<number>(columns).fill(0);
  counts.forEach((count, at) => {
    inRows[Math.floor(at / columns)] += count;
    inColumns[at % columns] += count;
  });
  const n = inRows.reduce((sum, each) => sum + each, 0);
  if (n === 0) throw new RangeError("the adjusted Rand index needs rows");
  return fromSizes(counts, inRows, inColumns, n);
}

function fromSizes(
  cells: Iterable<number>,
  rowSizes: Iterable<number>,
  columnSizes: Iterable<number>,
  n: number,
): number {
  const together = pairs(cells);
  const inRows = pairs(rowSizes);
  const inColumns = pairs(columnSizes);
  const all = pairs([n]);
  const expected = all === 0 ? 0 : (inRows / all) * inColumns;
  const most = (inRows + inColumns) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

function coded(labels: ArrayLike<number | string>): { codes: Int32Array; sizes: number[]; groups: number } {
  const place = new Map<number | string, number>();
  const sizes: number[] = [];
  const codes = Int32Array.from({ length: labels.length }, (_, i) => {
    const code = place.get(labels[i]) ?? place.size;
    place.set(labels[i], code);
    sizes[code] = (sizes[code] ?? 0) + 1;
    return code;
  });
  return { codes, sizes, groups: place.size };
}

function pairs(sizes: Iterable<number>): number {
  let total = 0;
  for (const size of sizes) total += (size * (size - 1)) / 2;
  return total;
}
