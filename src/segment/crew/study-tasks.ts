import type { Rows } from "../../stats/kmeans/rows.js";
import type { Clusterer, FitOptions, ScoringParts, SegmentFit } from "../algorithms/clusterer.js";
import { MixtureCollapsed } from "../algorithms/mixture.js";
import { clustererFor, type ColumnKinds } from "../algorithms/pick.js";
import { evidenceRow } from "../indices.js";
import { rowsOf, type Prepared } from "../prepare/apply-recipe.js";
import type { SegmentSettings } from "../settings.js";
import { bootstrapReplicate, compareOnAll } from "../stability/bootstrap.js";
import { gapReference, type Box } from "../stability/gap.js";
import { mixtureEvidence } from "../stability/mixture-evidence.js";
import { nullReference } from "../stability/null-test.js";
import { halvingStrengths } from "../stability/prediction-strength.js";
import { restartAgreement } from "../stability/single-restarts.js";

/** What every task of a study knows; the numbers lie in memory that threads share. */
export interface StudyData {
  /** Tells studies apart, so that a thread builds the algorithm of each once. */
  readonly id: number;
  readonly prepared: Prepared;
  /** Rows that resampling works on. */
  readonly rows: Rows;
  readonly settings: SegmentSettings;
  readonly kinds: ColumnKinds;
  readonly seed: number;
}

interface Labelled {
  readonly k: number;
  readonly labels: Int32Array;
}

/** The independent pieces of a study. */
export type StudyTask = { readonly study: StudyData } & (
  | { readonly kind: "fit"; readonly k: number; readonly options: FitOptions }
  | { readonly kind: "gap"; readonly box: Box; readonly last: number; readonly replicate: number }
  | { readonly kind: "halves"; readonly ks: readonly number[]; readonly replicate: number }
  | { readonly kind: "bootstrap"; readonly fits: readonly Labelled[]; readonly replicate: number }
  | {
      readonly kind: "compare";
      readonly k: number;
      readonly labels: Int32Array;
      readonly pair: readonly ScoringParts[];
    }
  | {
      readonly kind: "null";
      readonly deviations: Float64Array;
      readonly last: number;
      readonly replicate: number;
    }
  | { readonly kind: "mixture"; readonly fit: SegmentFit }
  | { readonly kind: "restarts"; readonly ks: readonly number[]; readonly pair: number }
  | { readonly kind: "again"; readonly k: number; readonly options: FitOptions }
);

type Of<Kind extends StudyTask["kind"]> = Extract<StudyTask, { readonly kind: Kind }>;

/** What each piece gives. */
export interface StudyResults {
  /** Null where a mixture collapsed. */
  readonly fit: ReturnType<typeof fitted>;
  readonly gap: ReturnType<typeof gapReference>;
  readonly halves: ReturnType<typeof halvingStrengths>;
  readonly bootstrap: ReturnType<typeof bootstrapReplicate>;
  readonly compare: ReturnType<typeof compareOnAll>;
  readonly null: number | null;
  readonly mixture: ReturnType<typeof mixtureEvidence>[number];
  readonly restarts: ReturnType<typeof restartAgreement>;
  /** Labels only; null where the rows cannot be put in k segments. */
  readonly again: Int32Array | null;
}

const WORK: { readonly [Kind in keyof StudyResults]: (task: Of<Kind>) => StudyResults[Kind] } = {
  fit: fitted,
  gap: ({ study, box, last, replicate }) => gapReference(study.rows, box, last, replicate, refitOptions(study)),
  halves: ({ study, ks, replicate }) => halvingStrengths(study.rows, ks, replicate, refitOptions(study)),
  bootstrap: ({ study, fits, replicate }) => bootstrapReplicate(study.rows, fits, replicate, refitOptions(study)),
  compare: ({ study, k, labels, pair }) => compareOnAll(study.rows, labels, pair, k, clustererOf(study)),
  null: ({ study, deviations, last, replicate }) =>
    nullReference(study.rows, deviations, last, replicate, refitOptions(study)),
  mixture: ({ study, fit }) =>
    mixtureEvidence(rowsOf(study.prepared), [fit], study.settings.resampling.mixture_rows, study.seed)[0],
  restarts: ({ study, ks, pair }) => restartAgreement(study.rows, ks, pair, refitOptions(study)),
  again: ({ study, k, options }) => labelsOrNone(() => clustererOf(study).fit(rowsOf(study.prepared), k, options)),
};

/** Does one piece of a study. */
export function performStudyTask<Kind extends keyof StudyResults>(task: Of<Kind>): StudyResults[Kind] {
  return WORK[task.kind as Kind]({ ...task, study: remembered(task.study) });
}

function fitted({ study, k, options }: Of<"fit">) {
  const clusterer = clustererOf(study);
  const fit = fitOrNone(() => clusterer.fit(rowsOf(study.prepared), k, options));
  return fit === null ? null : { fit, ...evidenceRow(study.prepared, fit, study.settings, clusterer, study.seed) };
}

function fitOrNone(fit: () => SegmentFit): SegmentFit | null {
  try {
    return fit();
  } catch (error) {
    if (error instanceof MixtureCollapsed) return null;
    throw error;
  }
}

function labelsOrNone(fit: () => SegmentFit): Int32Array | null {
  try {
    return fit().labels;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function refitOptions(study: StudyData) {
  const { resampling, max_iterations } = study.settings;
  const { restarts, gap_power, gap_box } = resampling;
  const clusterer = clustererOf(study);
  return { clusterer, seed: study.seed, restarts, early: resampling, max_iterations, power: gap_power, box: gap_box };
}

let current: { readonly study: StudyData; readonly clusterer: Clusterer } | null = null;

/**
 * The study as this thread first saw it: a task from another thread brings new arrays over the same shared memory, and rows that are
 * loaded are known by their array.
 */
function remembered(study: StudyData): StudyData {
  if (current?.study.id === study.id) return current.study;
  current = { study, clusterer: clustererFor(study.settings, study.prepared, study.kinds) };
  return study;
}

function clustererOf(study: StudyData): Clusterer {
  remembered(study);
  return current!.clusterer;
}
