import { isoDate, parseIsoDate } from "../../../core/calendar.js";
import type { Dialect } from "../../../engine/dialect.js";
import { join, sql, type, type Sql } from "../../../engine/sql.js";
import type { ProfitPlan } from "../plan.js";
import { wholeRate } from "./exact.js";

/** An exchange rate as a whole number of 1e-8. */
export const FX_UNIT = 100_000_000n;

/** Currencies of accounts other than the study's: currency, accounts. */
export function foreignAccounts(home: string): Sql {
  return sql`select currency, count(*) as accounts
from accounts
where currency <> ${home}
group by currency
order by currency`;
}

/** CTE `needed`: every foreign currency with every month of the period. */
function needed({ start, end }: ProfitPlan, { dateOf }: Dialect): Sql {
  const months = monthEnds(start, end).map((each) => sql`(${dateOf(each)})`);
  return sql`months(fx_month) as (
  values ${join(months)}
),
needed as (
  select held.currency, months.fx_month
  from (select distinct fx_currency as currency from profit_facts where fx_currency is not null) as held
  cross join months
)`;
}

/** Last days of the months from the one of `start` to the one of `end`. */
export function monthEnds(start: string, end: string): string[] {
  const [year, month] = start.split("-").map(Number);
  const [lastYear, lastMonth] = end.split("-").map(Number);
  const count = (lastYear - year) * 12 + lastMonth - month + 1;
  return Array.from({ length: count }, (_, at) => {
    const next = month + at;
    const first = `${String(year + Math.floor(next / 12))}-${String((next % 12) + 1).padStart(2, "0")}-01`;
    return isoDate(parseIsoDate(first)! - 1);
  });
}

/**
 * Rates into the study's currency: currency, fx_month (its last day), average and closing, in whole numbers of 1e-8. The average
 * is the mean of the quotes of the month; the closing rate is the last quote of the period. A month without a quote has null.
 */
export function fxTable(plan: ProfitPlan, dialect: Dialect): Sql {
  const { dateOf, monthEnd } = dialect;
  const whole = wholeRate(sql`rate`);
  const total = sql`sum(cast(${whole} as ${type("exact")}))`;
  return sql`with ${needed(plan, dialect)},
means as (
  select
    currency,
    ${monthEnd(sql`date`)} as fx_month,
    cast((2 * ${total} + 100 * count(*)) // (200 * count(*)) as bigint) as average
  from fx
  group by currency, ${monthEnd(sql`date`)}
),
latest as (
  select currency, max(date) as date
  from fx
  where date <= ${dateOf(plan.end)}
  group by currency
),
closing as (
  select fx.currency, cast((2 * ${wholeRate(sql`fx.rate`)} + 100) // 200 as bigint) as closing
  from fx
  join latest on latest.currency = fx.currency and latest.date = fx.date
)
select needed.currency, needed.fx_month, means.average, closing.closing
from needed
left join means on means.currency = needed.currency and means.fx_month = needed.fx_month
left join closing on closing.currency = needed.currency
order by needed.currency, needed.fx_month`;
}

/** Months of a foreign currency without a usable rate: currency, month. */
export const missingRates = sql`select currency, cast(fx_month as varchar) as fx_month
from profit_fx
where average is null or average <= 0 or closing is null or closing <= 0
order by currency, fx_month`;
