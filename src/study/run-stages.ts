import { failIfAny } from "../core/errors.js";
import { hashOf } from "../core/hash.js";
import { plainJson } from "../core/plain-json.js";
import type { Engine } from "../engine/engine.js";
import { id, sql } from "../engine/sql.js";
import { catalogOf } from "../engine/stage.js";
import type { IngestResult } from "../tables/results/index.js";
import type { InputFile, PlannedStage, StudyPlan } from "./plan.js";
import { withoutFolders } from "./sql-log.js";
import type { CachedStage, StageCache } from "./stage-cache.js";
import type { StudyRun } from "./study-run.js";

export interface MadeStages {
  readonly stages: ReadonlyMap<string, CachedStage>;
  /** Seconds of the stages that ran. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** Runs the stale stages of a plan in order and takes the others from the cache. */
export async function runStages(
  run: StudyRun,
  plan: StudyPlan,
  engine: Engine,
  cache: StageCache,
  inputs: readonly InputFile[],
): Promise<MadeStages> {
  const cached = await cache.all();
  const stages = new Map<string, CachedStage>();
  const seconds: Record<string, number> = {};
  for (const planned of plan) {
    const { name } = planned.definition;
    if (!planned.stale) {
      run.options.progress(name, `skipped: ${planned.reason}`);
      stages.set(name, cached.get(name)!);
      continue;
    }
    const before = performance.now();
    run.options.progress(name, `runs: ${planned.reason}`);
    await cache.forget(name);
    const entry = await runStage(run, planned, engine, stages, hashOf(inputs));
    if (planned.definition.readsFiles) refuseOthers(inputs, entry.outcome.result as IngestResult);
    await cache.keep(entry);
    stages.set(name, entry);
    seconds[name] = Math.round(performance.now() - before) / 1000;
    const rows = Object.values(entry.rows).reduce((sum, each) => sum + each, 0);
    run.options.progress(name, `done in ${seconds[name].toFixed(1)} s, tables of`, rows);
  }
  return { stages, seconds };
}

/** What was read must be what the plan was made for, or the result would be kept under the wrong key. */
function refuseOthers(planned: readonly InputFile[], { files }: IngestResult): void {
  const read = new Map(files.map((each) => [`${each.source} ${each.file}`, each.sha256]));
  const changed = planned.filter(({ source, file, sha256 }) => read.get(`${source} ${file}`) !== sha256);
  failIfAny(
    changed.map(({ file }) => ({
      code: "RUN-003" as const,
      message: "the file changed while the study ran",
      place: { file },
      hint: "run again when the export is complete",
    })),
  );
}

async function runStage(
  run: StudyRun,
  { definition, key, basis }: PlannedStage,
  engine: Engine,
  made: ReadonlyMap<string, CachedStage>,
  dataHash: string,
): Promise<CachedStage> {
  const { options, settings, study, data, work, pseudonyms } = run;
  const from = engine.statements.length;
  const context = {
    engine,
    catalog: catalogOf(tablesOf(made)),
    seed: settings.seed,
    places: { data, work, study: study.folder },
    pseudonyms,
    version: options.version,
    dataHash,
    onProgress: ({ event, rows }: { event: string; rows?: number }) => {
      options.step(definition.name, event, rows);
    },
    ...(options.session.signal === undefined ? {} : { signal: options.session.signal }),
  };
  const outcome = await definition.run(context, settings);
  const statements = withoutFolders(engine.statements.slice(from), { [data]: "{data}", [work]: "{work}" });
  const rows = await countRows(engine, Object.keys(outcome.tables));
  const { result, tables, warnings } = plainJson(outcome);
  const { files = {} } = outcome;
  return { stage: definition.name, key, basis, outcome: { result, tables, warnings }, files, statements, rows };
}

/** The tables that earlier stages left, by name. */
function tablesOf(made: ReadonlyMap<string, CachedStage>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries([...made.values()].flatMap((each) => Object.entries(each.outcome.tables)));
}

async function countRows(engine: Engine, tables: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const table of [...tables].sort()) {
    const [row] = await engine.rows(sql`select count(*) as n from ${id(table)}`);
    counts[table] = Number(row["n"]);
  }
  return counts;
}
