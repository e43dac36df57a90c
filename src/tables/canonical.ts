import type { ColumnContract, ColumnType, PrivacyClass, TableContract } from "./contract.js";

type Extra = Partial<Pick<ColumnContract, "key" | "required" | "unit">>;

function column(
  name: string,
  type: ColumnType,
  privacy: PrivacyClass,
  about: string,
  extra: Extra = {},
): ColumnContract {
  return Object.freeze({ name, type, privacy, about, ...extra });
}

function table(name: string, about: string, columns: readonly ColumnContract[]): TableContract {
  return Object.freeze({ name, about, columns: Object.freeze([...columns]) });
}

const KEY = { key: true, required: true } as const;
const REQUIRED = { required: true } as const;

const customers = table("customers", "one row per customer", [
  column("customer_id", "id", "direct", "the customer", KEY),
  column("branch_id", "id", "quasi", "home branch"),
  column("open_date", "date", "quasi", "start of the relationship"),
  column("close_date", "date", "sensitive", "end of the relationship"),
  column("birth_date", "date", "direct", "date of birth"),
  column("gender", "text", "quasi", "M, F or another declared code"),
  column("region", "text", "quasi", "place of residence"),
  column("tier", "text", "sensitive", "the bank's own grade of the customer"),
  column("household_id", "id", "direct", "customers who keep house together"),
  column("programme_date", "date", "sensitive", "start of the programme for this customer"),
  column("merged_into", "id", "direct", "the customer that this one was merged into"),
]);

const accounts = table("accounts", "one row per account", [
  column("account_id", "id", "direct", "the account", KEY),
  column("customer_id", "id", "direct", "its (first) holder", REQUIRED),
  column("product_code", "text", "sensitive", "refers to products"),
  column("currency", "text", "free", "ISO 4217 code"),
  column("open_date", "date", "quasi", "first day"),
  column("close_date", "date", "sensitive", "last day"),
  column("customer_rate", "rate", "sensitive", "rate paid or earned by the customer", { unit: "annual fraction" }),
  column("rate_type", "text", "sensitive", "fixed or adjustable"),
  column("origination_date", "date", "sensitive", "start of the rate contract"),
  column("maturity_date", "date", "sensitive", "end of the rate contract"),
  column("last_reprice_date", "date", "sensitive", "last change of the rate"),
  column("credit_limit", "money", "sensitive", "agreed limit"),
  column("pd", "rate", "sensitive", "probability of default within a year", { unit: "fraction" }),
  column("lgd", "rate", "sensitive", "loss given default", { unit: "fraction of exposure" }),
  column("risk_weight", "rate", "sensitive", "regulatory weight", { unit: "fraction of exposure" }),
  column("side", "text", "sensitive", "asset, liability or fee, seen from the bank"),
  column(
    "original_balance",
    "money",
    "sensitive",
    "amount agreed at origination; changes no price, as repayment schedules are priced per unit of balance",
    { unit: "account currency" },
  ),
  column("next_reprice_date", "date", "sensitive", "next change of the rate"),
  column("reprice_months", "integer", "sensitive", "months from one change of the rate to the next", {
    unit: "months",
  }),
  column("teaser_end_date", "date", "sensitive", "last day of the introductory rate"),
  column("amortisation", "text", "sensitive", "annuity, equal_principal or bullet"),
  column("payment_months", "integer", "sensitive", "months from one repayment to the next", { unit: "months" }),
  column("ftp_rate", "rate", "sensitive", "funds-transfer price fixed for the account", { unit: "annual fraction" }),
  column("asset_class", "text", "sensitive", "retail class for capital: mortgage, revolving or other"),
  column("ead", "money", "sensitive", "exposure at default, where the bank states it", { unit: "account currency" }),
  column("ccf", "rate", "sensitive", "part of the undrawn limit that counts as exposure", { unit: "fraction" }),
  column("elbe", "rate", "sensitive", "best estimate of the loss of a defaulted account", {
    unit: "fraction of exposure",
  }),
  column("stage", "integer", "sensitive", "IFRS 9 stage: 1, 2 or 3"),
  column("provision", "money", "sensitive", "provision booked in the period", { unit: "account currency" }),
  column("direct_cost", "money", "sensitive", "cost that the account alone caused", { unit: "study currency" }),
]);

const holders = table("holders", "who holds a joint account, one row per holder", [
  column("account_id", "id", "direct", "the account", KEY),
  column("customer_id", "id", "direct", "a holder", KEY),
  column("share", "rate", "sensitive", "share of the account; sums to 1 per account", { unit: "fraction" }),
]);

const balances = table("balances", "one row per account and month", [
  column("account_id", "id", "direct", "the account", KEY),
  column("period_end", "date", "free", "last day of the period", KEY),
  column("average_balance", "money", "sensitive", "mean of the daily balances of the period", REQUIRED),
  column("end_balance", "money", "sensitive", "balance on the last day"),
  column("customer_rate", "rate", "sensitive", "rate of the period", { unit: "annual fraction" }),
  column("accrued", "money", "sensitive", "interest and fees accrued and not yet paid", { unit: "account currency" }),
]);

