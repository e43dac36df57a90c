import { mkdirSync, rmSync } from "node:fs";
import { join as joinPath } from "node:path";
import { fail, failIfAny } from "../../core/errors.js";
import { sha256 } from "../../core/hash.js";
import type { Engine, Row } from "../../engine/engine.js";
import { id, join, sql, type Sql } from "../../engine/sql.js";
import { prepareFile } from "../files/prepare.js";
import { resolveFiles } from "../files/resolve.js";
import { rowsOf } from "../load/read-rows.js";
import { looksLikeData } from "../mapping/head-names.js";
import type { AttributeRule } from "../source-spec.js";
import { doubleOf, type NumberForm } from "../values/number.js";
import { DEFAULT_MISSING, literals, tidied } from "../values/text.js";
import { detectDateForm } from "./detect-dates.js";
import type { LocatedFile } from "./locate.js";
import { openWithDelimiter, type PlainCsvFlags } from "./plain-csv.js";

/** A column of a plain file: its name in the head, the name that follows from it in the table, and what its values are. */
export interface DescribedColumn {
  readonly head: string;
  readonly name: string;
  readonly rule: AttributeRule;
}

/**
 * What the columns of a plain file hold, from all their values: dates where one form reads every value, numbers, else text.
 * Whole numbers that begin with zero, are long, or hardly repeat and look like it are ids. Throws DATA-031 where the head looks like a row of data.
 */
export async function describeFile(
  engine: Engine,
  file: LocatedFile,
  flags: PlainCsvFlags,
  options: { readonly workFolder: string; readonly signal?: AbortSignal },
): Promise<readonly DescribedColumn[]> {
  const workFolder = joinPath(options.workFolder, "describe");
  mkdirSync(workFolder, { recursive: true, mode: 0o700 });
  let count = 0;
  const context = { engine, workFolder, next: () => ++count, ...(options.signal ? { signal: options.signal } : {}) };
  try {
    const found = resolveFiles(file.dataFolder, [file.name], "FILE");
    failIfAny(found.problems);
    const opened = await openWithDelimiter(context, file, found.files[0], flags);
    refuseData(file.name, opened.names);
    const rows = rowsOf(await prepareFile(context, opened));
    const form: NumberForm = { decimal: flags.decimal ?? ".", thousands: flags.thousands ?? null, unit: null };
    const counts = await countForms(engine, rows, opened.names, form);
    const columns: DescribedColumn[] = [];
    for (const [at, head] of opened.names.entries()) {
      const rule = await ruleFor(engine, rows, head, formsOf(counts, at), flags);
      columns.push({ head, name: `column_${sha256(head).slice(0, 16)}`, rule });
    }
    return columns;
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}

function refuseData(file: string, heads: readonly string[]): void {
  if (!looksLikeData(heads)) return;
  fail("DATA-031", {
    message: "the first line holds numbers or dates where names of columns are expected",
    place: { file, line: 1 },
    seen: `${String(heads.length)} cells that look like data (values hidden)`,
    hint: "give the file a head, or declare a study with `header: false`",
  });
}

interface Forms {
  readonly present: number;
  readonly numbers: number;
  readonly whole: number;
  readonly padded: number;
  readonly long: number;
  readonly lengths: number;
  readonly dated: number;
  readonly distinct: number;
}

const FORMS = ["present", "numbers", "whole", "padded", "long", "lengths", "dated", "distinct"] as const;

function formsOf(counts: Row, at: number): Forms {
  return Object.fromEntries(FORMS.map((form) => [form, Number(counts[`${form}_${String(at)}`])])) as unknown as Forms;
}

/** One pass over the file: how many values of each column have which form. */
async function countForms(engine: Engine, rows: Sql, heads: readonly string[], form: NumberForm): Promise<Row> {
  const cells = heads.map((head, at) => {
    const text = tidied(id(head), [], true);
    return sql`case when ${text} not in (${literals(DEFAULT_MISSING)}) then ${text} end as ${cellOf(at)}`;
  });
  const where = (test: Sql, name: string, at: number) =>
    sql`count(*) filter (where ${test}) as ${id(`${name}_${String(at)}`)}`;
  const counts = heads.flatMap((_, at) => {
    const cell = cellOf(at);
    return [
      sql`count(${cell}) as ${id(`present_${String(at)}`)}`,
      sql`count(${doubleOf(cell, form)}) as ${id(`numbers_${String(at)}`)}`,
      where(sql`regexp_full_match(${cell}, '[+-]?\\d+')`, "whole", at),
      where(sql`regexp_full_match(${cell}, '0\\d+')`, "padded", at),
      where(sql`regexp_full_match(${cell}, '\\d{11,}')`, "long", at),
      where(sql`regexp_full_match(${cell}, '\\d{8}(\\d{6})?|\\d{1,4}[-./年]\\d{1,2}[-./月]\\d{1,4}.*')`, "dated", at),
      sql`count(distinct length(${cell})) as ${id(`lengths_${String(at)}`)}`,
      sql`approx_count_distinct(${cell}) as ${id(`distinct_${String(at)}`)}`,
    ];
  });
  const [row] = await engine.rows(sql`select ${join(counts)} from (select ${join(cells)} from ${rows})`);
  return row;
}

const cellOf = (at: number): Sql => id(`cell_${String(at)}`);

/** Whole numbers of which so many differ are ids, where they all have the same number of digits or the head says so. */
const ID_SHARE = 0.9;
const ID_HEAD = /(^|[^a-z])(id|no|nr|key|code|number)$|号|编码|代码/i;

async function ruleFor(
  engine: Engine,
  rows: Sql,
  head: string,
  { present, numbers, whole, padded, long, lengths, dated, distinct }: Forms,
  flags: PlainCsvFlags,
): Promise<AttributeRule> {
  if (present > 0 && dated === present) {
    const form = flags.dateFormat ?? (await detectDateForm(engine, rows, head));
    if (typeof form === "string") return { from: head, type: "date", date: form };
  }
  if (present === 0 || numbers < present) return { from: head, type: "text" };
  const nearlyUnique = whole === present && distinct > ID_SHARE * present;
  const isId = padded > 0 || long > 0 || (nearlyUnique && (lengths === 1 || ID_HEAD.test(head)));
  return { from: head, type: isId ? "id" : "double" };
}
