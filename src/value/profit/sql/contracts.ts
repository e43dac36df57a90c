import type { Dialect } from "../../../engine/dialect.js";
import { empty, sql, type Sql } from "../../../engine/sql.js";
import type { ProfitPlan } from "../plan.js";
import { termMonths } from "./curve.js";

/**
 * Columns `reference_date` and `term_months` of a row of balances whose contract is priced more than once: adjustable rates,
 * introductory rates and remaining terms. The row takes the price that holds on its last day. Null where the account has one
 * price for life. Needs `f` (facts) and `c` (calendar).
 */
export function rowContract(plan: ProfitPlan, dialect: Dialect): Sql {
  if (!plan.varies) return empty;
  const { addMonths } = dialect;
  const day = sql`c.last_day`;
  const passed = sql`floor(${termMonths(sql`f.anchor_date`, day, dialect)} / f.reprice_months) * f.reprice_months`;
  const last = sql`greatest(${addMonths(sql`f.anchor_date`, passed)}, coalesce(f.origination, f.anchor_date))`;
  const next = sql`case when f.is_adjustable then ${addMonths(sql`f.anchor_date`, sql`(${passed} + f.reprice_months)`)} end`;
  const teaser = sql`f.teaser_end >= ${day}`;
  const end = sql`least(f.maturity_date, ${next}, case when ${teaser} then f.teaser_end end)`;
  const applies = sql`f.has_contract and b.average_balance >= 0 and f.own_price is null`;
  return sql`
    case
      when not (${applies}) then null
      when f.method = 'remaining_term' then ${day}
      when ${teaser} then f.origination
      when f.is_adjustable then ${last}
      when f.teaser_end is not null then f.teaser_end
    end as reference_date,
    cast(case
      when not (${applies}) then null
      when f.method = 'remaining_term' then greatest(${termMonths(day, end, dialect)}, 0)
      when ${teaser} then ${termMonths(sql`f.origination`, sql`f.teaser_end`, dialect)}
      when f.is_adjustable then f.reprice_months
      when f.teaser_end is not null then ${termMonths(sql`f.teaser_end`, sql`f.maturity_date`, dialect)}
    end as double) as term_months,`;
}
