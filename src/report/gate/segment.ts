import type { SegmentResult } from "../../tables/results/index.js";
import { isDominatedShare, suppressList } from "../../privacy/index.js";
import { guard, moneyFates, type Guarded } from "./hide.js";

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

export type GatedSegment = Omit<SegmentResult, "segments" | "evidence"> & {
  readonly segments: readonly GatedProfile[];
  readonly evidence: readonly Guarded<Evidence, "smallest" | "smallest_share">[];
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
