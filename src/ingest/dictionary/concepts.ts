import type { CanonicalTable } from "../../tables/canonical.js";

/** What the values of a column look like. */
export type ValueKind = "date" | "id" | "code" | "money" | "rate" | "number" | "count" | "text" | "empty";

/** What a column of an export can mean, apart from any table. */
export interface Concept {
  /** Kinds of values that fit; a column of another kind is not this concept. */
  readonly kinds: readonly ValueKind[];
  /** Column of a canonical table that it fills there; absent: the column of the same name, where the table has one. */
  readonly fills?: Partial<Readonly<Record<CanonicalTable, string>>>;
  /** Name as a declared attribute where the table has no column for it. */
  readonly attribute?: string;
  /** A direct identifier or free text about persons: never loaded. */
  readonly leaveOut?: string;
}

const IDS: readonly ValueKind[] = ["id", "code", "count", "number"];
const CODES: readonly ValueKind[] = ["code", "text", "id", "count", "number"];
const DATES: readonly ValueKind[] = ["date", "empty"];
const MONEY: readonly ValueKind[] = ["money", "number", "count", "rate", "empty"];
const RATES: readonly ValueKind[] = ["rate", "number", "money", "count", "empty"];
const COUNTS: readonly ValueKind[] = ["count", "id", "code", "number"];
const ANY: readonly ValueKind[] = ["date", "id", "code", "money", "rate", "number", "count", "text", "empty"];

const id: Concept = { kinds: IDS };
const code: Concept = { kinds: CODES };
const date: Concept = { kinds: DATES };
const money: Concept = { kinds: MONEY };
const rate: Concept = { kinds: RATES };
const count: Concept = { kinds: COUNTS };
const attribute = (name: string, kinds: readonly ValueKind[] = ANY): Concept => ({ kinds, attribute: name });
const personal = (what: string): Concept => ({ kinds: ANY, leaveOut: `${what}: a direct identifier, never loaded` });

/** All meanings that the dictionary knows. A name equal to a canonical column needs no `fills`. */
export const CONCEPTS = Object.freeze({
  customer_id: id,
  account_id: id,
  contract_id: { kinds: IDS, fills: { accounts: "account_id" }, attribute: "contract_id" },
  holder_record_id: attribute("holder_record_id", IDS),
  transaction_id: id,
  branch_id: { kinds: IDS },
  household_id: id,
  event_date: {
    kinds: DATES,
    fills: {
      transactions: "booked_on",
      balances: "period_end",
      activities: "date",
      curves: "date",
      fx: "date",
      accounts: "open_date",
      customers: "open_date",
    },
    attribute: "date",
  },
  booked_on: date,
  trade_date: { kinds: DATES, fills: { transactions: "booked_on" }, attribute: "trade_date" },
  value_date: {
    kinds: DATES,
    fills: { accounts: "origination_date", transactions: "booked_on" },
    attribute: "value_date",
  },
  period_end: {
    kinds: DATES,
    fills: { balances: "period_end", activities: "date", curves: "date", fx: "date" },
    attribute: "as_of_date",
  },
  open_date: date,
  close_date: date,
  birth_date: date,
  age: attribute("age"),
  gender: code,
  region: code,
  tier: code,
  programme_start: {
    kinds: DATES,
    fills: { programme: "start_date", customers: "programme_date" },
    attribute: "programme_date",
  },
  product_code: code,
  product_name: attribute("product_name", CODES),
  family: code,
  side: code,
  currency: code,
  customer_rate: {
    kinds: RATES,
    fills: { curves: "rate", accounts: "customer_rate", balances: "customer_rate" },
    attribute: "rate",
  },
  curve_rate: { kinds: RATES, fills: { curves: "rate" }, attribute: "transfer_rate" },
  fx_rate: { kinds: RATES, fills: { fx: "rate" }, attribute: "exchange_rate" },
  rate_type: code,
  origination_date: date,
  maturity_date: date,
  last_reprice_date: date,
  credit_limit: money,
  pd: rate,
  lgd: rate,
  risk_weight: rate,
  share: rate,
  average_balance: money,
  end_balance: { kinds: MONEY, fills: { balances: "end_balance" }, attribute: "balance" },
  balance_after: { kinds: MONEY, fills: { balances: "end_balance" }, attribute: "balance_after" },
  amount: money,
  sales: { kinds: MONEY, fills: { transactions: "amount", profit_input: "revenue" }, attribute: "sales" },
  debit_amount: { kinds: MONEY, attribute: "debit_amount" },
  credit_amount: { kinds: MONEY, attribute: "credit_amount" },
  direction: { kinds: CODES, attribute: "direction" },
  type: code,
  channel: code,
  fee: money,
  counterparty_class: code,
  activity_code: code,
  activity_name: attribute("activity_name", CODES),
  count: { kinds: COUNTS, attribute: "count" },
  unit_cost: money,
  pool: money,
  capacity: count,
  curve_id: id,
  term_months: { kinds: COUNTS, attribute: "term_months" },
  unit: { kinds: IDS, attribute: "unit" },
  period: { kinds: COUNTS, fills: { panel: "period" }, attribute: "period" },
  cohort: { kinds: COUNTS, attribute: "cohort" },
  cluster: { kinds: IDS, attribute: "cluster" },
  recency_days: count,
  last_date: date,
  frequency: { kinds: COUNTS, attribute: "frequency" },
  monetary: money,
  profit: money,
  revenue: money,
  nii: money,
  fee_income: money,
  cost: money,
  provision: money,
  expected_loss: money,
  capital: money,
  role: attribute("role", CODES),
  branch_name: attribute("branch_name", CODES),
  status: attribute("status", CODES),
  segment: attribute("segment", CODES),
  education: attribute("education", CODES),
  marital_status: attribute("marital_status", CODES),
  occupation: attribute("occupation", CODES),
  income: attribute("income"),
  customer_type: attribute("customer_type", CODES),
  customer_count: attribute("customer_count"),
  original_balance: attribute("original_balance", MONEY),
  next_reprice_date: attribute("next_reprice_date", DATES),
  reprice_months: attribute("reprice_months"),
  teaser_end_date: attribute("teaser_end_date", DATES),
  amortisation: attribute("amortisation"),
  payment_months: attribute("payment_months"),
  ftp_rate: attribute("ftp_rate", RATES),
  instalment: attribute("instalment", MONEY),
  matched_spread: attribute("matched_spread", RATES),
  asset_class: attribute("asset_class", CODES),
  ead: attribute("ead", MONEY),
  ccf: attribute("ccf", RATES),
  elbe: attribute("elbe", RATES),
  stage: attribute("stage", CODES),
  last_activity_date: attribute("last_activity_date", DATES),
  person_name: personal("a person's name"),
  national_id: personal("a national identity number"),
  phone: personal("a telephone number"),
  email: personal("an e-mail address"),
  address: personal("an address"),
  counterparty_account: personal("the account of another person"),
  free_text: { kinds: ANY, leaveOut: "free text: it can hold names and account numbers" },
} satisfies Readonly<Record<string, Concept>>);

export type ConceptName = keyof typeof CONCEPTS;

/** A concept by its name. */
export function conceptOf(name: ConceptName): Concept {
  return CONCEPTS[name];
}
