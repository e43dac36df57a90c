import { join } from "node:path";
import { CustvalError } from "../../core/errors.js";
import { catalogOf, type StageContext } from "../../engine/stage.js";
import { ingestSources, specOfDraft, type Proposal } from "../../ingest/index.js";
import { flatFeatures, segmentSettings } from "../../segment/index.js";
import { rfm, rfmSettings } from "../../value/index.js";
import type { Session } from "../session.js";
import { withStudyDates } from "../study-defaults.js";
import type { StudyFacts } from "./facts.js";
import type { ProposedStage } from "./stages.js";

/** Rows of all files up to which the proposal is tried; in more, a feature without spread is rare and the trial would take long. */
const TRIED = 200_000;
const FEWEST_FEATURES = 2;

interface Trial extends Session {
  /** Folder below which the files lie. */
  readonly data: string;
  readonly signal?: AbortSignal;
}

/** The stages without the features of segments that are the same for (nearly) every customer, which the run would refuse. */
export async function withoutFlatFeatures(
  trial: Trial,
  proposal: Proposal,
  facts: StudyFacts,
  stages: readonly ProposedStage[],
): Promise<readonly ProposedStage[]> {
  const segment = stages.find((each) => each.name === "segment");
  if (!segment?.settings || !isTried(proposal)) return stages;
  const flat = await flatPlaces(trial, proposal, facts, stages);
  if (flat.length === 0) return stages;
  return stages.map((each) => (each === segment ? without(segment, flat) : each));
}

function isTried({ drafts }: Proposal): boolean {
  const asked = drafts.some((each) =>
    Object.values({ ...each.columns, ...each.attributes }).some(({ question }) => question !== null),
  );
  return !asked && drafts.reduce((sum, each) => sum + each.source.count, 0) <= TRIED;
}

/** Loads the proposal as a run would. Where the data break it, nothing is known of its features: the run says what is wrong. */
async function flatPlaces(
  { engine, work, data, signal }: Trial,
  { drafts }: Proposal,
  { asOf, period, currency }: StudyFacts,
  stages: readonly ProposedStage[],
): Promise<readonly number[]> {
  const declared = Object.fromEntries(stages.map((each) => [each.name, each.settings ?? undefined]));
  const settings = withStudyDates({ as_of: asOf.value, period: period.value, currency: currency.value, ...declared });
  const stop = signal === undefined ? {} : { signal };
  try {
    const { tables } = await ingestSources(
      engine,
      Object.fromEntries(drafts.map((each) => [each.key, specOfDraft(each)])),
      { dataFolder: data, workFolder: work, rejectsFile: join(work, "rejects.csv"), profile: false, ...stop },
    );
    const context: StageContext = { engine, catalog: catalogOf(tables), seed: 1, ...stop };
    const scored = settings["rfm"] === undefined ? null : await rfm(context, rfmSettings.parse(settings["rfm"]));
    const catalog = catalogOf({ ...tables, ...scored?.tables });
    return await flatFeatures({ ...context, catalog }, segmentSettings.parse(settings["segment"]));
  } catch (error) {
    if (error instanceof CustvalError && signal?.aborted !== true) return [];
    throw error;
  }
}

function without(stage: ProposedStage, flat: readonly number[]): ProposedStage {
  const features = stage.settings!["features"] as readonly { readonly column?: string; readonly measure?: string }[];
  const kept = features.filter((_, at) => !flat.includes(at));
  const names = flat.map((at) => features[at].column ?? features[at].measure).join(", ");
  const about = [...stage.about, `Left out, because they are the same for nearly all customers: ${names}.`];
  if (kept.length >= FEWEST_FEATURES) return { ...stage, settings: { ...stage.settings, features: kept }, about };
  return {
    ...stage,
    settings: null,
    about: [...about, "Segments are not proposed: fewer than two features are left."],
  };
}
