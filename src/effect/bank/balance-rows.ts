import type { Dialect } from "../../engine/dialect.js";
import { join, literal, sql, type Sql } from "../../engine/sql.js";
import type { Catalog } from "../../engine/stage.js";
import type { Span } from "../windows.js";
import { bySide, type BankMeasure } from "./tables.js";

/** Accounts with their side (asset, liability, fee; null where none is known), months of opening and closing. */
export function accountSidesQuery(dialect: Dialect, catalog: Catalog): Sql {
  const own = catalog.has("accounts", "side") ? sql`accounts.side` : sql`null`;
  const product = bySide(catalog) ? sql`products.side` : sql`null`;
  const products = bySide(catalog) ? sql`\nleft join products on products.product_code = accounts.product_code` : sql``;
  const month = (column: string, day: Sql) =>
    catalog.has("accounts", column) ? dialect.monthIndex(day) : sql`cast(null as integer)`;
  return sql`select
  accounts.account_id,
  accounts.customer_id,
  coalesce(${own}, ${product}) as side,
  ${month("open_date", sql`accounts.open_date`)} as opened_in,
  ${month("close_date", sql`accounts.close_date`)} as closed_in
from accounts${products}`;
}

/**
 * What is wrong with each account's balances over the panel: `missing` whole open months without a row (only of accounts
 * that have any row, a known opening and a side that the measures read), the most rows in a month, whether its side is known.
 */
export function balanceFaultsQuery(dialect: Dialect, panel: Span, measures: readonly BankMeasure[]): Sql {
  const [from, to] = [literal(panel.from), literal(panel.to)];
  return sql`with months as (
  select account_id, ${dialect.monthIndex(sql`period_end`)} as period, count(*) as n
  from balances
  group by account_id, period
),
lives as (
  select
    sides.account_id,
    sides.customer_id,
    sides.side,
    case when sides.opened_in < ${from} then ${from} else sides.opened_in + 1 end as first_whole,
    least(coalesce(sides.closed_in, ${to} + 1) - 1,
      coalesce(${dialect.monthIndex(sql`customers.close_date`)}, ${to} + 1) - 1, ${to}) as last_whole
  from effect_accounts as sides
  join customers on customers.customer_id = sides.customer_id
)
select
  lives.customer_id,
  case when first_whole is null or not (${sidesRead(measures)}) then 0
    else greatest(last_whole - first_whole + 1, 0) - count(*) filter (where period between first_whole and last_whole)
  end as missing,
  max(n) as largest,
  coalesce(lives.side in ('asset', 'liability', 'fee'), false) as classified
from lives
join months on months.account_id = lives.account_id
group by lives.account_id, lives.customer_id, lives.side, first_whole, last_whole`;
}

/** Whether a needed measure adds up the balances of an account's side. */
function sidesRead(measures: readonly BankMeasure[]): Sql {
  const sides = [
    ...(measures.includes("loan_balance") ? [sql`lives.side = 'asset'`] : []),
    ...(measures.includes("average_balance") ? [sql`lives.side <> 'asset'`] : []),
  ];
  return join(sides, " or ");
}

/** Average balances by customer and month; assets are loans, all else is what the bank looks after. */
export function balanceRowsQuery(dialect: Dialect, panel: Span): Sql {
  const period = dialect.monthIndex(sql`balances.period_end`);
  return sql`select
    sides.customer_id as unit,
    ${period} as period,
    sum(balances.average_balance) filter (where sides.side <> 'asset') as average_balance,
    sum(balances.average_balance) filter (where sides.side = 'asset') as loan_balance
  from balances
  join effect_accounts as sides on sides.account_id = balances.account_id
  where ${period} between ${literal(panel.from)} and ${literal(panel.to)}
  group by sides.customer_id, ${period}`;
}
