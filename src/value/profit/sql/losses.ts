import type { Dialect } from "../../../engine/dialect.js";
import { sql, type Sql } from "../../../engine/sql.js";
import type { ProfitPlan } from "../plan.js";
import { termMonths } from "./curve.js";

/** One row per account with exposure: account_id, loss_key; the key numbers what its allowance depends on. */
export function lossKeys(plan: ProfitPlan, dialect: Dialect): Sql {
  const end = dialect.dateOf(plan.end);
  return sql`with exposed as (
  select
    account_id,
    stage,
    pd,
    lgd,
    elbe,
    account_rate,
    case when maturity_date is not null then greatest(cast(${termMonths(end, sql`maturity_date`, dialect)} as double), 0) end as months,
    amortisation,
    payment_months
  from profit_interest
  where ead > 0 and pd is not null
)
select
  account_id,
  cast(dense_rank() over (order by stage, pd, lgd, elbe, account_rate, months, amortisation, payment_months) as integer) as loss_key,
  stage,
  pd,
  lgd,
  elbe,
  account_rate,
  months,
  amortisation,
  payment_months
from exposed
order by account_id`;
}

/** The distinct keys, in order. */
export const distinctLossKeys = sql`select distinct loss_key, stage, pd, lgd, elbe, account_rate, months, amortisation, payment_months
from profit_loss_keys
order by loss_key`;
