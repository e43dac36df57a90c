import { sql } from "../../../engine/sql.js";

/** Columns: profit (double) of every customer, by customer_id. */
export const customerProfits = sql`select cast(profit as double) as profit
from profit_customers
order by customer_id`;

/** Rows: decile (1 best), customers, and exact sums. Equal profits stay together: `1 + floor(10 (midrank - 1/2) / n)`. */
export const decileSums = sql`with ranked as (
  select
    profit,
    revenue,
    cost,
    expected_loss,
    rank() over (order by profit desc) as first_rank,
    count(*) over (partition by profit) as ties,
    count(*) over () as everybody
  from profit_customers
),
binned as (
  select
    *,
    cast(1 + floor(10.0 * (2 * first_rank + ties - 2) / (2 * everybody)) as integer) as decile
  from ranked
)
select
  decile,
  count(*) as customers,
  sum(profit) as profit,
  sum(revenue) as revenue,
  sum(cost) as cost,
  sum(expected_loss) as expected_loss
from binned
group by decile
order by decile`;

/** One row: the two middle profits. */
export const medianProfit = sql`with ranked as (
  select cast(profit as double) as profit, row_number() over (order by profit, customer_id) as position, count(*) over () as size
  from profit_customers
)
select min(profit) as lower, max(profit) as upper
from ranked
where 2 * position between size and size + 2`;
