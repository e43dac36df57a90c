import { calinskiHarabasz, daviesBouldin, explained } from "../stats/cluster/indices.js";
import {
  sampledSilhouette,
  silhouette,
  simplifiedSilhouette,
  squaredSilhouette,
  type Silhouette,
} from "../stats/cluster/silhouette.js";
import type { KMeansFit } from "../stats/kmeans/kmeans.js";
import type { Measure, Reason } from "../stats/measure.js";
import type { KEvidence } from "./choose-k.js";
import type { Prepared } from "./prepare/apply-recipe.js";
import { NOT_RESAMPLED } from "./stability/resampling.js";
import type { SegmentSettings } from "./settings.js";

/** An index that has no value, with the reason. */
export interface UndefinedItem {
  readonly item: string;
  readonly reason: string;
}

const REASONS: Partial<Record<Reason, string>> = {
  one_group: "one segment has nothing to be compared with",
  too_many_groups: "there are as many segments as customers",
  perfect_fit: "every customer lies on its centre",
  coincident_centres: "two centres coincide",
  all_equal: "all prepared rows are equal",
};

/** One row of the evidence table, and the reasons of its dashes. */
export function evidenceRow(
  prepared: Prepared,
  fit: KMeansFit,
  settings: Pick<SegmentSettings, "silhouette" | "exact_silhouette_to">,
  seed: number,
): { readonly row: KEvidence; readonly undefined_items: readonly UndefinedItem[] } {
  const rows = { x: prepared.data, n: prepared.rows, d: prepared.columns };
  const width = silhouetteOf(prepared, fit, settings, seed);
  const measures = {
    explained: explained(fit.wss, fit.tss),
    silhouette: width.micro,
    silhouette_macro: width.macro,
    silhouette_se: width.standardError,
    silhouette_simplified: simplifiedSilhouette(rows, fit.labels).micro,
    silhouette_squared: squaredSilhouette(rows, fit.labels).micro,
    calinski_harabasz: calinskiHarabasz(rows, fit.labels),
    davies_bouldin: daviesBouldin(rows, fit.labels),
  };
  const smallest = fit.sizes.reduce((least, size) => Math.min(least, size), Infinity);
  const row: KEvidence = {
    k: fit.k,
    wss: fit.wss,
    ...valuesOf(measures),
    silhouette_variant: width.variant,
    smallest,
    smallest_share: smallest / prepared.rows,
    restarts_agreeing: fit.restartsAgreeing,
    restarts: fit.restarts,
    converged: fit.converged,
    ...NOT_RESAMPLED,
  };
  return { row: Object.freeze(row), undefined_items: reasonsOf(fit.k, measures) };
}

function silhouetteOf(
  prepared: Prepared,
  fit: KMeansFit,
  settings: Pick<SegmentSettings, "silhouette" | "exact_silhouette_to">,
  seed: number,
): Silhouette {
  const rows = { x: prepared.data, n: prepared.rows, d: prepared.columns };
  const auto = fit.distinctRows <= settings.exact_silhouette_to ? "exact" : "sampled";
  const variant = settings.silhouette === "auto" ? auto : settings.silhouette;
  if (variant === "exact") return silhouette(rows, fit.labels);
  if (variant === "simplified") return simplifiedSilhouette(rows, fit.labels);
  return sampledSilhouette(rows, fit.labels, { seed });
}

function valuesOf<const Names extends string>(
  measures: Readonly<Record<Names, Measure>>,
): Record<Names, number | null> {
  const entries = Object.entries<Measure>(measures).map(([name, { value }]) => [name, value]);
  return Object.fromEntries(entries) as Record<Names, number | null>;
}

function reasonsOf(k: number, measures: Readonly<Record<string, Measure>>): readonly UndefinedItem[] {
  return Object.entries(measures).flatMap(([name, measure]) =>
    measure.defined ? [] : [{ item: `${name} at k = ${String(k)}`, reason: REASONS[measure.reason] ?? measure.reason }],
  );
}
