import { empty, id, join, literal, sql, type, type Sql } from "../../../engine/sql.js";
import type { ProfitPlan } from "../plan.js";
import { dayDivisor } from "./days.js";
import { centsOf, rateLiteral, wholeRate } from "./exact.js";
import { FX_UNIT } from "./fx.js";
import { legMargins } from "./leg-margins.js";
import { marginAddOns, priceColumns } from "./price-columns.js";

const EXACT = type("exact");

/**
 * One row per account: interest of its balances in the period, exact until one rounding per column, and the exposure.
 * Money is in the study's currency: flows at the mean rate of their month, stocks at the closing rate.
 * Columns: account_id, customer_id, product_code, side, balance_rows, unpriced_rows, no_rate_rows, flat_rows, flipped_rows,
 * asset_rows, average_balance, base_rate, customer_interest, nii_assets, nii_liabilities, one `ftp_…` per add-on,
 * expected_loss (one year), ead, what its capital and its loss depend on; with several currencies currency,
 * nii_own_currency and fx_effect.
 */
export function accountInterest(plan: ProfitPlan): Sql {
  return sql`with ${legMargins(plan)},
sums as (
  ${sums(plan)}
)
${rounded(plan)}`;
}

/** A numerator in the study's currency: times the mean rate of its month, where there are several currencies. */
function home({ fx }: ProfitPlan, numerator: Sql): Sql {
  return fx ? sql`(${numerator}) * fx` : numerator;
}

/** What numerators of the study's currency are divided by, over cents. */
function divisorOf({ fx, settings }: ProfitPlan): bigint {
  return dayDivisor(settings.day_count) * 10n ** 10n * (fx ? FX_UNIT : 1n);
}

const ASSET_MARGIN = sql`rate_weight - price_weight_all`;
const LIABILITY_MARGIN = sql`price_weight_all + reserve_weight - rate_weight`;

function sums(plan: ProfitPlan): Sql {
  const when = (condition: Sql, numerator: Sql): Sql =>
    sql`sum(case when ${condition} then ${home(plan, numerator)} end)`;
  const contingent = plan.settings.ftp.add_ons.contingent_liquidity;
  const priced = sql`is_priced`;
  const columns = [
    ...marginAddOns(plan).map((each) => {
      const name = id(`ftp_${each}`);
      return sql`${when(priced, sql`-direction * cents_weight * ${wholeRate(name)}`)} as ${name}`;
    }),
    ...(contingent === undefined
      ? []
      : [
          sql`${when(sql`side = 'asset'`, sql`-undrawn_weight * ${wholeRate(rateLiteral(contingent))}`)} as ftp_contingent_liquidity`,
        ]),
    ...(plan.settings.ftp.reserve === null
      ? []
      : [sql`${when(sql`is_priced and side = 'liability'`, sql`reserve_weight`)} as ftp_reserve`]),
    ...(plan.fx ? ownCurrency() : []),
  ];
  const balance = sql`(case when side = own_side then cents_days else -cents_days end)`;
  const exposed = plan.fx
    ? sql`(2 * cast(exposure_days as ${EXACT}) * fx + ${literal(FX_UNIT)}) // ${literal(2n * FX_UNIT)}`
    : sql`exposure_days`;
  return sql`select
    account_id,
    sum(balance_rows) as balance_rows,
    sum(case when side <> 'fee' and not is_priced then balance_rows else 0 end) as unpriced_rows,
    sum(case when side <> 'fee' and customer_rate is null then balance_rows else 0 end) as no_rate_rows,
    sum(case when is_flat then balance_rows else flat_rows end) as flat_rows,
    sum(case when is_flipped then balance_rows else 0 end) as flipped_rows,
    sum(case when side = 'asset' then balance_rows else 0 end) as asset_rows,
    sum(${plan.fx ? sql`${balance} * fx_closing` : balance}) as balance_days,
    sum(base_weight) as base_weight,
    sum(case when base_weight is not null then cents_weight end) as based_weight,
    ${when(priced, sql`direction * rate_weight`)} as interest,
    ${when(sql`side = 'asset'`, ASSET_MARGIN)} as margin_assets,
    ${when(sql`side = 'liability'`, LIABILITY_MARGIN)} as margin_liabilities,
    sum(case when side = 'asset' then ${exposed} end) as exposure_days,
    sum(case when side = 'asset' then ${plan.fx ? sql`cast(exposure_days as ${EXACT}) * fx_closing` : sql`exposure_days`} end) as ead_days${join(
      columns.map(
        (each) => sql`,
    ${each}`,
      ),
      "",
    )}
  from margins
  group by account_id`;
}

