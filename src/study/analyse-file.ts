import { CustvalError } from "../core/errors.js";
import { id, join, sql, type Sql } from "../engine/sql.js";
import { catalogOf, type StageContext, type StageOutcome, type Warning } from "../engine/stage.js";
import {
  guessPlainSource,
  ingestIfPlain,
  ingestSources,
  locatePlainFile,
  PLAIN_SOURCE,
  plainCsvSource,
  type IngestOptions,
  type IngestOutcome,
  type LocatedFile,
  type PlainCsvFlags,
} from "../ingest/index.js";
import type { Engine } from "../engine/engine.js";
import type { FileReport, RejectCount } from "../tables/results/index.js";
import { readPseudonyms, type PseudonymRequest } from "./pseudonym-key.js";
import { rowFormatOf, writeRows } from "./row-output.js";
import { inSession, type Session, type SessionOptions } from "./session.js";

/** One analysis of one plain file. */
export interface FileAnalysis<Result> {
  readonly file: string;
  readonly flags: PlainCsvFlags;
  readonly pseudonyms?: PseudonymRequest;
  readonly session: SessionOptions;
  readonly seed: number;
  readonly strict: boolean;
  /** Runs the stage on the table that the file became. */
  readonly stage: (context: StageContext) => Promise<StageOutcome<Result>>;
  /** What the command prints when it is not asked for JSON. */
  readonly rows: (outcome: StageOutcome<Result>) => Sql;
  readonly output: AnalysisOutput<Result>;
  /** Keeps what was asked for beside the rows, such as saved cuts; before anything is written to stdout. */
  readonly keep?: (outcome: StageOutcome<Result>, data: Found<Result>["data"]) => void;
}

export interface AnalysisOutput<Result> {
  readonly path: string | undefined;
  readonly json: boolean;
  readonly stdout: (text: string) => Promise<void>;
  readonly warn: (code: string, message: string) => void;
  readonly progress: (stage: string, event: string, rows?: number) => void;
  /** The object of `--json`, apart from the numbers themselves. */
  readonly envelope: (found: Found<Result>) => unknown;
}

export interface Found<Result> {
  readonly data: { readonly files: readonly FileReport[]; readonly rejects: readonly RejectCount[] };
  readonly result: Result;
  readonly warnings: readonly Warning[];
}

/** Loads a plain file, runs one stage on it and writes rows or the JSON object; nothing of the work stays behind. */
export async function analyseFile<Result>(analysis: FileAnalysis<Result>): Promise<void> {
  const { output, session } = analysis;
  rowFormatOf(output.path);
  const shield = analysis.pseudonyms === undefined ? {} : { pseudonyms: readPseudonyms(analysis.pseudonyms) };
  const files = analysis.file === "-" ? [] : [analysis.file];
  await inSession(files, session, async ({ engine, work }) => {
    const signal = session.signal === undefined ? {} : { signal: session.signal };
    const located = await locatePlainFile(analysis.file, work, process.stdin, session.signal);
    const loaded = await loadFile(engine, located, analysis.flags, {
      dataFolder: located.dataFolder,
      workFolder: work,
      rejectsFile: `${work}/rejects.csv`,
      rejectsStay: false,
      profile: false,
      ...shield,
      ...signal,
    });
    for (const each of loaded.result.files)
      output.progress("ingest", `kept ${String(each.rows_kept)} of`, each.rows_read);
    for (const { code, message } of loaded.warnings) output.warn(code, message);
    const context: StageContext = { engine, catalog: catalogOf(loaded.tables), seed: analysis.seed, ...signal };
    const outcome = await analysis.stage(context);
    const { files: reports, rejects } = loaded.result;
    await handOver(analysis, { engine, work }, outcome, { files: reports, rejects }, loaded.warnings);
  });
}

/** An analysis whose stage needs no table of the engine: it brings its own small input. */
export type SmallAnalysis<Result> = Omit<FileAnalysis<Result>, "file" | "flags" | "pseudonyms">;

/** Runs a stage that brings its own input, and writes rows or the JSON object as `analyseFile` does. */
export async function analyseSmall<Result>(analysis: SmallAnalysis<Result>): Promise<void> {
  rowFormatOf(analysis.output.path);
  await inSession([], analysis.session, async ({ engine, work }) => {
    const outcome = await analysis.stage({ engine, catalog: catalogOf({}), seed: analysis.seed });
    await handOver(analysis, { engine, work }, outcome, { files: [], rejects: [] }, []);
  });
}

async function handOver<Result>(
  { output, strict, rows, keep }: SmallAnalysis<Result>,
  { engine, work }: Session,
  outcome: StageOutcome<Result>,
  data: Found<Result>["data"],
  before: readonly Warning[],
): Promise<void> {
  const warnings = [...before, ...outcome.warnings];
  refuseWarnings(strict, warnings);
  for (const { code, message } of outcome.warnings) output.warn(code, message);
  keep?.(outcome, data);
  const found = { data, result: outcome.result, warnings };
  if (output.json) await output.stdout(`${JSON.stringify(output.envelope(found))}\n`);
  else await writeRows(engine, rows(outcome), { path: output.path, work, stdout: output.stdout });
}

/** A file whose records are all plain is read once; of any other, every value is looked at first, to find the forms or to ask for them. */
async function loadFile(
  engine: Engine,
  located: LocatedFile,
  flags: PlainCsvFlags,
  options: IngestOptions,
): Promise<IngestOutcome> {
  const guess = await guessPlainSource(engine, located, flags, options);
  const quick = guess === null ? null : await ingestIfPlain(engine, { [PLAIN_SOURCE]: guess }, options);
  if (quick !== null) return quick;
  const spec = await plainCsvSource(engine, located, flags, options);
  return ingestSources(engine, { [PLAIN_SOURCE]: spec }, options);
}

function refuseWarnings(strict: boolean, warnings: readonly Warning[]): void {
  if (!strict || warnings.length === 0) return;
  throw new CustvalError(
    warnings.map(({ code, message }) => ({
      code: "RUN-006" as const,
      message: `${code}: ${message}`,
      hint: "mend the cause, or run without --strict",
    })),
  );
}

/** The rows of one of the stage's tables, in the order of its first column. */
export function rowsOfTable(table: string) {
  return ({ tables }: StageOutcome<unknown>): Sql => {
    const columns = tables[table].map((each) => id(each));
    return sql`select ${join(columns)} from ${id(table)} order by ${columns[0]}`;
  };
}
