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

/** `few_clusters` when CRV1 is not the headline; `effective_clusters`, `unequal_clusters` where the kernel says so. */
export function clusterThreats({ did }: TwoByTwo): readonly Threat[] {
  const { clusters, treated, control, effectiveClusters, sizeCv, headline } = did;
  const threats: Threat[] = [];
  const counts = { clusters, treated_clusters: treated.branches, control_clusters: control.branches };
  if (headline !== "crv1") threats.push({ code: "few_clusters", values: { ...counts, headline } });
  if (effectiveClusters.defined && effectiveClusters.value <= clusters / 2)
    threats.push({ code: "effective_clusters", values: { clusters, effective: effectiveClusters.value } });
  if (sizeCv.defined && sizeCv.value > UNEQUAL_SIZES)
    threats.push({ code: "unequal_clusters", values: { clusters, size_cv: sizeCv.value } });
  return threats;
}

/** The p that holds with few clusters: of the wild bootstrap with CRV3, or of randomisation. Nothing where CRV1 is the headline. */
export function fewClusterTest(outcome: string, { branches, did }: TwoByTwo, seed: number): readonly Threat[] {
  if (did.headline === "crv1" || !did.crv1.defined) return [];
  if (did.headline === "crv3") {
    const { p, draws } = wildClusterBootstrap(branches, { seed });
    return p.defined
      ? [{ code: "few_clusters_test", values: { outcome, test: "wild_bootstrap", p: p.value, draws } }]
      : [];
  }
  const { p, assignments, smallestP } = randomisationInference(branches, { seed });
  if (!p.defined || !smallestP.defined) return [];
  const values = { outcome, test: "randomisation", p: p.value, draws: assignments, smallest_p: smallestP.value };
  return [{ code: "few_clusters_test", values }];
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
