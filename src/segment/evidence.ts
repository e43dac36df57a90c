import type { StageContext } from "../engine/stage.js";
import type { KMeansFit } from "../stats/kmeans/kmeans.js";
import { evidenceTo, type KEvidence } from "./choose-k.js";
import { cluster, refuseImpossibleK, type ClusterOptions } from "./cluster.js";
import { evidenceRow, type UndefinedItem } from "./indices.js";
import type { Prepared } from "./prepare/apply-recipe.js";
import { resample, type Resampling } from "./stability/resampling.js";
import type { SegmentSettings } from "./settings.js";

/** The evidence table and the fits behind it, ascending k. */
export interface Evidence {
  readonly rows: readonly KEvidence[];
  readonly fits: readonly KMeansFit[];
  readonly undefined_items: readonly UndefinedItem[];
  /** Null at depth `basic`. */
  readonly resampling: Resampling | null;
}

/** Fits k = 1, 2, … and gathers the evidence for each; a k above the distinct rows is left out with a note. Throws SEG-006 and SEG-007. */
export function gatherEvidence(
  prepared: Prepared,
  settings: SegmentSettings,
  options: ClusterOptions,
  context: Pick<StageContext, "seed" | "signal" | "onProgress">,
): Evidence {
  const first = cluster(prepared, 1, options);
  refuseImpossibleK(settings.k, prepared.rows, first.distinctRows);
  const asked = evidenceTo(settings);
  const last = Math.min(asked, first.distinctRows);
  const rows: KEvidence[] = [];
  const fits: KMeansFit[] = [];
  const notes: UndefinedItem[] = [];
  for (let k = 1; k <= last; k++) {
    context.signal?.throwIfAborted();
    const fit = k === 1 ? first : cluster(prepared, k, options);
    const { row, undefined_items } = evidenceRow(prepared, fit, settings, options.seed);
    rows.push(row);
    fits.push(fit);
    notes.push(...undefined_items);
    context.onProgress?.({ stage: "segment", event: `k = ${String(k)}`, share: k / last });
  }
  if (last < asked) notes.push(leftOut(last, asked));
  const resampling = settings.depth === "full" ? resample(prepared, fits, settings, context) : null;
  const complete = rows.map((row, at) => ({ ...row, ...resampling?.evidence[at] }));
  return Object.freeze({ rows: complete, fits, undefined_items: notes, resampling });
}

function leftOut(last: number, asked: number): UndefinedItem {
  const item = last + 1 === asked ? `k = ${String(asked)}` : `k = ${String(last + 1)} to ${String(asked)}`;
  return { item, reason: `there are only ${String(last)} distinct prepared rows` };
}
