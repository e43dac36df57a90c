import type { SegmentResult } from "../../tables/results/index.js";
import {
  hiddenBy,
  isDominatedShare,
  suppressList,
  suppressTable,
  type CellFate,
  type Hidden,
} from "../../privacy/index.js";
import { guard, moneyFates, type Guarded } from "./hide.js";
import { gateSensitivity, type GatedSensitivity } from "./segment-stability.js";

type Profile = SegmentResult["segments"][number];
type Feature = Profile["features"][number];
type Evidence = SegmentResult["evidence"][number];

const COUNTS = ["customers", "share", "boundary_share"] as const;
const MONEY = ["value", "value_share"] as const;
const FEATURE = ["mean", "median", "q1", "q3", "z_mean", "index"] as const;

export type GatedFeature = Guarded<Feature, (typeof FEATURE)[number]>;

export type GatedProfile = Guarded<Omit<Profile, "features">, (typeof COUNTS)[number] | (typeof MONEY)[number]> & {
  readonly features: readonly GatedFeature[];
};

export interface GatedCategory {
  readonly variable: string;
  readonly levels: readonly {
    readonly level: string | null;
    readonly other: boolean;
    readonly counts: readonly (number | Hidden)[];
    /** Shown where the count is. */
    readonly residuals: readonly (number | null | Hidden)[];
  }[];
}

export type GatedSegment = Omit<SegmentResult, "segments" | "evidence" | "categories" | "lineage" | "sensitivity"> & {
  readonly sensitivity: GatedSensitivity | null;
  readonly categories: readonly GatedCategory[];
  readonly lineage: GatedLineage | null;
  readonly segments: readonly GatedProfile[];
  readonly evidence: readonly Guarded<Evidence, "smallest" | "smallest_share">[];
};

type Lineage = NonNullable<SegmentResult["lineage"]>;

export type GatedLineage = Omit<Lineage, "previous"> & {
  readonly previous: readonly (Omit<Lineage["previous"][number], "customers"> & {
    readonly customers: readonly (number | Hidden)[];
  })[];
};

/** Segments without the size, value or profile of a small one. */
export function gateSegment(result: SegmentResult, threshold: number): GatedSegment {
  const counts = result.segments.map((each) => each.customers);
  const fates = suppressList(counts, threshold);
  const money = moneyFates(
    fates,
    result.segments.map((each) => isDominatedShare(each.top_two_share)),
    counts,
  );
  return {
    ...result,
    categories: result.categories.map((each) => gateCategory(each, fates, threshold)),
    sensitivity: result.sensitivity && gateSensitivity(result.sensitivity, threshold),
    silhouette_bands: result.silhouette_bands && {
      ...result.silhouette_bands,
      segments: result.silhouette_bands.segments.map((each, at) =>
        fates[at] === "shown" ? each : { ...each, percentiles: null },
      ),
    },
    lineage: result.lineage && gateLineage(result.lineage, fates, threshold),
    segments: result.segments.map((each, index) => ({
      ...guard(guard(each, fates[index], COUNTS), money[index], MONEY),
      features: each.features.map((feature) => guard(feature, fates[index], FEATURE)),
    })),
    evidence: result.evidence.map((each) => {
      const fate = each.smallest > 0 && each.smallest < threshold ? "small" : "shown";
      return guard(each, fate, ["smallest", "smallest_share"]);
    }),
  };
}

function gateCategory(
  { variable, levels }: SegmentResult["categories"][number],
  segments: readonly CellFate[],
  threshold: number,
): GatedCategory {
  const fates = fatesOf(
    levels.map((each) => each.counts),
    segments,
    threshold,
  );
  return {
    variable,
    levels: levels.map((each, row) => ({
      ...each,
      counts: each.counts.map((count, at) => shownOr(fates[row][at], count)),
      residuals: each.residuals.map((residual, at) => shownOr(fates[row][at], residual)),
    })),
  };
}

function gateLineage(lineage: Lineage, segments: readonly CellFate[], threshold: number): GatedLineage {
  const fates = fatesOf(
    lineage.previous.map((each) => each.customers),
    segments,
    threshold,
  );
  return {
    ...lineage,
    previous: lineage.previous.map((each, row) => ({
      ...each,
      customers: each.customers.map((count, at) => shownOr(fates[row][at], count)),
    })),
  };
}

/**
 * Fates of a table with a column for each segment. The column of a segment whose size is hidden is hidden whole, or its sum would
 * give the size away; the others are suppressed as a table whose sums can be known.
 */
function fatesOf(
  rows: readonly (readonly number[])[],
  segments: readonly CellFate[],
  threshold: number,
): readonly (readonly CellFate[])[] {
  const open = segments.flatMap((fate, at) => (fate === "shown" ? [at] : []));
  const suppressed = suppressTable(
    rows.map((row) => open.map((at) => row[at])),
    threshold,
  );
  return rows.map((_, row) =>
    segments.map((fate, at) => (fate === "shown" ? suppressed[row][open.indexOf(at)] : fate)),
  );
}

function shownOr<T>(fate: CellFate, value: T): T | Hidden {
  return fate === "shown" ? value : hiddenBy(fate);
}
