import type { Engine, Row } from "../../src/engine/engine.js";
import { openEngine } from "../../src/engine/index.js";
import { id, join, literal, sql, word, type Scalar } from "../../src/engine/sql.js";
import { catalogOf, type StageContext } from "../../src/engine/stage.js";

/** A small table for a test: its columns with their SQL types, and its rows. */
export interface TestTable {
  readonly columns: Readonly<Record<string, "varchar" | "date" | "money" | "rate" | "bigint" | "double">>;
  readonly rows: readonly (readonly Scalar[])[];
}

const TYPES = { money: sql`decimal(18, 2)`, rate: sql`decimal(18, 10)` } as const;

export async function createTable(engine: Engine, name: string, { columns, rows }: TestTable): Promise<void> {
  const types = Object.values(columns).map((each) => (each === "money" || each === "rate" ? TYPES[each] : word(each)));
  const names = Object.keys(columns);
  const definitions = names.map((each, at) => sql`${id(each)} ${types[at]}`);
  await engine.execute(sql`create or replace table ${id(name)} (${join(definitions)})`);
  for (let at = 0; at < rows.length; at += 1000) {
    const values = rows.slice(at, at + 1000).map((row) => sql`(${join(row.map((cell) => literal(cell)))})`);
    await engine.execute(sql`insert into ${id(name)} values ${join(values)}`);
  }
}

/** A stage context over small tables; close the engine afterwards. */
export async function contextOf(tables: Readonly<Record<string, TestTable>>, threads = 2): Promise<StageContext> {
  const engine = await openEngine({ threads, memoryMiB: 512 });
  for (const [name, table] of Object.entries(tables)) await createTable(engine, name, table);
  const names = Object.entries(tables).map(([name, table]) => [name, Object.keys(table.columns)]);
  return { engine, catalog: catalogOf(Object.fromEntries(names)), seed: 1 };
}

/** All rows of a table by its first column. */
export async function tableRows(engine: Engine, name: string): Promise<readonly Row[]> {
  return engine.rows(sql`select * from ${id(name)} order by 1`);
}

/** One column of a table, by its first column. */
export async function columnOf(engine: Engine, name: string, column: string): Promise<unknown[]> {
  return (await tableRows(engine, name)).map((row) => row[column]);
}
