import { id, join, literal, sql, type, type Sql } from "../../engine/sql.js";
import type { Catalog } from "../../engine/stage.js";
import { MIGRATION_COLUMN } from "../bank/panel.js";
import { measureOf, type EffectDesign } from "../design.js";
import { within } from "../units.js";
import { lengthOf, type Windows } from "../windows.js";
import { hasClusters, panelValue } from "./tables.js";

/** Reasons for which a unit of a panel is left out, in the order in which they are looked at. */
export const PANEL_EXCLUSIONS = [
  "treated_from_the_start",
  "missing_periods",
  "no_cluster",
  "outside_population",
] as const;

const FINITE = literal("1e300");

/** Extent of the panel, and what must not be: duplicate keys, units with several cohorts. */
export const panelFactsQuery: Sql = sql`with units as (
  select unit, count(*) as n, count(distinct period) as periods, count(distinct coalesce(cohort, 0)) as cohorts
  from panel
  group by unit
)
select
  (select min(period) from panel) as first_period,
  (select max(period) from panel) as last_period,
  count(*) filter (where n > periods) as duplicated,
  count(*) filter (where cohorts > 1) as several
from units`;

/** Distinct adoption periods. */
export const panelAdoptionsQuery: Sql = sql`select distinct cohort
from panel
where cohort <> 0
order by cohort`;

/** Outcomes and the measure of the migration matrix: column of effect_panel, column of panel. */
export function panelMeasures(design: EffectDesign): readonly { readonly name: string; readonly column: string }[] {
  const named = design.outcomes.map((each) => ({ name: each.name, column: measureOf(each) }));
  if (design.migration) named.push({ name: MIGRATION_COLUMN, column: design.migration.measure });
  return named;
}

/** One row a unit: cluster and segment as held at their dates, cohort, and the first reason for which it is left out. */
export function panelSampleQuery(design: EffectDesign, catalog: Catalog, windows: Windows): Sql {
  const present = panelMeasures(design).map(
    ({ column }) => sql`coalesce(abs(${panelValue(column)}) < cast(${FINITE} as ${type("double")}), false)`,
  );
  const atLast = sql`filter (where period = ${literal(windows.lastBefore)})`;
  const cluster = hasClusters(design, catalog) ? sql`max(cast(cluster as ${type("id")})) ${atLast}` : sql`unit`;
  const segment = design.segment
    ? sql`max(cast(${id("panel", design.segment.column)} as ${type("text")})) filter (where period = ${literal(design.segment.as_of)})`
    : sql`cast(null as ${type("text")})`;
  return sql`with facts as (
  select
    unit,
    ${cluster} as cluster,
    nullif(max(coalesce(cohort, 0)), 0) as adopted,
    ${segment} as segment,
    count(*) filter (where ${within(windows.panel)} and ${join(present, " and ")}) as complete,
    max(case when ${condition(design)} then 1 else 0 end) ${atLast} as inside
  from panel
  group by unit
)
select
  unit,
  cluster,
  case when adopted <= ${literal(windows.latestUsable)} then adopted end as cohort,
  segment,
  cast(null as ${type("integer")}) as opened_in,
  cast(null as ${type("integer")}) as closed_in,
  case
    when adopted < ${literal(windows.earliestUsable)} then 'treated_from_the_start'
    when complete < ${literal(lengthOf(windows.panel))} then 'missing_periods'
    when cluster is null then 'no_cluster'
    when inside = 0 then 'outside_population'
  end as exclusion
from facts`;
}

function condition(design: EffectDesign): Sql {
  const conditions = design.population.where.map(({ column, in: allowed }) => {
    const values = join(allowed.map((each) => sql`${literal(each)}`));
    return sql`coalesce(cast(${id("panel", column)} as ${type("text")}) in (${values}), false)`;
  });
  return conditions.length === 0 ? sql`true` : join(conditions, " and ");
}

/** The panel of the kept units, outcomes as doubles. */
export function panelPanelQuery(design: EffectDesign, windows: Windows): Sql {
  const values = panelMeasures(design).map(({ name, column }) => sql`${panelValue(column)} as ${id(name)}`);
  return sql`select
  kept.unit,
  kept.cluster,
  kept.cohort,
  kept.segment,
  panel.period,
  false as closed,
  ${join(values, ",\n  ")}
from effect_population as kept
join panel on panel.unit = kept.unit
where panel.${within(windows.panel)}`;
}

/** Least and largest value of every measure, for its scale. */
export function rangesQuery(design: EffectDesign): Sql {
  const ranges = panelMeasures(design).map(
    ({ name }, at) =>
      sql`min(${id(name)}) as ${id(`least_${String(at)}`)}, max(${id(name)}) as ${id(`most_${String(at)}`)}`,
  );
  return sql`select count(distinct unit) as units, ${join(ranges, ", ")}\nfrom effect_panel`;
}
