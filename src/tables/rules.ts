/** How bad a broken rule is: `error` ends `custval check` with exit 3, `warn` stands in the report, `info` only tells. */
export const SEVERITIES = ["error", "warn", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What the catalogue says of one data-quality rule; `long` is the text of `custval explain RULE`. */
export interface RuleEntry {
  readonly severity: Severity;
  /** Rows that break it, in a few words. */
  readonly about: string;
  readonly long: string;
}

function rule(severity: Severity, about: string, long: string): RuleEntry {
  return Object.freeze({ severity, about, long });
}

function orphan(column: string, table: string, parent: string): RuleEntry {
  return rule(
    "warn",
    `${column} of ${table} that ${parent} does not have`,
    `Rows of ${table} whose ${column} stands in no row of ${parent}. They belong to nobody: money of theirs is in the totals of ${table} and in no customer. Usual cause: two exports of different days, a filter in one of them, or leading zeros lost in a spreadsheet.`,
  );
}

const LIFE =
  "Usual causes: a date of the wrong column (signing instead of opening), a sentinel date such as 1900-01-01 that was not declared, or an account number that was used again.";
const FUTURE =
  "Rows dated after the study's as_of. They are kept and do not count where a measure ends at as_of. Usual causes: day and month exchanged, a value date, a planned booking.";
const SHARE = "Usual cause: the export states percent and the mapping lacks `unit: percent`.";

/** Every data-quality rule by name, in the order in which they are reported. */
export const RULES = Object.freeze({
  duplicate_key: rule(
    "warn",
    "rows that repeat the key of an earlier row; they are rejected",
    "Rows whose key an earlier row of the table has. The first in file order is kept, the others are rejected (DATA-121) and stand in rejects.csv. Usual cause: a key that the export does not keep unique, or two exports that state one row differently.",
  ),
  overlapping_rows: rule(
    "info",
    "rows that an earlier file of the source holds too; they are counted once",
    "Exports overlap in time: a row has the key of a row of an earlier file of the same source and equals it in every canonical column. It is skipped, not rejected; a row with the same key and other content is rejected (duplicate_key). Rows without a key are compared only where the source declares `overlap: drop_identical`.",
  ),
  repeated_booking: rule(
    "info",
    "bookings that repeat an earlier one in every column",
    "Transactions without an id that are equal in all columns. Two coffees on one day look like this too, so nothing is removed. If the exports overlap, declare `overlap: drop_identical`, or map transaction_id.",
  ),
  control_total: rule(
    "error",
    "declared totals that the rows of the file do not give",
    "The footer of an export states a number of rows or a sum (`footer:`), and the rows of the file do not give it. The export is probably cut, or rows were rejected.",
  ),
  orphan_accounts_customer: orphan("customer_id", "accounts", "customers"),
  orphan_accounts_product: orphan("product_code", "accounts", "products"),
  orphan_holders_account: orphan("account_id", "holders", "accounts"),
  orphan_holders_customer: orphan("customer_id", "holders", "customers"),
  orphan_balances_account: orphan("account_id", "balances", "accounts"),
  orphan_transactions_account: orphan("account_id", "transactions", "accounts"),
  orphan_transactions_customer: orphan("customer_id", "transactions", "customers"),
  orphan_activities_customer: orphan("customer_id", "activities", "customers"),
  orphan_activities_activity: orphan("activity_code", "activities", "activity_costs"),
  customer_closed_before_opening: rule(
    "warn",
    "customers closed before they were opened",
    `Customers whose close_date lies before their open_date. ${LIFE}`,
  ),
  account_closed_before_opening: rule(
    "warn",
    "accounts closed before they were opened",
    `Accounts whose close_date lies before their open_date. ${LIFE}`,
  ),
  birth_after_opening: rule(
    "warn",
    "customers born after their relationship began",
    "Customers whose birth_date lies after their open_date. Usual cause: two-digit years read into the wrong century (`pivot:`).",
  ),
  transaction_before_opening: rule(
    "warn",
    "transactions before the opening of their account",
    `Transactions booked before the open_date of their account. ${LIFE}`,
  ),
  transaction_after_closing: rule(
    "warn",
    "transactions after the closing of their account",
    `Transactions booked after the close_date of their account. ${LIFE}`,
  ),
  balance_before_opening: rule(
    "warn",
    "balances before the opening of their account",
    `Balances of a period that ends before the open_date of their account. ${LIFE}`,
  ),
  closed_account_with_balance: rule(
    "warn",
    "accounts with a balance at the end of a month after their closing",
    "Balances other than zero at the end of a period after the close_date of the account. Either the account lives, or the balance is left over.",
  ),
  activity_after_closing: rule(
    "info",
    "activities after the end of the customer's relationship",
    `Activities dated after the month of the close_date of their customer. Some are right, such as letters and archiving; many say that the closing dates are too early. ${LIFE}`,
  ),
  customer_opened_in_future: rule("warn", "customers opened after the study's day", FUTURE),
  account_opened_in_future: rule("warn", "accounts opened after the study's day", FUTURE),
  balance_in_future: rule("warn", "balances after the month of the study's day", FUTURE),
  transaction_in_future: rule("warn", "transactions after the study's day", FUTURE),
  activity_in_future: rule("warn", "activities after the month of the study's day", FUTURE),
  negative_credit_limit: rule(
    "warn",
    "accounts with a negative limit",
    "Accounts whose credit_limit is below zero. Usual cause: an export that states what the bank is owed as negative; declare `negate: true`.",
  ),
  zero_amount: rule(
    "info",
    "transactions of zero",
    "Transactions that move no money: reversals, card checks, interest of zero. They count as occasions unless the analysis leaves them out.",
  ),
  unknown_code: rule(
    "warn",
    "codes that the declared list does not have",
    "Values of a column with `codes:` and `other: keep` that the list does not name. They go into the analysis as they are; add them to the list.",
  ),
  unknown_currency: rule(
    "warn",
    "currencies that are no code of ISO 4217",
    "Currency codes that ISO 4217 does not have, such as RMB for CNY or 01. Declare `codes:` for the column.",
  ),
  currency_without_rate: rule(
    "warn",
    "foreign currencies without any exchange rate",
    "Rows in another currency than the study's for which the table fx has no rate at all. Their money cannot be added to the study's currency.",
  ),
  rate_as_percent: rule(
    "warn",
    "interest rates above 50 % a year; is the unit percent?",
    `Interest rates above 0.5, which is 50 % a year, or below -0.5. ${SHARE} A credit card rate of 24 % is 0.24.`,
  ),
  share_as_percent: rule(
    "warn",
    "probabilities, losses or shares above 1; is the unit percent?",
    `Values of pd, lgd or share outside 0 to 1. ${SHARE}`,
  ),
  holder_shares: rule(
    "error",
    "accounts whose holders' shares do not sum to 1",
    "The shares of the holders of an account sum to 1 (within 0.000001), or its money would be counted more or less than once. A joint account of three holders needs 0.333333, 0.333333 and 0.333334.",
  ),
  balance_continuity: rule(
    "info",
    "account-months whose end balance is not the one before plus the bookings",
    "Per account and month, end_balance less the end_balance one month before is compared with the sum of the transactions booked in between, exactly, within `rules.balance_continuity.tolerance` (default 0.01). Compared are months that the transactions cover, with balances at both ends, and accounts booked in their own currency alone. For an asset, where what is owed may be stated as positive, the sum may have either sign. Many broken months say that the transactions are a part only, such as what customers do themselves; some broken months in an export that otherwise ties out say that bookings are missing or double. Set the severity to warn or error where the export is meant to be complete.",
  ),
  skewed_column: rule(
    "info",
    "columns with a skewness beyond 2; as features they need a transform",
    "Number columns whose skewness (third standardised moment, divisor n) lies beyond -2 or 2. As features of a segmentation a few customers would rule every distance: use `transform: log1p`; `slog` where values are negative; `rank` where the long tail is on the left.",
  ),
} satisfies Record<string, RuleEntry>);

export type RuleName = keyof typeof RULES;

export const RULE_NAMES = Object.freeze(Object.keys(RULES) as RuleName[]);
