import { join } from "node:path";
import { hashOf, sha256 } from "../core/hash.js";
import { readTextFile } from "./private-file.js";
import type { CachedStage, StageBasis } from "./stage-cache.js";
import type { StageDefinition } from "./stages.js";
import type { StudyRun } from "./study-run.js";

/** One input file as it lies on disk before anything is read. */
export interface InputFile {
  readonly source: string;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface PlannedStage {
  readonly definition: StageDefinition;
  readonly key: string;
  readonly basis: StageBasis;
  readonly stale: boolean;
  /** Why it runs or why it is skipped, in words. */
  readonly reason: string;
}

/** What the plan looks at. */
type PlannedRun = Pick<StudyRun, "settings" | "pseudonyms" | "study">;

export type StudyPlan = readonly PlannedStage[];

const WORDS: Readonly<Record<keyof StageBasis, string>> = {
  settings: "its settings changed",
  pseudonyms: "the pseudonyms changed",
  inputs: "the input files changed",
  upstream: "an earlier stage changed",
  code: "the program changed",
  seed: "the seed changed",
};

function basisOf(
  definition: StageDefinition,
  { settings, pseudonyms, study }: PlannedRun,
  inputs: readonly InputFile[],
  keys: ReadonlyMap<string, string>,
  program: string,
): StageBasis {
  const models = definition.models?.(settings) ?? [];
  const hashes = models.map(({ file, key }) => sha256(readTextFile(join(study.folder, file), key)));
  return {
    settings: hashOf(definition.settingsOf(settings)),
    inputs: definition.readsFiles ? hashOf(inputs) : hashes.join(" "),
    pseudonyms: definition.readsFiles ? (pseudonyms?.digest ?? "") : "",
    upstream: definition.upstream.map((each) => keys.get(each) ?? "").join(" "),
    code: program,
    seed: settings.seed,
  };
}

function changed(basis: StageBasis, cached: CachedStage): string {
  const parts = (Object.keys(WORDS) as (keyof StageBasis)[]).filter((part) => basis[part] !== cached.basis[part]);
  return parts.map((part) => WORDS[part]).join(", ");
}

/** The stages of a study in order, with why each runs or is skipped. `run` and `--dry-run` use this same plan. */
export function planStages(
  definitions: readonly StageDefinition[],
  run: PlannedRun,
  inputs: readonly InputFile[],
  cache: ReadonlyMap<string, CachedStage>,
  program: string,
): StudyPlan {
  const keys = new Map<string, string>();
  return definitions.map((definition) => {
    const basis = basisOf(definition, run, inputs, keys, program);
    const key = hashOf(basis);
    keys.set(definition.name, key);
    const cached = cache.get(definition.name);
    const reason = cached === undefined ? "it has not run yet" : changed(basis, cached);
    return { definition, key, basis, stale: reason !== "", reason: reason === "" ? "nothing changed" : reason };
  });
}
