import type { Dialect } from "../../../engine/dialect.js";
import { sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";

/**
 * CTEs that price terms on curves. Needs a CTE `wanted` (currency, reference_date, term_months); gives `priced`
 * (the same, with rate and is_flat): the latest curve dated on or before the reference date, linear between its nodes and
 * flat outside them. Without such a curve there is no row.
 */
export function pricing(curveId: string | null, catalog: Catalog): Sql {
  const currency = catalog.has("curves", "currency");
  const only =
    curveId === null
      ? sql``
      : sql`
  where curve_id = ${curveId}`;
  return sql`nodes as (
  select
    ${currency ? sql`currency` : sql`cast(null as varchar)`} as currency,
    date as curve_date,
    term_months,
    rate,
    lead(term_months) over (partition by ${currency ? sql`currency, ` : sql``}date order by term_months) as next_term,
    lead(rate) over (partition by ${currency ? sql`currency, ` : sql``}date order by term_months) as next_rate,
    row_number() over (partition by ${currency ? sql`currency, ` : sql``}date order by term_months) = 1 as is_first
  from curves${only}
),
curve_dates as (
  select distinct currency, curve_date
  from nodes
),
wanted_dates as (
  select distinct currency, reference_date
  from wanted
),
dated as (
  select w.currency, w.reference_date, max(c.curve_date) as curve_date
  from wanted_dates as w
  join curve_dates as c on c.curve_date <= w.reference_date${currency ? sql` and (w.currency is null or c.currency = w.currency)` : sql``}
  group by w.currency, w.reference_date
),
priced as (
  select
    w.currency,
    w.reference_date,
    w.term_months,
    cast(case
      when w.term_months <= n.term_months or n.next_term is null then n.rate
      else n.rate + (n.next_rate - n.rate) * (w.term_months - n.term_months) / (n.next_term - n.term_months)
    end as decimal(12, 10)) as rate,
    w.term_months < n.term_months or (n.next_term is null and w.term_months > n.term_months) as is_flat
  from wanted as w
  join dated as d on d.reference_date = w.reference_date and d.currency is not distinct from w.currency
  join nodes as n on n.curve_date = d.curve_date${currency ? sql` and (w.currency is null or n.currency = w.currency)` : sql``}
    and (n.is_first or w.term_months >= n.term_months)
    and (n.next_term is null or w.term_months < n.next_term)
)`;
}

/** Months from one date to another: calendar months, and days left over at 365.25/12 a month. A month's end counts as the same day. */
export function termMonths(from: Sql, to: Sql, { monthIndex, monthEnd }: Dialect): Sql {
  const day = sql`least(extract(day from ${from}), extract(day from ${monthEnd(to)}))`;
  return sql`(${monthIndex(to)} - ${monthIndex(from)} + (extract(day from ${to}) - ${day}) / 30.4375)`;
}
