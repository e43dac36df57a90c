import type { SegmentResult } from "../../tables/results/segment.js";
import { isBoundary } from "../assignments.js";
import type { BootstrapStability } from "../stability/bootstrap.js";
import { stabilityGrade } from "../stability/grade.js";
import type { Confidence } from "./confidence.js";
import type { SegmentName } from "./names.js";
import type { FeatureShape } from "./profile.js";
import type { SegmentValue } from "./value-share.js";

interface Described {
  readonly members: readonly Int32Array[];
  readonly confidence: Confidence;
  readonly shapes: readonly (readonly FeatureShape[])[];
  readonly names: readonly SegmentName[];
}

/** The profiles of all segments, S1 first. */
export function segmentProfiles(
  labels: readonly string[],
  { members, confidence, shapes, names }: Described,
  values: readonly SegmentValue[] | null,
  stability: BootstrapStability | null,
): SegmentResult["segments"] {
  const customers = members.reduce((sum, rows) => sum + rows.length, 0);
  return labels.map((label, at) => ({
    label,
    ...names[at],
    customers: members[at].length,
    share: members[at].length / customers,
    value: values?.[at].value ?? null,
    value_share: values?.[at].value_share ?? null,
    boundary_share: labels.length === 1 ? null : boundaryShare(members[at], confidence.ratio),
    jaccard: stability?.segments[at].jaccard ?? null,
    stability: stability === null ? null : stabilityGrade(stability.segments[at].jaccard),
    dissolved: stability?.segments[at].dissolved ?? null,
    recovered: stability?.segments[at].recovered ?? null,
    features: [...shapes[at]],
  }));
}

function boundaryShare(rows: Int32Array, ratio: Float64Array): number {
  const onBorder = rows.reduce((sum, row) => sum + (isBoundary(ratio[row]) ? 1 : 0), 0);
  return onBorder / rows.length;
}
