import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { join as joinPath } from "node:path";
import { CustvalError, failIfAny, type Problem } from "../core/errors.js";
import type { Engine } from "../engine/engine.js";
import { id, sql } from "../engine/sql.js";
import { catalogOf, type Progress, type Warning } from "../engine/stage.js";
import type { IngestResult, RuleReport } from "../tables/results/index.js";
import { controlTotals } from "./checks/control-totals.js";
import { monthCoverage } from "./checks/coverage.js";
import { fileReports, type FileLine } from "./checks/file-reports.js";
import { checkMoney, checkTableMoney, moneyOfSource, type MoneyLine } from "./checks/money.js";
import { profileTables } from "./checks/profile.js";
import { balanceContinuity, continuityRule } from "./checks/continuity.js";
import { continuityTolerance, severityOf, type RuleSettings } from "./checks/rule-settings.js";
import { checkRules, inOrder, reportOf } from "./checks/rules.js";
import { skewedColumns } from "./checks/skewed-columns.js";
import { toleranceProblems } from "./checks/tolerance.js";
import { warningsOf } from "./checks/warnings.js";
import { fingerprint } from "./files/fingerprint.js";
import type { OpenContext } from "./files/open.js";
import { prepareFile, type PreparedFile } from "./files/prepare.js";
import type { SourceFile } from "./files/resolve.js";
import { markDuplicates } from "./load/duplicates.js";
import { finaliseTable, type LoadedTable } from "./load/finalise.js";
import { loadLookup, lookedUp } from "./load/links.js";
import { linkTable, lookupTable, rawTable, stageTable } from "./load/names.js";
import { placesOf, RejectsWriter, writeFileRejects, type RejectTally } from "./load/rejects.js";
import { stageSource, type StagedSource } from "./load/stage.js";
import { stagePlain } from "./load/plain-load.js";
import type { SourcePlan } from "./mapping/plan.js";
import { checkMappings, inZone, openAll, plansOf, type FoundFiles } from "./open-sources.js";
import type { SourceSpec } from "./source-spec.js";
import type { Pseudonyms } from "./values/pseudonym.js";

