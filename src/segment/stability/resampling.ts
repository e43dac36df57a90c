import type { StageContext } from "../../engine/stage.js";
import { quantileType7, sortedCopy } from "../../stats/quantile.js";
import type { Clusterer, SegmentFit } from "../algorithms/clusterer.js";
import { NOT_RESAMPLED, type ResampledEvidence } from "./resampled-evidence.js";
import { pairsOf, stabilityOfReplicates, type BootstrapStability } from "./bootstrap.js";
import type { Crew } from "../crew/crew.js";
import { sharedLabels } from "../crew/study.js";
import type { StudyData } from "../crew/study-tasks.js";
import { gapBox, gapOf, withinOwnMeans, type GapCurve } from "./gap.js";
import { kneeOf, type Knee } from "./knee.js";
import { axisDeviations, largestSilhouette, shareAsExtreme } from "./null-test.js";
import { meanStrength } from "./prediction-strength.js";

export interface Resampling {
  /** Customers that resampling worked on; fewer than all above 100,000. */
  readonly rows: number;
  /** Which customers, where not all; ascending. */
  readonly chosen: Int32Array | null;
  readonly evidence: readonly ResampledEvidence[];
  readonly stability: readonly (BootstrapStability | null)[];
  /** Adjusted Rand indices of pairs of single restarts for k = 1 … K; empty where the seed cannot matter. */
  readonly restart_rand: readonly (readonly number[])[];
  readonly null_probability: number | null;
  readonly knee: Knee | null;
}

/**
 * Gap, prediction strength, null test and bootstrap stability for the fits k = 1 … K. Above the limit of the algorithm
 * (100,000 customers for k-means) they work on a drawn sample of them (50,000). Gap and null test need rows with means and are left
 * out for mixed data.
 */
export async function resample(
  crew: Crew,
  study: StudyData & { readonly chosen: Int32Array | null },
  fits: readonly SegmentFit[],
  clusterer: Clusterer,
  { onProgress }: Pick<StageContext, "onProgress">,
): Promise<Resampling> {
  const { rows, chosen } = study;
  const labels = fits.map((fit) => sharedLabels(labelsOn(fit, chosen)));
  const given = { crew, study: { ...study, chosen: null }, labels, tell: tellerOf(onProgress) };
  const gap = clusterer.euclidean ? await gapOn(given) : null;
  const strengths = await strengthsOn(given);
  const stability = await stabilityOn(given);
  const restart_rand = clusterer.seeded ? await restartsOn(given) : labels.map(() => []);
  const null_probability = clusterer.euclidean ? await nullOn(given) : null;
  const wss = fits.map((fit, at) => (chosen === null ? fit.wss : withinOwnMeans(rows, labels[at], fit.k)));
  return Object.freeze({
    rows: rows.n,
    chosen,
    evidence: fits.map((_, at) => ({
      gap: gap?.gap[at] ?? null,
      gap_se: gap?.se[at] ?? null,
      prediction_strength: strengths[at],
      ...stabilityRow(stability[at]),
    })),
    stability,
    restart_rand,
    null_probability,
    knee: gap === null ? null : kneeOf(wss, gap.reference_wss),
  });
}

interface Given {
  readonly crew: Crew;
  readonly study: StudyData;
  /** Labels of the resampled rows for k = 1 … K. */
  readonly labels: readonly Int32Array[];
  /** Tells of finished tasks of an event. */
  readonly tell: (event: string, all: number) => (finished: number) => void;
}

function tellerOf(onProgress: StageContext["onProgress"]): Given["tell"] {
  return (event, all) => (finished) => onProgress?.({ stage: "segment", event, share: finished / all });
}

function times<T>(count: number, each: (replicate: number) => T): T[] {
  return Array.from({ length: count }, (_, replicate) => each(replicate));
}

