import { empty, id, join, literal, sql, type, type Sql } from "../../../engine/sql.js";
import type { ProfitPlan } from "../plan.js";
import { rateLiteral, wholeRate } from "./exact.js";
import { FX_UNIT } from "./fx.js";
import { marginAddOns } from "./price-columns.js";
import { caseOf, rateByRule, ruleBranches } from "./rates.js";

const EXACT = type("exact");

/** CTEs `matched`, `legs` and `margins`: every leg with its price, and its interest and margin as exact numerators. */
export function legMargins(plan: ProfitPlan): Sql {
  return sql`matched as (
  ${matched(plan)}
),
${unpriced(plan)}margins as (
  ${margins(plan)}
)`;
}

/** Every leg with the price of its base: `matched_weight` is weight times rate, null where there is no price. */
function matched(plan: ProfitPlan): Sql {
  const { ftp } = plan.settings;
  const own = [sql`f.own_price`, ...(plan.hasTerms ? [sql`c.rate`] : []), ...(plan.hasSchedules ? [sql`s.rate`] : [])];
  const addOns = marginAddOns(plan).map(
    (each) => sql`,
    coalesce(${rateByRule(ftp.add_ons[each]!)}, 0) as ${id(`ftp_${each}`)}`,
  );
  const flats = [...(plan.hasTerms ? [sql`c.is_flat`] : []), ...(plan.hasSchedules ? [sql`s.is_flat`] : [])];
  const ownIsFlat = flats.length === 0 ? sql`false` : sql`coalesce(${join([...flats, sql`false`])})`;
  return sql`select
    *,
    case
      when has_row_price then price_weight
      when is_own then cents_weight * ${wholeRate(sql`own_price`)}
      when method = 'flat' then cents_weight * ${wholeRate(rateByRule(ftp.flat))}
    end as matched_weight${join(addOns, "")}${reserveRatio(plan)}
  from (
    select
      l.*,
      f.product_code,
      f.family,
      f.own_side,
      f.currency,
      f.fx_currency,
      f.method,
      f.own_price is not null as is_stated,
      coalesce(${join([...own, sql`null`])}) as own_price,
      l.is_own and f.own_price is null and ${ownIsFlat} as is_flat
    from profit_legs as l
    join profit_facts as f on f.account_id = l.account_id${contractJoins(plan)}
  ) as known`;
}

function contractJoins(plan: ProfitPlan): Sql {
  const terms = plan.hasTerms
    ? sql`
    left join profit_contract_prices as c
      on c.currency is not distinct from f.currency
      and c.reference_date = coalesce(l.reference_date, f.reference_date)
      and c.term_months = coalesce(l.term_months, f.term_months)
      and l.is_own and f.has_contract and f.method in ('straight_term', 'remaining_term')`
    : empty;
  const schedules = plan.hasSchedules
    ? sql`
    left join profit_schedule_prices as s
      on s.account_id = l.account_id
      and s.customer_rate = l.customer_rate
      and s.leg_date is not distinct from l.reference_date
      and l.is_own`
    : empty;
  return sql`${terms}${schedules}`;
}

function reserveRatio({ settings }: ProfitPlan): Sql {
  if (settings.ftp.reserve === null) return empty;
  const ratio = caseOf(ruleBranches(settings.ftp.reserve.ratio), rateLiteral, rateLiteral(0));
  return sql`,
    case when side = 'liability' then ${ratio} else 0 end as reserve_ratio`;
}

/** CTEs `mean_prices` and `legs`: products that take the mean price of others, weighted by balance and days. */
function unpriced({ settings }: ProfitPlan): Sql {
  const pairs = Object.entries(settings.ftp.unpriced).flatMap(([target, sources]) =>
    sources.map((source) => sql`(${target}, ${source})`),
  );
  if (pairs.length === 0)
    return sql`legs as (
  select *, matched_weight as base_weight
  from matched
),
`;
  return sql`sources(target, source) as (
  values ${join(pairs)}
),
mean_prices as (
  select s.target, m.currency, sum(m.matched_weight) as numerator, sum(m.cents_weight) as weight
  from matched as m
  join sources as s on s.source = m.product_code
  where m.matched_weight is not null and m.side <> 'fee' and not m.is_flipped
  group by s.target, m.currency
),
legs as (
  select
    m.*,
    case
      when u.target is null or m.is_flipped or m.is_stated then m.matched_weight
      when u.weight > 0 then m.cents_weight * ((2 * u.numerator + sign(u.numerator) * u.weight) // (2 * u.weight))
    end as base_weight
  from matched as m
  left join mean_prices as u on u.target = m.product_code and u.currency is not distinct from m.currency
),
`;
}

/**
 * Interest and margin of every leg as exact numerators: weight times rate. `direction` is + for interest earned on assets and
 * - for interest paid on liabilities, null for fee accounts.
 */
function margins(plan: ProfitPlan): Sql {
  const { reserve } = plan.settings.ftp;
  const price = join(
    [sql`base_weight`, ...marginAddOns(plan).map((each) => sql`cents_weight * ${wholeRate(id(`ftp_${each}`))}`)],
    " + ",
  );
  const exact = 10n ** 10n;
  const charge = sql`${wholeRate(sql`reserve_ratio`)} * (${reserve === null ? sql`0` : wholeRate(rateLiteral(reserve.remuneration))} * cents_weight - price_weight_all)`;
  const reserveWeight =
    reserve === null
      ? sql`cast(0 as ${EXACT})`
      : sql`(2 * ${charge} + sign(${charge}) * ${literal(exact)}) // ${literal(2n * exact)}`;
  const joined = plan.fx
    ? sql`
    left join profit_fx as x on x.currency = l.fx_currency and x.fx_month = l.fx_month`
    : empty;
  return sql`select
    *,
    rate_weight is not null and price_weight_all is not null as is_priced,
    ${reserveWeight} as reserve_weight
  from (
    select
      l.*,
      case l.side when 'asset' then 1 when 'liability' then -1 end as direction,
      case when l.side <> 'fee' then l.cents_weight * ${wholeRate(sql`l.customer_rate`)} end as rate_weight,
      case when l.side <> 'fee' then ${price} end as price_weight_all${
        plan.fx
          ? sql`,
      coalesce(x.average, ${literal(FX_UNIT)}) as fx,
      coalesce(x.closing, ${literal(FX_UNIT)}) as fx_closing`
          : empty
      }
    from legs as l${joined}
  ) as weighed`;
}
