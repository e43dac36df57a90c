import type { StageContext } from "../engine/stage.js";
import { distinctRows, usableRows } from "../stats/kmeans/distinct-rows.js";
import { checkedRows, type Rows } from "../stats/kmeans/rows.js";
import { evidenceTo, type KEvidence } from "./choose-k.js";
import type { Clusterer, FitOptions, SegmentFit } from "./algorithms/clusterer.js";
import { clustererFor, type ColumnKinds } from "./algorithms/pick.js";
import { openCrew, soloCrew, type Crew } from "./crew/crew.js";
import { studyData, threadsFor } from "./crew/study.js";
import { performStudyTask, type StudyData, type StudyResults } from "./crew/study-tasks.js";
import { refuseImpossibleK } from "./impossible-k.js";
import type { UndefinedItem } from "./indices.js";
import { failIfAny } from "../core/errors.js";
import { rowsOf, type Prepared } from "./prepare/apply-recipe.js";
import { problem } from "./prepare/problem.js";
import { NO_CRITERIA } from "./stability/mixture-evidence.js";
import { resample, type Resampling } from "./stability/resampling.js";
import type { SegmentSettings } from "./settings.js";

/** The evidence table and the fits behind it, ascending k. */
export interface Evidence {
  readonly rows: readonly KEvidence[];
  readonly fits: readonly SegmentFit[];
  readonly undefined_items: readonly UndefinedItem[];
  /** Null at depth `basic`. */
  readonly resampling: Resampling | null;
  /** How many customers the algorithm is refitted on. */
  readonly resample: Clusterer["resample"];
  readonly euclidean: boolean;
}

/**
 * Fits k = 1, 2, … and gathers the evidence for each; a k above the distinct rows, or at which a mixture collapses, ends the
 * table with a note. Threads share the work; the numbers do not depend on them. Throws SEG-006, SEG-007 and SEG-013.
 */
export async function gatherEvidence(
  prepared: Prepared,
  settings: SegmentSettings,
  kinds: ColumnKinds,
  options: FitOptions,
  context: Pick<StageContext, "seed" | "signal" | "onProgress">,
): Promise<Evidence> {
  const clusterer = clustererFor(settings, prepared, kinds);
  const study = studyData(prepared, settings, kinds, clusterer, context.seed);
  const asked = evidenceTo(settings);
  const crew = await openCrew(threadsFor(study, asked), context.signal);
  try {
    const found = await sweep(crew, study, options, asked, clusterer, context);
    const fits = found.steps.map(({ fit }) => fit);
    const full = settings.depth === "full";
    const resampling = full ? await resample(crew, study, fits, clusterer, context) : null;
    const criteria = full && clusterer.euclidean ? await criteriaOf(crew, study, fits) : fits.map(() => NO_CRITERIA);
    const rows = found.steps.map(({ row }, at) => ({
      ...row,
      ...criteria[at],
      ...ownCriterion(fits[at], settings),
      ...resampling?.evidence[at],
    }));
    return Object.freeze({
      rows,
      fits,
      undefined_items: found.notes,
      resampling,
      resample: clusterer.resample,
      euclidean: clusterer.euclidean,
    });
  } finally {
    await crew.close();
  }
}

type Step = NonNullable<StudyResults["fit"]>;

/** Fits of all k that there are, ascending, and the notes of what is missing. */
async function sweep(
  crew: Crew,
  study: StudyData,
  options: FitOptions,
  asked: number,
  clusterer: Clusterer,
  context: Pick<StageContext, "signal" | "onProgress">,
): Promise<{ readonly steps: readonly Step[]; readonly notes: readonly UndefinedItem[] }> {
  const { settings, prepared } = study;
  const first = performStudyTask({ kind: "fit", study, k: 1, options });
  const distinct = first === null ? 0 : distinctWithWeight(rowsOf(prepared), first.fit);
  refuseImpossibleK(settings, prepared.rows, distinct);
  const last = Math.min(asked, distinct);
  // The largest k first, so that no thread is left with it at the end.
  const tasks = Array.from({ length: last - 1 }, (_, at) => ({ kind: "fit" as const, study, k: last - at, options }));
  const sharing = clusterer.shares ? crew : soloCrew(context.signal);
  const told = (finished: number) => {
    context.onProgress?.({ stage: "segment", event: "values of k", share: (finished + 1) / last });
  };
  const rest = (await sharing.run(tasks, told)).reverse();
  const all = [first, ...rest];
  const none = all.indexOf(null);
  const reached = none < 0 ? all.length : none;
  if (reached < last) refuseCollapse(settings.k, reached);
  const steps = all.slice(0, reached) as Step[];
  const notes = steps.flatMap(({ undefined_items }) => undefined_items);
  return { steps, notes: reached < asked ? [...notes, leftOut(reached, asked, reached < last)] : notes };
}

/** Distinct rows that can be a segment of their own: a row of weight 0 cannot. */
function distinctWithWeight(rows: Rows, { distinctRows: all }: SegmentFit): number {
  return rows.weights === undefined ? all : usableRows(distinctRows(checkedRows(rows)));
}

async function criteriaOf(crew: Crew, study: StudyData, fits: readonly SegmentFit[]) {
  return crew.run(fits.map((fit) => ({ kind: "mixture" as const, study, fit })));
}

/** The criterion of a mixture that was fitted on all customers takes the place of that on a sample. */
function ownCriterion({ criteria }: SegmentFit, { covariance }: SegmentSettings): Partial<KEvidence> {
  return criteria === undefined ? {} : { [`bic_${covariance}`]: criteria.bic, icl: criteria.icl };
}

function refuseCollapse(k: SegmentSettings["k"], reached: number): void {
  const least = typeof k === "number" ? k : k.min;
  if (least <= reached) return;
  const found = `the mixture with k = ${String(reached + 1)} collapsed in every start`;
  const hint = "use fewer components, covariance: diag or spherical, or algorithm: k-means";
  failIfAny([problem("SEG-013", found, hint, "segment.k")]);
}

function leftOut(last: number, asked: number, collapsed: boolean): UndefinedItem {
  const item = last + 1 === asked ? `k = ${String(asked)}` : `k = ${String(last + 1)} to ${String(asked)}`;
  const few = `there are only ${String(last)} distinct prepared rows`;
  return { item, reason: collapsed ? "the mixture collapsed in every start" : few };
}
