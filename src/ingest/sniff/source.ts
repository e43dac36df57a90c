import type { Problem } from "../../core/errors.js";
import { CustvalError } from "../../core/errors.js";
import { id, join, literal, sql } from "../../engine/sql.js";
import { openFile, type OpenContext, type OpenedFile } from "../files/open.js";
import { prepareFile, type PreparedFile } from "../files/prepare.js";
import type { SourceFile } from "../files/resolve.js";
import { rowsOf } from "../load/read-rows.js";
import { sourceSpec, type SourceSpec } from "../source-spec.js";
import { factsOf, type ColumnFacts, type SampledRows } from "./column.js";
import { formOf, PARQUET, type FileForm } from "./form.js";
import type { FileGroup, SniffedFile } from "./group.js";
import { lookAt } from "./look.js";

/** A set of files of one form, loaded as text for a look, with the facts of its columns. */
export interface SniffedSource {
  readonly name: string;
  readonly files: readonly string[];
  readonly pattern: string | readonly string[];
  readonly form: FileForm;
  readonly columns: readonly ColumnFacts[];
  readonly rows: SampledRows;
  readonly count: number;
  /** One row in so many was looked at closely. */
  readonly oneIn: number;
  readonly prepared: readonly PreparedFile[];
}

/** Rows of a source that are looked at closely; of more, a fixed share. */
const CLOSELY = 50_000;
/** Rows that are kept as a table; more are read from the files again for what needs them all. */
const KEPT = 2_000_000;

/** The form of one file and its head, or the problem why it cannot be read. */
export async function sniffFile(context: OpenContext, file: SourceFile): Promise<SniffedFile | Problem> {
  const form = file.name.endsWith(".parquet") ? PARQUET : formOf(await lookAt(file.path, context.signal));
  const opened = await openFile(context, file.name, specOf(form, file.name), file);
  return "code" in opened ? opened : { file, form, names: opened.names };
}

function specOf(form: FileForm, files: string): SourceSpec {
  return sourceSpec.parse({ table: "lookup", files, ...form.keys });
}

/** Loads the files of a group as text and looks at every column. */
export async function sniffSource(
  context: OpenContext,
  group: FileGroup,
  at: number,
): Promise<SniffedSource | Problem> {
  const prepared: PreparedFile[] = [];
  for (const { file, form } of group.files) {
    const ready = await preparedOf(context, file, form);
    if ("code" in ready) return ready;
    prepared.push(ready);
  }
  const count = prepared.reduce((sum, each) => sum + each.data, 0);
  const oneIn = Math.max(1, Math.ceil(count / CLOSELY));
  const rows = await loadRows(context, prepared, at, oneIn);
  const columns: ColumnFacts[] = [];
  for (const each of prepared[0].names) columns.push(await factsOf(context.engine, rows, each));
  return {
    name: group.name,
    files: group.files.map(({ file }) => file.name),
    pattern: group.pattern,
    form: group.files[0].form,
    columns,
    rows,
    count,
    oneIn,
    prepared,
  };
}

async function preparedOf(context: OpenContext, file: SourceFile, form: FileForm): Promise<PreparedFile | Problem> {
  const opened: OpenedFile | Problem = await openFile(context, file.name, specOf(form, file.name), file);
  if ("code" in opened) return opened;
  try {
    return await prepareFile(context, opened);
  } catch (error) {
    if (error instanceof CustvalError) return error.problems[0];
    throw error;
  }
}

/** All rows, and a table with a fixed share of them, chosen by their content. */
async function loadRows(
  { engine }: OpenContext,
  files: readonly PreparedFile[],
  at: number,
  oneIn: number,
): Promise<SampledRows> {
  const names = files[0].names;
  const columns = join(names.map((each) => id(each)));
  const read = join(
    files.map((file) => sql`select ${columns} from ${rowsOf(file)}`),
    " union all ",
  );
  const few = files.reduce((sum, each) => sum + each.data, 0) <= KEPT;
  const all = few ? id(`init_${String(at)}`) : sql`(${read})`;
  if (few) await engine.execute(engine.dialect.createTableAs(all, read));
  if (oneIn === 1) return { all, sample: all };
  const sample = id(`init_${String(at)}_sample`);
  const wanted = sql`hash(concat_ws('|', ${columns})) % ${literal(oneIn)} = 0`;
  await engine.execute(engine.dialect.createTableAs(sample, sql`select ${columns} from ${all} where ${wanted}`));
  return { all, sample };
}
