import { sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import { sideWords } from "../../side.js";

/** One row: faults of the account tables that would make an amount wrong. */
export function accountFaults(catalog: Catalog): Sql {
  const words = sideWords(catalog)!;
  return sql`with sided as (
  select a.account_id, a.customer_id, ${words.side} as side, count(*) over (partition by a.account_id) as copies
  from accounts as a${words.join}
),
rows_of_balances as (
  select account_id, period_end, count(*) as copies
  from balances
  group by account_id, period_end
),
balance_faults as (
  select
    sum(case when b.copies > 1 then 1 else 0 end) as duplicates,
    sum(case when a.account_id is null then 1 else 0 end) as orphans
  from rows_of_balances as b
  left join accounts as a on a.account_id = b.account_id
)
select
  sum(case when coalesce(side, '') not in ('asset', 'liability', 'fee') then 1 else 0 end) as without_side,
  sum(case when copies > 1 then 1 else 0 end) as duplicates,
  sum(case when customer_id is null then 1 else 0 end) as without_customer,
  max(balance_faults.duplicates) as duplicate_balances,
  max(balance_faults.orphans) as orphan_balances
from sided
cross join balance_faults`;
}
