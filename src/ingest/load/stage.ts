import { fail } from "../../core/errors.js";
import type { Engine } from "../../engine/engine.js";
import { id, join, literal, sql, type Sql } from "../../engine/sql.js";
import type { PreparedFile } from "../files/prepare.js";
import type { SourcePlan } from "../mapping/plan.js";
import { linkedRows } from "./links.js";
import { rawTable, stageTable } from "./names.js";
import { rowsOf } from "./read-rows.js";
import { stageQuery, stageSql, type StageSql } from "./stage-sql.js";

/** A source whose rows stand in its stage table, file after file, in file order. */
export interface StagedSource {
  readonly at: number;
  readonly plan: SourcePlan;
  readonly sql: StageSql;
  readonly files: readonly StagedFile[];
  /** Every row is kept, so that the stage table has no columns beside the canonical ones. */
  whole: boolean;
  /** Money as our own pass over the bytes read it; null where the stage table holds what was read, in columns. */
  readonly read: readonly MoneyRead[] | null;
}

/** A sum of money of the records of one file, in units of the last declared decimal. */
export interface MoneyRead {
  readonly file: number;
  readonly column: string;
  readonly currency: string | null;
  readonly minor: bigint;
}

/** A file and where its rows begin in the stage table. */
export interface StagedFile {
  readonly file: PreparedFile;
  readonly firstRow: number;
}

/** Loads all files of a source; after each file the engine's count of rows must equal the tool's own. */
export async function stageSource(
  engine: Engine,
  plan: SourcePlan,
  at: number,
  files: readonly PreparedFile[],
  onFile: (file: PreparedFile) => void,
): Promise<StagedSource> {
  const stage = stageSql(plan, engine.dialect);
  const table = id(stageTable(at));
  const staged: StagedFile[] = [];
  let rows = 0;
  for (const [number, file] of files.entries()) {
    const source = plan.spec.link ? await linkedRows(engine, plan, at, file) : rowsOf(file);
    const query = stageQuery(plan, stage, source, number, file.padded || plan.spec.link !== undefined);
    await engine.execute(
      number === 0 ? engine.dialect.createTableAs(table, query) : sql`insert into ${table}\n${query}`,
    );
    staged.push({ file, firstRow: rows });
    rows += file.data;
    await checkCount(engine, at, rows, file);
    onFile(file);
  }
  if (plan.spec.link) await engine.execute(sql`drop table if exists ${id(rawTable)}`);
  return { at, plan, sql: stage, files: staged, whole: false, read: null };
}

async function checkCount(engine: Engine, at: number, rows: number, file: PreparedFile): Promise<void> {
  const [found] = await engine.rows(
    sql`select count(*) as n, coalesce(max(rowid) + 1, 0) as next from ${id(stageTable(at))}`,
  );
  if (Number(found.n) === rows && Number(found.next) === rows) return;
  fail("DATA-010", {
    message: `the engine read ${String(found.n)} rows up to "${file.name}", the independent count is ${String(rows)}`,
    place: { file: file.name },
    hint: "please report this; the run was ended so that no row goes missing",
  });
}

/** The number of the file that a row of a stage table is from. */
export function fileOfRow(files: readonly StagedFile[]): Sql {
  const last = literal(files.length - 1);
  if (files.length === 1) return last;
  const whens = files.slice(1).map((each, at) => sql`when rowid < ${literal(each.firstRow)} then ${literal(at)}`);
  return sql`case ${join(whens, " ")} else ${last} end`;
}

/** Gives a whole stage table the columns in which faults are marked. */
export async function withFaults(engine: Engine, staged: StagedSource): Promise<void> {
  if (!staged.whole) return;
  const table = id(stageTable(staged.at));
  await engine.execute(sql`alter table ${table} add column "__file" integer`);
  await engine.execute(sql`alter table ${table} add column "__fault" smallint`);
  await engine.execute(sql`update ${table} set "__file" = ${fileOfRow(staged.files)}`);
  staged.whole = false;
}
