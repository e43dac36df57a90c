import type { StageContext } from "../../engine/stage.js";
import type { KMeansFit } from "../../stats/kmeans/kmeans.js";
import { meansOf, withinSquares } from "../../stats/kmeans/centres.js";
import type { Rows } from "../../stats/kmeans/rows.js";
import { quantileType7, sortedCopy } from "../../stats/quantile.js";
import type { Prepared } from "../prepare/apply-recipe.js";
import type { SegmentSettings } from "../settings.js";
import { bootstrapStability, type BootstrapStability } from "./bootstrap.js";
import { gapCurve } from "./gap.js";
import { kneeOf, type Knee } from "./knee.js";
import { nullProbability } from "./null-test.js";
import { predictionStrength } from "./prediction-strength.js";
import { resampledRows, takeRows } from "./resample.js";

/** What resampling adds to one row of the evidence table. */
export interface ResampledEvidence {
  readonly gap: number | null;
  readonly gap_se: number | null;
  readonly prediction_strength: number | null;
  readonly jaccard_mean: number | null;
  readonly jaccard_lowest: number | null;
  readonly rand_median: number | null;
  readonly rand_low: number | null;
  readonly rand_high: number | null;
}

export interface Resampling {
  /** Customers that resampling worked on; fewer than all above 100,000. */
  readonly rows: number;
  readonly evidence: readonly ResampledEvidence[];
  readonly stability: readonly (BootstrapStability | null)[];
  readonly null_probability: number | null;
  readonly knee: Knee | null;
}

export const NOT_RESAMPLED: ResampledEvidence = Object.freeze({
  gap: null,
  gap_se: null,
  prediction_strength: null,
  jaccard_mean: null,
  jaccard_lowest: null,
  rand_median: null,
  rand_low: null,
  rand_high: null,
});

/**
 * Gap, prediction strength, null test and bootstrap stability for the fits k = 1 … K. Above 100,000 customers they work on a drawn
 * sample of 50,000 of them.
 */
export function resample(
  prepared: Prepared,
  fits: readonly KMeansFit[],
  settings: SegmentSettings,
  { seed, signal, onProgress }: Pick<StageContext, "seed" | "signal" | "onProgress">,
): Resampling {
  const { resampling } = settings;
  const options = { seed, restarts: resampling.restarts, max_iterations: settings.max_iterations };
  const whole: Rows = { x: prepared.data, n: prepared.rows, d: prepared.columns };
  const chosen = resampledRows(whole.n, seed);
  const rows = chosen === null ? whole : takeRows(whole, chosen);
  const step = <T>(event: string, work: () => T): T => {
    signal?.throwIfAborted();
    onProgress?.({ stage: "segment", event });
    return work();
  };
  const wss = fits.map((fit) => wssOn(rows, fit, chosen));
  const gap = step("gap", () => gapCurve(rows, wss, { ...options, references: resampling.gap_references }));
  const strengths = fits.map(({ k }) =>
    step(`prediction strength, k = ${String(k)}`, () =>
      predictionStrength(rows, k, { ...options, halvings: resampling.halvings }),
    ),
  );
  const stability = fits.map((fit) =>
    fit.k === 1
      ? null
      : step(`bootstrap, k = ${String(fit.k)}`, () =>
          bootstrapStability(rows, labelsOn(fit, chosen), fit.k, { ...options, replicates: resampling.bootstraps }),
        ),
  );
  const sampled = chosen === null ? fits : fits.map((fit) => ({ ...fit, labels: labelsOn(fit, chosen) }));
  const null_probability = step("null test", () =>
    nullProbability(rows, sampled, { ...options, references: resampling.null_references }),
  );
  return Object.freeze({
    rows: rows.n,
    evidence: fits.map((_, at) => ({
      gap: gap.gap[at],
      gap_se: gap.se[at],
      prediction_strength: strengths[at],
      ...stabilityRow(stability[at]),
    })),
    stability,
    null_probability,
    knee: kneeOf(wss, gap.reference_wss),
  });
}

function labelsOn(fit: KMeansFit, chosen: Int32Array | null): Int32Array {
  return chosen === null ? fit.labels : Int32Array.from(chosen, (row) => fit.labels[row]);
}

/** Within squares on the sample around the sample's own means, as the references are measured. */
function wssOn(rows: Rows, fit: KMeansFit, chosen: Int32Array | null): number {
  return chosen === null ? fit.wss : withinOwnMeans(rows, labelsOn(fit, chosen), fit.k);
}

function withinOwnMeans({ x, n, d }: Rows, labels: Int32Array, k: number): number {
  const weights = new Float64Array(n).fill(1);
  const { centres } = meansOf({ x, n, d, weights }, labels, k);
  return withinSquares({ x, n, d, weights }, labels, centres);
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