const transactions = table("transactions", "one row per booking", [
  column("transaction_id", "id", "direct", "the booking"),
  column("account_id", "id", "direct", "the account booked"),
  column("customer_id", "id", "direct", "the customer, where the export names no account"),
  column("booked_on", "date", "sensitive", "day of booking", REQUIRED),
  column("amount", "money", "sensitive", "signed: + into the account, - out of it", REQUIRED),
  column("currency", "text", "free", "ISO 4217 code"),
  column("type", "text", "sensitive", "what was booked"),
  column("channel", "text", "sensitive", "how it was done"),
  column("fee", "money", "sensitive", "fee charged for the booking"),
  column("counterparty_class", "text", "sensitive", "kind of the other side"),
]);

const activities = table("activities", "cost drivers: what the bank did for a customer", [
  column("customer_id", "id", "direct", "the customer", REQUIRED),
  column("date", "date", "sensitive", "day, or last day of the month counted", REQUIRED),
  column("activity_code", "text", "free", "refers to activity_costs", REQUIRED),
  column("count", "integer", "sensitive", "how often; 1 where the column is missing"),
]);

const products = table("products", "one row per product", [
  column("product_code", "text", "free", "the product", KEY),
  column("family", "text", "free", "group of products"),
  column("side", "text", "free", "asset, liability or fee, seen from the bank"),
]);

const curves = table("curves", "funds-transfer price curves", [
  column("curve_id", "id", "free", "the curve", KEY),
  column("currency", "text", "free", "ISO 4217 code", KEY),
  column("date", "date", "free", "valid from", KEY),
  column("term_months", "integer", "free", "term of the node", { ...KEY, unit: "months" }),
  column("rate", "rate", "free", "rate of the node", { ...REQUIRED, unit: "annual fraction" }),
]);

const fx = table("fx", "exchange rates into the study's currency", [
  column("date", "date", "free", "day", KEY),
  column("currency", "text", "free", "ISO 4217 code", KEY),
  column("rate", "decimal", "free", "study currency per unit", REQUIRED),
]);

const activityCosts = table("activity_costs", "what one activity costs", [
  column("activity_code", "text", "free", "the activity", KEY),
  column("unit_cost", "money", "free", "cost of one"),
  column("pool", "money", "free", "cost of the resource pool"),
  column("capacity", "integer", "free", "practical capacity of the pool"),
  column("minutes", "decimal", "free", "time that one activity takes", { unit: "minutes" }),
]);

const programme = table("programme", "when the programme came, by branch or by customer", [
  column("branch_id", "id", "free", "the branch"),
  column("customer_id", "id", "direct", "the customer"),
  column("start_date", "date", "free", "first day; empty = never"),
]);

const panel = table("panel", "a ready-made panel for the effect analysis", [
  column("unit", "id", "direct", "customer or other unit", KEY),
  column("period", "integer", "free", "period number, counted without gaps", KEY),
  column("cluster", "id", "quasi", "level at which the programme was assigned"),
  column("cohort", "integer", "free", "first treated period; 0 or empty = never"),
]);

const rfmInput = table("rfm_input", "ready RFM measures, one row per customer", [
  column("customer_id", "id", "direct", "the customer", KEY),
  column("recency_days", "integer", "sensitive", "days since the last occasion", { unit: "days" }),
  column("last_date", "date", "sensitive", "day of the last occasion"),
  column("frequency", "integer", "sensitive", "number of occasions"),
  column("monetary", "money", "sensitive", "sum of money"),
]);

const lifetimeSummary = table("lifetime_summary", "a summary for lifetime models, one row per customer", [
  column("customer_id", "id", "direct", "the customer", KEY),
  column("x", "integer", "sensitive", "repeat count: occasions minus one", REQUIRED),
  column("t_x", "double", "sensitive", "last minus first occasion", { unit: "days or weeks", ...REQUIRED }),
  column("T", "double", "sensitive", "as_of minus first occasion", { unit: "days or weeks", ...REQUIRED }),
]);

const profitInput = table(
  "profit_input",
  "ready components of profit, one row per customer, or per customer and period",
  [
    column("customer_id", "id", "direct", "the customer", REQUIRED),
    column("period", "text", "free", "period of the row"),
    column("profit", "money", "sensitive", "profit, where the export has it"),
    column("revenue", "money", "sensitive", "all income"),
    column("nii", "money", "sensitive", "net interest income"),
    column("fee_income", "money", "sensitive", "income from fees"),
    column("cost", "money", "sensitive", "cost to serve"),
    column("provision", "money", "sensitive", "booked provisions"),
    column("expected_loss", "money", "sensitive", "expected loss"),
    column("capital", "money", "sensitive", "allocated capital"),
  ],
);

/** The canonical tables, by name; every export is mapped onto these and nothing else. */
export const CANONICAL_TABLES = Object.freeze({
  customers,
  accounts,
  holders,
  balances,
  transactions,
  activities,
  products,
  curves,
  fx,
  activity_costs: activityCosts,
  programme,
  panel,
  rfm_input: rfmInput,
  lifetime_summary: lifetimeSummary,
  profit_input: profitInput,
});

export type CanonicalTable = keyof typeof CANONICAL_TABLES;

export const CANONICAL_NAMES = Object.freeze(Object.keys(CANONICAL_TABLES) as CanonicalTable[]);
