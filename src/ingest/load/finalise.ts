import type { Engine } from "../../engine/engine.js";
import { id, join, sql, type Sql } from "../../engine/sql.js";
import type { ColumnType } from "../../tables/contract.js";
import { moneyType } from "../values/number.js";
import { stageTable } from "./names.js";
import type { StagedSource } from "./stage.js";

/** A canonical table as it was filled. */
export interface LoadedTable {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly LoadedColumn[];
}

export interface LoadedColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Declared by the study beyond the contract. */
  readonly attribute: boolean;
}

/** Creates a canonical table from the kept rows of its sources, in source and file order, and drops the stage tables. */
export async function finaliseTable(
  engine: Engine,
  name: string,
  staged: readonly StagedSource[],
): Promise<LoadedTable> {
  const columns = tableColumns(staged);
  await engine.execute(sql`drop table if exists ${id(name)}`);
  if (staged.length === 1 && (await isWhole(engine, staged[0]))) await rename(engine, name, staged[0]);
  else await unite(engine, name, staged, columns);
  const [row] = await engine.rows(sql`select count(*) as n from ${id(name)}`);
  return { name, rows: Number(row.n), columns };
}

/** Columns that any source fills: those of the contract in its order, then attributes. */
function tableColumns(staged: readonly StagedSource[]): readonly LoadedColumn[] {
  const found = new Map<string, LoadedColumn>();
  for (const { plan } of staged)
    for (const { name, type, attribute } of plan.columns)
      if (!found.has(name)) found.set(name, { name, type, attribute });
  const order = staged[0].plan.contract!.columns.map((each) => each.name);
  const rank = (each: LoadedColumn) => (each.attribute ? order.length : order.indexOf(each.name));
  return [...found.values()].sort((a, b) => rank(a) - rank(b));
}

async function isWhole(engine: Engine, staged: StagedSource): Promise<boolean> {
  if (staged.whole) return true;
  const [row] = await engine.rows(sql`select count("__fault") as n from ${id(stageTable(staged.at))}`);
  return Number(row.n) === 0;
}

/** Every row of the only source is kept: its stage table becomes the table. */
async function rename(engine: Engine, name: string, staged: StagedSource): Promise<void> {
  const table = id(stageTable(staged.at));
  const read = staged.read === null ? staged.sql.money.flatMap((each) => [`read:${each}`, `large:${each}`]) : [];
  for (const each of staged.whole ? [] : ["__file", "__fault", ...read])
    await engine.execute(sql`alter table ${table} drop column ${id(each)}`);
  await engine.execute(sql`alter table ${table} rename to ${id(name)}`);
}

async function unite(
  engine: Engine,
  name: string,
  staged: readonly StagedSource[],
  columns: readonly LoadedColumn[],
): Promise<void> {
  const parts = staged.map((each) => {
    const own = new Set(each.plan.columns.map((column) => column.name));
    const list = columns.map((column) => (own.has(column.name) ? id(column.name) : missingColumn(column, staged)));
    return sql`select ${join(list)} from ${id(stageTable(each.at))}${each.whole ? sql`` : sql` where "__fault" is null`}`;
  });
  await engine.execute(engine.dialect.createTableAs(id(name), join(parts, "\nunion all\n")));
  for (const each of staged) await engine.execute(sql`drop table ${id(stageTable(each.at))}`);
}

function missingColumn(column: LoadedColumn, staged: readonly StagedSource[]): Sql {
  const source = staged.find((each) => each.sql.columns.some(({ name }) => name === column.name))!;
  const type =
    column.type === "money"
      ? moneyType(source.plan.spec.money_decimals)
      : source.sql.columns.find(({ name }) => name === column.name)!.type;
  return sql`cast(null as ${type}) as ${id(column.name)}`;
}
