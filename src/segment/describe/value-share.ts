import { formatMinor, parseMinor } from "../../core/money.js";
import type { Engine } from "../../engine/engine.js";
import { valueQuery, type Population } from "../features/population.js";
import type { SegmentSettings } from "../settings.js";
import { ASSIGNMENTS } from "../assignments.js";

/** Exact value of one segment and its share of the total; the share is null when the total is not positive. */
export interface SegmentValue {
  readonly value: string;
  readonly value_share: number | null;
}

const DECIMALS = 10;

/** Exact sums of the declared value column by label, from the assignments table. */
export async function segmentValues(
  engine: Engine,
  population: Population,
  reference: NonNullable<SegmentSettings["value"]>,
  labels: readonly string[],
): Promise<readonly SegmentValue[]> {
  const table = reference.table ?? population.table;
  const rows = await engine.rows(valueQuery(population, ASSIGNMENTS, table, reference.column));
  const sums = new Map(rows.map((row) => [String(row.segment), parseMinor(String(row.value), DECIMALS) ?? 0n]));
  const total = [...sums.values()].reduce((all, each) => all + each, 0n);
  return labels.map((label) => {
    const sum = sums.get(label) ?? 0n;
    return Object.freeze({ value: shortest(sum), value_share: total > 0n ? Number(sum) / Number(total) : null });
  });
}

/** Decimal text with at least two decimals and no further zeros. */
function shortest(minor: bigint): string {
  return formatMinor(minor, DECIMALS).replace(/0{1,8}$/, "");
}
