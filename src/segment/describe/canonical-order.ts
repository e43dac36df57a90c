import { mean } from "../prepare/summary.js";

/**
 * The canonical order of segments, as positions of the given segments: by mean value, highest first, where a value is declared
 * (segments without any value last); else by size, largest first; ties by the centre in original units, feature by feature,
 * lowest first.
 * @param members rows of each segment
 * @param columns original values, one column a feature
 * @param value one number a row, NaN where a customer has none; null where no value is declared
 */
export function canonicalOrder(
  members: readonly Int32Array[],
  columns: readonly Float64Array[],
  value: Float64Array | null,
): readonly number[] {
  const keys = members.map((rows) => [
    value === null ? -rows.length : -meanValue(value, rows),
    -rows.length,
    ...columns.map((column) => mean(Float64Array.from(rows, (row) => column[row]))),
  ]);
  return members.map((_, at) => at).sort((a, b) => compare(keys[a], keys[b]) || a - b);
}

function meanValue(value: Float64Array, rows: Int32Array): number {
  const known = Float64Array.from(rows, (row) => value[row]).filter((x) => !Number.isNaN(x));
  return known.length === 0 ? -Infinity : mean(known);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((x, i) => x !== b[i]);
  if (at < 0) return 0;
  return a[at] < b[at] ? -1 : 1;
}
