import type { Dialect } from "../../../engine/dialect.js";
import { join, sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import type { MeasureName } from "../measures.js";
import type { RfmPlan } from "../plan.js";
import { judgedBookings } from "./bookings.js";
import { extraMeasures, type Extra } from "./extras.js";

/**
 * One row per customer, before any scoring: customer_id, first_date, last_date, recency_days, frequency, monetary, the
 * other measures of the model, `is_active` (has an occasion) and `is_known` (stands in the table of customers).
 */
export function customerBase(plan: RfmPlan, catalog: Catalog, dialect: Dialect): Sql {
  const extras = extraMeasures(plan, catalog, dialect);
  return sql`with ${judgedBookings(plan, catalog, dialect)},
${occasions(plan)},
${population(catalog)}${ctes(extras)}
select
  people.customer_id,
  people.is_known,
  coalesce(activity.frequency, 0) > 0 as is_active,
  activity.first_date,
  activity.last_date,
  ${recency(plan, dialect)} as recency_days,
  cast(coalesce(activity.frequency, 0) as bigint) as frequency,
  ${monetary(plan, extras)} as monetary${columns(extras)}
from people
left join activity on activity.customer_id = people.customer_id${joins(extras)}
order by people.customer_id`;
}

function recency({ settings, asOf }: RfmPlan, { daysBetween, dateOf }: Dialect): Sql {
  const policy = settings.no_transactions;
  const last =
    typeof policy === "object"
      ? sql`coalesce(activity.last_date, ${dateOf(policy.floor_date)})`
      : sql`activity.last_date`;
  return sql`cast(${daysBetween(last, dateOf(asOf))} as bigint)`;
}

function monetary({ settings }: RfmPlan, extras: readonly Extra[]): Sql {
  const replaced = extras.find((each) => each.replacesMonetary);
  if (replaced) return replaced.value;
  if (settings.monetary_statistic === "sum") return sql`coalesce(activity.monetary, 0)`;
  return sql`coalesce(cast(activity.monetary / nullif(activity.frequency, 0) as decimal(28, 6)), 0)`;
}

function occasions(plan: RfmPlan): Sql {
  return plan.occasions === "day" ? dayOccasions(plan) : rowOccasions(plan);
}

function dayOccasions(plan: RfmPlan): Sql {
  const net = plan.refunds === "net";
  return sql`days as (
  select
    customer_id,
    booked_on,
    ${net ? sql`max(amount) > 0` : sql`true`} as is_occasion,
    sum(amount) as amount
  from judged
  where step is null
  group by customer_id, booked_on
),
${activity(net, sql`days`)}`;
}

function rowOccasions(plan: RfmPlan): Sql {
  const net = plan.refunds === "net";
  return sql`occasions as (
  select
    customer_id,
    booked_on,
    ${net ? sql`amount > 0` : sql`true`} as is_occasion,
    amount
  from judged
  where step is null
),
${activity(net, sql`occasions`)}`;
}

function activity(net: boolean, from: Sql): Sql {
  const day = net ? sql`case when is_occasion then booked_on end` : sql`booked_on`;
  return sql`activity as (
  select
    customer_id,
    min(${day}) as first_date,
    max(${day}) as last_date,
    count(${day}) as frequency,
    sum(amount) as monetary
  from ${from}
  group by customer_id
)`;
}

function population(catalog: Catalog): Sql {
  if (!catalog.has("customers")) {
    return sql`people as (
  select customer_id, true as is_known
  from activity
)`;
  }
  return sql`people as (
  select customer_id, true as is_known
  from customers
  union all
  select activity.customer_id, false as is_known
  from activity
  left join customers on customers.customer_id = activity.customer_id
  where customers.customer_id is null
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
export function readyBase(plan: RfmPlan, catalog: Catalog, { daysBetween, dateOf }: Dialect): Sql {
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
from rfm_input
order by customer_id`;
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
