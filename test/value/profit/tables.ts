import type { Row } from "../../../src/engine/engine.js";
import type { ProfitResult } from "../../../src/tables/results/profit.js";
import { profit, profitSettings } from "../../../src/value/profit/index.js";
import { open } from "../rfm/open.js";
import type { Scalar } from "../../../src/engine/sql.js";
import { tableRows, type TestTable } from "../support.js";

export interface Account {
  readonly id: string;
  readonly customer?: string;
  readonly side?: string;
  readonly rate?: number | null;
  readonly open?: string;
  readonly close?: string;
  readonly origination?: string;
  readonly maturity?: string;
  readonly limit?: number;
  readonly pd?: number;
  readonly lgd?: number;
}

export const accounts = (rows: readonly Account[]): TestTable => ({
  columns: {
    account_id: "varchar",
    customer_id: "varchar",
    side: "varchar",
    customer_rate: "rate",
    open_date: "date",
    close_date: "date",
    origination_date: "date",
    maturity_date: "date",
    credit_limit: "money",
    pd: "rate",
    lgd: "rate",
  },
  rows: rows.map((each) => [
    each.id,
    each.customer ?? "c",
    each.side ?? "liability",
    each.rate === undefined ? 0.01 : each.rate,
    each.open ?? null,
    each.close ?? null,
    each.origination ?? null,
    each.maturity ?? null,
    each.limit ?? null,
    each.pd ?? null,
    each.lgd ?? null,
  ]),
});

export const balances = (rows: readonly (readonly [string, string, number, (number | null)?])[]): TestTable => ({
  columns: { account_id: "varchar", period_end: "date", average_balance: "money", customer_rate: "rate" },
  rows: rows.map(([account, end, balance, rate]) => [account, end, balance, rate ?? null]),
});

export const curve = (rows: readonly (readonly [string, number, number])[]): TestTable => ({
  columns: { curve_id: "varchar", date: "date", term_months: "bigint", rate: "rate" },
  rows: rows.map(([date, term, rate]) => ["ftp", date, term, rate]),
});

type Kind = TestTable["columns"][string];

const KINDS: readonly (readonly [RegExp, Kind])[] = [
  [/^(period_end|booked_on|date)$|_date$/, "date"],
  [/_months$|^(stage|count|capacity|minutes)$/, "bigint"],
  [/_balance$|^(amount|fee|ead|provision|credit_limit|direct_cost|unit_cost|pool|accrued)$/, "money"],
  [/_rate$|^(rate|pd|lgd|ccf|elbe|share|risk_weight)$/, "rate"],
];

const kindOf = (column: string): Kind => KINDS.find(([test]) => test.test(column))?.[1] ?? "varchar";

/** A table from objects; a column has the type that its canonical name tells, a missing cell is null. */
export function tableFrom(rows: readonly Readonly<Record<string, Scalar>>[]): TestTable {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    columns: Object.fromEntries(names.map((each) => [each, kindOf(each)])),
    rows: rows.map((row) => names.map((each) => row[each] ?? null)),
  };
}

/** One account of a customer `c`, a loan unless told. */
export const account = (more: Readonly<Record<string, Scalar>>): Readonly<Record<string, Scalar>> => ({
  account_id: "l",
  customer_id: "c",
  side: "asset",
  customer_rate: 0.06,
  ...more,
});

export const FLAT = { flat: { asset: 0.03, liability: 0.03 } };

export interface Run {
  readonly result: ProfitResult;
  readonly customers: readonly Row[];
  readonly accounts: readonly Row[];
  readonly codes: readonly string[];
}

export async function run(
  tables: Readonly<Record<string, TestTable>>,
  given: Record<string, unknown> = {},
): Promise<Run> {
  const context = await open(tables);
  const { result, warnings } = await profit(context, profitSettings.parse({ ftp: FLAT, ...given }));
  return {
    result,
    customers: await tableRows(context.engine, "profit_customers"),
    accounts: await tableRows(context.engine, "profit_accounts"),
    codes: warnings.map((each) => each.code),
  };
}

export const items = ({ result }: Run) => result.undefined_items.map((each) => `${each.item}: ${each.reason}`);
