import { isoMonth, monthIndex } from "../../core/calendar.js";
import type { Engine } from "../../engine/engine.js";
import { id, sql } from "../../engine/sql.js";
import type { IngestResult } from "../../tables/results/index.js";
import type { LoadedTable } from "../load/finalise.js";

const DATES: Readonly<Record<string, string>> = {
  transactions: "booked_on",
  balances: "period_end",
  activities: "date",
};

export type Coverage = Pick<IngestResult, "coverage" | "missing_months">;

/** Rows per month of the tables that run over time, and the months without any row between the first and the last. */
export async function monthCoverage(engine: Engine, tables: readonly LoadedTable[]): Promise<Coverage> {
  const coverage: IngestResult["coverage"] = [];
  const missing: IngestResult["missing_months"] = [];
  for (const { name } of tables) {
    if (!(name in DATES)) continue;
    const months = await monthsOf(engine, name);
    coverage.push(...months.map(([month, rows]) => ({ table: name, month: isoMonth(month), rows })));
    missing.push(...gaps(months.map(([month]) => month)).map((month) => ({ table: name, month: isoMonth(month) })));
  }
  return { coverage, missing_months: missing };
}

async function monthsOf(engine: Engine, table: string): Promise<readonly (readonly [number, number])[]> {
  const date = id(DATES[table]);
  const rows = await engine.rows(sql`
    select year(${date}) as y, month(${date}) as m, count(*) as n
    from ${id(table)} where ${date} is not null group by y, m order by y, m`);
  return rows.map((row) => [monthIndex(Number(row.y), Number(row.m)), Number(row.n)] as const);
}

/** Longest run of missing months that is listed; a date far off is found by the rules. */
const LONGEST_GAP = 240;

/** Months left out in a monthly series; a series that mostly steps by more (yearly counts) has no gaps. */
function gaps(months: readonly number[]): number[] {
  const missing: number[] = [];
  const single = months.filter((each, at) => at > 0 && each - months[at - 1] === 1).length;
  if (single * 2 < months.length - 1) return missing;
  for (let at = 1; at < months.length; at++) {
    if (months[at] - months[at - 1] > LONGEST_GAP) continue;
    for (let month = months[at - 1] + 1; month < months[at]; month++) missing.push(month);
  }
  return missing;
}
