import { join } from "node:path";
import type { Progress, StageContext, StageOutcome } from "../engine/stage.js";
import type { Pseudonyms } from "../ingest/index.js";
import type { SegmentModel } from "../segment/index.js";
import { readTextFile } from "./private-file.js";
import type { StudySettings } from "./schema.js";

export type StageName = "ingest" | "rfm" | "profit" | "segment" | "assign" | "effect";

/** Folder of decoded copies, below the study's private folder; there only while exports are read. */
export const COPIES = "transcoded";

/** The cuts of the last RFM, below the study's private folder. */
export const RFM_CUTS = "rfm-cuts.json";

/** Folders that a stage may need besides the engine. */
export interface StagePlaces {
  readonly data: string;
  /** The study's private folder. */
  readonly work: string;
  /** The folder of the study file, from which model files are named. */
  readonly study: string;
}

export type StageRun = StageContext & {
  readonly places: StagePlaces;
  readonly pseudonyms: Pseudonyms | null;
  readonly version: string;
  /** Hash of all input files. */
  readonly dataHash: string;
  readonly onProgress: (progress: Progress) => void;
};

/** What a stage gives: its outcome, and files that go into the run folder for their owner alone. */
export interface StageResult extends StageOutcome<unknown> {
  readonly files?: Readonly<Record<string, string>>;
}

/** A file that the settings name, and the key that names it. */
interface NamedFile {
  readonly file: string;
  readonly key: string;
}

/** One stage of a study: what it depends on, and how it is run. */
export interface StageDefinition {
  readonly name: StageName;
  readonly upstream: readonly StageName[];
  readonly readsFiles: boolean;
  /** The settings that its result depends on. */
  readonly settingsOf: (settings: StudySettings) => unknown;
  readonly declared: (settings: StudySettings) => boolean;
  /** Files of models that it reads, from the folder of the study file. */
  readonly models?: (settings: StudySettings) => readonly NamedFile[];
  readonly run: (context: StageRun, settings: StudySettings) => Promise<StageResult>;
}

const ingest: StageDefinition = {
  name: "ingest",
  upstream: [],
  readsFiles: true,
  settingsOf: ({ sources, as_of, time_zone, currency, rules, report }) => ({
    time_zone,
    sources,
    as_of,
    currency,
    rules,
    smallCell: report.small_cell,
  }),
  declared: () => true,
  run: async ({ engine, places, pseudonyms, signal, onProgress }, settings) => {
    const { ingestSources } = await import("../ingest/index.js");
    return ingestSources(engine, settings.sources, {
      dataFolder: places.data,
      workFolder: join(places.work, COPIES),
      rejectsFile: join(places.work, "rejects.csv"),
      asOf: settings.as_of,
      currency: settings.currency,
      ...(settings.time_zone === undefined ? {} : { timeZone: settings.time_zone }),
      rules: settings.rules,
      smallCell: settings.report.small_cell,
      onProgress,
      ...(pseudonyms === null ? {} : { pseudonyms }),
      ...(signal === undefined ? {} : { signal }),
    });
  },
};

const rfm: StageDefinition = {
  name: "rfm",
  upstream: ["ingest", "profit"],
  readsFiles: false,
  settingsOf: (settings) => settings.rfm,
  declared: (settings) => settings.rfm !== undefined,
  run: async (context, settings) => {
    const { rfm: stage } = await import("../value/index.js");
    const { writeCuts } = await import("./rfm-files.js");
    const outcome = await stage(context, settings.rfm!);
    if (outcome.frozen !== null) writeCuts(join(context.places.work, RFM_CUTS), outcome, context.dataHash);
    return outcome;
  },
};

const profit: StageDefinition = {
  name: "profit",
  upstream: ["ingest"],
  readsFiles: false,
  settingsOf: (settings) => settings.profit,
  declared: (settings) => settings.profit !== undefined,
  run: async (context, settings) => (await import("../value/index.js")).profit(context, settings.profit!),
};

const segment: StageDefinition = {
  name: "segment",
  upstream: ["ingest", "profit", "rfm"],
  readsFiles: false,
  settingsOf: (settings) => settings.segment,
  declared: (settings) => settings.segment !== undefined,
  models: ({ segment: { previous_model, centres } = {} }) => [
    ...(previous_model === undefined ? [] : [{ file: previous_model, key: "segment.previous_model" }]),
    ...(centres?.file === undefined ? [] : [{ file: centres.file, key: "segment.centres.file" }]),
  ],
  run: async (context, { segment: settings }) => {
    const { keptModel, modelText, segment: stage } = await import("../segment/index.js");
    const { previous_model: file, save_model } = settings!;
    const previous = file === undefined ? null : await modelOf(context, file);
    const { withCentresFile } = await import("./centres-file.js");
    const given = withCentresFile(settings!, (named) => join(context.places.study, named));
    const outcome = await stage(context, given, previous);
    if (!save_model) return outcome;
    return { ...outcome, files: { [MODEL_FILE]: modelText(keptModel(outcome), context.version) } };
  },
};

/** Name of the model in the run folder. */
export const MODEL_FILE = "segment_model.json";

async function modelOf({ places }: StageRun, file: string): Promise<SegmentModel> {
  const { parseModel } = await import("../segment/index.js");
  return parseModel(readTextFile(join(places.study, file), file), file);
}

const assign: StageDefinition = {
  name: "assign",
  upstream: ["ingest", "profit", "rfm"],
  readsFiles: false,
  settingsOf: (settings) => settings.assign,
  declared: (settings) => settings.assign !== undefined,
  models: ({ assign: settings }) => (settings === undefined ? [] : [{ file: settings.model, key: "assign.model" }]),
  run: async (context, { assign: settings }) => {
    const { assign: stage } = await import("../segment/index.js");
    return stage(context, await modelOf(context, settings!.model), settings!);
  },
};

const effect: StageDefinition = {
  name: "effect",
  upstream: ["ingest"],
  readsFiles: false,
  settingsOf: (settings) => settings.effect,
  declared: (settings) => settings.effect !== undefined,
  run: async (context, settings) => (await import("../effect/index.js")).effect(context, settings.effect!),
};

const ALL: readonly StageDefinition[] = [ingest, profit, rfm, segment, assign, effect];

/** The stages that a study declares, in order. */
export function stagesOf(settings: StudySettings): readonly StageDefinition[] {
  return ALL.filter((each) => each.declared(settings));
}
