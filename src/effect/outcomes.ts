import type { StageContext, Warning } from "../engine/stage.js";
import type { OutcomeEffect } from "../tables/results/index.js";
import { fetchArmMoments, type ArmMoments } from "./arm-moments.js";
import { beforeAfterOf } from "./before-after.js";
import { fetchClusterSums, type ClusterSums } from "./cluster-sums.js";
import type { EffectDesign, OutcomeDesign } from "./design.js";
import { estimateOf } from "./estimate.js";
import { fetchEventMeans, type Arm, type EventMean } from "./event-means.js";
import type { Prepared, Threat } from "./prepared.js";
import { segmentEffects, type SegmentEffect } from "./segment-effects.js";
import { clusterThreats, fewClusterTest, preTrend } from "./threats.js";
import { twoByTwo, type TwoByTwo } from "./two-by-two.js";
import { PLACEBO, PROGRAMME, type PanelColumn } from "./units.js";
import { lengthOf } from "./windows.js";
import { primaryOutcome } from "./design.js";

/** What the data say of every outcome. */
export interface Estimated {
  readonly outcomes: readonly OutcomeEffect[];
  readonly warnings: readonly Warning[];
  readonly threats: readonly Threat[];
}

interface Parts {
  readonly sums: ClusterSums;
  readonly moments: ReadonlyMap<Arm, ArmMoments>;
  readonly means: readonly EventMean[];
  readonly segments: readonly SegmentEffect[];
  readonly cells: TwoByTwo;
}

/** Estimates of every outcome from effect_units and effect_panel. Throws EFF-27. */
export async function estimateOutcomes(
  context: StageContext,
  design: EffectDesign,
  prepared: Prepared,
  columns: readonly PanelColumn[],
): Promise<Estimated> {
  const { engine, seed } = context;
  const { windows, label } = prepared;
  const periods = lengthOf(windows.before) + lengthOf(windows.after);
  const sums = (await fetchClusterSums(engine, columns, PROGRAMME, windows)).get(null)!;
  const moments = await fetchArmMoments(engine, columns, PROGRAMME, windows);
  const means = await fetchEventMeans(engine, columns, label);
  const bySegment = design.segment
    ? await fetchClusterSums(engine, columns, PROGRAMME, windows, true)
    : new Map<null, readonly ClusterSums[]>();
  const segments = segmentEffects(bySegment, design, periods);
  const cells = sums.map((each) => twoByTwo(each, periods, design.alpha));
  const parts = cells.map((each, at) => ({
    sums: sums[at],
    moments: moments[at],
    means: means[at],
    segments: segments[at],
    cells: each,
  }));
  return {
    outcomes: design.outcomes.map((outcome, at) => outcomeEffect(outcome, design, parts[at], periods)),
    warnings: design.outcomes.flatMap(({ name }, at) => warningsOf(name, cells[at])),
    threats: [
      ...clusterThreats(cells[0]),
      ...design.outcomes.flatMap(({ name }, at) => fewClusterTest(name, cells[at], seed)),
      ...(await preTrends(context, design, prepared, columns)),
    ],
  };
}

function outcomeEffect(outcome: OutcomeDesign, design: EffectDesign, parts: Parts, periods: number): OutcomeEffect {
  const { did, basis } = parts.cells;
  const baseline = parts.moments.get("control")!.before;
  const estimate = estimateOf(did.crv1, "CRV1", basis);
  return {
    outcome: outcome.name,
    kind: outcome.kind,
    unit: outcome.unit ?? null,
    direction: outcome.direction,
    primary: outcome.name === primaryOutcome(design),
    closed: outcome.closed,
    before_after: (["treated", "control"] as const).map((arm) =>
      beforeAfterOf(arm, parts.moments.get(arm)!, parts.sums, periods, design.alpha),
    ),
    did: estimate,
    did_crv3: estimateOf(did.crv3, "CRV3", basis),
    did_welch: estimateOf(did.welch, "Welch", basis),
    relative: baseline > 0 ? estimate.estimate / baseline : null,
    baseline_mean: baseline,
    event_means: [...parts.means],
    segments: [...parts.segments],
  };
}

/** EFF-10 and EFF-13, once for every outcome without a clustered error. */
function warningsOf(outcome: string, { did }: TwoByTwo): readonly Warning[] {
  const { reason } = did.crv1;
  if (reason === "one_cluster_in_an_arm")
    return [{ code: "EFF-10", message: `${outcome}: one arm has a single cluster, so there is no clustered error` }];
  if (reason === "zero_variance")
    return [{ code: "EFF-13", message: `${outcome}: the changes do not vary, so there is no error` }];
  return [];
}

async function preTrends(
  { engine }: StageContext,
  design: EffectDesign,
  { windows }: Prepared,
  columns: readonly PanelColumn[],
): Promise<readonly Threat[]> {
  if (!windows.placebo)
    return [{ code: "pre_trend_not_testable", values: { periods_before: lengthOf(windows.before) } }];
  const periods = 2 * lengthOf(windows.placebo.early);
  const sums = (await fetchClusterSums(engine, columns, PLACEBO, windows)).get(null)!;
  return design.outcomes.map(({ name }, at) => preTrend(name, twoByTwo(sums[at], periods, design.alpha)));
}