async function gapOn({ crew, study, labels, tell }: Given): Promise<GapCurve> {
  const { gap_references, gap_power, gap_box } = study.settings.resampling;
  const box = gapBox(study.rows, gap_box);
  const last = labels.length;
  const tasks = times(gap_references, (replicate) => ({ kind: "gap" as const, study, box, last, replicate }));
  return gapOf(study.rows, labels, await crew.run(tasks, tell("gap", tasks.length)), gap_power);
}

async function strengthsOn({ crew, study, labels, tell }: Given): Promise<readonly (number | null)[]> {
  const ks = labels.map((_, at) => at + 1);
  const { halvings } = study.settings.resampling;
  const tasks = times(halvings, (replicate) => ({ kind: "halves" as const, study, ks, replicate }));
  const found = await crew.run(tasks, tell("prediction strength", tasks.length));
  return ks.map((k, at) =>
    meanStrength(
      k,
      found.map((one) => one[at]),
    ),
  );
}

async function stabilityOn({ crew, study, labels, tell }: Given): Promise<readonly (BootstrapStability | null)[]> {
  const fits = labels.map((own, at) => ({ k: at + 1, labels: own })).slice(1);
  const { bootstraps } = study.settings.resampling;
  const tasks = times(bootstraps, (replicate) => ({ kind: "bootstrap" as const, study, fits, replicate }));
  const found = await crew.run(tasks, tell("bootstrap", tasks.length));
  const byK = fits.map((_, at) => found.map((one) => one[at]));
  const pairs = byK.map((replicates, at) =>
    pairsOf(replicates).map((pair) => ({ kind: "compare" as const, study, ...fits[at], pair })),
  );
  const all = pairs.flat();
  const compared = await crew.run(all, tell("agreement of replicates", all.length));
  let from = 0;
  const stability = fits.map(({ k }, at) => {
    const own = compared.slice(from, from + pairs[at].length);
    from += own.length;
    return stabilityOfReplicates(byK[at], own, k, study.rows.n);
  });
  return [null, ...stability];
}

async function restartsOn({ crew, study, labels, tell }: Given): Promise<readonly (readonly number[])[]> {
  const ks = labels.map((_, at) => at + 1).slice(1);
  const { restart_pairs } = study.settings.resampling;
  const tasks = times(restart_pairs, (pair) => ({ kind: "restarts" as const, study, ks, pair }));
  const found = await crew.run(tasks, tell("single restarts", tasks.length));
  return [[], ...ks.map((_, at) => found.flatMap((one) => one[at] ?? []))];
}

async function nullOn({ crew, study, labels, tell }: Given): Promise<number | null> {
  const observed = largestSilhouette(
    study.rows,
    labels.map((own, at) => ({ k: at + 1, labels: own })),
  );
  if (observed === null) return null;
  const deviations = axisDeviations(study.rows);
  const last = labels.length;
  const { null_references } = study.settings.resampling;
  const tasks = times(null_references, (replicate) => ({ kind: "null" as const, study, deviations, last, replicate }));
  return shareAsExtreme(observed, await crew.run(tasks, tell("null test", tasks.length)));
}

function labelsOn(fit: SegmentFit, chosen: Int32Array | null): Int32Array {
  return chosen === null ? fit.labels : Int32Array.from(chosen, (row) => fit.labels[row]);
}

function stabilityRow(
  stability: BootstrapStability | null,
): Omit<ResampledEvidence, "gap" | "gap_se" | "prediction_strength"> {
  const { jaccard_mean, jaccard_lowest, rand_median, rand_low, rand_high } = NOT_RESAMPLED;
  if (stability === null) return { jaccard_mean, jaccard_lowest, rand_median, rand_low, rand_high };
  const jaccard = stability.segments.map((each) => each.jaccard);
  const rand = sortedCopy(stability.adjusted_rand);
  const at = (p: number) => (rand.length === 0 ? null : quantileType7(rand, p));
  return {
    jaccard_mean: jaccard.reduce((sum, each) => sum + each, 0) / jaccard.length,
    jaccard_lowest: Math.min(...jaccard),
    rand_median: at(0.5),
    rand_low: at(0.025),
    rand_high: at(0.975),
  };
}
