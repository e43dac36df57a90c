import type { Engine } from "../../engine/engine.js";
import { id, join, literal, sql, type Sql } from "../../engine/sql.js";
import type { SourcePlan } from "../mapping/plan.js";
import { stageTable } from "./names.js";
import { withFaults, type StagedSource } from "./stage.js";

/** Fault number of a row that an earlier file of its source holds too; a skip like every number below zero. */
export const OVERLAP = -2;

/**
 * Of the rows in `found` (stage, stage_row, first_stage, first_row), marks as overlap those that equal, in every column, the row whose
 * key they repeat, where that stands in another file of the same source. Gives their number.
 */
export async function markOverlaps(engine: Engine, staged: StagedSource, found: Sql): Promise<number> {
  if (staged.files.length < 2) return 0;
  const { at, plan } = staged;
  const table = id(stageTable(at));
  const equal = namesOf(plan).map((each) => sql`${id("later", each)} is not distinct from ${id("earlier", each)}`);
  const rows = sql`
    select found.stage_row from ${found} as found
    join ${table} as later on later.rowid = found.stage_row
    join ${table} as earlier on earlier.rowid = found.first_row
    where found.stage = ${literal(at)} and found.first_stage = ${literal(at)}
      and later."__file" <> earlier."__file" and ${join(equal, " and ")}`;
  return skip(engine, at, rows);
}

/**
 * For a source without a key that declares `overlap: drop_identical`: marks the rows that an earlier file holds too. A row that stands
 * n times in one file stays as often as the file that has it most often has it, so that equal bookings of one file are never lost.
 */
export async function dropIdentical(engine: Engine, staged: StagedSource): Promise<number> {
  if (staged.plan.spec.overlap !== "drop_identical" || staged.files.length < 2) return 0;
  await withFaults(engine, staged);
  const columns = join(namesOf(staged.plan).map((each) => id(each)));
  const numbered = sql`
    select rowid as stage_row, "__file" as file, ${columns},
      row_number() over (partition by ${columns}, "__file" order by rowid) as nth
    from ${id(stageTable(staged.at))} where "__fault" is null`;
  const placed = sql`select stage_row, row_number() over (partition by ${columns}, nth order by file) as place from (${numbered})`;
  return skip(engine, staged.at, sql`select stage_row from (${placed}) where place > 1`);
}

const namesOf = (plan: SourcePlan): readonly string[] => plan.columns.map((each) => each.name);

async function skip(engine: Engine, at: number, rows: Sql): Promise<number> {
  const table = id(stageTable(at));
  await engine.execute(sql`update ${table} set "__fault" = ${literal(OVERLAP)} where rowid in (${rows})`);
  const [row] = await engine.rows(sql`select count(*) as n from ${table} where "__fault" = ${literal(OVERLAP)}`);
  return Number(row.n);
}
