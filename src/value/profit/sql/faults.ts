import type { Dialect } from "../../../engine/dialect.js";
import { sql, type, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import { sideWords } from "../../side.js";
import type { ProfitPlan } from "../plan.js";

/** The most months whose presence one exact whole number can hold, a bit each. */
const MOST_MONTHS = 120;

/**
 * One row per account of the balances: rows of the period, and how many distinct days or months they name. Months are bits of a
 * whole number, so that one group an account is enough; two rows in a month would both count for all of it.
 */
function rowsOfBalances(plan: ProfitPlan, { dateOf, monthIndex }: Dialect): Sql {
  const [start, end] = [dateOf(plan.start), dateOf(plan.end)];
  const inside = sql`period_end between ${start} and ${end}`;
  const step = sql`${monthIndex(sql`period_end`)} - ${monthIndex(start)}`;
  const isDaily = plan.settings.balance_period === "day" || plan.days > 30 * MOST_MONTHS;
  const periods = isDaily
    ? sql`count(distinct case when ${inside} then period_end end)`
    : sql`bit_count(coalesce(bit_or(case when ${inside} then cast(1 as ${type("exact")}) << cast(${step} as integer) end), 0))`;
  return sql`select
    account_id,
    count(*) as all_rows,
    sum(case when ${inside} then 1 else 0 end) as period_rows,
    ${periods} as periods
  from balances
  group by account_id`;
}

/** One row: faults of the account tables that would make an amount wrong. */
export function accountFaults(plan: ProfitPlan, catalog: Catalog, dialect: Dialect): Sql {
  const words = sideWords(catalog)!;
  return sql`with sided as (
  select a.account_id, a.customer_id, ${words.side} as side, count(*) over (partition by a.account_id) as copies
  from accounts as a${words.join}
),
rows_of_balances as (
  ${rowsOfBalances(plan, dialect)}
),
balance_faults as (
  select
    sum(b.period_rows - b.periods) as duplicates,
    sum(case when a.account_id is null then b.all_rows else 0 end) as orphans
  from rows_of_balances as b
  left join (select distinct account_id from accounts) as a on a.account_id = b.account_id
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
