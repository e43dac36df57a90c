import { failIfAny, type Problem } from "../../core/errors.js";

/** Heads that exports give to the columns of simple mode, in lower case with underscores. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  customer_id: ["customer_id", "customer", "cust_id", "client_id", "客户号", "客户编号", "客户id"],
  period: ["period", "month", "期间", "月份"],
  profit: ["profit", "net_profit", "利润", "净利润"],
  revenue: ["revenue", "income", "total_income", "收入", "营业收入"],
  nii: ["nii", "net_interest_income", "利息净收入", "净利息收入"],
  fee_income: ["fee_income", "fees", "中间业务收入", "手续费收入"],
  cost: ["cost", "costs", "成本", "费用"],
  provision: ["provision", "provisions", "拨备"],
  expected_loss: ["expected_loss", "el", "预期损失"],
  capital: ["capital", "资本"],
};

/**
 * The head of each column of simple mode (or only of some) by the names that exports give it; throws VAL-018 where two heads can
 * mean the same.
 */
export function simpleColumnsOf(
  heads: readonly string[],
  only: readonly string[] = Object.keys(ALIASES),
): Readonly<Record<string, string>> {
  const found = only.map((column) => ({
    column,
    matches: heads.filter((head) => ALIASES[column].includes(plain(head))),
  }));
  failIfAny(found.filter(({ matches }) => matches.length > 1).map(ambiguous));
  return Object.fromEntries(found.flatMap(({ column, matches }) => matches.map((head) => [column, head])));
}

function plain(head: string): string {
  return head
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}

const OPTIONS: Readonly<Record<string, string>> = {
  customer_id: "customer",
  fee_income: "fees",
  expected_loss: "expected-loss",
};

function ambiguous({ column, matches }: { readonly column: string; readonly matches: readonly string[] }): Problem {
  return {
    code: "VAL-018",
    message: `${String(matches.length)} columns can be ${column}`,
    hint: `name one: --${OPTIONS[column] ?? column} COLUMN`,
  };
}
