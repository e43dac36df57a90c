import type { StageContext } from "../../engine/stage.js";
import { quantileType7, sortedCopy } from "../../stats/quantile.js";
import { rowsOf, type Prepared } from "../prepare/apply-recipe.js";
import type { Clusterer, SegmentFit } from "../algorithms/clusterer.js";
import type { SegmentSettings } from "../settings.js";
import { bootstrapStability, type BootstrapStability } from "./bootstrap.js";
import { gapCurve, withinOwnMeans } from "./gap.js";
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
  /** Which customers, where not all; ascending. */
  readonly chosen: Int32Array | null;
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
 * Gap, prediction strength, null test and bootstrap stability for the fits k = 1 … K. Above the limit of the algorithm
 * (100,000 customers for k-means) they work on a drawn sample of them (50,000). Gap and null test need rows with means and are left
 * out for mixed data.
 */
export function resample(
  prepared: Prepared,
  fits: readonly SegmentFit[],
  settings: SegmentSettings,
  clusterer: Clusterer,
  { seed, signal, onProgress }: Pick<StageContext, "seed" | "signal" | "onProgress">,
): Resampling {
  const { resampling } = settings;
  const options = { clusterer, seed, restarts: resampling.restarts, max_iterations: settings.max_iterations };
  const whole = rowsOf(prepared);
  const limits = resampling.gap_power === 1 ? { above: 2_000, rows: 2_000 } : clusterer.resample;
  const chosen = resampledRows(whole.n, seed, limits);
  const rows = chosen === null ? whole : takeRows(whole, chosen);
  const step = <T>(event: string, work: () => T): T => {
    signal?.throwIfAborted();
    onProgress?.({ stage: "segment", event });
    return work();
  };
  const labels = fits.map((fit) => labelsOn(fit, chosen));
  const gap = !clusterer.euclidean
    ? null
    : step("gap", () =>
        gapCurve(rows, labels, {
          ...options,
          references: resampling.gap_references,
          power: resampling.gap_power,
          box: resampling.gap_box,
        }),
      );
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
  const null_probability = !clusterer.euclidean
    ? null
    : step("null test", () => nullProbability(rows, sampled, { ...options, references: resampling.null_references }));
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
    null_probability,
    knee: gap === null ? null : kneeOf(wss, gap.reference_wss),
  });
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
