import type { Dialect } from "../../../engine/dialect.js";
import { empty, join, sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import type { Ftp } from "../settings/ftp.js";

/**
 * CTEs that price terms on curves. Needs a CTE `wanted` (currency, reference_date, term_months); gives `priced`
 * (the same, with rate and is_flat): the latest curve dated on or before the reference date, linear between its nodes and
 * flat outside them. Without such a curve there is no row. The currency is null where the curves have none.
 */
export function pricing(curve: Ftp["curve"], catalog: Catalog): Sql {
  return sql`${curveNodes(curve, catalog)},
${curveDates(sql`wanted`)},
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
  join nodes as n on n.curve_date = d.curve_date and n.currency is not distinct from w.currency
    and (n.is_first or w.term_months >= n.term_months)
    and (n.next_term is null or w.term_months < n.next_term)
)`;
}

/** CTE `nodes`: currency, curve_date, term_months, rate, and the next node of the same curve. */
export function curveNodes(curve: Ftp["curve"], catalog: Catalog): Sql {
  const currency = catalog.has("curves", "currency") ? sql`currency` : sql`cast(null as varchar)`;
  const same = sql`partition by ${currency}, date order by term_months`;
  return sql`nodes as (
  select
    ${currency} as currency,
    date as curve_date,
    term_months,
    rate,
    lead(term_months) over (${same}) as next_term,
    lead(rate) over (${same}) as next_rate,
    row_number() over (${same}) = 1 as is_first
  from curves${chosen(curve)}
)`;
}

function chosen(curve: Ftp["curve"]): Sql {
  if (curve === null) return empty;
  if (typeof curve === "string")
    return sql`
  where curve_id = ${curve}`;
  const pairs = Object.entries(curve).map(([currency, id]) => sql`(currency = ${currency} and curve_id = ${id})`);
  return sql`
  where ${join(pairs, " or ")}`;
}

/** CTE `dated`: the date of the curve that holds on each reference date of a CTE with currency and reference_date. */
export function curveDates(wanted: Sql): Sql {
  return sql`dated as (
  select w.currency, w.reference_date, max(c.curve_date) as curve_date
  from (select distinct currency, reference_date from ${wanted}) as w
  join (select distinct currency, curve_date from nodes) as c
    on c.curve_date <= w.reference_date and c.currency is not distinct from w.currency
  group by w.currency, w.reference_date
)`;
}

/** Months from one date to another: calendar months, and days left over at 365.25/12 a month. A month's end counts as the same day. */
export function termMonths(from: Sql, to: Sql, { monthIndex, monthEnd }: Dialect): Sql {
  const day = sql`least(extract(day from ${from}), extract(day from ${monthEnd(to)}))`;
  return sql`(${monthIndex(to)} - ${monthIndex(from)} + (extract(day from ${to}) - ${day}) / 30.4375)`;
}
