import { literal, sql, join, type Sql } from "../../../engine/sql.js";
import type { Dialect } from "../../../engine/dialect.js";
import type { Catalog } from "../../../engine/stage.js";
import type { ProfitPlan } from "../plan.js";
import { SCHEDULE_METHODS } from "../settings/ftp.js";
import { curveDates, curveNodes, pricing, termMonths } from "./curve.js";

const scheduled = sql`f.method in (${join(SCHEDULE_METHODS.map((each) => literal(each)))})`;

/** The reference date and the term of a leg: its own, else those of its account. */
const keys = sql`coalesce(l.reference_date, f.reference_date) as reference_date,
    coalesce(l.term_months, f.term_months) as term_months`;

const contracts = sql`from profit_legs as l
  join profit_facts as f on f.account_id = l.account_id
  where l.is_own and f.own_price is null and f.has_contract`;

/**
 * Base rates of contracts matched by one term: currency, reference_date, term_months, rate, is_flat. A fixed rate is priced at
 * origination for the time to maturity, an adjustable one at its last repricing for the interval; both keep it until then.
 */
export function contractPrices(plan: ProfitPlan, catalog: Catalog): Sql {
  return sql`with wanted as (
  select distinct
    f.currency,
    ${keys}
  ${contracts} and not ${scheduled}
    and coalesce(l.reference_date, f.reference_date) is not null
    and coalesce(l.term_months, f.term_months) >= 0
),
${pricing(plan.settings.ftp.curve, catalog)}
select currency, reference_date, term_months, rate, is_flat
from priced
order by currency, reference_date, term_months`;
}

/**
 * Distinct schedules of repayments, with the curve that prices each: schedule, currency, curve_date, method, amortisation,
 * payment_months, term_months (until repricing), life_months (until maturity), customer_rate. Without a curve, no row.
 */
export function scheduleKeys(plan: ProfitPlan, catalog: Catalog, dialect: Dialect): Sql {
  return sql`with ${curveNodes(plan.settings.ftp.curve, catalog)},
wanted as (
  select distinct
    f.currency,
    f.method,
    f.amortisation,
    f.payment_months,
    f.maturity_date,
    l.customer_rate,
    ${keys}
  ${contracts} and ${scheduled} and f.amortisation is not null and l.customer_rate is not null
),
${curveDates(sql`wanted`)},
schedules as (
  select distinct
    w.currency,
    d.curve_date,
    w.method,
    w.amortisation,
    w.payment_months,
    w.term_months,
    cast(${termMonths(sql`w.reference_date`, sql`w.maturity_date`, dialect)} as double) as life_months,
    w.customer_rate
  from wanted as w
  join dated as d on d.reference_date = w.reference_date and d.currency is not distinct from w.currency
  where w.term_months > 0
)
select
  cast(row_number() over (order by currency, curve_date, method, amortisation, payment_months, term_months, life_months, customer_rate) as integer) as schedule,
  currency,
  cast(curve_date as varchar) as curve_date,
  method,
  amortisation,
  payment_months,
  term_months,
  coalesce(life_months, term_months) as life_months,
  customer_rate
from schedules
order by schedule`;
}

/** The base rate of every leg with a schedule: account_id, customer_rate, reference_date, base_rate, is_flat. */
export function schedulePrices(plan: ProfitPlan, catalog: Catalog, dialect: Dialect): Sql {
  return sql`with ${curveNodes(plan.settings.ftp.curve, catalog)},
wanted as (
  select
    l.account_id,
    l.customer_rate,
    f.currency,
    f.method,
    f.amortisation,
    f.payment_months,
    f.maturity_date,
    l.reference_date as leg_date,
    ${keys}
  ${contracts} and ${scheduled}
),
${curveDates(sql`wanted`)}
select distinct
  w.account_id,
  w.customer_rate,
  w.leg_date,
  cast(p.rate as decimal(12, 10)) as rate,
  p.is_flat
from wanted as w
join dated as d on d.reference_date = w.reference_date and d.currency is not distinct from w.currency
join profit_schedules as s
  on s.currency is not distinct from w.currency
  and s.curve_date = cast(d.curve_date as varchar)
  and s.method = w.method
  and s.amortisation = w.amortisation
  and s.payment_months = w.payment_months
  and s.term_months = w.term_months
  and s.life_months = coalesce(cast(${termMonths(sql`w.reference_date`, sql`w.maturity_date`, dialect)} as double), w.term_months)
  and s.customer_rate = w.customer_rate
join profit_schedule_rates as p on p.schedule = s.schedule
order by w.account_id, w.customer_rate, w.leg_date`;
}

/** Nodes of the curves: currency, curve_date, term_months, rate; for the kernel. */
export function nodeRows(plan: ProfitPlan, catalog: Catalog): Sql {
  return sql`with ${curveNodes(plan.settings.ftp.curve, catalog)}
select currency, cast(curve_date as varchar) as curve_date, cast(term_months as double) as term_months, cast(rate as double) as rate
from nodes
order by currency, curve_date, term_months`;
}
