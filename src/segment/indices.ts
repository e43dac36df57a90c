import { calinskiHarabasz, daviesBouldin, explained } from "../stats/cluster/indices.js";
import {
  sampledSilhouette,
  silhouette,
  simplifiedSilhouette,
  squaredSilhouette,
  type Silhouette,
} from "../stats/cluster/silhouette.js";
import { silhouetteOf } from "../stats/cluster/mixed-silhouette.js";
import { notDefined, type Measure, type Reason } from "../stats/measure.js";
import type { Clusterer, SegmentFit } from "./algorithms/clusterer.js";
import type { KEvidence } from "./choose-k.js";
import { rowsOf, type Prepared } from "./prepare/apply-recipe.js";
import { fastDistanceSums } from "./kernel/fast-distances.js";
import { NO_CRITERIA } from "./stability/mixture-evidence.js";
import { NOT_RESAMPLED } from "./stability/resampled-evidence.js";
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
  mixed_data: "mixed data have no means, or more customers than pairs can be compared for (5,000)",
};

/** One row of the evidence table, and the reasons of its dashes. */
export function evidenceRow(
  prepared: Prepared,
  fit: SegmentFit,
  settings: Pick<SegmentSettings, "silhouette" | "exact_silhouette_to">,
  clusterer: Clusterer,
  seed: number,
): { readonly row: KEvidence; readonly undefined_items: readonly UndefinedItem[] } {
  const { measures, variant } = clusterer.between
    ? mixedMeasures(prepared, fit, clusterer.between(rowsOf(prepared)))
    : measuresOf(prepared, fit, settings, seed);
  const smallest = fit.sizes.reduce((least, size) => Math.min(least, size), Infinity);
  const row: KEvidence = {
    k: fit.k,
    wss: fit.wss,
    ...valuesOf(measures),
    silhouette_variant: variant,
    smallest,
    smallest_share: smallest / prepared.rows,
    restarts_agreeing: fit.restartsAgreeing,
    restarts: fit.restarts,
    converged: fit.converged,
    ...NO_CRITERIA,
    icl: null,
    ...NOT_RESAMPLED,
  };
  return { row: Object.freeze(row), undefined_items: reasonsOf(fit.k, measures) };
}

interface Indices {
  readonly measures: Readonly<Record<IndexName, Measure>>;
  readonly variant: string;
}

type IndexName =
  | "explained"
  | "silhouette"
  | "silhouette_macro"
  | "silhouette_se"
  | "silhouette_simplified"
  | "silhouette_squared"
  | "calinski_harabasz"
  | "davies_bouldin";

function measuresOf(
  prepared: Prepared,
  fit: SegmentFit,
  settings: Pick<SegmentSettings, "silhouette" | "exact_silhouette_to">,
  seed: number,
): Indices {
  const rows = rowsOf(prepared);
  const width = widthsOf(prepared, fit, settings, seed);
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
  return { measures, variant: width.variant };
}

/** Most customers of mixed data whose pairs are all compared. */
const MIXED_PAIRS = 5_000;

function mixedMeasures(prepared: Prepared, fit: SegmentFit, between: (i: number, j: number) => number): Indices {
  const none = notDefined("mixed_data");
  const many = prepared.rows > MIXED_PAIRS;
  const { micro, macro } = many ? { micro: none, macro: none } : silhouetteOf(prepared.rows, fit.labels, between);
  const measures = {
    explained: fit.tss > 0 ? explained(fit.wss, fit.tss) : none,
    silhouette: micro,
    silhouette_macro: macro,
    silhouette_se: none,
    silhouette_simplified: none,
    silhouette_squared: none,
    calinski_harabasz: none,
    davies_bouldin: none,
  };
  return { measures, variant: "dissimilarity" };
}

function widthsOf(
  prepared: Prepared,
  fit: SegmentFit,
  settings: Pick<SegmentSettings, "silhouette" | "exact_silhouette_to">,
  seed: number,
): Silhouette {
  const rows = rowsOf(prepared);
  const auto = fit.distinctRows <= settings.exact_silhouette_to ? "exact" : "sampled";
  const variant = settings.silhouette === "auto" ? auto : settings.silhouette;
  if (variant === "exact") return silhouette(rows, fit.labels, fastDistanceSums);
  if (variant === "simplified") return simplifiedSilhouette(rows, fit.labels);
  return sampledSilhouette(rows, fit.labels, { seed }, fastDistanceSums);
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
