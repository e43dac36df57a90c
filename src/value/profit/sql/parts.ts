import { id, sql, type Sql } from "../../../engine/sql.js";

/**
 * One row of a component of profit_customers, for the small-cell and the dominance rule: customers whose amount is not zero, and
 * the share of the two largest of them, by size; null where there is none.
 */
export function partHolders(column: string): Sql {
  return sql`with sizes as (
  select customer_id, abs(${id(column)}) as size
  from profit_customers
  where ${id(column)} <> 0
),
placed as (
  select size, row_number() over (order by size desc, customer_id) as place
  from sizes
)
select
  count(*) as customers,
  cast(sum(case when place <= 2 then size end) as double) / nullif(cast(sum(size) as double), 0) as top_two_share
from placed`;
}
