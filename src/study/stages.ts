import { join } from "node:path";
import type { Progress, StageContext, StageOutcome } from "../engine/stage.js";
import type { Pseudonyms } from "../ingest/index.js";
import type { StudySettings } from "./schema.js";

export type StageName = "ingest" | "rfm" | "profit" | "segment" | "effect";

/** Folder of decoded copies, below the study's private folder; there only while exports are read. */
export const COPIES = "transcoded";

/** Folders that a stage may need besides the engine. */
export interface StagePlaces {
  readonly data: string;
  /** The study's private folder. */
  readonly work: string;
}

export type StageRun = StageContext & {
  readonly places: StagePlaces;
  readonly pseudonyms: Pseudonyms | null;
  readonly onProgress: (progress: Progress) => void;
};

/** One stage of a study: what it depends on, and how it is run. */
export interface StageDefinition {
  readonly name: StageName;
  readonly upstream: readonly StageName[];
  readonly readsFiles: boolean;
  /** The settings that its result depends on. */
  readonly settingsOf: (settings: StudySettings) => unknown;
  readonly declared: (settings: StudySettings) => boolean;
  readonly run: (context: StageRun, settings: StudySettings) => Promise<StageOutcome<unknown>>;
}

const ingest: StageDefinition = {
  name: "ingest",
  upstream: [],
  readsFiles: true,
  settingsOf: ({ sources, as_of, currency, rules, report }) => ({
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
  run: async (context, settings) => (await import("../value/index.js")).rfm(context, settings.rfm!),
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
  run: async (context, settings) => (await import("../segment/index.js")).segment(context, settings.segment!),
};

const effect: StageDefinition = {
  name: "effect",
  upstream: ["ingest"],
  readsFiles: false,
  settingsOf: (settings) => settings.effect,
  declared: (settings) => settings.effect !== undefined,
  run: async (context, settings) => (await import("../effect/index.js")).effect(context, settings.effect!),
};

const ALL: readonly StageDefinition[] = [ingest, profit, rfm, segment, effect];

/** The stages that a study declares, in order. */
export function stagesOf(settings: StudySettings): readonly StageDefinition[] {
  return ALL.filter((each) => each.declared(settings));
}
