import type { Engine } from "../../engine/engine.js";
import { id, join, literal, sql, type Sql } from "../../engine/sql.js";
import { keyColumns } from "../../tables/contract.js";
import type { SourcePlan } from "../mapping/plan.js";
import { dropIdentical, markOverlaps } from "./overlaps.js";
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
  /** Rows that repeat a key and are rejected. */
  readonly rows: number;
  /** Rows that an earlier file of their source holds too; they are skipped. */
  readonly overlapping: number;
}

/**
 * Marks, over all sources of one table, every row whose key an earlier row has; the first in source and file order stays. Null where
 * nothing says which rows are the same.
 */
export async function markDuplicates(engine: Engine, staged: readonly StagedSource[]): Promise<DuplicateCount | null> {
  const columns = uniqueColumns(staged[0].plan);
  if (columns.length === 0) return withoutKey(engine, staged);
  const keys = columns.map((each) => id(each));
  const rows = allRows(staged, columns);
  const [count] = await engine.rows(sql`select count(*) as n from (${rows})`);
  const [repeated] = await engine.rows(
    sql`select count(*) as n from (select 1 from (${rows}) group by ${join(keys)} having count(*) > 1)`,
  );
  if (Number(repeated.n) === 0) return { columns, checked: Number(count.n), rows: 0, overlapping: 0 };
  const ranked = sql`
    select stage, stage_row, row_number() over same as place, first_value(stage) over same as first_stage, first_value(stage_row) over same as first_row
    from (${rows}) window same as (partition by ${join(keys)} order by stage, stage_row)`;
  await engine.execute(
    engine.dialect.createTableAs(
      id(FOUND),
      sql`select stage, stage_row, first_stage, first_row from (${ranked}) where place > 1`,
    ),
  );
  for (const each of staged) {
    await withFaults(engine, each);
    await mark(engine, each.at);
  }
  let overlapping = 0;
  for (const each of staged) overlapping += await markOverlaps(engine, each, id(FOUND));
  const [found] = await engine.rows(sql`select count(*) as n from ${id(FOUND)}`);
  await engine.execute(sql`drop table ${id(FOUND)}`);
  return { columns, checked: Number(count.n), rows: Number(found.n) - overlapping, overlapping };
}

async function withoutKey(engine: Engine, staged: readonly StagedSource[]): Promise<DuplicateCount | null> {
  const declared = staged.filter(({ plan }) => plan.spec.overlap === "drop_identical");
  if (declared.length === 0) return null;
  let overlapping = 0;
  for (const each of declared) overlapping += await dropIdentical(engine, each);
  const checked = declared.flatMap(({ files }) => files).reduce((sum, { file }) => sum + file.data, 0);
  return { columns: [], checked, rows: 0, overlapping };
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
