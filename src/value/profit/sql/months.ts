import type { Dialect } from "../../../engine/dialect.js";
import { empty, sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import type { ProfitPlan } from "../plan.js";
import { rowContract } from "./contracts.js";
import { dayWeight } from "./days.js";
import { rateLiteral } from "./exact.js";
import { tenorRule, type NumberedTenor } from "./tenors.js";

/** CTE `calendar`: the periods of the balances with what a whole one weighs. */
export function calendar({ settings, start, end }: ProfitPlan, dialect: Dialect): Sql {
  const { dateOf, daysBetween, monthEnd } = dialect;
  const isDay = settings.balance_period === "day";
  const first = isDay ? sql`period_end` : sql`cast(date_trunc('month', period_end) as date)`;
  const last = isDay ? sql`period_end` : monthEnd(sql`period_end`);
  return sql`calendar as (
  select
    period_end,
    ${first} as first_day,
    ${last} as last_day,
    ${daysBetween(first, last)} + 1 as days,
    ${dayWeight(settings.day_count, first, last, dialect)} as weight
  from (select distinct period_end from balances where period_end between ${dateOf(start)} and ${dateOf(end)}) as periods
)`;
}

/**
 * CTE `months`: the rows of balances that earn, inside the period and the life of the account, on the side that their sign
 * tells. `cents` are whole cents of the account's currency.
 */
export function months(plan: ProfitPlan, catalog: Catalog, dialect: Dialect, tenors: readonly NumberedTenor[]): Sql {
  const isOpen = plan.settings.balance_average === "open_days";
  const first = sql`greatest(c.first_day, coalesce(f.open_date, c.first_day))`;
  const last = sql`least(c.last_day, coalesce(f.close_date, c.last_day))`;
  const days = isOpen ? sql`${dialect.daysBetween(first, last)} + 1` : sql`c.days`;
  const weight = isOpen ? dayWeight(plan.settings.day_count, first, last, dialect) : sql`c.weight`;
  return sql`months as (
  select
    f.account_id,
    f.product_code,
    f.family,
    f.method,
    f.currency,
    c.period_end,
    ${side} as side,
    b.average_balance < 0 as is_flipped,
    b.average_balance >= 0 and (f.own_price is not null or f.has_contract) as is_own,
    ${customerRate(plan, catalog)} as customer_rate,
    cast(abs(b.average_balance) * 100 as bigint) as cents,${limits(plan)}${exposure(plan, catalog)}${rowContract(plan, dialect)}${fxMonth(plan, dialect)}
    ${days} as days,
    ${weight} as weight
  from balances as b
  join calendar as c on c.period_end = b.period_end
  join profit_facts as f on f.account_id = b.account_id
  where (f.open_date is null or f.open_date <= c.last_day)
    and (f.close_date is null or f.close_date >= c.first_day)
)${ruled(tenors)}`;
}

const side = sql`case when b.average_balance >= 0 or f.own_side = 'fee' then f.own_side when f.own_side = 'asset' then 'liability' else 'asset' end`;

/** CTE `ruled`: the rows with the price of their tenor, where they have no price of their own. */
function ruled(tenors: readonly NumberedTenor[]): Sql {
  if (tenors.length === 0) return empty;
  return sql`,
numbered as (
  select *, case when not is_own and method <> 'flat' then ${tenorRule(tenors)} end as rule
  from months
),
ruled as (
  select n.*, t.price as row_price, coalesce(t.is_flat, false) as row_is_flat
  from numbered as n
  left join profit_tenor_prices as t
    on t.rule = n.rule and t.period_end = n.period_end and t.currency is not distinct from n.currency
)`;
}

/** A balance below zero earns the rate of its row; a deposit below zero the overdraft rate. Never the account's own rate. */
function customerRate({ settings }: ProfitPlan, catalog: Catalog): Sql {
  const ofRow = catalog.has("balances", "customer_rate") ? sql`b.customer_rate` : sql`cast(null as decimal(18, 10))`;
  const overdraft = settings.overdraft_rate === null ? ofRow : rateLiteral(settings.overdraft_rate);
  return sql`case
      when b.average_balance >= 0 then coalesce(${ofRow}, f.account_rate)
      when f.own_side = 'liability' then ${overdraft}
      else ${ofRow}
    end`;
}

/** What is left of the limit of a loan or an overdraft; what is drawn is the size of the balance. */
const undrawn = sql`cast(greatest(coalesce(f.credit_limit, 0) - abs(b.average_balance), 0) * 100 as bigint)`;

function limits(plan: ProfitPlan): Sql {
  if (plan.settings.ftp.add_ons.contingent_liquidity === undefined) return empty;
  return sql`
    ${undrawn} as undrawn_cents,`;
}

/** EAD: stated by the account, else drawn, the undrawn limit by its conversion factor, and what has accrued. */
function exposure(plan: ProfitPlan, catalog: Catalog): Sql {
  if (!plan.exposure) return empty;
  const drawn = sql`cast(abs(b.average_balance) * 100 as bigint)`;
  const byLimit = plan.limits ? sql` + cast(round(coalesce(f.ccf, 0) * ${undrawn}, 0) as bigint)` : empty;
  const accrued = catalog.has("balances", "accrued") ? sql` + cast(coalesce(b.accrued, 0) * 100 as bigint)` : empty;
  return sql`
    coalesce(cast(f.stated_ead * 100 as bigint), ${drawn}${byLimit}${accrued}) as exposure_cents,`;
}

/** The month whose mean rate turns the row into the study's currency; null in the study's currency. */
function fxMonth({ fx }: ProfitPlan, { monthEnd }: Dialect): Sql {
  if (!fx) return empty;
  return sql`
    case when f.fx_currency is not null then ${monthEnd(sql`c.last_day`)} end as fx_month,`;
}
