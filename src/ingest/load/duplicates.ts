import type { Engine } from "../../engine/engine.js";
import { id, join, literal, sql, type Sql } from "../../engine/sql.js";
import { keyColumns } from "../../tables/contract.js";
import type { SourcePlan } from "../mapping/plan.js";
import { withFaults, type StagedSource } from "./stage.js";
import { stageTable } from "./names.js";

/** Fault number of a row that repeats an earlier one; beyond the faults of any column. */
export const DUPLICATE = 30_000;

const FOUND = "ingest_duplicates";

/** Columns that together may stand only once in a table; empty where nothing says so. */
export function uniqueColumns(plan: SourcePlan): readonly string[] {
  const { deduplicate } = plan.spec;
  const mapped = plan.columns.map((each) => each.name);
  if (Array.isArray(deduplicate)) return deduplicate;
  if (!plan.contract) return [];
  if (plan.contract.name === "transactions" && mapped.includes("transaction_id")) return ["transaction_id"];
  const keys = keyColumns(plan.contract);
  if (keys.length > 0 && keys.every((each) => mapped.includes(each))) return keys;
  return deduplicate === true ? mapped : [];
}

/** What was found for one table. */
export interface DuplicateCount {
  readonly columns: readonly string[];
  readonly checked: number;
  readonly rows: number;
}

/** Marks, over all sources of one table, every row whose key an earlier row has; the first in source and file order stays. */
export async function markDuplicates(engine: Engine, staged: readonly StagedSource[]): Promise<DuplicateCount | null> {
  const columns = uniqueColumns(staged[0].plan);
  if (columns.length === 0) return null;
  const keys = columns.map((each) => id(each));
  const rows = allRows(staged, columns);
  const [count] = await engine.rows(sql`select count(*) as n from (${rows})`);
  const [repeated] = await engine.rows(
    sql`select count(*) as n from (select 1 from (${rows}) group by ${join(keys)} having count(*) > 1)`,
  );
  if (Number(repeated.n) === 0) return { columns, checked: Number(count.n), rows: 0 };
  const ranked = sql`select stage, stage_row, row_number() over (partition by ${join(keys)} order by stage, stage_row) as place from (${rows})`;
  await engine.execute(
    engine.dialect.createTableAs(id(FOUND), sql`select stage, stage_row from (${ranked}) where place > 1`),
  );
  for (const each of staged) {
    await withFaults(engine, each);
    await mark(engine, each.at);
  }
  const [found] = await engine.rows(sql`select count(*) as n from ${id(FOUND)}`);
  await engine.execute(sql`drop table ${id(FOUND)}`);
  return { columns, checked: Number(count.n), rows: Number(found.n) };
}

/** Kept rows with a complete key, of all sources. */
function allRows(staged: readonly StagedSource[], columns: readonly string[]): Sql {
  const keys = columns.map((each) => id(each));
  const complete = keys.map((each) => sql`${each} is not null`);
  const parts = staged.map(
    ({ at, whole }) =>
      sql`select ${literal(at)} as stage, rowid as stage_row, ${join(keys)} from ${id(stageTable(at))} where ${join([...(whole ? [] : [sql`"__fault" is null`]), ...complete], " and ")}`,
  );
  return join(parts, " union all ");
}

async function mark(engine: Engine, at: number): Promise<void> {
  await engine.execute(
    sql`update ${id(stageTable(at))} set "__fault" = ${literal(DUPLICATE)} where rowid in (select stage_row from ${id(FOUND)} where stage = ${literal(at)})`,
  );
}
