import type { Engine, Row } from "../../engine/engine.js";
import { id, join, literal, sql, type Sql } from "../../engine/sql.js";
import { CANONICAL_TABLES, type CanonicalTable } from "../../tables/canonical.js";
import { columnContract } from "../../tables/contract.js";
import type { ColumnType } from "../../tables/contract.js";
import type { LoadedTable } from "../load/finalise.js";
import { NUMBERS } from "./skewness.js";

/** How one column is distributed in one export. Bins of numbers lie between the edges, a value on an edge below it. */
export interface ColumnShape {
  readonly table: string;
  readonly column: string;
  readonly type: ColumnType;
  readonly rows: number;
  readonly missing: number;
  /** Mean of a number column, from an exact sum; null without values. */
  readonly mean: number | null;
  readonly edges: readonly number[];
  /** Rows per bin of a number column; empty for other columns. */
  readonly bins: readonly number[];
  /** Rows per code of a text column with few codes; null for other columns. */
  readonly codes: ReadonlyMap<string, number> | null;
}

const DECILES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
/** A text column with more different values holds names, no codes. */
const MOST_CODES = 200;

/**
 * The distribution of every column of one export. Without a base, numbers are cut at their own deciles (type 7 of order statistics,
 * equal ones merged); with one, at the deciles of the base, so that the bins of both exports are the same.
 */
export async function columnShapes(
  engine: Engine,
  tables: readonly LoadedTable[],
  base: readonly ColumnShape[] = [],
): Promise<readonly ColumnShape[]> {
  const shapes: ColumnShape[] = [];
  for (const table of tables) {
    const edges: (readonly number[])[] = [];
    for (const { name, type } of table.columns) {
      const known = base.find((each) => each.table === table.name && each.column === name && each.type === type);
      edges.push(known?.edges ?? (NUMBERS.has(type) ? await decilesOf(engine, table.name, name) : []));
    }
    const counts = await countsOf(engine, table, edges);
    for (const [at, { name, type }] of table.columns.entries())
      shapes.push({
        ...{ table: table.name, column: name, type, rows: table.rows, edges: edges[at] },
        missing: table.rows - Number(counts[`present_${String(at)}`]),
        mean: meanOf(counts, at),
        bins: NUMBERS.has(type) ? binsOf(counts, at, edges[at].length) : [],
        codes: holdsCodes(table.name, name, type) ? await codesOf(engine, table.name, name) : null,
      });
  }
  return shapes;
}

/** Type 7: between the order statistics floor((n - 1)k/10) and the next; each is fetched by the middle of its own step. */
async function decilesOf(engine: Engine, table: string, column: string): Promise<readonly number[]> {
  const [{ n }] = await engine.rows(sql`select count(${id(column)}) as n from ${id(table)}`);
  const present = Number(n);
  if (present === 0) return [];
  const places = DECILES.map((k) => ({
    index: Math.floor(((present - 1) * k) / 10),
    weight: (((present - 1) * k) % 10) / 10,
  }));
  const steps = places.flatMap(({ index }) => [index, Math.min(index + 1, present - 1)]);
  const shares = join(steps.map((index) => sql`cast(${literal(String((index + 0.5) / present))} as double)`));
  const picked = join(
    steps.map((_, at) => sql`cast(statistics[${literal(at + 1)}] as double) as ${id(`q${String(at)}`)}`),
  );
  const [row] = await engine.rows(sql`
    select ${picked} from (select quantile_disc(${id(column)}, [${shares}]) as statistics from ${id(table)})`);
  const values = places.map(({ weight }, at) => {
    const lower = Number(row[`q${String(2 * at)}`]);
    return weight === 0 ? lower : lower + weight * (Number(row[`q${String(2 * at + 1)}`]) - lower);
  });
  return [...new Set(values)];
}

/** One pass over a table: for every column the values present, and for numbers the sum and how many lie at or below each edge. */
async function countsOf(engine: Engine, table: LoadedTable, edges: readonly (readonly number[])[]): Promise<Row> {
  const parts = table.columns.flatMap(({ name, type }, at) => {
    const column = id(name);
    const present = sql`count(${column}) as ${id(`present_${String(at)}`)}`;
    if (!NUMBERS.has(type)) return [present];
    const exact = sql`try_cast(${column} as decimal(38, 10))`;
    const below = edges[at].map((edge, bin): Sql => {
      const limit = sql`cast(${literal(String(edge))} as double)`;
      return sql`count(*) filter (where cast(${column} as double) <= ${limit}) as ${id(`below_${String(at)}_${String(bin)}`)}`;
    });
    return [
      present,
      sql`cast(sum(${exact}) as varchar) as ${id(`sum_${String(at)}`)}`,
      sql`count(${exact}) as ${id(`summed_${String(at)}`)}`,
      ...below,
    ];
  });
  const [row] = await engine.rows(sql`select ${join(parts, ",\n  ")}\nfrom ${id(table.name)}`);
  return row;
}

function meanOf(counts: Row, at: number): number | null {
  const summed = Number(counts[`summed_${String(at)}`] ?? 0);
  return summed === 0 ? null : Number(counts[`sum_${String(at)}`]) / summed;
}

function binsOf(counts: Row, at: number, edges: number): readonly number[] {
  const below = Array.from({ length: edges }, (_, bin) => Number(counts[`below_${String(at)}_${String(bin)}`]));
  const upTo = [...below, Number(counts[`present_${String(at)}`])];
  return upTo.map((each, bin) => each - (bin === 0 ? 0 : upTo[bin - 1]));
}

function holdsCodes(table: string, column: string, type: ColumnType): boolean {
  if (type !== "text") return false;
  return columnContract(CANONICAL_TABLES[table as CanonicalTable], column)?.privacy !== "direct";
}

async function codesOf(engine: Engine, table: string, column: string): Promise<ReadonlyMap<string, number> | null> {
  const rows = await engine.rows(sql`
    select ${id(column)} as code, count(*) as rows from ${id(table)} where ${id(column)} is not null
    group by code order by code limit ${literal(MOST_CODES + 1)}`);
  if (rows.length > MOST_CODES) return null;
  return new Map(rows.map(({ code, rows: n }) => [String(code), Number(n)]));
}
