import { sql, type, type Sql } from "../../engine/sql.js";
import { holdingsCte, joinProducts, sideOf } from "./holdings.js";
import { inWindow, type BankMeasure, type MeasureScope } from "./measure-scope.js";

/**
 * Mean over the months of the window of a customer's balance on one side: the sum of the month averages, exact, divided by
 * the number of months that the balances table holds in the window. A month without an account counts as zero. Balances are
 * positive magnitudes plus a side; a negative one stands on the other side for its month.
 */
function balanceOn(side: "liability" | "asset", scope: MeasureScope): Sql {
  const other = side === "liability" ? "asset" : "liability";
  return sql`sided as (
  select b.account_id, b.period_end, b.average_balance, ${sideOf(scope)} as side
  from balances as b
  inner join accounts as a on a.account_id = b.account_id${joinProducts(scope)}
  where ${inWindow(scope, sql`b.period_end`)}
),
${holdingsCte(scope)},
on_side as (
  select account_id, period_end,
    case
      when side = ${side} and average_balance > 0 then average_balance
      when side = ${other} and average_balance < 0 then -average_balance
      else 0
    end as balance
  from sided
),
months as (
  select count(distinct period_end) as months
  from sided
),
summed as (
  select h.customer_id, sum(cast(s.balance as ${type("wide")}) * h.share) as balance
  from on_side as s
  inner join holdings as h on h.account_id = s.account_id
  group by h.customer_id
),
measured as (
  select s.customer_id, cast(s.balance as ${type("double")}) / m.months as value
  from summed as s
  cross join months as m
)`;
}

const NEEDS = [
  ["balances", "account_id"],
  ["balances", "period_end"],
  ["balances", "average_balance"],
  ["accounts", "account_id"],
  ["accounts", "customer_id"],
] as const;

/** Deposits and the like: what the bank owes the customer. */
export const averageBalance: BankMeasure = Object.freeze({
  needs: NEEDS,
  money: true,
  without: "zero",
  unit: "money",
  select: (scope: MeasureScope) => balanceOn("liability", scope),
});

/** Loans and the like: what the customer owes the bank. */
export const loanBalance: BankMeasure = Object.freeze({
  needs: NEEDS,
  money: true,
  without: "zero",
  unit: "money",
  select: (scope: MeasureScope) => balanceOn("asset", scope),
});
