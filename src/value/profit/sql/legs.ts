import type { Dialect } from "../../../engine/dialect.js";
import { empty, join, sql, type, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import type { ProfitPlan } from "../plan.js";
import { calendar, months } from "./months.js";
import type { NumberedTenor } from "./tenors.js";

/**
 * One row per account, side and rate (and contract price and month of an exchange rate where these change): what its balances
 * weigh, in exact cents times days. Balances priced by a tenor carry the sum of weight times price, so that they too need one
 * row. Columns: account_id, side, is_flipped, is_own, customer_rate, has_row_price, reference_date, term_months, fx_month,
 * balance_rows, flat_rows, cents_weight, cents_days, price_weight, undrawn_weight, exposure_days.
 */
export function legTable(plan: ProfitPlan, catalog: Catalog, dialect: Dialect, tenors: readonly NumberedTenor[]): Sql {
  const hasTenors = tenors.length > 0;
  const keys = [
    sql`account_id`,
    sql`side`,
    sql`is_flipped`,
    sql`is_own`,
    sql`customer_rate`,
    ...(hasTenors ? [sql`row_price is not null`] : []),
    ...(plan.varies ? [sql`reference_date`, sql`term_months`] : []),
    ...(plan.fx ? [sql`fx_month`] : []),
  ];
  const limits = plan.settings.ftp.add_ons.contingent_liquidity !== undefined;
  const exposure = plan.exposure ? sql`exposure_cents` : sql`cents`;
  return sql`with ${calendar(plan, dialect)},
${months(plan, catalog, dialect, tenors)}
select
  account_id,
  side,
  is_flipped,
  is_own,
  customer_rate,
  ${hasTenors ? sql`row_price is not null` : sql`false`} as has_row_price,
  ${plan.varies ? sql`reference_date` : sql`cast(null as date)`} as reference_date,
  ${plan.varies ? sql`term_months` : sql`cast(null as double)`} as term_months,
  ${plan.fx ? sql`fx_month` : sql`cast(null as date)`} as fx_month,
  count(*) as balance_rows,
  ${hasTenors ? sql`count(*) filter (where row_is_flat)` : sql`0`} as flat_rows,
  sum(cents * weight) as cents_weight,
  sum(cents * days) as cents_days,
  ${hasTenors ? sql`sum(cast(cents * weight as ${type("exact")}) * row_price)` : sql`cast(null as ${type("exact")})`} as price_weight,${
    limits
      ? sql`
  sum(undrawn_cents * weight) as undrawn_weight,`
      : empty
  }
  sum(${exposure} * days) as exposure_days
from ${hasTenors ? sql`ruled` : sql`months`}
group by ${join(keys)}`;
}