/** The margin in the account's own currency, and the same at the closing rate. */
function ownCurrency(): Sql[] {
  const margin = sql`case side when 'asset' then ${ASSET_MARGIN} when 'liability' then ${LIABILITY_MARGIN} end`;
  return [sql`sum(${margin}) as own_margin`, sql`sum((${margin}) * fx_closing) as closing_margin`];
}

function rounded(plan: ProfitPlan): Sql {
  const divisor = divisorOf(plan);
  const days = BigInt(plan.days);
  const unit = plan.fx ? FX_UNIT : 1n;
  const contingent = plan.settings.ftp.add_ons.contingent_liquidity !== undefined;
  const assets = contingent
    ? sql`case when s.margin_assets is not null or s.ftp_contingent_liquidity is not null then coalesce(s.margin_assets, 0) + coalesce(s.ftp_contingent_liquidity, 0) end`
    : sql`s.margin_assets`;
  const addOns = priceColumns(plan).map(
    (each) => sql`,
  coalesce(${centsOf(sql`s.${id(each)}`, divisor)}, 0) as ${id(each)}`,
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
  coalesce(${centsOf(sql`s.balance_days`, days * unit)}, 0) as average_balance,
  ${meanPrice} as base_rate,
  ${orZero(centsOf(sql`s.interest`, divisor))} as customer_interest,
  ${orZero(centsOf(assets, divisor))} as nii_assets,
  ${orZero(centsOf(sql`s.margin_liabilities`, divisor))} as nii_liabilities${join(addOns, "")},${currencyColumns(plan)}
  ${expectedLoss(plan)} as expected_loss,
  cast(cast(coalesce(s.ead_days, 0) as double) / (100.0 * ${literal(plan.days)} * ${literal(unit)}) as decimal(28, 6)) as ead,
  f.asset_class,
  f.pd,
  f.lgd,
  f.elbe,
  f.stage,
  f.account_rate,
  f.maturity_date,
  f.amortisation,
  f.payment_months
from profit_facts as f
left join sums as s on s.account_id = f.account_id
order by f.account_id`;
}

/** The base rate, as a mean over balances and days: what the account carries from one period to the next. */
const meanPrice = sql`case when s.based_weight > 0 then cast(cast((2 * s.base_weight + sign(s.base_weight) * s.based_weight) // (2 * s.based_weight) as decimal(20, 0)) * 0.0000000001 as decimal(12, 10)) end`;

function currencyColumns(plan: ProfitPlan): Sql {
  if (!plan.fx) return empty;
  const own = dayDivisor(plan.settings.day_count) * 10n ** 10n;
  return sql`
  coalesce(f.fx_currency, ${plan.settings.currency}) as currency,
  ${orZero(centsOf(sql`s.own_margin`, own))} as nii_own_currency,
  ${orZero(sql`case when f.fx_currency is not null then ${centsOf(sql`s.closing_margin`, divisorOf(plan))} - coalesce(${centsOf(sql`s.margin_assets`, divisorOf(plan))}, 0) - coalesce(${centsOf(sql`s.margin_liabilities`, divisorOf(plan))}, 0) end`)} as fx_effect,`;
}

/** Null only where no row of the account has a price: what is not known is not zero. */
function orZero(amount: Sql): Sql {
  return sql`case when s.unpriced_rows = s.balance_rows and s.balance_rows > 0 then null else coalesce(${amount}, 0) end`;
}

/** For the days of the exposure by PD x LGD, of a defaulted account in full by its best estimate. Null where one is missing. */
function expectedLoss(plan: ProfitPlan): Sql {
  if (!plan.expectedLoss || plan.settings.expected_loss.method !== "one_year") return sql`cast(null as decimal(18, 2))`;
  const numerator = sql`(s.exposure_days * ${wholeRate(sql`f.pd`)} * ${wholeRate(sql`f.lgd`)})`;
  const defaulted = sql`(s.exposure_days * ${wholeRate(sql`f.elbe`)})`;
  return sql`case
    when coalesce(s.asset_rows, 0) = 0 then 0
    when f.pd >= 1 then ${centsOf(defaulted, BigInt(plan.days) * 10n ** 10n)}
    else ${centsOf(numerator, 365n * 10n ** 20n)}
  end`;
}
