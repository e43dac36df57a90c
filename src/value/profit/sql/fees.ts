import type { Dialect } from "../../../engine/dialect.js";
import { join, sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import type { ProfitPlan } from "../plan.js";

/**
 * Fees booked in the period: account_id (null where a booking names no known account), customer_id, fees.
 * A booking of a declared fee type is a fee by its amount, out of the account is income; any other by its column `fee`.
 */
export function feeTable(plan: ProfitPlan, catalog: Catalog, { dateOf }: Dialect): Sql {
  const byAccount = catalog.has("transactions", "account_id");
  const owner = catalog.has("transactions", "customer_id")
    ? byAccount
      ? sql`coalesce(a.customer_id, t.customer_id)`
      : sql`t.customer_id`
    : sql`a.customer_id`;
  const account = byAccount
    ? sql`
  left join accounts as a on a.account_id = t.account_id`
    : sql``;
  return sql`with booked as (
  select
    ${byAccount ? sql`a.account_id` : sql`cast(null as varchar)`} as account_id,
    ${owner} as customer_id,
    ${feeOf(plan, catalog)} as fee
  from transactions as t${account}
  where t.booked_on between ${dateOf(plan.start)} and ${dateOf(plan.end)}
)
select account_id, customer_id, cast(sum(fee) as decimal(18, 2)) as fees
from booked
where fee is not null and fee <> 0
group by account_id, customer_id
order by customer_id, account_id`;
}

function feeOf({ settings }: ProfitPlan, catalog: Catalog): Sql {
  const column = catalog.has("transactions", "fee") ? sql`t.fee` : sql`cast(null as decimal(18, 2))`;
  if (settings.fee_types.length === 0 || !catalog.has("transactions", "type")) return column;
  const types = join(settings.fee_types.map((each) => sql`${each}`));
  return sql`case when t.type in (${types}) then -t.amount else ${column} end`;
}
