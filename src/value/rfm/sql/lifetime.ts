import type { Dialect } from "../../../engine/dialect.js";
import { literal, sql, type Sql } from "../../../engine/sql.js";
import type { RfmPlan } from "../plan.js";

const DAYS = { day: 1, week: 7 } as const;

/** How far a duration may lie from a whole day: a week given with two decimals is 0.035 days off at most. */
const SLACK = 0.1;

const daysOf = ({ settings }: RfmPlan, duration: Sql): Sql =>
  sql`(${duration}) * ${literal(DAYS[settings.lifetime_unit!])}`;

/**
 * The base rows from a lifetime summary: recency_days is T - t_x in whole days, frequency is x + 1, and no money, because a mean of
 * repeat purchases lacks the first one.
 */
export function lifetimeBase(plan: RfmPlan, dialect: Dialect): Sql {
  const whole = (duration: Sql): Sql => sql`cast(round(${daysOf(plan, duration)}) as integer)`;
  return sql`select
  customer_id,
  true as is_known,
  true as is_active,
  ${dialect.dateOf(plan.asOf)} - ${whole(sql`T`)} as first_date,
  ${dialect.dateOf(plan.asOf)} - ${whole(sql`T - t_x`)} as last_date,
  cast(${whole(sql`T - t_x`)} as bigint) as recency_days,
  cast(x as bigint) + 1 as frequency,
  cast(null as decimal(28, 6)) as monetary
from lifetime_summary`;
}

/** One row: customers without id, doubled ids, rows that no history of purchases gives, durations that are no whole days. */
export function lifetimeFaults(plan: RfmPlan): Sql {
  const uneven = (duration: Sql): Sql => {
    const days = daysOf(plan, duration);
    return sql`abs(${days} - round(${days})) > ${literal(SLACK)}`;
  };
  return sql`select
  sum(case when customer_id is null then 1 else 0 end) as without_id,
  count(customer_id) - count(distinct customer_id) as duplicates,
  sum(case when not coalesce(x >= 0 and t_x >= 0 and t_x <= T and (x > 0 or t_x = 0), false) then 1 else 0 end) as impossible,
  sum(case when ${uneven(sql`T`)} or ${uneven(sql`T - t_x`)} then 1 else 0 end) as uneven
from lifetime_summary`;
}
