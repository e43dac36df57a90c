import type { Dialect } from "../../../engine/dialect.js";
import { sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import type { ProfitPlan } from "../plan.js";
import { pricing, termMonths } from "./curve.js";
import { tenorValues, type NumberedTenor } from "./rates.js";

/**
 * Base rates of accounts with a maturity, fixed for the life or until repricing: account_id, base_rate, is_flat.
 * A fixed rate is priced at origination for the time to maturity, an adjustable one at the last repricing for its interval.
 */
export function contractPrices(plan: ProfitPlan, catalog: Catalog, dialect: Dialect): Sql {
  const has = (column: string) => catalog.has("accounts", column);
  const start = has("origination_date")
    ? has("open_date")
      ? sql`coalesce(origination_date, open_date)`
      : sql`origination_date`
    : sql`open_date`;
  const adjustable = has("rate_type") ? sql`coalesce(rate_type = 'adjustable', false)` : sql`false`;
  const interval = has("reprice_months") ? sql`cast(reprice_months as double)` : sql`cast(null as double)`;
  const repriced = has("last_reprice_date") ? sql`last_reprice_date` : sql`cast(null as date)`;
  return sql`with contracts as (
  select
    account_id,
    ${currencyOf(catalog)} as currency,
    case when ${adjustable} then ${repriced} else ${start} end as reference_date,
    cast(case when ${adjustable} then ${interval} else ${termMonths(start, sql`maturity_date`, dialect)} end as double) as term_months
  from accounts
  where maturity_date is not null
),
wanted as (
  select distinct currency, reference_date, term_months
  from contracts
  where reference_date is not null and term_months > 0
),
${pricing(plan.settings.ftp.curve, catalog)}
select c.account_id, p.rate as base_rate, p.is_flat
from contracts as c
join priced as p
  on p.reference_date = c.reference_date
  and p.term_months = c.term_months
  and p.currency is not distinct from c.currency
order by c.account_id`;
}

/** Base rates of balances without a maturity: rule, currency, period_end, base_rate, is_flat; blended by shares. */
export function tenorPrices(
  plan: ProfitPlan,
  catalog: Catalog,
  dialect: Dialect,
  tenors: readonly NumberedTenor[],
): Sql {
  return sql`with parts(rule, share, months) as (
  values ${tenorValues(tenors)}
),
periods as (
  select distinct period_end
  from balances
  where period_end between ${dialect.dateOf(plan.start)} and ${dialect.dateOf(plan.end)}
),
held as (
  select distinct ${currencyOf(catalog)} as currency
  from accounts
),
wanted as (
  select distinct held.currency, periods.period_end as reference_date, cast(parts.months as double) as term_months
  from held
  cross join periods
  cross join parts
),
${pricing(plan.settings.ftp.curve, catalog)}
select
  parts.rule,
  priced.currency,
  priced.reference_date as period_end,
  cast(sum(parts.share * priced.rate) as decimal(12, 10)) as base_rate,
  max(case when priced.is_flat then 1 else 0 end) = 1 as is_flat
from parts
join priced on priced.term_months = parts.months
group by parts.rule, priced.currency, priced.reference_date
order by parts.rule, priced.currency, priced.reference_date`;
}

/** The currency of an account, null where neither accounts nor curves tell one. */
export function currencyOf(catalog: Catalog): Sql {
  const both = catalog.has("accounts", "currency") && catalog.has("curves", "currency");
  return both ? sql`currency` : sql`cast(null as varchar)`;
}
