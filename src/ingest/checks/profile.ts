import type { Cell, Engine } from "../../engine/engine.js";
import { id, join, sql, type Sql } from "../../engine/sql.js";
import type { IngestResult } from "../../tables/results/index.js";
import type { LoadedColumn, LoadedTable } from "../load/finalise.js";

type ColumnProfile = IngestResult["profile"][number];

/** Tables up to this size have their distinct values counted; larger ones have them estimated (HyperLogLog, within some percent). */
const COUNTED_ROWS = 2_000_000;
const NUMBERS = new Set(["money", "decimal", "rate", "integer", "double"]);
/** Below this number of values, a quantile would be near a single customer's value. */
const FEWEST_VALUES = 200;

/** Rows, missing and distinct values of every column; for numbers the 1 % and 99 % quantiles, for dates the first and last month. No single value. */
export async function profileTables(engine: Engine, tables: readonly LoadedTable[]): Promise<ColumnProfile[]> {
  const profiles: ColumnProfile[] = [];
  for (const table of tables)
    for (const column of table.columns) profiles.push(await profileColumn(engine, table, column));
  return profiles;
}

async function profileColumn(engine: Engine, table: LoadedTable, column: LoadedColumn): Promise<ColumnProfile> {
  const name = id(column.name);
  const distinct = table.rows <= COUNTED_ROWS ? sql`count(distinct ${name})` : sql`approx_count_distinct(${name})`;
  const [low, high] = bounds(column, name);
  const parts = [
    sql`count(${name}) as present`,
    sql`${distinct} as different`,
    sql`${low} as low`,
    sql`${high} as high`,
  ];
  const [row] = await engine.rows(sql`select ${join(parts)} from ${id(table.name)}`);
  const present = Number(row.present);
  const shown = column.type === "date" || present >= FEWEST_VALUES;
  return {
    table: table.name,
    column: column.name,
    type: column.type,
    rows: table.rows,
    missing: table.rows - present,
    distinct: Number(row.different),
    low: shown ? boundText(column, row.low) : null,
    high: shown ? boundText(column, row.high) : null,
  };
}

/** Of a date only the month is told. */
function boundText(column: LoadedColumn, value: Cell): string | null {
  if (value === null) return null;
  return column.type === "date" ? String(value).slice(0, 7) : String(value);
}

function bounds(column: LoadedColumn, name: Sql): readonly [Sql, Sql] {
  if (column.type === "date") return [sql`min(${name})`, sql`max(${name})`];
  if (NUMBERS.has(column.type)) return [quantile(name, sql`0.01`), quantile(name, sql`0.99`)];
  return [sql`null`, sql`null`];
}

/** An order statistic, as text; it is exact and does not depend on threads. */
function quantile(name: Sql, share: Sql): Sql {
  return sql`cast(quantile_disc(${name}, ${share}) as varchar)`;
}
