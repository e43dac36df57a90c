import type { Dialect } from "../../../engine/dialect.js";
import { literal, sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import type { ProfitPlan } from "../plan.js";

/**
 * Cost of activities: customer_id, activity_code, volume, cost. The price of one is its unit cost, or its pool over the
 * practical capacity, or the pool over what was used; each product is rounded once to the cent, half away from zero.
 */
export function activityTable(plan: ProfitPlan, catalog: Catalog, dialect: Dialect): Sql {
  return sql`with counted as (
  ${counted(plan, catalog, dialect)}
),
volumes as (
  select customer_id, activity_code, sum(volume) as volume
  from counted
  where activity_code is not null
  group by customer_id, activity_code
),
drivers as (
  select activity_code, sum(volume) as driver
  from volumes
  group by activity_code
),
prices as (
  ${prices(plan, catalog)}
)
select
  v.customer_id,
  v.activity_code,
  v.volume,
  cast(case when p.minutes is not null then round(cast(v.volume as double) * p.minutes, 2) when p.unit_cost is not null then v.volume * p.unit_cost else round(cast(v.volume as double) * cast(p.pool as double) / p.divisor, 2) end as decimal(18, 2)) as cost
from volumes as v
left join prices as p on p.activity_code = v.activity_code
order by v.customer_id, v.activity_code`;
}

/** The cost of a minute of work, where activities are priced by time; null otherwise. */
function minuteCost({ settings }: ProfitPlan, catalog: Catalog): Sql | null {
  const { time_driven: time } = settings.activity;
  if (time === null || !catalog.has("activity_costs", "minutes")) return null;
  return sql`(cast(${literal(time.cost)} as double) / ${literal(time.practical_minutes)})`;
}

function prices(plan: ProfitPlan, catalog: Catalog): Sql {
  const has = (column: string) => catalog.has("activity_costs", column);
  const unit = has("unit_cost") ? sql`c.unit_cost` : sql`cast(null as decimal(18, 2))`;
  const pool = has("pool") ? sql`c.pool` : sql`cast(null as decimal(18, 2))`;
  const capacity = has("capacity") ? sql`coalesce(c.capacity, d.driver)` : sql`d.driver`;
  const minute = minuteCost(plan, catalog);
  const minutes = minute === null ? sql`cast(null as double)` : sql`cast(c.minutes as double) * ${minute}`;
  return sql`select c.activity_code, ${minutes} as minutes, ${unit} as unit_cost, ${pool} as pool, cast(nullif(${capacity}, 0) as double) as divisor
  from activity_costs as c
  left join drivers as d on d.activity_code = c.activity_code`;
}

function counted({ settings, start, end }: ProfitPlan, catalog: Catalog, { dateOf }: Dialect): Sql {
  if (settings.activity.source === "activities") {
    const volume = catalog.has("activities", "count") ? sql`coalesce(count, 1)` : sql`1`;
    return sql`select customer_id, activity_code, cast(${volume} as bigint) as volume
  from activities
  where date between ${dateOf(start)} and ${dateOf(end)}`;
  }
  const code = settings.activity.source === "channel" ? sql`t.channel` : sql`t.type`;
  const byAccount = catalog.has("transactions", "account_id");
  const own = catalog.has("transactions", "customer_id");
  const owner = byAccount
    ? own
      ? sql`coalesce(a.customer_id, t.customer_id)`
      : sql`a.customer_id`
    : sql`t.customer_id`;
  const join = byAccount
    ? sql`
  left join accounts as a on a.account_id = t.account_id`
    : sql``;
  return sql`select ${owner} as customer_id, ${code} as activity_code, 1 as volume
  from transactions as t${join}
  where t.booked_on between ${dateOf(start)} and ${dateOf(end)}`;
}

/** Rows: activity_code, volume, assigned, pool, is_timed, has_cost; what was assigned beside what the pool costs. */
export function activityPools(plan: ProfitPlan, catalog: Catalog): Sql {
  const pool = catalog.has("activity_costs", "pool") ? sql`c.pool` : sql`cast(null as decimal(18, 2))`;
  const unit = catalog.has("activity_costs", "unit_cost") ? sql`c.unit_cost` : sql`cast(null as decimal(18, 2))`;
  const timed = minuteCost(plan, catalog) === null ? sql`false` : sql`coalesce(c.minutes is not null, false)`;
  return sql`with assigned as (
  select activity_code, sum(volume) as volume, sum(cost) as cost
  from profit_activities
  group by activity_code
)
select
  coalesce(c.activity_code, a.activity_code) as activity_code,
  coalesce(a.volume, 0) as volume,
  coalesce(a.cost, 0) as assigned,
  case when ${unit} is null and not ${timed} then ${pool} end as pool,
  ${timed} as is_timed,
  c.activity_code is not null and (${timed} or coalesce(${unit}, ${pool}) is not null) as has_cost
from activity_costs as c
full join assigned as a on a.activity_code = c.activity_code
order by 1`;
}
