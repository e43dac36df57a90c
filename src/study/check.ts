import { basename, join, resolve } from "node:path";
import type { Problem } from "../core/errors.js";
import type { StageContext } from "../engine/stage.js";
import {
  columnShapes,
  describeFile,
  ingestSources,
  locatePlainFile,
  PLAIN_SOURCE,
  plainCsvSource,
  type ColumnShape,
  type IngestOptions,
  type IngestOutcome,
  type PlainCsvFlags,
} from "../ingest/index.js";
import { checkResultOf } from "../report/check/index.js";
import type { CheckResult, FileReport, RejectCount } from "../tables/results/index.js";
import { loadStudy } from "./load.js";
import { withHeads, type Heads } from "./plain-names.js";
import { inSession, type Session, type SessionOptions } from "./session.js";

/** What is checked, and how a plain file is read. */
export interface CheckRequest {
  /** A study file (.yaml, .yml) or a plain file; - is stdin. */
  readonly target: string;
  readonly against?: string;
  /** Folder of the exports, in place of the study's own. */
  readonly data?: string;
  readonly flags: Partial<PlainCsvFlags>;
  readonly asOf?: string;
  readonly session: SessionOptions;
  readonly onProgress: NonNullable<StageContext["onProgress"]>;
}

export interface Checked {
  readonly result: CheckResult;
  readonly files: readonly FileReport[];
  readonly rejects: readonly RejectCount[];
  /** Sources with more rejected rows than they tolerate. */
  readonly intolerable: readonly Problem[];
}

interface Loaded {
  readonly name: string;
  readonly asOf: string | null;
  readonly smallCell: number;
  readonly outcome: IngestOutcome;
  readonly intolerable: readonly Problem[];
  readonly shapes: readonly ColumnShape[];
  /** What the tables and columns of a plain file are called in its head; null for a study. */
  readonly heads: Heads | null;
}

const SMALL_CELL = 10;
const STUDY_FILE = /\.ya?ml$/i;

/** Loads the exports into a private engine, which is gone afterwards, and says what is wrong with them; nothing is written. */
export async function checkData(request: CheckRequest): Promise<Checked> {
  const { against } = request;
  const compared = against !== undefined;
  const base = compared ? await load({ ...request, target: against }, { shapes: true, profile: false }) : null;
  const own = await load(request, { shapes: compared, profile: true, ...(base ? { base: base.shapes } : {}) });
  const result = checkResultOf({
    name: own.name,
    asOf: own.asOf,
    ingest: own.outcome.result,
    smallCell: own.smallCell,
    against: base && { name: base.name, shapes: base.shapes },
    shapes: own.shapes,
  });
  const { rejects, files } = own.outcome.result;
  const { heads } = own;
  const intolerable = [...(base?.intolerable ?? []), ...own.intolerable];
  if (heads === null) return { result, files, rejects, intolerable };
  const named = files.map((each) => ({ ...each, source: own.name }));
  return { result: withHeads(result, heads), files: named, rejects, intolerable };
}

interface LoadOptions {
  readonly shapes: boolean;
  readonly profile: boolean;
  readonly base?: readonly ColumnShape[];
}

function load(request: CheckRequest, options: LoadOptions): Promise<Loaded> {
  return STUDY_FILE.test(request.target) ? loadOfStudy(request, options) : loadOfFile(request, options);
}

async function loadOfStudy(request: CheckRequest, options: LoadOptions): Promise<Loaded> {
  const { settings, folder } = loadStudy(request.target);
  const data = request.data === undefined ? resolve(folder, settings.data) : resolve(request.data);
  return inSession([join(data, "any")], request.session, async (session) => {
    const intolerable: Problem[] = [];
    const outcome = await ingestSources(session.engine, settings.sources, {
      ...placesOf(session, request, intolerable),
      dataFolder: data,
      asOf: request.asOf ?? settings.as_of,
      currency: settings.currency,
      ...(settings.time_zone === undefined ? {} : { timeZone: settings.time_zone }),
      rules: settings.rules,
      smallCell: settings.report.small_cell,
      profile: options.profile,
    });
    const shapes = options.shapes ? await columnShapes(session.engine, outcome.loaded, options.base) : [];
    const { study: name, report } = settings;
    const asOf = request.asOf ?? settings.as_of;
    return { name, asOf, smallCell: report.small_cell, outcome, intolerable, shapes, heads: null };
  });
}

async function loadOfFile(request: CheckRequest, options: LoadOptions): Promise<Loaded> {
  const { target, session: sizes } = request;
  return inSession(target === "-" ? [] : [target], sizes, async (session) => {
    const { engine, work } = session;
    const signal = sizes.signal === undefined ? {} : { signal: sizes.signal };
    const located = await locatePlainFile(target, work, process.stdin, sizes.signal);
    const mapped = Object.keys(request.flags.columns ?? {}).length > 0;
    const base: PlainCsvFlags = mapped
      ? { ...request.flags, table: "transactions", columns: request.flags.columns! }
      : { ...request.flags, table: "customers", columns: { customer_id: { row_number: true } } };
    const described = await describeFile(engine, located, base, { workFolder: work, ...signal });
    const taken = new Set(Object.values(base.columns).flatMap((each) => (typeof each === "string" ? [each] : [])));
    const rest = described.filter(({ head }) => !taken.has(head));
    const attributes = Object.fromEntries(rest.map(({ name, rule }) => [name, rule]));
    const spec = await plainCsvSource(engine, located, { ...base, attributes }, { workFolder: work, ...signal });
    const intolerable: Problem[] = [];
    const outcome = await ingestSources(
      engine,
      { [PLAIN_SOURCE]: spec },
      {
        ...placesOf(session, request, intolerable),
        dataFolder: located.dataFolder,
        profile: options.profile,
        ...(request.asOf === undefined ? {} : { asOf: request.asOf }),
        ...(mapped ? {} : { rules: { duplicate_key: "off" as const } }),
      },
    );
    const name = target === "-" ? "stdin" : basename(target);
    const names = new Map(rest.map((each) => [each.name, each.head]));
    const shapes = options.shapes ? await columnShapes(engine, outcome.loaded, options.base) : [];
    const heads = { table: mapped ? null : name, columns: names };
    return { name, asOf: request.asOf ?? null, smallCell: SMALL_CELL, outcome, intolerable, shapes, heads };
  });
}

function placesOf(
  { work }: Session,
  { onProgress, session }: CheckRequest,
  intolerable: Problem[],
): Omit<IngestOptions, "dataFolder"> {
  return {
    rejectsStay: false,
    onIntolerable: (problems) => intolerable.push(...problems),
    workFolder: work,
    rejectsFile: join(work, "rejects.csv"),
    onProgress,
    ...(session.signal === undefined ? {} : { signal: session.signal }),
  };
}
