import type { Cell, Engine, Row } from "../../engine/engine.js";
import { id, join, literal, sql } from "../../engine/sql.js";
import { CANONICAL_TABLES, type CanonicalTable } from "../../tables/canonical.js";
import { columnContract } from "../../tables/contract.js";
import type { IngestResult } from "../../tables/results/index.js";
import type { LoadedColumn, LoadedTable } from "../load/finalise.js";
import { NUMBERS, skewnessOfTable, suggestedTransform } from "./skewness.js";

export type ColumnProfile = IngestResult["profile"][number];

/** Tables up to this size have their distinct values counted; larger ones have them estimated (HyperLogLog, within some percent). */
const COUNTED_ROWS = 2_000_000;
/** Below this number of values, a quantile would be near a single customer's value. */
const FEWEST_VALUES = 200;
/** Columns with more different texts than this hold names or notes and no codes. */
const MOST_CODES = 200;
const SHOWN_CODES = 5;

/**
 * Rows, missing and distinct values of every column; for numbers the 1 % and 99 % quantiles and the skewness, for dates the first
 * and last month (of birth dates, their quantiles), for codes the most frequent ones. No single value: codes of fewer than `smallCell` rows are never named.
 */
export async function profileTables(
  engine: Engine,
  tables: readonly LoadedTable[],
  smallCell: number,
): Promise<ColumnProfile[]> {
  const profiles: ColumnProfile[] = [];
  for (const table of tables) {
    const counts = await countsOf(engine, table);
    const shapes = await skewnessOfTable(engine, table, counts);
    for (const [at, column] of table.columns.entries()) {
      const present = Number(counts[`present_${String(at)}`]);
      const distinct = Number(counts[`distinct_${String(at)}`]);
      const bounds = await boundsOf(engine, table, column, present, counts, at);
      const skewness = shapes.get(column.name) ?? null;
      const negative = Number(counts[`negative_${String(at)}`] ?? 0) > 0;
      const codes = holdsCodes(table, column) && distinct <= MOST_CODES;
      profiles.push({
        table: table.name,
        column: column.name,
        type: column.type,
        rows: table.rows,
        missing: table.rows - present,
        distinct,
        ...bounds,
        skewness,
        negative,
        transform: suggestedTransform(skewness, negative),
        top: codes ? await topCodes(engine, table.name, column.name, smallCell) : [],
      });
    }
  }
  return profiles;
}

/** One pass over a table: present and distinct values of every column, the months of dates, the size of numbers. */
async function countsOf(engine: Engine, table: LoadedTable): Promise<Row> {
  const parts = table.columns.flatMap((column, at) => {
    const name = id(column.name);
    const distinct = table.rows <= COUNTED_ROWS ? sql`count(distinct ${name})` : sql`approx_count_distinct(${name})`;
    return [
      sql`count(${name}) as ${id(`present_${String(at)}`)}`,
      sql`${distinct} as ${id(`distinct_${String(at)}`)}`,
      ...(column.type === "date"
        ? [sql`min(${name}) as ${id(`low_${String(at)}`)}`, sql`max(${name}) as ${id(`high_${String(at)}`)}`]
        : []),
      ...(NUMBERS.has(column.type)
        ? [
            sql`cast(max(abs(${name})) as double) as ${id(`size_${String(at)}`)}`,
            ...(column.type === "double"
              ? [sql`count(*) filter (where ${name} = floor(${name})) as ${id(`whole_${String(at)}`)}`]
              : []),
            sql`count(*) filter (where ${name} < 0) as ${id(`negative_${String(at)}`)}`,
          ]
        : []),
    ];
  });
  const [row] = await engine.rows(sql`select ${join(parts, ",\n  ")}\nfrom ${id(table.name)}`);
  return row;
}

interface Bounds {
  readonly low: string | null;
  readonly high: string | null;
}

async function boundsOf(
  engine: Engine,
  table: LoadedTable,
  column: LoadedColumn,
  present: number,
  counts: Row,
  at: number,
): Promise<Bounds> {
  const isPerson = column.type === "date" && isDirect(table, column);
  if (column.type === "date" && !isPerson)
    return { low: monthOf(counts[`low_${String(at)}`]), high: monthOf(counts[`high_${String(at)}`]) };
  const isBounded = isPerson || (NUMBERS.has(column.type) && !mayBeIds(counts, at, present));
  if (!isBounded || present < FEWEST_VALUES) return { low: null, high: null };
  const [row] = await engine.rows(sql`
    select cast(bounds[1] as varchar) as low, cast(bounds[2] as varchar) as high
    from (select quantile_disc(${id(column.name)}, [0.01, 0.99]) as bounds from ${id(table.name)})`);
  return isPerson
    ? { low: monthOf(row.low), high: monthOf(row.high) }
    : { low: String(row.low), high: String(row.high) };
}

/** Whole numbers of a plain column that hardly repeat could number persons, whatever the column is called. */
function mayBeIds(counts: Row, at: number, present: number): boolean {
  return (
    Number(counts[`whole_${String(at)}`] ?? 0) === present && Number(counts[`distinct_${String(at)}`]) > 0.9 * present
  );
}

function isDirect(table: LoadedTable, column: LoadedColumn): boolean {
  const contract = CANONICAL_TABLES[table.name as CanonicalTable];
  return columnContract(contract, column.name)?.privacy === "direct";
}

/** Of a date only the month is told. */
function monthOf(value: Cell): string | null {
  return value === null ? null : String(value).slice(0, 7);
}

/** Texts that name a group and no person. */
function holdsCodes(table: LoadedTable, column: LoadedColumn): boolean {
  return column.type === "text" && !isDirect(table, column);
}

/**
 * The most frequent codes with their rows, none of them small; and the rest must not be small either, or it would follow
 * from the number of rows.
 */
async function topCodes(engine: Engine, table: string, column: string, smallCell: number) {
  const rows = await engine.rows(sql`
    select code, rows, sum(rows) over () as present
    from (select ${id(column)} as code, count(*) as rows from ${id(table)} where ${id(column)} is not null group by code)
    order by rows desc, code limit ${literal(SHOWN_CODES + 1)}`);
  const codes = rows.map((row) => ({ code: String(row.code), rows: Number(row.rows) }));
  const shown = codes.slice(0, SHOWN_CODES).filter((each) => each.rows >= smallCell);
  const rest = Number(rows.at(0)?.present ?? 0) - shown.reduce((sum, each) => sum + each.rows, 0);
  return rest > 0 && rest < smallCell ? shown.slice(0, -1) : shown;
}
