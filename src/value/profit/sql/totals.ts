import type { Dialect } from "../../../engine/dialect.js";
import type { Engine } from "../../../engine/engine.js";
import { id, join, sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import type { ProfitPlan } from "../plan.js";
import { bookingColumns } from "./bookings.js";
import { hasStages } from "./account-table.js";
import { topTwoShare } from "./distribution.js";

/** One row: exact sums of profit_customers. `treasury` is what Treasury earns on loans less what it pays on deposits. */
export function customerSums(plan: ProfitPlan): Sql {
  const more = [...feeParts(plan), ...(plan.fx ? ["fx_effect"] : [])].map(
    (each) => sql`
  sum(${id(each)}) as ${id(each)},`,
  );
  return sql`select
  count(*) as customers,${join(more, "")}
  sum(customer_interest) as customer_interest,
  sum(nii_assets) as nii_assets,
  sum(nii_liabilities) as nii_liabilities,
  sum(customer_interest) - sum(nii_assets) - sum(nii_liabilities) as treasury,
  sum(fees) as fees,
  sum(revenue) as revenue,
  sum(activity_cost) as activity_cost,
  sum(direct_cost) as direct_cost,
  sum(overhead) as overhead,
  sum(marginal_cost) as marginal_cost,
  sum(cost) as cost,
  sum(expected_loss) as expected_loss,
  sum(provision) as provision,
  sum(charge_offs) as charge_offs,
  sum(profit) as profit
from profit_customers`;
}

/** Columns of the parts of fees, where fees have several. */
export function feeParts(plan: ProfitPlan): readonly string[] {
  return bookingColumns(plan).filter((each) => each.startsWith("fees_"));
}

/** One row: the same sums of profit_accounts, with the bookings of no account; those of no customer are left as a residual. */
export function accountSums(plan: ProfitPlan): Sql {
  const direct = (on: boolean, column: Sql): Sql =>
    on ? sql`coalesce((select sum(${column}) from profit_bookings where account_id is null), 0)` : sql`0`;
  return sql`select
  count(*) as accounts,
  sum(customer_interest) as customer_interest,
  sum(nii_assets) + sum(nii_liabilities) as nii,
  sum(customer_interest) - sum(nii_assets) - sum(nii_liabilities) as treasury,
  sum(fees) + ${direct(plan.fees, sql`fees`)} as fees,
  sum(direct_cost) as direct_cost,
  sum(expected_loss) as expected_loss,
  sum(provision) as provision,
  sum(charge_offs) + ${direct(plan.chargeOffs, sql`charge_offs`)} as charge_offs
from profit_accounts`;
}

/** One row: upfront fees when booked, and spread over their life. */
export const upfrontSums = sql`select
  count(distinct case when upfront_cash <> 0 or upfront_spread <> 0 then customer_id end) as customers,
  sum(upfront_cash) as cash,
  sum(upfront_spread) as spread
from profit_bookings`;

/** Rows: currency, accounts, all their holders, and sums of the foreign accounts, with the mean and the closing rate. */
export const currencySums = sql`with rates as (
  select currency, cast(sum(cast(average as hugeint)) as double) / count(*) / 100000000 as average_rate, cast(max(closing) as double) / 100000000 as closing_rate
  from profit_fx
  group by currency
),
sums as (
  select
    currency,
    count(*) as accounts,
    sum(nii_own_currency) as nii_own_currency,
    coalesce(sum(nii), 0) as nii,
    sum(fx_effect) as fx_effect
  from profit_accounts
  group by currency
),
held as (
  select a.currency, h.customer_id, coalesce(sum(h.nii_assets), 0) + coalesce(sum(h.nii_liabilities), 0) as profit
  from profit_accounts as a
  join profit_holders as h on h.account_id = a.account_id
  group by a.currency, h.customer_id
),
placed as (
  select *, row_number() over (partition by currency order by abs(profit) desc, customer_id) as place
  from held
)
select
  placed.currency,
  max(sums.accounts) as accounts,
  count(*) as customers,
  max(sums.nii_own_currency) as nii_own_currency,
  max(sums.nii) as nii,
  max(sums.fx_effect) as fx_effect,
  max(rates.average_rate) as average_rate,
  max(rates.closing_rate) as closing_rate,
  ${topTwoShare} as top_two_share
from placed
join sums on sums.currency = placed.currency
join rates on rates.currency = placed.currency
group by placed.currency
order by placed.currency`;

/** One row: accounts, rows and customers for which something is not known. */
export function gaps(plan: ProfitPlan, catalog: Catalog, dialect: Dialect): Sql {
  const { dateOf } = dialect;
  const [start, end] = [dateOf(plan.start), dateOf(plan.end)];
  const has = (column: string) => catalog.has("accounts", column);
  const opened = has("open_date") ? sql`coalesce(a.open_date <= ${end}, true)` : sql`true`;
  const stillOpen = has("close_date") ? sql`coalesce(a.close_date >= ${start}, true)` : sql`true`;
  const unknown = catalog.has("customers", "customer_id") ? UNKNOWN_CUSTOMERS : sql`0`;
  const orphans = (on: boolean, table: Sql) =>
    on ? sql`(select count(*) from ${table} where customer_id is null)` : sql`0`;
  return sql`with judged as (
  select
    i.*,
    ${opened} and ${stillOpen} as is_open,
    ${expectedRows(plan, catalog, dialect)} as expected_rows,
    ${has("customer_rate") ? sql`abs(a.customer_rate) > 1` : sql`false`} as is_high,
    ${plan.expectedLoss ? sql`i.asset_rows > 0 and i.expected_loss is null` : sql`false`} as without_loss,
    ${plan.capital ? sql`i.ead > 0 and i.capital is null` : sql`false`} as without_capital
  from profit_accounts as i
  join accounts as a on a.account_id = i.account_id
)
select
  sum(case when no_rate_rows > 0 then 1 else 0 end) as no_rate_accounts,
  sum(case when unpriced_rows > no_rate_rows then 1 else 0 end) as no_price_accounts,
  sum(case when flat_rows > 0 then 1 else 0 end) as flat_accounts,
  sum(case when is_open and balance_rows = 0 and side <> 'fee' then 1 else 0 end) as no_balances,
  sum(case when is_open and balance_rows > 0 and balance_rows < expected_rows and side <> 'fee' then 1 else 0 end) as missing_balances,
  (select count(*) from balances where period_end between ${start} and ${end}) - sum(balance_rows) as outside_life,
  sum(case when without_loss then 1 else 0 end) as no_loss,
  sum(case when without_loss and pd >= 1 then 1 else 0 end) as no_elbe,
  ${hasStages(plan) ? sql`sum(case when without_loss and pd < 1 then 1 else 0 end)` : sql`0`} as no_stage,
  sum(case when without_capital then 1 else 0 end) as no_capital,
  sum(case when is_high then 1 else 0 end) as high_rates,
  ${orphans(plan.fees || plan.chargeOffs, sql`profit_bookings`)} as orphan_fees,
  ${orphans(plan.activity, sql`profit_activities`)} as orphan_activities,
  ${unknown} as unknown_customers
from judged`;
}

/** Months (or days) of the period in which an account was open. */
function expectedRows(plan: ProfitPlan, catalog: Catalog, { dateOf, daysBetween, monthIndex }: Dialect): Sql {
  const [start, end] = [dateOf(plan.start), dateOf(plan.end)];
  const has = (column: string) => catalog.has("accounts", column);
  const from = has("open_date") ? sql`greatest(${start}, coalesce(a.open_date, ${start}))` : start;
  const to = has("close_date") ? sql`least(${end}, coalesce(a.close_date, ${end}))` : end;
  if (plan.settings.balance_period === "day") return sql`${daysBetween(from, to)} + 1`;
  return sql`${monthIndex(to)} - ${monthIndex(from)} + 1`;
}

const UNKNOWN_CUSTOMERS = sql`(
    select count(*)
    from profit_customers as p
    left join customers as c on c.customer_id = p.customer_id
    where c.customer_id is null
  )`;

/** The columns of a table, in order. */
export async function tableColumns(engine: Engine, table: string): Promise<readonly string[]> {
  return (await engine.columns(sql`select * from ${id(table)} limit 0`)).names;
}
