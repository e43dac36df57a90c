import { mkdirSync, rmSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { CustvalError, fail } from "../core/errors.js";
import type { Engine } from "../engine/engine.js";
import type { Warning } from "../engine/stage.js";
import { checkAppend } from "./append.js";
import { programHash } from "./code-hash.js";
import { inputFiles } from "./input-files.js";
import { loadStudy } from "./load.js";
import { takeLock } from "./lock.js";
import { manifestText } from "./manifest.js";
import { planStages, type InputFile, type StudyPlan } from "./plan.js";
import { engineVersion, manifestOf, reportFiles, writeRowLevel } from "./report-files.js";
import type { ReportRequest } from "./report-request.js";
import { runStages, type MadeStages } from "./run-stages.js";
import { reportBasis, reportEntry, whyReport } from "./stale-report.js";
import { COPIES, stagesOf } from "./stages.js";
import type { StageCache } from "./stage-cache.js";
import { openStaging, type Staging } from "./staging.js";
import type { RunStudyOptions, StudyRun } from "./study-run.js";
import { readPseudonyms } from "./pseudonym-key.js";
import { openWorkDatabase, startAnewFor } from "./work-database.js";

export type { RunStudyOptions } from "./study-run.js";

export interface StudySummary {
  readonly study: string;
  readonly out: string;
  readonly stages: readonly { readonly stage: string; readonly ran: boolean; readonly reason: string }[];
  readonly stale: boolean;
  readonly warnings: readonly Warning[];
}

/** Runs a study: only what is stale, into a staging folder that takes the result's place when it is whole. */
export async function runStudy(options: RunStudyOptions): Promise<StudySummary> {
  const run = prepare(options);
  makeWorkFolder(run.work);
  const release = takeLock(run.work, options.say);
  try {
    sweepCopies(run.work);
    return await locked(run);
  } finally {
    release();
  }
}

function prepare(options: RunStudyOptions): StudyRun {
  const study = loadStudy(options.studyFile);
  const settings = { ...study.settings, seed: options.seed ?? study.settings.seed };
  const data = options.data === undefined ? resolve(study.folder, settings.data) : resolve(options.data);
  const out = resolve(options.out ?? join("reports", settings.study));
  const pseudonyms = pseudonymsOf(options, settings.study);
  return { options, study, settings, data, work: join(study.folder, ".custval"), out, pseudonyms };
}

function pseudonymsOf({ pseudonymKeyFile: keyFile, warn }: RunStudyOptions, label: string): StudyRun["pseudonyms"] {
  return keyFile === undefined ? null : readPseudonyms({ keyFile, label, warn });
}

function makeWorkFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    const message = `the study's private folder .custval cannot be made (${code})`;
    fail("RUN-001", { message, hint: "copy the study file to a folder that you may write" }, error);
  }
}

/** Decoded copies of exports that a killed run left. */
function sweepCopies(work: string): void {
  rmSync(join(work, COPIES), { recursive: true, force: true });
}

async function locked(run: StudyRun): Promise<StudySummary> {
  const { options, settings } = run;
  const inputs = await inputFiles(settings.sources, run.data, options.session.signal);
  if (options.append === true) checkAppend(run, inputs);
  if (options.dryRun !== true) startAnewFor(run.work, run.pseudonyms?.digest ?? null, options.say);
  const staging = options.dryRun === true ? null : openStaging(run.out);
  const folders = [run.data, run.work, ...(staging === null ? [] : [staging.folder])];
  try {
    const { engine, cache } = await openWorkDatabase(run.work, { ...options.session, folders }, options.say);
    try {
      return await planned(run, inputs, staging, engine, cache);
    } finally {
      await engine.close();
    }
  } finally {
    staging?.discard();
  }
}

async function planned(
  run: StudyRun,
  inputs: readonly InputFile[],
  staging: Staging | null,
  engine: Engine,
  cache: StageCache,
): Promise<StudySummary> {
  const cached = await cache.all();
  const program = programHash(await engineVersion(engine));
  const plan = planStages(stagesOf(run.settings), run, inputs, cached, program);
  const basis = reportBasis(run, plan, program);
  const reason = await whyReport(run, basis, cached.get("report"));
  const stale = reason !== "" || plan.some((each) => each.stale);
  if (staging === null) return dryRun(run, plan, stale, reason);
  if (!stale) {
    run.options.say("nothing is stale: the report is as the inputs, the settings and the program make it");
    const stages = new Map(plan.map(({ definition }) => [definition.name, cached.get(definition.name)!]));
    const unchanged = { stages, seconds: {} };
    failIfStrict(run, unchanged);
    return summary(run, plan, false, warningsOf(unchanged));
  }
  const started = new Date();
  const made = await runStages(run, plan, engine, cache, inputs);
  failIfStrict(run, made);
  await writeReport(run, staging, engine, made, inputs, started);
  await cache.keep(reportEntry(run, basis));
  return summary(run, plan, true, warningsOf(made));
}

async function writeReport(
  run: StudyRun,
  staging: Staging,
  engine: Engine,
  made: MadeStages,
  inputs: readonly InputFile[],
  started: Date,
): Promise<void> {
  run.options.progress("report", "renders");
  const request: ReportRequest = {
    study: run.study,
    settings: run.settings,
    version: run.options.version,
    reproduce: reproduceLine(run),
    pseudonyms: run.pseudonyms,
    engine,
    staging: staging.folder,
    stages: made.stages,
    inputs,
    flags: run.options.seed === undefined ? [] : ["seed"],
  };
  const files = await reportFiles(request);
  const rowLevel = await writeRowLevel(request);
  for (const each of files) staging.write(each.path, each.content, each.private ? 0o600 : undefined);
  run.options.session.signal?.throwIfAborted();
  const manifest = await manifestOf(request, { files, rowLevel, started, seconds: made.seconds });
  staging.commit(manifestText(manifest));
}

function reproduceLine({ options, settings, pseudonyms }: StudyRun): string {
  const line = `custval run ${basename(options.studyFile)} --seed ${String(settings.seed)}`;
  return pseudonyms === null ? line : `${line} --pseudonymise --key-file KEY`;
}

function warningsOf({ stages }: MadeStages): readonly Warning[] {
  return [...stages.values()].flatMap((each) => each.outcome.warnings);
}

function failIfStrict(run: StudyRun, made: MadeStages): void {
  const warnings = warningsOf(made);
  if (run.options.strict !== true || warnings.length === 0) return;
  const hint = "mend the cause, or run without --strict and discuss it in the text";
  throw new CustvalError(
    warnings.map(({ code, message }) => ({ code: "RUN-006" as const, message: `${code}: ${message}`, hint })),
  );
}

function dryRun(run: StudyRun, plan: StudyPlan, stale: boolean, reason: string): StudySummary {
  for (const each of plan) {
    run.options.answer(
      `${each.definition.name.padEnd(8)} ${each.stale ? "would run" : "would be skipped"}: ${each.reason}`,
    );
  }
  const why = reason === "" ? "" : `: ${reason}`;
  run.options.answer(`report   ${stale ? "would be rendered" : "would be left as it is"}${why}`);
  return summary(run, plan, stale, []);
}

function summary(run: StudyRun, plan: StudyPlan, stale: boolean, warnings: readonly Warning[]): StudySummary {
  const stages = plan.map(({ definition, stale: ran, reason }) => ({ stage: definition.name, ran, reason }));
  return { study: run.settings.study, out: relative(process.cwd(), run.out) || ".", stages, stale, warnings };
}
