import type { Dialect } from "../../../engine/dialect.js";
import { empty, id, join, literal, sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import { sideWords } from "../../side.js";
import type { ProfitPlan } from "../plan.js";
import { ADD_ONS } from "../settings.js";
import { dayDivisor, dayWeight } from "./days.js";
import { centsOf, rateLiteral, wholeCents, wholeRate } from "./exact.js";
import { numberedTenors, rateByRule, tenorRule } from "./rates.js";

type AddOn = (typeof ADD_ONS)[number];

/** The add-ons that the settings declare, in a fixed order. */
export function declaredAddOns({ settings }: ProfitPlan): readonly AddOn[] {
  return ADD_ONS.filter((each) => settings.ftp.add_ons[each] !== undefined);
}

/**
 * One row per account: interest of its balances in the period, exact until one rounding per column, and the exposure.
 * Columns: account_id, customer_id, product_code, side, balance_rows, unpriced_rows, no_rate_rows, flat_rows,
 * average_balance, customer_interest, nii_assets, nii_liabilities, one `ftp_…` per add-on, expected_loss, ead, pd, lgd.
 */
export function accountInterest(plan: ProfitPlan, catalog: Catalog, dialect: Dialect): Sql {
  return sql`with facts as (
  ${facts(plan, catalog)}
),
periods as (
  ${periods(plan, catalog, dialect)}
),
weighed as (
  select
    *,
    ${dialect.daysBetween(sql`first_day`, sql`last_day`)} + 1 as days,
    ${dayWeight(plan.settings.day_count, sql`first_day`, sql`last_day`, dialect)} as weight,
    ${tenorRule(numberedTenors(plan.settings))} as rule
  from periods
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
  return sql`select
    a.account_id,
    a.customer_id,
    ${optional("product_code", sql`varchar`)} as product_code,
    ${words.side} as own_side,
    ${catalog.has("accounts", "currency") && catalog.has("curves", "currency") ? sql`a.currency` : sql`cast(null as varchar)`} as currency,
    ${optional("open_date", sql`date`)} as open_date,
    ${optional("close_date", sql`date`)} as close_date,
    ${optional("customer_rate", sql`decimal(18, 10)`)} as account_rate,
    ${optional("credit_limit", sql`decimal(18, 2)`)} as credit_limit,
    ${optional("ftp_rate", sql`decimal(18, 10)`)} as own_ftp_rate,
    ${floor === 0 ? pd : sql`case when ${pd} is not null then greatest(${pd}, ${rateLiteral(floor)}) end`} as pd,
    ${lgd === null ? ownLgd : sql`coalesce(${ownLgd}, ${rateLiteral(lgd)})`} as lgd
  from accounts as a${words.join}`;
}

/** The rows of balances that earn: inside the period and the life of the account, on the side that their sign tells. */
function periods(plan: ProfitPlan, catalog: Catalog, { dateOf, monthEnd }: Dialect): Sql {
  const isDay = plan.settings.balance_period === "day";
  const first = isDay ? sql`b.period_end` : sql`cast(date_trunc('month', b.period_end) as date)`;
  const last = isDay ? sql`b.period_end` : monthEnd(sql`b.period_end`);
  const open = plan.settings.balance_average === "open_days";
  return sql`select
    f.*,
    b.period_end,
    abs(b.average_balance) as balance,
    b.average_balance < 0 as is_flipped,
    case when b.average_balance >= 0 or f.own_side = 'fee' then f.own_side when f.own_side = 'asset' then 'liability' else 'asset' end as side,
    ${customerRate(plan, catalog)} as customer_rate,
    ${open ? sql`greatest(${first}, coalesce(f.open_date, ${first}))` : first} as first_day,
    ${open ? sql`least(${last}, coalesce(f.close_date, ${last}))` : last} as last_day
  from balances as b
  join facts as f on f.account_id = b.account_id
  where b.period_end between ${dateOf(plan.start)} and ${dateOf(plan.end)}
    and (f.open_date is null or f.open_date <= ${last})
    and (f.close_date is null or f.close_date >= ${first})`;
}

/** A balance below zero earns the rate of its row; a deposit below zero the overdraft rate. Never the account's own rate. */
function customerRate({ settings }: ProfitPlan, catalog: Catalog): Sql {
  const ofRow = catalog.has("balances", "customer_rate") ? sql`b.customer_rate` : sql`cast(null as decimal(18, 10))`;
  const overdraft = settings.overdraft_rate === null ? ofRow : rateLiteral(settings.overdraft_rate);
  return sql`case
      when b.average_balance < 0 and f.own_side = 'liability' then ${overdraft}
      when b.average_balance < 0 then ${ofRow}
      else coalesce(${ofRow}, f.account_rate)
    end`;
}

/** Base rate and add-ons of every row. */
function priced(plan: ProfitPlan): Sql {
  const columns = marginAddOns(plan).map(
    (each) => sql`,
    coalesce(${rateByRule(plan.settings.ftp.add_ons[each]!)}, 0) as ${id(`ftp_${each}`)}`,
  );
  if (plan.settings.ftp.method === "flat") {
    return sql`select
    *,
    coalesce(own_ftp_rate, ${rateByRule(plan.settings.ftp.flat)}) as base_rate,
    false as is_flat${join(columns, "")}
  from weighed`;
  }
  return curvePriced(join(columns, ""), numberedTenors(plan.settings).length > 0);
}

function curvePriced(columns: Sql, hasTenors: boolean): Sql {
  const tenors = hasTenors
    ? sql`
  left join profit_tenor_prices as t
    on t.rule = w.rule and t.period_end = w.period_end and t.currency is not distinct from w.currency`
    : empty;
  const tenor = hasTenors ? sql`t.base_rate` : sql`cast(null as decimal(12, 10))`;
  return sql`select
    w.*,
    case
      when w.own_ftp_rate is not null and not w.is_flipped then w.own_ftp_rate
      when c.account_id is not null and not w.is_flipped then c.base_rate
      else ${tenor}
    end as base_rate,
    coalesce(case when c.account_id is not null and not w.is_flipped then c.is_flat else ${hasTenors ? sql`t.is_flat` : sql`false`} end, false) as is_flat${columns}
  from weighed as w
  left join profit_contract_prices as c on c.account_id = w.account_id${tenors}`;
}

/** Whole cents, the sign of interest (+ earned on assets, - paid on liabilities, null for fee accounts), and the margin. */
function margins(plan: ProfitPlan): Sql {
  const addOns = marginAddOns(plan);
  const price = join([sql`base_rate`, ...addOns.map((each) => id(`ftp_${each}`))], " + ");
  const undrawn = sql`greatest(coalesce(credit_limit, 0) - balance, 0)`;
  const ccf = rateLiteral(plan.settings.expected_loss.ccf);
  const exposure = plan.settings.expected_loss.ccf === 0 ? sql`balance` : sql`balance + round(${ccf} * ${undrawn}, 2)`;
  return sql`select
    account_id,
    side,
    own_side,
    days,
    weight,
    is_flat,
    is_flipped,
    customer_rate,
    ${join(
      addOns.map(
        (each) => sql`${id(`ftp_${each}`)},
    `,
      ),
      "",
    )}case side when 'asset' then 1 when 'liability' then -1 end as direction,
    case when side <> 'fee' then customer_rate - (${price}) end as margin,
    ${wholeCents(sql`balance`)} as cents,
    ${wholeCents(undrawn)} as undrawn_cents,
    ${wholeCents(exposure)} as exposure_cents
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
    sum(case when side = 'asset' then -undrawn_cents * weight * ${wholeRate(rateLiteral(contingent))} end) as ftp_contingent_liquidity`;
  const ofAddOns = marginAddOns(plan).map(
    (each) => sql`,
    sum(case when margin is not null then -direction * cents * weight * ${wholeRate(id(`ftp_${each}`))} end) as ${id(`ftp_${each}`)}`,
  );
  return sql`select
    account_id,
    count(*) as balance_rows,
    sum(case when side <> 'fee' and margin is null then 1 else 0 end) as unpriced_rows,
    sum(case when side <> 'fee' and customer_rate is null then 1 else 0 end) as no_rate_rows,
    sum(case when is_flat then 1 else 0 end) as flat_rows,
    sum(case when is_flipped then 1 else 0 end) as flipped_rows,
    sum(case when side = 'asset' then 1 else 0 end) as asset_rows,
    sum(cents * days * case when side = own_side then 1 else -1 end) as balance_days,
    sum(case when margin is not null then direction * cents * weight * ${wholeRate(sql`customer_rate`)} end) as interest,
    sum(case when side = 'asset' then cents * weight * ${wholeRate(sql`margin`)} end) as margin_assets,
    sum(case when side = 'liability' then -cents * weight * ${wholeRate(sql`margin`)} end) as margin_liabilities${ofLimits}${join(ofAddOns, "")},
    sum(case when side = 'asset' then exposure_cents * days end) as exposure_days
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
  coalesce(s.balance_rows, 0) as balance_rows,
  coalesce(s.unpriced_rows, 0) as unpriced_rows,
  coalesce(s.no_rate_rows, 0) as no_rate_rows,
  coalesce(s.flat_rows, 0) as flat_rows,
  coalesce(s.flipped_rows, 0) as flipped_rows,
  coalesce(s.asset_rows, 0) as asset_rows,
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
