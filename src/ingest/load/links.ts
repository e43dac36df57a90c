import { fail, type Problem } from "../../core/errors.js";
import { didYouMean } from "../../core/nearest.js";
import type { Engine } from "../../engine/engine.js";
import { id, join, sql, type Sql } from "../../engine/sql.js";
import type { PreparedFile } from "../files/prepare.js";
import type { SourcePlan } from "../mapping/plan.js";
import { linkedColumns, missingProblem } from "../mapping/scope.js";
import type { SourceSpec } from "../source-spec.js";
import { tidied } from "../values/text.js";
import { linkTable, lookupTable, rawTable } from "./names.js";
import { rowsOf } from "./read-rows.js";
import { conditionSql } from "./stage-sql.js";

/** Sources that some plan looks up. */
export function lookedUp(plans: readonly SourcePlan[]): ReadonlySet<string> {
  return new Set(plans.flatMap((each) => Object.values(each.spec.link ?? {}).map((link) => link.source)));
}

/** Links that name no source, and columns that the looked-up files do not have. */
export function linkProblems(
  plan: SourcePlan,
  headers: ReadonlyMap<string, readonly { name: string; names: readonly string[] }[]>,
): Problem[] {
  return Object.entries(plan.spec.link ?? {}).flatMap(([name, link]): Problem[] => {
    const key = `sources.${plan.source}.link.${name}`;
    const files = headers.get(link.source);
    if (!files)
      return [
        {
          code: "DATA-015",
          message: `there is no source "${link.source}"`,
          place: { key: `${key}.source` },
          hint: didYouMean(link.source, [...headers.keys()]),
        },
      ];
    const own = headers.get(plan.source)?.[0]?.names ?? [];
    const taken = linkedColumns(plan, own)
      .filter(([each]) => each === name)
      .map(([, column]) => column);
    const columns = [...new Set([...Object.keys(link.on), ...Object.keys(link.where ?? {}), ...taken])];
    return files.flatMap((file) =>
      columns.filter((each) => !file.names.includes(each)).map((each) => missingProblem(each, key, file)),
    );
  });
}

/** Loads all rows of a looked-up source as tidied text, under the names of its head. */
export async function loadLookup(
  engine: Engine,
  source: string,
  spec: SourceSpec,
  files: readonly PreparedFile[],
): Promise<void> {
  const missing = (spec.missing ?? []).map(String);
  const table = id(lookupTable(source));
  const names = files[0].names;
  for (const [at, file] of files.entries()) {
    const columns = names.map((each) => sql`${tidied(id(each), missing, file.padded)} as ${id(each)}`);
    const query = sql`select\n  ${join(columns, ",\n  ")}\nfrom ${rowsOf(file)}`;
    await engine.execute(
      at === 0 ? engine.dialect.createTemporaryAs(table, query) : sql`insert into ${table}\n${query}`,
    );
  }
}

/** Rows of a linked source with the columns of its links, in file order. Fails where a link would multiply rows. */
export async function linkedRows(engine: Engine, plan: SourcePlan, at: number, file: PreparedFile): Promise<Sql> {
  const own = file.names;
  const query = sql`select ${join(own.map((each) => id(each)))} from ${rowsOf(file)}`;
  await engine.execute(engine.dialect.createTemporaryAs(id(rawTable), query));
  const linked = linkedColumns(plan, own);
  const joins: Sql[] = [];
  for (const [name, link] of Object.entries(plan.spec.link ?? {})) {
    const taken = linkColumnsNeeded(plan, name, linked);
    await narrowLink(engine, plan, at, name, taken);
    const conditions = Object.entries(link.on).map(
      ([theirs, ours]) => sql`${id(name, theirs)} = ${ownOrLinked(ours, own)}`,
    );
    joins.push(sql`left join ${id(linkTable(at, name))} as ${id(name)} on ${join(conditions, " and ")}`);
  }
  const columns = [
    ...own.map((each) => sql`raw.${id(each)} as ${id(each)}`),
    ...linked.map(([link, column]) => sql`${id(link, column)} as ${id(`${link}.${column}`)}`),
  ];
  return sql`(select ${join(columns)} from ${id(rawTable)} as raw ${join(joins, " ")} order by raw.rowid)`;
}

function ownOrLinked(name: string, own: readonly string[]): Sql {
  if (own.includes(name)) return tidied(sql`raw.${id(name)}`, [], true);
  const dot = name.indexOf(".");
  return id(name.slice(0, dot), name.slice(dot + 1));
}

function linkColumnsNeeded(
  plan: SourcePlan,
  name: string,
  linked: readonly (readonly [string, string])[],
): readonly string[] {
  const link = plan.spec.link![name];
  const taken = linked.filter(([each]) => each === name).map(([, column]) => column);
  return [...new Set([...Object.keys(link.on), ...taken])];
}

/** The rows of a looked-up source that count, once for each key. */
async function narrowLink(
  engine: Engine,
  plan: SourcePlan,
  at: number,
  name: string,
  columns: readonly string[],
): Promise<void> {
  const link = plan.spec.link![name];
  const keys = Object.keys(link.on).map((each) => id(each));
  const where = Object.entries(link.where ?? {}).map(([column, condition]) => conditionSql(id(column), condition));
  const filters = [...keys.map((each) => sql`${each} is not null`), ...where];
  const query = sql`select ${join(columns.map((each) => id(each)))} from ${id(lookupTable(link.source))} where ${join(filters, " and ")}`;
  await engine.execute(engine.dialect.createTemporaryAs(id(linkTable(at, name)), query));
  const [row] = await engine.rows(
    sql`select count(*) as n from (select 1 from ${id(linkTable(at, name))} group by ${join(keys)} having count(*) > 1)`,
  );
  if (Number(row.n) === 0) return;
  fail("DATA-013", {
    message: `link "${name}" has several rows for one key, for ${String(row.n)} keys`,
    place: { key: `sources.${plan.source}.link.${name}` },
    hint: "narrow it with where:, for example type: OWNER",
  });
}