export interface IngestOptions {
  /** Folder below which all declared files lie. The engine must have been opened with it and with the work folder. */
  readonly dataFolder: string;
  /** Where rejects.csv is written (0600), also when there are none. */
  readonly rejectsFile: string;
  /** Folder for decoded copies; what is written there is removed at the end. */
  readonly workFolder: string;
  /** Last day of the study (ISO), for the rules about the future. */
  readonly asOf?: string;
  /** The study's currency, for the rule about exchange rates. */
  readonly currency?: string;
  /** The study's time zone, in which date-times with a zone are booked. */
  readonly timeZone?: string;
  /** How bad each rule is; what is left out is as the catalogue says. */
  readonly rules?: RuleSettings;
  /** Codes of fewer rows are not named in a profile; default 10. */
  readonly smallCell?: number;
  /** Column profiles cost a pass over each column; default true. */
  readonly profile?: boolean;
  /** Direct identifiers become pseudonyms before a row is stored; nothing but rejects.csv holds them. */
  readonly pseudonyms?: Pseudonyms;
  /** Told what is above the tolerance of a source; the load then goes on with the rows that are left, unless none is. */
  readonly onIntolerable?: (problems: readonly Problem[]) => void;
  /** False where rejects.csv is gone after the command, so that no message sends anybody there; default true. */
  readonly rejectsStay?: boolean;
  /** Throws `NotPlain` where a source cannot be loaded the quick way; what was loaded is gone. */
  readonly onlyPlain?: boolean;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

export interface IngestOutcome {
  readonly result: IngestResult;
  /** Canonical tables left in the engine, with their columns in order. */
  readonly tables: Readonly<Record<string, readonly string[]>>;
  /** The same with types; attributes are those that the study declared beyond the contract. */
  readonly loaded: readonly LoadedTable[];
  readonly warnings: readonly Warning[];
}

interface Work extends FoundFiles {
  readonly engine: Engine;
  readonly options: IngestOptions;
  readonly context: OpenContext;
  readonly plans: readonly SourcePlan[];
  /** Files as they were read; filled while they are loaded. */
  readonly files: Map<string, readonly PreparedFile[]>;
}

/** A source that the quick way does not take. */
class NotPlain extends Error {
  override readonly name = "NotPlain";
}

/** The same as `ingestSources` for sources of plain files; null, and no table, when a file turns out not to be plain. */
export async function ingestIfPlain(
  engine: Engine,
  sources: Readonly<Record<string, SourceSpec>>,
  options: IngestOptions,
): Promise<IngestOutcome | null> {
  try {
    return await ingestSources(engine, sources, { ...options, onlyPlain: true });
  } catch (error) {
    if (error instanceof NotPlain) return null;
    throw error;
  }
}

/**
 * Loads all sources into canonical tables: every row is kept, rejected with its place, or left out by declaration; money is equal
 * before and after. All problems of one kind are thrown together. Above the tolerance of a source it fails with DATA-009 after
 * rejects.csv was written, or goes on where `onIntolerable` is given.
 */
export async function ingestSources(
  engine: Engine,
  sources: Readonly<Record<string, SourceSpec>>,
  options: IngestOptions,
): Promise<IngestOutcome> {
  const workFolder = joinPath(options.workFolder, "ingest");
  mkdirSync(workFolder, { recursive: true, mode: 0o700 });
  let count = 0;
  const signal = options.signal ? { signal: options.signal } : {};
  const context: OpenContext = { engine, workFolder, next: () => ++count, ...signal };
  try {
    const plans = plansOf(inZone(sources, options.timeZone), options.pseudonyms);
    const found = await openAll(context, plans, options.dataFolder);
    checkMappings(plans, found.opened);
    return await load({ engine, options, context, plans, ...found, files: new Map() });
  } finally {
    await dropHelpers(engine, sources);
    rmSync(workFolder, { recursive: true, force: true });
  }
}

async function load(work: Work): Promise<IngestOutcome> {
  const { engine, plans } = work;
  const staged = await stageAll(work);
  const byTable = groupTables(staged);
  const duplicates: RuleReport[] = [];
  for (const [table, list] of byTable) duplicates.push(...(await duplicateReports(work, table, list)));
  const tallies = await writeRejects(work, staged);
  const totals = await checkControlTotals(work);
  const reports = await fileReports(engine, plans, work.files, staged, work.repeated);
  checkTolerance(work, tolerance(work, tallies), nothingKept(reports));
  const { loaded, money } = await finalise(work, byTable);
  await checkUnchanged(work);
  return outcome(work, { loaded, money, tallies, reports, rules: [...duplicates, ...totals] });
}

function groupTables(staged: readonly StagedSource[]): ReadonlyMap<string, readonly StagedSource[]> {
  const groups = new Map<string, StagedSource[]>();
  for (const each of staged) groups.set(each.plan.spec.table, [...(groups.get(each.plan.spec.table) ?? []), each]);
  return groups;
}

/** All sources in stage tables: those of plain files the quick way, the others after their records were counted. */
async function stageAll(work: Work): Promise<readonly StagedSource[]> {
  const { context, plans, opened, files, options } = work;
  const staged = new Map<number, StagedSource>();
  const wanted = lookedUp(plans);
  for (const [at, plan] of plans.entries()) {
    const plain = wanted.has(plan.source) ? null : await stagePlain(context, plan, at, opened.get(plan.source) ?? []);
    if (plain === null && options.onlyPlain === true) throw new NotPlain();
    if (plain === null) continue;
    staged.set(at, plain);
    const loaded = plain.files.map((each) => each.file);
    files.set(plan.source, loaded);
    for (const { name, data } of loaded) options.onProgress?.({ stage: "ingest", event: `loaded ${name}`, rows: data });
  }
  for (const { source } of plans) if (!files.has(source)) files.set(source, await prepareAll(work, source));
  await loadLookups(work);
  for (const [at, plan] of plans.entries())
    if (plan.contract && !staged.has(at)) staged.set(at, await stageOne(work, plan, at));
  return [...staged].sort(([a], [b]) => a - b).map(([, each]) => each);
}

async function prepareAll({ context, options, opened }: Work, source: string): Promise<readonly PreparedFile[]> {
  const prepared: PreparedFile[] = [];
  for (const file of opened.get(source) ?? []) {
    const ready = await prepareFile(context, file);
    prepared.push(ready);
    options.onProgress?.({ stage: "ingest", event: `counted ${ready.name}`, rows: ready.data });
  }
  return prepared;
}

async function loadLookups({ engine, plans, files }: Work): Promise<void> {
  const wanted = lookedUp(plans);
  for (const { source, spec } of plans)
    if (wanted.has(source)) await loadLookup(engine, source, spec, files.get(source) ?? []);
}

function stageOne({ engine, files, options }: Work, plan: SourcePlan, at: number): Promise<StagedSource> {
  return stageSource(engine, plan, at, files.get(plan.source) ?? [], (file) => {
    options.onProgress?.({ stage: "ingest", event: `loaded ${file.name}`, rows: file.data });
  });
}

async function duplicateReports(
  { engine, options: { rules = {} } }: Work,
  table: string,
  staged: readonly StagedSource[],
): Promise<RuleReport[]> {
  const found = await markDuplicates(engine, staged);
  if (!found) return [];
  const { checked, rows, overlapping } = found;
  const overlaps =
    overlapping > 0 && severityOf(rules, "overlapping_rows") !== null
      ? [reportOf("overlapping_rows", table, overlapping, checked, rules)]
      : [];
  if (found.columns.length === 0 || severityOf(rules, "duplicate_key") === null) return overlaps;
  const about = `rows that repeat the ${found.columns.join(" + ")} of an earlier row; they are rejected`;
  return [{ ...reportOf("duplicate_key", table, rows, checked, rules), about }, ...overlaps];
}

async function writeRejects(
  { engine, options, plans, files }: Work,
  staged: readonly StagedSource[],
): Promise<readonly RejectTally[]> {
  const writer = await RejectsWriter.create(options.rejectsFile);
  try {
    for (const plan of plans) {
      const stage = staged.find((each) => each.plan === plan) ?? null;
      const list = stage
        ? placesOf(stage)
        : (files.get(plan.source) ?? []).map((file) => ({ file, number: 0, firstRow: 0 }));
      for (const place of list) await writeFileRejects(engine, writer, stage, place.file, place, options.signal);
    }
  } finally {
    await writer.close();
    chmodSync(options.rejectsFile, 0o600);
  }
  return writer.tallies;
}

async function checkControlTotals({ engine, files, options: { rules = {} } }: Work): Promise<RuleReport[]> {
  const severity = severityOf(rules, "control_total");
  const reports: RuleReport[] = [];
  if (severity === null) return reports;
  for (const list of files.values()) {
    for (const file of list) {
      const report = await controlTotals(engine, file);
      if (report) reports.push({ ...report, severity });
    }
  }
  return reports;
}

function checkTolerance({ options }: Work, intolerable: readonly Problem[], empty: readonly Problem[]): void {
  if (options.onIntolerable === undefined || empty.length > 0) failIfAny(intolerable);
  failIfAny(empty);
  if (intolerable.length > 0) options.onIntolerable?.(intolerable);
}

function tolerance({ plans, files, options }: Work, tallies: readonly RejectTally[]): Problem[] {
  return plans.flatMap(({ source, spec }) => {
    const list = files.get(source) ?? [];
    const rows = list.reduce((sum, file) => sum + file.data + [...file.bad.values()].reduce((a, b) => a + b, 0), 0);
    return toleranceProblems(
      source,
      spec,
      rows,
      tallies.filter((each) => each.source === source),
      options.rejectsStay ?? true,
    );
  });
}

/** Sources of which no row is left; an empty table would be taken for a bank without customers. */
function nothingKept(reports: readonly FileLine[]): Problem[] {
  const kept = new Map<string, number>();
  for (const each of reports) kept.set(each.source, (kept.get(each.source) ?? 0) + each.rows_kept);
  return [...kept]
    .filter(([, rows]) => rows === 0)
    .map(([source]) => ({
      code: "DATA-018" as const,
      message: `no row of source "${source}" could be kept`,
      place: { key: `sources.${source}` },
      hint: "check the file, and where: and the mapping of the source",
    }));
}

async function finalise({ engine, options }: Work, byTable: ReadonlyMap<string, readonly StagedSource[]>) {
  const loaded: LoadedTable[] = [];
  const money: MoneyLine[] = [];
  for (const [table, staged] of byTable) {
    const lines: MoneyLine[] = [];
    for (const each of staged) lines.push(...(await moneyOfSource(engine, each)));
    checkMoney(lines);
    const finished = await finaliseTable(engine, table, staged);
    await checkTableMoney(engine, table, lines);
    loaded.push(finished);
    money.push(...lines);
    options.onProgress?.({ stage: "ingest", event: `table ${table}`, rows: finished.rows });
  }
  return { loaded, money };
}

/** Hashes every file again: one that changed while it was read cannot be trusted. */
async function checkUnchanged({ files, repeated, options }: Work): Promise<void> {
  const problems: Problem[] = [];
  for (const list of [...files.values(), ...repeated.values()]) {
    for (const file of list) {
      const { sha256 } = await fingerprint(file.path, options.signal);
      if (sha256 !== file.sha256) problems.push(changed(file));
    }
  }
  failIfAny(problems);
}

/** Drops what a load leaves beside the canonical tables, also after a failure; the failure itself is what the user must see. */
async function dropHelpers(engine: Engine, sources: Readonly<Record<string, SourceSpec>>): Promise<void> {
  const names = Object.entries(sources).flatMap(([source, spec], at) => [
    stageTable(at),
    lookupTable(source),
    ...Object.keys(spec.link ?? {}).map((link) => linkTable(at, link)),
  ]);
  try {
    for (const name of [...names, rawTable]) await engine.execute(sql`drop table if exists ${id(name)}`);
  } catch (error) {
    if (!(error instanceof CustvalError)) throw error;
  }
}

function changed(file: SourceFile): Problem {
  return {
    code: "RUN-003",
    message: `"${file.name}" changed while it was read`,
    place: { file: file.name },
    hint: "run again when the export is complete",
  };
}

const SMALL_CELL = 10;

interface Found {
  readonly loaded: readonly LoadedTable[];
  readonly money: readonly MoneyLine[];
  readonly tallies: readonly RejectTally[];
  readonly reports: readonly FileLine[];
  readonly rules: readonly RuleReport[];
}

async function outcome({ engine, options, plans }: Work, found: Found): Promise<IngestOutcome> {
  const tables = Object.fromEntries(found.loaded.map((each) => [each.name, each.columns.map(({ name }) => name)]));
  const catalog = catalogOf(tables);
  const { rules: settings = {}, asOf = null, currency = null } = options;
  const continuity =
    severityOf(settings, "balance_continuity") === null
      ? null
      : await balanceContinuity(engine, catalog, continuityTolerance(settings));
  const coverage = await monthCoverage(engine, found.loaded);
  const profile =
    options.profile === false ? [] : await profileTables(engine, found.loaded, options.smallCell ?? SMALL_CELL);
  const rules = inOrder([
    ...found.rules,
    ...(await checkRules(engine, catalog, { settings, asOf, currency, plans })),
    ...(continuity === null ? [] : [continuityRule(continuity, settings)]),
    ...skewedColumns(profile, settings),
  ]);
  const result: IngestResult = {
    files: [...found.reports],
    money: [...found.money],
    rejects: found.tallies.map(({ column, reason, ...each }) => ({
      ...each,
      reason: column ? `${reason} (${column})` : reason,
    })),
    rules,
    profile,
    ...coverage,
    continuity,
    tables: found.loaded.map((each) => ({
      table: each.name,
      rows: each.rows,
      columns: each.columns.map(({ name }) => name),
    })),
  };
  return Object.freeze({ result: Object.freeze(result), tables, loaded: found.loaded, warnings: warningsOf(result) });
}
