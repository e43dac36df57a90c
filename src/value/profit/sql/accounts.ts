import type { Dialect } from "../../../engine/dialect.js";
import { empty, id, join, literal, sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import { sideWords } from "../../side.js";
import type { ProfitPlan } from "../plan.js";
import { ADD_ONS } from "../settings.js";
import { dayDivisor, dayWeight } from "./days.js";
import { centsOf, rateLiteral, wholeRate } from "./exact.js";
import { numberedTenors, rateByRule, tenorRule } from "./rates.js";

type AddOn = (typeof ADD_ONS)[number];

/** The add-ons that the settings declare, in a fixed order. */
export function declaredAddOns({ settings }: ProfitPlan): readonly AddOn[] {
  return ADD_ONS.filter((each) => settings.ftp.add_ons[each] !== undefined);
}

/**
 * One row per account: interest of its balances in the period, exact until one rounding per column, and the exposure.
 * Rows of balances are first added up to legs, one per account, side and rate; only legs are priced.
 * Columns: account_id, customer_id, product_code, side, balance_rows, unpriced_rows, no_rate_rows, flat_rows,
 * flipped_rows, asset_rows, average_balance, customer_interest, nii_assets, nii_liabilities, one `ftp_…` per add-on,
 * expected_loss, ead, pd, lgd.
 */
export function accountInterest(plan: ProfitPlan, catalog: Catalog, dialect: Dialect): Sql {
  return sql`with facts as (
  ${facts(plan, catalog)}
),
calendar as (
  ${calendar(plan, dialect)}
),
months as (
  ${months(plan, catalog, dialect)}
),
legs as (
  ${legs(plan)}
),
priced as (
  ${priced(plan)}
),
margins as (
  ${margins(plan)}
),
sums as (
  ${sums(plan)}
)
${rounded(plan)}`;
}

function facts(plan: ProfitPlan, catalog: Catalog): Sql {
  const words = sideWords(catalog)!;
  const optional = (column: string, type: Sql): Sql =>
    catalog.has("accounts", column) ? sql`a.${id(column)}` : sql`cast(null as ${type})`;
  const { pd_floor: floor, lgd } = plan.settings.expected_loss;
  const pd = optional("pd", sql`decimal(12, 10)`);
  const ownLgd = optional("lgd", sql`decimal(12, 10)`);
  const hasCurrency = catalog.has("accounts", "currency") && catalog.has("curves", "currency");
  const isTerm = plan.settings.ftp.method === "straight_term";
  return sql`select
    a.account_id,
    a.customer_id,
    ${optional("product_code", sql`varchar`)} as product_code,
    ${words.side} as own_side,
    ${hasCurrency ? sql`a.currency` : sql`cast(null as varchar)`} as currency,
    ${optional("open_date", sql`date`)} as open_date,
    ${optional("close_date", sql`date`)} as close_date,
    ${optional("customer_rate", sql`decimal(18, 10)`)} as account_rate,
    ${optional("credit_limit", sql`decimal(18, 2)`)} as credit_limit,
    ${ownPrice(catalog, isTerm)} as own_price,
    ${isTerm ? sql`c.is_flat` : sql`false`} as own_is_flat,
    ${isTerm && catalog.has("accounts", "maturity_date") ? sql`a.maturity_date is not null` : sql`false`} as has_maturity,
    ${floor === 0 ? pd : sql`case when ${pd} is not null then greatest(${pd}, ${rateLiteral(floor)}) end`} as pd,
    ${lgd === null ? ownLgd : sql`coalesce(${ownLgd}, ${rateLiteral(lgd)})`} as lgd
  from accounts as a${words.join}${
    isTerm
      ? sql`
  left join profit_contract_prices as c on c.account_id = a.account_id`
      : empty
  }`;
}

/** The price that an account carries itself: declared, or fixed by its contract. */
function ownPrice(catalog: Catalog, isTerm: boolean): Sql {
  const declared = catalog.has("accounts", "ftp_rate") ? sql`a.ftp_rate` : null;
  if (declared && isTerm) return sql`coalesce(${declared}, c.base_rate)`;
  return declared ?? (isTerm ? sql`c.base_rate` : sql`cast(null as decimal(12, 10))`);
}

/** The periods of the balances with what a whole one weighs. */
function calendar({ settings, start, end }: ProfitPlan, dialect: Dialect): Sql {
  const { dateOf, daysBetween, monthEnd } = dialect;
  const isDay = settings.balance_period === "day";
  const first = isDay ? sql`period_end` : sql`cast(date_trunc('month', period_end) as date)`;
  const last = isDay ? sql`period_end` : monthEnd(sql`period_end`);
  return sql`select
    period_end,
    ${first} as first_day,
    ${last} as last_day,
    ${daysBetween(first, last)} + 1 as days,
    ${dayWeight(settings.day_count, first, last, dialect)} as weight
  from (select distinct period_end from balances where period_end between ${dateOf(start)} and ${dateOf(end)}) as periods`;
}

/** The rows of balances that earn: inside the period and the life of the account, on the side that their sign tells. */
function months(plan: ProfitPlan, catalog: Catalog, dialect: Dialect): Sql {
  const open = plan.settings.balance_average === "open_days";
  const first = sql`greatest(c.first_day, coalesce(f.open_date, c.first_day))`;
  const last = sql`least(c.last_day, coalesce(f.close_date, c.last_day))`;
  const days = open ? sql`${dialect.daysBetween(first, last)} + 1` : sql`c.days`;
  const weight = open ? dayWeight(plan.settings.day_count, first, last, dialect) : sql`c.weight`;
  return sql`select
    f.account_id,
    case when b.average_balance >= 0 or f.own_side = 'fee' then f.own_side when f.own_side = 'asset' then 'liability' else 'asset' end as side,
    b.average_balance < 0 as is_flipped,
    ${customerRate(plan, catalog)} as customer_rate,
    ${pricePeriod(plan)} as price_period,
    cast(abs(b.average_balance) * 100 as bigint) as cents,${undrawn(plan)}
    ${days} as days,
    ${weight} as weight
  from balances as b
  join calendar as c on c.period_end = b.period_end
  join facts as f on f.account_id = b.account_id
  where (f.open_date is null or f.open_date <= c.last_day)
    and (f.close_date is null or f.close_date >= c.first_day)`;
}

/** Only balances without a price of their own are priced period by period. */
function pricePeriod({ settings }: ProfitPlan): Sql {
  if (settings.ftp.method === "flat") return sql`cast(null as date)`;
  return sql`case when f.own_price is null or b.average_balance < 0 then b.period_end end`;
}

function needsLimits({ settings }: ProfitPlan): boolean {
  return settings.expected_loss.ccf > 0 || settings.ftp.add_ons.contingent_liquidity !== undefined;
}

function undrawn(plan: ProfitPlan): Sql {
  if (!needsLimits(plan)) return empty;
  return sql`
    cast(greatest(coalesce(f.credit_limit, 0) - b.average_balance, 0) * 100 as bigint) as undrawn_cents,`;
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

/** One row per account, side, rate and price: what its balances weigh, in exact cents times days. */
function legs(plan: ProfitPlan): Sql {
  const ccf = plan.settings.expected_loss.ccf;
  const exposure = ccf === 0 ? sql`cents` : sql`cents + cast(round(${rateLiteral(ccf)} * undrawn_cents, 0) as bigint)`;
  const limits = needsLimits(plan)
    ? sql`
    sum(undrawn_cents * weight) as undrawn_weight,`
    : empty;
  return sql`select
    account_id,
    side,
    is_flipped,
    customer_rate,
    price_period,
    count(*) as balance_rows,
    sum(cents * weight) as cents_weight,
    sum(cents * days) as cents_days,${limits}
    sum((${exposure}) * days) as exposure_days
  from months
  group by account_id, side, is_flipped, customer_rate, price_period`;
}

/**
 * Base rate and add-ons of every leg. An account with a maturity has the price of its contract or none: a balance without
 * a maturity, or on the other side than its account, is priced by the rule of its product or side.
 */
function priced(plan: ProfitPlan): Sql {
  const columns = marginAddOns(plan).map(
    (each) => sql`,
    coalesce(${rateByRule(plan.settings.ftp.add_ons[each]!)}, 0) as ${id(`ftp_${each}`)}`,
  );
  const tenors = numberedTenors(plan.settings);
  const isFlat = plan.settings.ftp.method === "flat";
  const hasTenors = !isFlat && tenors.length > 0;
  const other = isFlat
    ? rateByRule(plan.settings.ftp.flat)
    : hasTenors
      ? sql`t.base_rate`
      : sql`cast(null as decimal(12, 10))`;
  const joined = hasTenors
    ? sql`
  left join profit_tenor_prices as t
    on t.rule = l.rule and t.period_end = l.price_period and t.currency is not distinct from l.currency`
    : empty;
  return sql`select
    l.*,
    case when l.is_own then l.own_price else ${other} end as base_rate,
    case when l.is_own then coalesce(l.own_is_flat, false) else ${hasTenors ? sql`coalesce(t.is_flat, false)` : sql`false`} end as is_flat${join(columns, "")}
  from (
    select
      legs.*,
      f.product_code,
      f.own_side,
      f.currency,
      f.own_price,
      f.own_is_flat,
      not legs.is_flipped and (f.own_price is not null or f.has_maturity) as is_own,
      ${tenorRule(tenors)} as rule
    from legs
    join facts as f on f.account_id = legs.account_id
  ) as l${joined}`;
}

/** The sign of interest (+ earned on assets, - paid on liabilities, null for fee accounts) and the margin of every leg. */
function margins(plan: ProfitPlan): Sql {
  const price = join([sql`base_rate`, ...marginAddOns(plan).map((each) => id(`ftp_${each}`))], " + ");
  return sql`select
    *,
    case side when 'asset' then 1 when 'liability' then -1 end as direction,
    case when side <> 'fee' then customer_rate - (${price}) end as margin
  from priced`;
}

type MarginAddOn = Exclude<AddOn, "contingent_liquidity">;

/** The add-ons that stand on the balance; the price of an undrawn limit does not. */
function marginAddOns(plan: ProfitPlan): readonly MarginAddOn[] {
  return declaredAddOns(plan).filter((each): each is MarginAddOn => each !== "contingent_liquidity");
}

function sums(plan: ProfitPlan): Sql {
  const contingent = plan.settings.ftp.add_ons.contingent_liquidity;
  const ofLimits =
    contingent === undefined
      ? empty
      : sql`,
    sum(case when side = 'asset' then -undrawn_weight * ${wholeRate(rateLiteral(contingent))} end) as ftp_contingent_liquidity`;
  const ofAddOns = marginAddOns(plan).map(
    (each) => sql`,
    sum(case when margin is not null then -direction * cents_weight * ${wholeRate(id(`ftp_${each}`))} end) as ${id(`ftp_${each}`)}`,
  );
  return sql`select
    account_id,
    sum(balance_rows) as balance_rows,
    sum(case when side <> 'fee' and margin is null then balance_rows else 0 end) as unpriced_rows,
    sum(case when side <> 'fee' and customer_rate is null then balance_rows else 0 end) as no_rate_rows,
    sum(case when is_flat then balance_rows else 0 end) as flat_rows,
    sum(case when is_flipped then balance_rows else 0 end) as flipped_rows,
    sum(case when side = 'asset' then balance_rows else 0 end) as asset_rows,
    sum(case when side = own_side then cents_days else -cents_days end) as balance_days,
    sum(case when margin is not null then direction * cents_weight * ${wholeRate(sql`customer_rate`)} end) as interest,
    sum(case when side = 'asset' then cents_weight * ${wholeRate(sql`margin`)} end) as margin_assets,
    sum(case when side = 'liability' then -cents_weight * ${wholeRate(sql`margin`)} end) as margin_liabilities${ofLimits}${join(ofAddOns, "")},
    sum(case when side = 'asset' then exposure_days end) as exposure_days
  from margins
  group by account_id`;
}

function rounded(plan: ProfitPlan): Sql {
  const divisor = dayDivisor(plan.settings.day_count) * 10n ** 10n;
  const period = literal(plan.days);
  const contingent = plan.settings.ftp.add_ons.contingent_liquidity !== undefined;
  const assets = contingent
    ? sql`case when s.margin_assets is not null or s.ftp_contingent_liquidity is not null then coalesce(s.margin_assets, 0) + coalesce(s.ftp_contingent_liquidity, 0) end`
    : sql`s.margin_assets`;
  const addOns = declaredAddOns(plan).map(
    (each) => sql`,
  coalesce(${centsOf(sql`s.${id(`ftp_${each}`)}`, divisor)}, 0) as ${id(`ftp_${each}`)}`,
  );
  return sql`select
  f.account_id,
  f.customer_id,
  f.product_code,
  f.own_side as side,
  cast(coalesce(s.balance_rows, 0) as bigint) as balance_rows,
  cast(coalesce(s.unpriced_rows, 0) as bigint) as unpriced_rows,
  cast(coalesce(s.no_rate_rows, 0) as bigint) as no_rate_rows,
  cast(coalesce(s.flat_rows, 0) as bigint) as flat_rows,
  cast(coalesce(s.flipped_rows, 0) as bigint) as flipped_rows,
  cast(coalesce(s.asset_rows, 0) as bigint) as asset_rows,
  coalesce(${centsOf(sql`s.balance_days`, BigInt(plan.days))}, 0) as average_balance,
  ${orZero(centsOf(sql`s.interest`, divisor))} as customer_interest,
  ${orZero(centsOf(assets, divisor))} as nii_assets,
  ${orZero(centsOf(sql`s.margin_liabilities`, divisor))} as nii_liabilities${join(addOns, "")},
  ${plan.expectedLoss ? expectedLoss() : sql`cast(null as decimal(18, 2))`} as expected_loss,
  cast(cast(coalesce(s.exposure_days, 0) as double) / (100.0 * ${period}) as decimal(28, 6)) as ead,
  f.pd,
  f.lgd
from facts as f
left join sums as s on s.account_id = f.account_id
order by f.account_id`;
}

/** Null only where no row of the account has a price: what is not known is not zero. */
function orZero(amount: Sql): Sql {
  return sql`case when s.unpriced_rows = s.balance_rows and s.balance_rows > 0 then null else coalesce(${amount}, 0) end`;
}

function expectedLoss(): Sql {
  const numerator = sql`(s.exposure_days * ${wholeRate(sql`f.pd`)} * ${wholeRate(sql`f.lgd`)})`;
  return sql`case when coalesce(s.asset_rows, 0) = 0 then 0 else ${centsOf(numerator, 365n * 10n ** 20n)} end`;
}

/** One row: faults of the account tables that would make an amount wrong. */
export function accountFaults(catalog: Catalog): Sql {
  const words = sideWords(catalog)!;
  return sql`with sided as (
  select a.account_id, a.customer_id, ${words.side} as side, count(*) over (partition by a.account_id) as copies
  from accounts as a${words.join}
),
rows_of_balances as (
  select account_id, period_end, count(*) as copies
  from balances
  group by account_id, period_end
),
balance_faults as (
  select
    sum(case when b.copies > 1 then 1 else 0 end) as duplicates,
    sum(case when a.account_id is null then 1 else 0 end) as orphans
  from rows_of_balances as b
  left join accounts as a on a.account_id = b.account_id
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
