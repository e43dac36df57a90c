import type { StageContext } from "../engine/stage.js";
import { evidenceTo, type KEvidence } from "./choose-k.js";
import type { Clusterer, FitOptions, SegmentFit } from "./algorithms/clusterer.js";
import { MixtureCollapsed } from "./algorithms/mixture.js";
import { refuseImpossibleK } from "./impossible-k.js";
import { evidenceRow, type UndefinedItem } from "./indices.js";
import { failIfAny } from "../core/errors.js";
import { rowsOf, type Prepared } from "./prepare/apply-recipe.js";
import { problem } from "./prepare/problem.js";
import { mixtureEvidence, NO_CRITERIA } from "./stability/mixture-evidence.js";
import { resample, type Resampling } from "./stability/resampling.js";
import type { SegmentSettings } from "./settings.js";

/** The evidence table and the fits behind it, ascending k. */
export interface Evidence {
  readonly rows: readonly KEvidence[];
  readonly fits: readonly SegmentFit[];
  readonly undefined_items: readonly UndefinedItem[];
  /** Null at depth `basic`. */
  readonly resampling: Resampling | null;
}

/**
 * Fits k = 1, 2, … and gathers the evidence for each; a k above the distinct rows, or at which a mixture collapses, ends the
 * table with a note. Throws SEG-006, SEG-007 and SEG-013.
 */
export function gatherEvidence(
  prepared: Prepared,
  settings: SegmentSettings,
  clusterer: Clusterer,
  options: FitOptions,
  context: Pick<StageContext, "seed" | "signal" | "onProgress">,
): Evidence {
  const whole = rowsOf(prepared);
  const first = clusterer.fit(whole, 1, options);
  refuseImpossibleK(settings, prepared.rows, first.distinctRows);
  const asked = evidenceTo(settings);
  const last = Math.min(asked, first.distinctRows);
  const rows: KEvidence[] = [];
  const fits: SegmentFit[] = [];
  const notes: UndefinedItem[] = [];
  for (let k = 1; k <= last; k++) {
    context.signal?.throwIfAborted();
    const fit = k === 1 ? first : fitOrNone(() => clusterer.fit(whole, k, options));
    if (fit === null) break;
    const { row, undefined_items } = evidenceRow(prepared, fit, settings, clusterer, options.seed);
    rows.push(row);
    fits.push(fit);
    notes.push(...undefined_items);
    context.onProgress?.({ stage: "segment", event: `k = ${String(k)}`, share: k / last });
  }
  const reached = fits.length;
  if (reached < last) refuseCollapse(settings.k, reached);
  if (reached < asked)
    notes.push(
      leftOut(
        reached,
        asked,
        reached < last
          ? "the mixture collapsed in every start"
          : `there are only ${String(last)} distinct prepared rows`,
      ),
    );
  const full = settings.depth === "full";
  const resampling = full ? resample(prepared, fits, settings, clusterer, context) : null;
  const criteria =
    full && clusterer.euclidean
      ? mixtureEvidence(whole, fits, settings.resampling.mixture_rows, context.seed)
      : fits.map(() => NO_CRITERIA);
  const complete = rows.map((row, at) => ({
    ...row,
    ...criteria[at],
    ...ownCriterion(fits[at], settings),
    ...resampling?.evidence[at],
  }));
  return Object.freeze({ rows: complete, fits, undefined_items: notes, resampling });
}

function fitOrNone(fit: () => SegmentFit): SegmentFit | null {
  try {
    return fit();
  } catch (error) {
    if (error instanceof MixtureCollapsed) return null;
    throw error;
  }
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

function leftOut(last: number, asked: number, reason: string): UndefinedItem {
  const item = last + 1 === asked ? `k = ${String(asked)}` : `k = ${String(last + 1)} to ${String(asked)}`;
  return { item, reason };
}
