import { holm } from "../stats/index.js";
import type { OutcomeEffect } from "../tables/results/index.js";
import type { ClusterSums, SegmentName } from "./cluster-sums.js";
import type { EffectDesign } from "./design.js";
import { preferredEstimate, twoByTwo } from "./two-by-two.js";

export type SegmentEffect = OutcomeEffect["segments"][number];
type Bounds = NonNullable<EffectDesign["segment"]>;

/** The effect in one segment, or why it is not estimated: `too_few_units` or `too_few_clusters` in an arm. */
function segmentEffect(
  segment: string,
  sums: ClusterSums,
  bounds: Bounds,
  periods: number,
  alpha: number,
): SegmentEffect {
  const cells = twoByTwo(sums, periods, alpha);
  const { treated, control } = cells.did;
  const counts = { segment, treated_units: treated.units, control_units: control.units };
  const none = (reason: string) => ({ ...counts, did: null, p_holm: null, reason });
  if (Math.min(treated.units, control.units) < bounds.min_units) return none("too_few_units");
  if (Math.min(treated.branches, control.branches) < bounds.min_clusters) return none("too_few_clusters");
  return { ...counts, did: preferredEstimate(cells), p_holm: null, reason: null };
}

/** Effects by segment of every outcome; p adjusted over the declared family by Holm. One list an outcome, in their order. */
export function segmentEffects(
  bySegment: ReadonlyMap<SegmentName, readonly ClusterSums[]>,
  design: EffectDesign,
  periods: number,
): readonly (readonly SegmentEffect[])[] {
  const bounds = design.segment;
  if (!bounds) return design.outcomes.map(() => []);
  const raw = design.outcomes.map((_, at) =>
    [...bySegment].map(([name, sums]) => segmentEffect(name!, sums[at], bounds, periods, design.alpha)),
  );
  if (design.family === "segments") return raw.map(withHolm);
  const all = withHolm(raw.flat());
  return raw.map((each, at) => all.slice(at * each.length, (at + 1) * each.length));
}

function withHolm(effects: readonly SegmentEffect[]): readonly SegmentEffect[] {
  const adjusted = holm(effects.map((each) => each.did?.p ?? null));
  return effects.map((each, at) => ({ ...each, p_holm: adjusted[at] }));
}
