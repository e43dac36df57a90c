import { sql, type Sql } from "../../../engine/sql.js";

/** Columns: profit (double) of every customer, by customer_id. */
export const customerProfits = sql`select cast(profit as double) as profit
from profit_customers
order by customer_id`;

/** Share of the two largest profits, by size, in all; over `profit` and `place`. Null where all are zero. */
export const topTwoShare: Sql = sql`cast(sum(case when place <= 2 then abs(profit) end) as double) / nullif(cast(sum(abs(profit)) as double), 0)`;

/**
 * CTEs `ranked` and `binned`: the columns of profit_customers with the decile, 1 best. Equal profits stay together:
 * `1 + floor(10 (midrank - 1/2) / n)`.
 */
export const binnedCustomers = sql`ranked as (
  select
    *,
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
)`;

/** Rows: decile, customers, exact sums, and the share of the two largest profits by size. */
export const decileSums = sql`with ${binnedCustomers},
placed as (
  select *, row_number() over (partition by decile order by abs(profit) desc, customer_id) as place
  from binned
)
select
  decile,
  count(*) as customers,
  sum(profit) as profit,
  sum(revenue) as revenue,
  sum(cost) as cost,
  sum(expected_loss) as expected_loss,
  ${topTwoShare} as top_two_share
from placed
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
