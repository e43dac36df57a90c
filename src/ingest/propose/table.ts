import type { ConceptName } from "../dictionary/concepts.js";
import type { CanonicalTable } from "../../tables/canonical.js";
import type { Roles } from "./roles.js";

/** Meanings of a date that something happened on, the best first. */
export const EVENT_DATES: readonly ConceptName[] = ["booked_on", "trade_date", "event_date", "value_date", "open_date"];
const PERIOD_DATES: readonly ConceptName[] = ["period_end", "event_date"];
const AMOUNTS: readonly ConceptName[] = ["amount", "sales"];
const PROFIT_PARTS: readonly ConceptName[] = [
  "profit",
  "revenue",
  "nii",
  "fee_income",
  "cost",
  "provision",
  "expected_loss",
  "capital",
];
const ACCOUNT_MARKS: readonly ConceptName[] = [
  "open_date",
  "event_date",
  "value_date",
  "product_code",
  "currency",
  "customer_rate",
  "maturity_date",
  "origination_date",
  "credit_limit",
  "side",
  "status",
  "end_balance",
  "average_balance",
];
const CUSTOMER_MARKS: readonly ConceptName[] = [
  "birth_date",
  "gender",
  "tier",
  "age",
  "education",
  "marital_status",
  "occupation",
  "household_id",
];

type Rule = readonly [CanonicalTable, (roles: Roles) => boolean];

const party = (roles: Roles): boolean => roles.has("customer_id", "account_id");
const money = (roles: Roles): boolean =>
  roles.has(...AMOUNTS) || (roles.has("debit_amount") && roles.has("credit_amount"));
const oneRowPerParty = (roles: Roles): boolean => roles.isKey("customer_id") || roles.isKey("account_id");

/** What a file must have to be a table; the first that fits is taken. */
const RULES: readonly Rule[] = [
  [
    "rfm_input",
    (r) => r.isKey("customer_id") && r.has("recency_days", "last_date") && r.has("frequency") && r.has("monetary"),
  ],
  ["curves", (r) => r.has("term_months") && r.has("curve_rate", "customer_rate") && !party(r)],
  ["fx", (r) => r.has("fx_rate") && r.has("currency") && r.has(...PERIOD_DATES) && !party(r)],
  ["activity_costs", (r) => r.isKey("activity_code") && r.has("unit_cost", "pool")],
  ["activities", (r) => r.has("customer_id") && r.has("activity_code") && r.has(...PERIOD_DATES, ...EVENT_DATES)],
  ["holders", (r) => r.has("account_id") && r.has("customer_id") && r.has("share") && !r.isKey("account_id")],
  [
    "balances",
    (r) => r.has("account_id") && r.has("average_balance") && r.has(...PERIOD_DATES) && !r.isKey("account_id"),
  ],
  [
    "transactions",
    (r) =>
      party(r) &&
      money(r) &&
      r.has("booked_on", "trade_date", "event_date", "value_date") &&
      (!oneRowPerParty(r) || r.has("transaction_id")),
  ],
  [
    "programme",
    (r) => r.has("programme_start") && (r.isKey("branch_id") || r.isKey("customer_id")) && !r.has(...CUSTOMER_MARKS),
  ],
  [
    "profit_input",
    (r) => r.has("customer_id") && r.has(...PROFIT_PARTS) && !r.has("account_id") && !r.has(...CUSTOMER_MARKS),
  ],
  ["products", (r) => r.isKey("product_code") && r.has("family", "side", "product_name") && !party(r)],
  [
    "customers",
    (r) => r.isKey("customer_id") && (r.has(...CUSTOMER_MARKS) || !r.has("account_id", "holder_record_id")),
  ],
];

/** Meanings that can be the key of an account, the best first. */
export function accountKey(roles: Roles): ConceptName | null {
  if (roles.isKey("contract_id")) return "contract_id";
  return roles.isKey("account_id") ? "account_id" : null;
}

/** True where a file has one row per account or contract; whose it is must be found through a column or a link. */
export function isAccountLike(roles: Roles): boolean {
  return accountKey(roles) !== null && roles.has(...ACCOUNT_MARKS) && !roles.isKey("transaction_id");
}

/** The canonical table that a file fills by its own columns, or null. Accounts come after what is more special. */
export function tableOf(roles: Roles): CanonicalTable | null {
  const found = RULES.find(([, fits]) => fits(roles))?.[0] ?? null;
  if (isAccountLike(roles) && (found === null || found === "customers")) return "accounts";
  return found;
}

/** What the nearest table would still need, for a file that fits none. */
export function lackOf(roles: Roles): string {
  if (party(roles) && money(roles)) return "bookings need a date";
  if (roles.has("account_id") && roles.has("end_balance"))
    return "monthly balances need the average balance and the end of the month";
  if (party(roles))
    return "no amount with a date, no balance and no key of one row per customer or account was recognised";
  return "no customer and no account was recognised";
}
