import { id, join, sql, type Sql } from "../../../engine/sql.js";

const NOT_ADDED = new Set(["customer_id", "raroc", "rorwa"]);

/**
 * One row per household: household_id, customers, and the sums of every column of profit_customers that can be added.
 * A customer without a household is a household of one, under the customer's own id.
 */
export function householdTable(columns: readonly string[]): Sql {
  const sums = columns
    .filter((each) => !NOT_ADDED.has(each))
    .map(
      (each) => sql`,
  sum(p.${id(each)}) as ${id(each)}`,
    );
  return sql`select
  coalesce(c.household_id, p.customer_id) as household_id,
  count(*) as customers${join(sums, "")}
from profit_customers as p
left join customers as c on c.customer_id = p.customer_id
group by 1
order by 1`;
}
