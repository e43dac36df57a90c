import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { failIfAny, type Problem } from "../../core/errors.js";
import type { Engine } from "../../engine/engine.js";
import { id, sql, type Sql } from "../../engine/sql.js";
import { CANONICAL_TABLES, type CanonicalTable } from "../../tables/canonical.js";
import { openFile, type OpenedFile } from "../files/open.js";
import { prepareFile } from "../files/prepare.js";
import { resolveFiles } from "../files/resolve.js";
import { plainForm } from "../load/plain-form.js";
import { sampleTotals } from "../load/plain-load.js";
import { rowsOf } from "../load/read-rows.js";
import { columnProblems } from "../mapping/scope.js";
import { numberForm } from "../mapping/scope.js";
import { planSource, type SourcePlan } from "../mapping/plan.js";
import {
  ruleOf,
  sourceSpec,
  type AttributeRule,
  type ColumnRule,
  type SourceInput,
  type SourceSpec,
} from "../source-spec.js";
import { numberText } from "../values/number.js";
import { tidied } from "../values/text.js";
import { detectDateForm } from "./detect-dates.js";
import type { LocatedFile } from "./locate.js";

/** What the flags of a one-line command say of a file. What is left out is found in the file, or asked for. */
export interface PlainCsvFlags {
  readonly table: CanonicalTable;
  readonly columns: Readonly<Record<string, string | ColumnRule>>;
  /** Columns found by the heads of the file; `columns` come before them. */
  readonly columnsOf?: (heads: readonly string[]) => Readonly<Record<string, string>>;
  readonly attributes?: Readonly<Record<string, AttributeRule>>;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly quote?: string;
  readonly decimal?: "." | ",";
  readonly thousands?: "," | "." | " " | "'" | "_";
  readonly dateFormat?: string;
  readonly pivot?: number;
  readonly moneyDecimals?: number;
  readonly maxRejects?: { readonly share?: number; readonly rows?: number };
}

/** Name of the only source of a one-line command. */
export const PLAIN_SOURCE = "input";

/**
 * A complete source for one file: delimiter from its head, form of the dates from all their values (or an error that asks for it),
 * decimals of money from all amounts. The engine must be able to read the file's folder and the work folder.
 */
