import { pearson, randomisationInference, wildClusterBootstrap } from "../stats/index.js";
import type { Engine } from "../engine/engine.js";
import { id, literal, sql, type, type Sql } from "../engine/sql.js";
import type { OutcomeEffect } from "../tables/results/index.js";
import { primaryOutcome, type EffectDesign } from "./design.js";
import type { Threat } from "./prepared.js";
import { preferredEstimate, type TwoByTwo } from "./two-by-two.js";
import { PLACEBO, sumColumn } from "./units.js";
import type { Windows } from "./windows.js";

/** Coefficient of variation of cluster sizes above which they count as unequal. */
const UNEQUAL_SIZES = 0.5;

/** More clusters than this are not few; drawing signs or assignments for them would take hours and say nothing new. */
const DRAW_UP_TO = 1000;
const MANY_CLUSTERS = 40;
const ENOUGH_IN_AN_ARM = 6;

/**
 * `few_clusters` with fewer than 40 clusters or 6 in an arm; `effective_clusters` when at most half of them carry weight; both
 * with the error that is then the headline. `unequal_clusters` for sizes that differ much.
 */
export function clusterThreats({ did }: TwoByTwo): readonly Threat[] {
  const { clusters, treated, control, effectiveClusters, sizeCv, headline } = did;
  const threats: Threat[] = [];
  const counts = { clusters, treated_clusters: treated.branches, control_clusters: control.branches };
  if (clusters < MANY_CLUSTERS || Math.min(treated.branches, control.branches) < ENOUGH_IN_AN_ARM)
    threats.push({ code: "few_clusters", values: { ...counts, headline } });
  if (effectiveClusters.defined && effectiveClusters.value <= clusters / 2)
    threats.push({ code: "effective_clusters", values: { clusters, effective: effectiveClusters.value, headline } });
  if (sizeCv.defined && sizeCv.value > UNEQUAL_SIZES)
    threats.push({ code: "unequal_clusters", values: { clusters, size_cv: sizeCv.value } });
  return threats;
}

/**
 * `few_clusters_test`: the p of the wild bootstrap where CRV3 is the headline, of randomisation where nothing else holds;
 * nothing where CRV1 is the headline or with more than 1,000 clusters.
 */
export function fewClusterTest(outcome: string, { branches, did }: TwoByTwo, seed: number): readonly Threat[] {
  if (did.headline === "crv1" || did.clusters > DRAW_UP_TO) return [];
  const values = did.headline === "crv3" ? wildTest(branches, seed) : randomisationTest(branches, seed);
  return values ? [{ code: "few_clusters_test", values: { outcome, ...values } }] : [];
}

function wildTest(branches: TwoByTwo["branches"], seed: number): Threat["values"] | null {
  const { p, draws } = wildClusterBootstrap(branches, { seed });
  return p.defined ? { test: "wild_bootstrap", p: p.value, draws } : null;
}

function randomisationTest(branches: TwoByTwo["branches"], seed: number): Threat["values"] | null {
  const { p, assignments, smallestP } = randomisationInference(branches, { seed });
  if (!p.defined || !smallestP.defined) return null;
  return { test: "randomisation", p: p.value, draws: assignments, smallest_p: smallestP.value };
}

/** The difference-in-differences between the halves of the window before, when nothing had happened yet. */
export function preTrend(outcome: string, placebo: TwoByTwo): Threat {
  const { estimate, se, p, reason } = preferredEstimate(placebo);
  const values: Record<string, string | number> = { outcome, estimate };
  if (se !== null && p !== null) return { code: "pre_trend", values: { ...values, se, p } };
  return { code: "pre_trend", values: { ...values, reason: reason ?? "" } };
}

/** Segments that were too small to estimate, per outcome. */
export function smallCells(outcomes: readonly OutcomeEffect[]): readonly Threat[] {
  return outcomes.flatMap(({ outcome, segments }) => {
    const small = segments.filter((each) => each.did === null).length;
    return small > 0
      ? [{ code: "small_cells", values: { outcome, not_estimated: small, segments: segments.length } }]
      : [];
  });
}

/** Customers of each arm, and those closed at the end of the panel. */
export function closuresQuery(windows: Windows): Sql {
  return sql`select
  case when cohort is null then 'control' else 'treated' end as arm,
  count(*) as units,
  count(*) filter (where closed) as closed
from effect_panel
where period = ${literal(windows.panel.to)}
group by arm
order by arm desc`;
}

/** `closures`: how many of each arm had left at the end; nothing when nobody had. */
export async function closures(engine: Engine, windows: Windows): Promise<readonly Threat[]> {
  const rows = await engine.rows(closuresQuery(windows));
  if (rows.every((each) => Number(each.closed) === 0)) return [];
  const values = Object.fromEntries(
    rows.flatMap((each) => [
      [`${String(each.arm)}_closed`, Number(each.closed)],
      [`${String(each.arm)}_units`, Number(each.units)],
    ]),
  );
  return [{ code: "closures", values }];
}

/** A unit's primary outcome in both halves of the window before. */
export function halvesQuery(outcome: string): Sql {
  const half = (window: "early" | "late") => sql`cast(${id(sumColumn(outcome, window))} as ${type("double")})`;
  return sql`select ${half(PLACEBO.before as "early")} as early, ${half(PLACEBO.after as "late")} as late
from effect_units
order by unit`;
}

/**
 * `regression_to_the_mean` where customers are grouped by a level (segment or tier): the correlation of the primary outcome
 * between the halves of the window before. The lower it is, the more a group falls back towards the mean by itself.
 */
export async function regressionToTheMean(
  engine: Engine,
  design: EffectDesign,
  windows: Windows,
): Promise<readonly Threat[]> {
  if (!windows.placebo || !(design.segment ?? design.migration)) return [];
  const outcome = primaryOutcome(design);
  const halves = await engine.columns(halvesQuery(outcome));
  const correlation = pearson(halves.numbers("early"), halves.numbers("late"));
  return correlation.defined
    ? [{ code: "regression_to_the_mean", values: { outcome, correlation: correlation.value } }]
    : [];
}
