import type { Dialect } from "../../../engine/dialect.js";
import { join, sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import type { MeasureName } from "../measures.js";
import type { RfmPlan } from "../plan.js";
import { lifetimeBase } from "./lifetime.js";
import { extraMeasures, type Extra } from "./extras.js";

/**
 * One row per customer, before any scoring, from the table rfm_activity: customer_id, first_date, last_date, recency_days,
 * frequency, monetary, the other measures of the model, `is_active` (has an occasion) and `is_known` (stands in the table
 * of customers).
 */
export function customerBase(plan: RfmPlan, catalog: Catalog, dialect: Dialect): Sql {
  const extras = extraMeasures(plan, catalog, dialect);
  return sql`with ${population(catalog)}${ctes(extras)}
select
  people.customer_id,
  people.is_known,
  coalesce(people.frequency, 0) > 0 as is_active,
  people.first_date,
  people.last_date,
  ${recency(plan, dialect)} as recency_days,
  cast(coalesce(people.frequency, 0) as bigint) as frequency,
  ${monetary(plan, extras)} as monetary${columns(extras)}
from people${joins(extras)}`;
}

function recency({ settings, asOf }: RfmPlan, { daysBetween, dateOf }: Dialect): Sql {
  const policy = settings.no_transactions;
  const last =
    typeof policy === "object" ? sql`coalesce(people.last_date, ${dateOf(policy.floor_date)})` : sql`people.last_date`;
  return sql`cast(${daysBetween(last, dateOf(asOf))} as bigint)`;
}

function monetary({ settings }: RfmPlan, extras: readonly Extra[]): Sql {
  const replaced = extras.find((each) => each.replacesMonetary);
  if (replaced) return replaced.value;
  if (settings.monetary_statistic === "sum") return sql`coalesce(people.monetary, 0)`;
  return sql`coalesce(cast(people.monetary / nullif(people.frequency, 0) as decimal(28, 6)), 0)`;
}

function population(catalog: Catalog): Sql {
  if (!catalog.has("customers")) {
    return sql`people as (
  select customer_id, true as is_known, first_date, last_date, frequency, monetary
  from rfm_activity
  where step is null
)`;
  }
  return sql`activity as (
  select customer_id, first_date, last_date, frequency, monetary
  from rfm_activity
  where step is null
),
people as (
  select
    coalesce(customers.customer_id, activity.customer_id) as customer_id,
    customers.customer_id is not null as is_known,
    activity.first_date,
    activity.last_date,
    activity.frequency,
    activity.monetary
  from customers
  full join activity on activity.customer_id = customers.customer_id
)`;
}

function ctes(extras: readonly Extra[]): Sql {
  return join(
    extras
      .filter((each) => each.cte)
      .map(
        (each) => sql`,
${each.cte!}`,
      ),
    "",
  );
}

function columns(extras: readonly Extra[]): Sql {
  return join(
    extras
      .filter((each) => !each.replacesMonetary)
      .map(
        (each) => sql`,
  ${each.value} as ${each.name}`,
      ),
    "",
  );
}

function joins(extras: readonly Extra[]): Sql {
  return join(
    extras
      .filter((each) => each.join)
      .map(
        (each) => sql`
${each.join!}`,
      ),
    "",
  );
}

/** The same rows from a ready table with one row per customer. */
function readyBase(plan: RfmPlan, catalog: Catalog, { daysBetween, dateOf }: Dialect): Sql {
  const has = (column: string) => catalog.has("rfm_input", column);
  const recencyDays = has("last_date") ? daysBetween(sql`last_date`, dateOf(plan.asOf)) : sql`recency_days`;
  const others = plan.measures.map((each) => each.name).filter((name) => !CORE.has(name));
  return sql`select
  customer_id,
  true as is_known,
  coalesce(frequency, 0) > 0 as is_active,
  ${has("first_date") ? sql`first_date` : sql`cast(null as date)`} as first_date,
  ${has("last_date") ? sql`last_date` : sql`${dateOf(plan.asOf)} - cast(recency_days as integer)`} as last_date,
  cast(${recencyDays} as bigint) as recency_days,
  cast(coalesce(frequency, 0) as bigint) as frequency,
  cast(monetary as decimal(28, 6)) as monetary${join(
    others.map(
      (name) => sql`,
  ${NAMES[name]}`,
    ),
    "",
  )}
from rfm_input`;
}

/** The base rows of the declared input. */
export function baseOf(plan: RfmPlan, catalog: Catalog, dialect: Dialect): Sql {
  if (plan.settings.input === "lifetime") return lifetimeBase(plan, dialect);
  return plan.settings.input === "ready" ? readyBase(plan, catalog, dialect) : customerBase(plan, catalog, dialect);
}

const CORE = new Set<MeasureName>(["recency_days", "frequency", "monetary"]);

const NAMES: Readonly<Record<MeasureName, Sql>> = {
  recency_days: sql`recency_days`,
  frequency: sql`frequency`,
  monetary: sql`monetary`,
  relationship_days: sql`relationship_days`,
  span_days: sql`span_days`,
  product_count: sql`product_count`,
  average_balance: sql`average_balance`,
};

/** One row: how many customers of the ready table have no id, no usable measure, or an id that comes twice. */
export const readyFaults = sql`with keyed as (
  select customer_id, frequency, monetary, count(*) over (partition by customer_id) as copies
  from rfm_input
)
select
  sum(case when customer_id is null then 1 else 0 end) as without_id,
  sum(case when copies > 1 then 1 else 0 end) as duplicates,
  sum(case when coalesce(frequency, 0) > 0 and monetary is null then 1 else 0 end) as without_money
from keyed`;
