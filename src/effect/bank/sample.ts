import type { Dialect } from "../../engine/dialect.js";
import { id, join, literal, sql, type, type Sql } from "../../engine/sql.js";
import type { Catalog } from "../../engine/stage.js";
import type { EffectDesign } from "../design.js";
import type { Windows } from "../windows.js";
import { clusterOf, levelOf } from "./tables.js";

/** Reasons for which a customer is left out, in the order in which they are looked at. */
export const BANK_EXCLUSIONS = [
  "outside_population",
  "no_branch",
  "no_cluster",
  "no_opening_date",
  "opened_after",
  "closed_before",
  "treated_from_the_start",
  "unclassified_account",
  "missing_months",
] as const;

function populationCondition(design: EffectDesign): Sql {
  const conditions = design.population.where.map(({ column, in: allowed }) => {
    const values = join(allowed.map((each) => sql`${literal(each)}`));
    return sql`coalesce(cast(${id("customers", column)} as ${type("text")}) in (${values}), false)`;
  });
  return conditions.length === 0 ? sql`true` : join(conditions, " and ");
}

function segmentJoin(design: EffectDesign): { readonly column: Sql; readonly join: Sql } {
  if (!design.segment) return { column: sql`cast(null as ${type("text")})`, join: sql`` };
  const { table, column } = design.segment;
  if (table === "customers") return { column: sql`cast(${id("customers", column)} as ${type("text")})`, join: sql`` };
  return {
    column: sql`cast(graded.${id(column)} as ${type("text")})`,
    join: sql`\nleft join ${id(table)} as graded on graded.customer_id = customers.customer_id`,
  };
}

/**
 * One row a customer: unit, cluster, cohort (null = not within the data), segment, months of opening and closing, and the first reason
 * for which he is left out (null = in the population).
 */
export function bankSampleQuery(dialect: Dialect, design: EffectDesign, catalog: Catalog, windows: Windows): Sql {
  const level = id("customers", levelOf(design, catalog));
  const cluster = id("customers", clusterOf(design, catalog));
  const opened = dialect.monthIndex(sql`customers.open_date`);
  const closed = catalog.has("customers", "close_date")
    ? dialect.monthIndex(sql`customers.close_date`)
    : sql`cast(null as ${type("integer")})`;
  const segment = segmentJoin(design);
  const last = literal(windows.lastBefore);
  return sql`select
  customers.customer_id as unit,
  cast(${cluster} as ${type("id")}) as cluster,
  case when assignment.cohort <= ${literal(windows.latestUsable)} then assignment.cohort end as cohort,
  ${segment.column} as segment,
  ${opened} as opened_in,
  ${closed} as closed_in,
  case
    when not (${populationCondition(design)}) then 'outside_population'
    when ${level} is null then 'no_branch'
    when ${cluster} is null then 'no_cluster'
    when customers.open_date is null then 'no_opening_date'
    when ${opened} > ${last} then 'opened_after'
    when ${closed} <= ${last} then 'closed_before'
    when assignment.cohort < ${literal(windows.earliestUsable)} then 'treated_from_the_start'
    when fault.unclassified then 'unclassified_account'
    when fault.missing > 0 then 'missing_months'
  end as exclusion
from customers
left join effect_assignment as assignment on assignment.assigned = ${level}
left join effect_faults as fault on fault.unit = customers.customer_id${segment.join}`;
}
