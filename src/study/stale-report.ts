import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { hashOf, sha256 } from "../core/hash.js";
import { MANIFEST } from "./manifest.js";
import type { StudyPlan } from "./plan.js";
import type { CachedStage, StageBasis } from "./stage-cache.js";
import type { StudyRun } from "./study-run.js";
import { changedFiles } from "./verify.js";

/** What the report depends on. */
export function reportBasis(run: StudyRun, plan: StudyPlan, program: string): StageBasis {
  const { settings, options, study } = run;
  const upstream = plan.map((each) => each.key).join(" ");
  return {
    settings: hashOf([settings, study.written, options.seed ?? null, basename(options.studyFile), options.version]),
    inputs: "",
    pseudonyms: "",
    upstream,
    code: program,
    seed: settings.seed,
  };
}

/** Why the report must be rendered; empty when the folder holds exactly what the stages give. */
export async function whyReport(run: StudyRun, basis: StageBasis, entry: CachedStage | undefined): Promise<string> {
  const manifest = join(run.out, MANIFEST);
  if (!existsSync(manifest)) return "there is no report yet";
  if (entry === undefined) return "this study has not written it";
  if (hashOf(entry.basis) !== hashOf(basis)) return "what it shows changed";
  if (entry.key !== sha256(readFileSync(manifest))) return "the folder holds another run";
  return (await changedFiles(run.out)).length > 0 ? "a file of the folder was changed" : "";
}

/** What the cache keeps of a report that was written. */
export function reportEntry(run: StudyRun, basis: StageBasis): CachedStage {
  const key = sha256(readFileSync(join(run.out, MANIFEST)));
  return {
    stage: "report",
    key,
    basis,
    outcome: { result: null, tables: {}, warnings: [] },
    files: {},
    statements: [],
    rows: {},
  };
}
