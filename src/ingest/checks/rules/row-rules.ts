import { join, literal, sql, type Sql } from "../../../engine/sql.js";
import type { RuleName } from "../../../tables/rules.js";
import { CURRENCIES } from "./currencies.js";
import { child, parentOf, type Parent, type RowRule, type RuleContext } from "./rule.js";

function orphan(name: RuleName, table: string, column: string, parent: string): RowRule {
  const to = { table: parent, column };
  return {
    name,
    table,
    columns: [column],
    parent: { ...to, columns: [] },
    broken: () => sql`${child(column)} is not null and ${parentOf(to, column)} is null`,
    checked: sql`${child(column)} is not null`,
  };
}

function plain(
  name: RuleName,
  table: string,
  columns: readonly string[],
  broken: (context: RuleContext) => Sql | null,
): RowRule {
  return { name, table, columns, broken };
}

/** A rule that compares the row with its account or customer; rows without one are not looked at. */
function against(
  name: RuleName,
  table: string,
  columns: readonly string[],
  parent: Parent,
  needed: string,
  broken: (bound: Sql, context: RuleContext) => Sql,
): RowRule {
  return {
    name,
    table,
    columns: [parent.column, ...columns],
    parent: { ...parent, columns: [needed] },
    broken: (context) => broken(parentOf(parent, needed), context),
    checked: sql`${parentOf(parent, parent.column)} is not null`,
  };
}

const ACCOUNT: Parent = { table: "accounts", column: "account_id" };
const CUSTOMER: Parent = { table: "customers", column: "customer_id" };
const closedBeforeOpening = () => sql`${child("close_date")} < ${child("open_date")}`;

function future(name: RuleName, table: string, column: string): RowRule {
  return plain(name, table, [column], ({ asOf }) => (asOf === null ? null : sql`${child(column)} > ${asOf}`));
}

/** Monthly counts and balances bear the last day of their month, whatever the study's day in it. */
function futureMonth(name: RuleName, table: string, column: string): RowRule {
  return plain(name, table, [column], ({ asOf, dialect }) =>
    asOf === null ? null : sql`${child(column)} > ${dialect.monthEnd(asOf)}`,
  );
}

function unknownCurrency(table: string): RowRule {
  const known = join(CURRENCIES.map((each) => literal(each)));
  return plain("unknown_currency", table, ["currency"], () => sql`${child("currency")} not in (${known})`);
}

function percent(name: RuleName, table: string, column: string, low: string, high: string): RowRule {
  const value = child(column);
  return {
    ...plain(name, table, [column], () => sql`(${value} < ${exact(low)} or ${value} > ${exact(high)})`),
    checked: sql`${value} is not null`,
    column,
  };
}

/** A decimal number written out, so that no double enters a comparison of decimals. */
function exact(number: string): Sql {
  return sql`cast(${literal(number)} as decimal(18, 10))`;
}

/** Rules over single rows, in the order of the catalogue as far as one table has several. */
export const ROW_RULES: readonly RowRule[] = Object.freeze([
  orphan("orphan_accounts_customer", "accounts", "customer_id", "customers"),
  orphan("orphan_accounts_product", "accounts", "product_code", "products"),
  orphan("orphan_holders_account", "holders", "account_id", "accounts"),
  orphan("orphan_holders_customer", "holders", "customer_id", "customers"),
  orphan("orphan_balances_account", "balances", "account_id", "accounts"),
  orphan("orphan_transactions_account", "transactions", "account_id", "accounts"),
  orphan("orphan_transactions_customer", "transactions", "customer_id", "customers"),
  orphan("orphan_activities_customer", "activities", "customer_id", "customers"),
  orphan("orphan_activities_activity", "activities", "activity_code", "activity_costs"),
  plain("customer_closed_before_opening", "customers", ["open_date", "close_date"], closedBeforeOpening),
  plain("account_closed_before_opening", "accounts", ["open_date", "close_date"], closedBeforeOpening),
  plain(
    "birth_after_opening",
    "customers",
    ["birth_date", "open_date"],
    () => sql`${child("birth_date")} > ${child("open_date")}`,
  ),
  against(
    "transaction_before_opening",
    "transactions",
    ["booked_on"],
    ACCOUNT,
    "open_date",
    (day) => sql`${child("booked_on")} < ${day}`,
  ),
  against(
    "transaction_after_closing",
    "transactions",
    ["booked_on"],
    ACCOUNT,
    "close_date",
    (day) => sql`${child("booked_on")} > ${day}`,
  ),
  against(
    "balance_before_opening",
    "balances",
    ["period_end"],
    ACCOUNT,
    "open_date",
    (day) => sql`${child("period_end")} < ${day}`,
  ),
  against(
    "closed_account_with_balance",
    "balances",
    ["period_end", "end_balance"],
    ACCOUNT,
    "close_date",
    (day) => sql`${child("period_end")} > ${day} and ${child("end_balance")} <> 0`,
  ),
  against(
    "activity_after_closing",
    "activities",
    ["date"],
    CUSTOMER,
    "close_date",
    (day, { dialect }) => sql`${child("date")} > ${dialect.monthEnd(day)}`,
  ),
  future("customer_opened_in_future", "customers", "open_date"),
  future("account_opened_in_future", "accounts", "open_date"),
  futureMonth("balance_in_future", "balances", "period_end"),
  future("transaction_in_future", "transactions", "booked_on"),
  futureMonth("activity_in_future", "activities", "date"),
  plain("negative_credit_limit", "accounts", ["credit_limit"], () => sql`${child("credit_limit")} < 0`),
  plain("zero_amount", "transactions", ["amount"], () => sql`${child("amount")} = 0`),
  ...["accounts", "transactions", "curves", "fx"].map(unknownCurrency),
  percent("rate_as_percent", "accounts", "customer_rate", "-0.5", "0.5"),
  percent("rate_as_percent", "balances", "customer_rate", "-0.5", "0.5"),
  percent("rate_as_percent", "curves", "rate", "-0.5", "0.5"),
  percent("share_as_percent", "accounts", "pd", "0", "1"),
  percent("share_as_percent", "accounts", "lgd", "0", "1"),
  percent("share_as_percent", "holders", "share", "0", "1"),
]);