export async function plainCsvSource(
  engine: Engine,
  file: LocatedFile,
  flags: PlainCsvFlags,
  options: { readonly workFolder: string; readonly signal?: AbortSignal },
): Promise<SourceSpec> {
  const workFolder = join(options.workFolder, "plain");
  mkdirSync(workFolder, { recursive: true, mode: 0o700 });
  let count = 0;
  const context = { engine, workFolder, next: () => ++count, ...(options.signal ? { signal: options.signal } : {}) };
  try {
    const found = resolveFiles(file.dataFolder, [file.name], "FILE");
    failIfAny(found.problems);
    const opened = withColumns(await openWithDelimiter(context, file, found.files[0], flags), flags);
    const { plan, problems } = planSource(PLAIN_SOURCE, opened.spec);
    failIfAny(problems);
    failIfAny(columnProblems(plan, opened).map(withoutKey));
    const prepared = await prepareFile(context, opened);
    return await complete(engine, plan, rowsOf(prepared), flags);
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}

/** The opened file with the columns that its heads tell, where the command knows usual names. */
function withColumns(opened: OpenedFile, { columns, columnsOf }: PlainCsvFlags): OpenedFile {
  if (columnsOf === undefined) return opened;
  const free = opened.names.filter((name) => !Object.values(columns).includes(name));
  const found = Object.entries(columnsOf(free)).filter(([column]) => !(column in columns));
  return { ...opened, spec: { ...opened.spec, columns: { ...Object.fromEntries(found), ...columns } } };
}

/** Forms of dates that no other form can be taken for, when every value has them. */
const FIXED_FORMS = ["iso", "yyyymmdd"] as const;

/**
 * A source for a file whose first records are all plain, to be tried before `plainCsvSource` looks at every value; it holds only if
 * `ingestIfPlain` finds the whole file plain. Null for any other file, also for one that cannot be opened.
 */
export async function guessPlainSource(
  engine: Engine,
  file: LocatedFile,
  flags: PlainCsvFlags,
  options: { readonly workFolder: string; readonly signal?: AbortSignal },
): Promise<SourceSpec | null> {
  const { files, problems } = resolveFiles(file.dataFolder, [file.name], "FILE");
  if (problems.length > 0 || /\.(gz|zst|zip|parquet)$/.test(file.name)) return null;
  const context = { engine, workFolder: options.workFolder, next: () => 0 };
  const opened = withColumns(await openWithDelimiter(context, file, files[0], flags), flags);
  if (opened.label !== "utf-8") return null;
  const forms = flags.dateFormat === undefined ? FIXED_FORMS : [flags.dateFormat];
  for (const date of forms) {
    const spec = { ...opened.spec, date, money_decimals: flags.moneyDecimals ?? 2 };
    const planned = planSource(PLAIN_SOURCE, spec);
    if (planned.problems.length > 0 || columnProblems(planned.plan, opened).length > 0) return null;
    const form = plainForm(planned.plan, opened, engine.dialect);
    const text = { path: opened.plainPath, decoded: false, undecodable: 0, print: null };
    if (form !== null && sampleTotals(text, form.layout) !== null) return spec;
  }
  return null;
}

/** The keys of a study mean nothing on a command line. */
function withoutKey(problem: Problem): Problem {
  const place = { ...problem.place };
  delete (place as { key?: string }).key;
  return { ...problem, place };
}

const DELIMITERS = [",", ";", "\t", "|"] as const;

/** Opens a file with the delimiter that gives its head the most names, unless one is given. */
export async function openWithDelimiter(
  context: Parameters<typeof openFile>[0],
  file: LocatedFile,
  resolved: Parameters<typeof openFile>[3],
  flags: PlainCsvFlags,
): Promise<OpenedFile> {
  const candidates = flags.delimiter === undefined ? DELIMITERS : [flags.delimiter];
  let best: OpenedFile | null = null;
  for (const delimiter of candidates) {
    const opened = await openFile(context, PLAIN_SOURCE, specOf(file, flags, delimiter), resolved);
    if ("code" in opened) failIfAny([withoutKey(opened)]);
    else if (best === null || opened.names.length > best.names.length) best = opened;
  }
  return best!;
}

function specOf(file: LocatedFile, flags: PlainCsvFlags, delimiter: string): SourceSpec {
  const input: SourceInput = {
    table: flags.table,
    files: file.name,
    delimiter,
    columns: { ...flags.columns },
    ...(flags.attributes ? { attributes: { ...flags.attributes } } : {}),
    ...(flags.encoding === undefined ? {} : { encoding: flags.encoding }),
    ...(flags.quote === undefined ? {} : { quote: flags.quote }),
    ...(flags.decimal === undefined ? {} : { decimal: flags.decimal }),
    ...(flags.thousands === undefined ? {} : { thousands: flags.thousands }),
    ...(flags.dateFormat === undefined ? {} : { date: flags.dateFormat }),
    ...(flags.pivot === undefined ? {} : { pivot: flags.pivot }),
    ...(flags.maxRejects === undefined ? {} : { max_rejects: { ...flags.maxRejects } }),
  };
  return sourceSpec.parse(input);
}

async function complete(engine: Engine, plan: SourcePlan, rows: Sql, flags: PlainCsvFlags): Promise<SourceSpec> {
  const spec = { ...plan.spec };
  const columns: Record<string, ColumnRule> = {};
  const problems: Problem[] = [];
  for (const [name, entry] of Object.entries(spec.columns)) {
    const rule = ruleOf(entry);
    columns[name] = rule;
    const isDate = CANONICAL_TABLES[flags.table].columns.find((each) => each.name === name)?.type === "date";
    if (!isDate || flags.dateFormat !== undefined || rule.date !== undefined || rule.from === undefined) continue;
    const form = await detectDateForm(engine, rows, rule.from);
    if (typeof form === "string") columns[name] = { ...rule, date: form };
    else problems.push(form);
  }
  failIfAny(problems);
  return { ...spec, columns, money_decimals: flags.moneyDecimals ?? (await decimalsOf(engine, plan, rows)) };
}

/** The most decimals, not counting zeros at the end, of any amount of a file; at least 2 and at most 6. */
async function decimalsOf(engine: Engine, plan: SourcePlan, rows: Sql): Promise<number> {
  let most = 2;
  for (const column of plan.columns) {
    if (column.type !== "money" || column.rule.from === undefined) continue;
    const number = numberText(id("cell"), numberForm(plan.spec, column.rule));
    const [row] = await engine.rows(sql`
      select max(length(rtrim(split_part(number, '.', 2), '0'))) as decimals
      from (select ${number} as number from (select ${tidied(id(column.rule.from), [], true)} as cell from ${rows}))`);
    most = Math.max(most, Number(row.decimals ?? 0));
  }
  return Math.min(6, most);
}
