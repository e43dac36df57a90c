import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sql, type Sql } from "../../src/engine/sql.js";
import { catalogOf } from "../../src/engine/stage.js";
import { planSource } from "../../src/ingest/mapping/plan.js";
import { checkRules } from "../../src/ingest/checks/rules.js";
import { ruleSettings, type RuleSettings } from "../../src/ingest/checks/rule-settings.js";
import { sourceSpec } from "../../src/ingest/index.js";
import { RULE_NAMES, RULES, type RuleName } from "../../src/tables/rules.js";
import { scratch, type Scratch } from "./support.js";

let bank: Scratch;
beforeAll(async () => {
  bank = await scratch();
});
afterAll(() => bank.close());

/** A small bank in which nothing is wrong: two customers, an account each, one joint, two months. */
const CLEAN: readonly (readonly [table: string, columns: readonly string[], create: Sql])[] = [
  [
    "customers",
    ["customer_id", "birth_date", "open_date", "close_date"],
    sql`create or replace table customers as select * from (values
      ('c1', date '1980-05-01', date '2020-01-01', null::date),
      ('c2', date '1990-05-01', date '2021-06-01', date '2023-12-01')) as t(customer_id, birth_date, open_date, close_date)`,
  ],
  [
    "products",
    ["product_code"],
    sql`create or replace table products as select * from (values ('P1'), ('P2')) as t(product_code)`,
  ],
  [
    "accounts",
    [
      "account_id",
      "customer_id",
      "product_code",
      "currency",
      "open_date",
      "close_date",
      "customer_rate",
      "credit_limit",
      "pd",
      "lgd",
      "side",
    ],
    sql`create or replace table accounts as select * from (values
      ('a1', 'c1', 'P1', 'CNY', date '2020-01-01', null::date, 0.0035::decimal(18, 10), null::decimal(18, 2), 0.01::decimal(18, 10), 0.45::decimal(18, 10), 'liability'),
      ('a2', 'c2', 'P2', 'USD', date '2021-06-01', date '2023-12-01', 0.24, 5000, 1, 0, 'asset'))
      as t(account_id, customer_id, product_code, currency, open_date, close_date, customer_rate, credit_limit, pd, lgd, side)`,
  ],
  [
    "holders",
    ["account_id", "customer_id", "share"],
    sql`create or replace table holders as select * from (values
      ('a1', 'c1', 0.3::decimal(18, 10)), ('a1', 'c2', 0.7), ('a2', 'c2', 1)) as t(account_id, customer_id, share)`,
  ],
  [
    "balances",
    ["account_id", "period_end", "average_balance", "end_balance", "customer_rate"],
    sql`create or replace table balances as select * from (values
      ('a1', date '2023-11-30', 90::decimal(18, 2), 100::decimal(18, 2), 0.0035::decimal(18, 10)),
      ('a2', date '2023-12-31', 0, 0, null)) as t(account_id, period_end, average_balance, end_balance, customer_rate)`,
  ],
  [
    "transactions",
    ["account_id", "customer_id", "booked_on", "amount", "currency", "channel"],
    sql`create or replace table transactions as select * from (values
      ('a1', 'c1', date '2023-11-02', 10::decimal(18, 2), 'CNY', 'atm'),
      ('a1', 'c1', date '2023-11-02', 20, 'CNY', 'online'),
      ('a2', 'c2', date '2023-12-01', -5, 'USD', null)) as t(account_id, customer_id, booked_on, amount, currency, channel)`,
  ],
  [
    "activity_costs",
    ["activity_code"],
    sql`create or replace table activity_costs as select * from (values ('visit')) as t(activity_code)`,
  ],
  [
    "activities",
    ["customer_id", "date", "activity_code"],
    sql`create or replace table activities as select * from (values ('c2', date '2023-12-31', 'visit')) as t(customer_id, date, activity_code)`,
  ],
  [
    "curves",
    ["curve_id", "currency", "rate"],
    sql`create or replace table curves as select * from (values ('F', 'CNY', -0.002::decimal(18, 10))) as t(curve_id, currency, rate)`,
  ],
  [
    "fx",
    ["currency", "rate"],
    sql`create or replace table fx as select * from (values ('USD', 7.1)) as t(currency, rate)`,
  ],
];

const catalog = catalogOf(Object.fromEntries(CLEAN.map(([table, columns]) => [table, columns])));
const channels = planSource(
  "transactions",
  sourceSpec.parse({
    table: "transactions",
    files: "t.csv",
    columns: {
      account_id: "a",
      booked_on: "d",
      amount: "m",
      channel: { from: "c", codes: { "1": "atm", "2": "online" }, other: "keep" },
    },
  }),
).plan;

async function brokenRules(settings: RuleSettings = {}): Promise<Record<string, number>> {
  const reports = await checkRules(bank.engine, catalog, {
    settings,
    asOf: "2023-12-15",
    currency: "CNY",
    plans: [channels],
  });
  const found: Record<string, number> = {};
  for (const { rule, rows } of reports) if (rows > 0) found[rule] = (found[rule] ?? 0) + rows;
  return found;
}

beforeEach(async () => {
  for (const [, , create] of CLEAN) await bank.engine.execute(create);
});

/** What breaks a rule, and the rules that it breaks with their rows. */
const CASES: Readonly<Partial<Record<RuleName, readonly [change: Sql, broken: Readonly<Record<string, number>>]>>> = {
  repeated_booking: [
    sql`insert into transactions select * from transactions where channel = 'atm' union all select * from transactions where channel = 'atm'`,
    { repeated_booking: 2 },
  ],
  orphan_accounts_customer: [
    sql`update accounts set customer_id = 'c9' where account_id = 'a1'`,
    { orphan_accounts_customer: 1 },
  ],
  orphan_accounts_product: [
    sql`update accounts set product_code = 'P9' where account_id = 'a1'`,
    { orphan_accounts_product: 1 },
  ],
  orphan_holders_account: [sql`insert into holders values ('a9', 'c1', 1)`, { orphan_holders_account: 1 }],
  orphan_holders_customer: [
    sql`update holders set customer_id = 'c9' where customer_id = 'c1'`,
    { orphan_holders_customer: 1 },
  ],
  orphan_balances_account: [
    sql`insert into balances values ('a9', '2023-11-30', 1, 1, null)`,
    { orphan_balances_account: 1 },
  ],
  orphan_transactions_account: [
    sql`insert into transactions values ('a9', 'c1', '2023-11-02', 1, 'CNY', null), (null, 'c1', '2023-11-02', 1, 'CNY', null)`,
    { orphan_transactions_account: 1 },
  ],
  orphan_transactions_customer: [
    sql`insert into transactions values ('a1', 'c9', '2023-11-02', 1, 'CNY', null), ('a1', null, '2023-11-02', 1, 'CNY', null)`,
    { orphan_transactions_customer: 1 },
  ],
  orphan_activities_customer: [
    sql`insert into activities values ('c9', '2023-11-02', 'visit')`,
    { orphan_activities_customer: 1 },
  ],
  orphan_activities_activity: [
    sql`insert into activities values ('c1', '2023-11-02', 'call')`,
    { orphan_activities_activity: 1 },
  ],
  customer_closed_before_opening: [
    sql`insert into customers values ('c3', null, '2020-02-02', '2020-02-01'), ('c4', null, '2020-02-02', '2020-02-02')`,
    { customer_closed_before_opening: 1 },
  ],
  account_closed_before_opening: [
    sql`insert into accounts values ('a3', 'c1', 'P1', 'CNY', '2020-02-02', '2020-02-01', null, null, null, null, null)`,
    { account_closed_before_opening: 1 },
  ],
  birth_after_opening: [
    sql`update customers set birth_date = '2080-05-01' where customer_id = 'c1'`,
    { birth_after_opening: 1 },
  ],
  transaction_before_opening: [
    sql`insert into transactions values ('a2', 'c2', '2021-05-31', 1, 'USD', null)`,
    { transaction_before_opening: 1 },
  ],
  transaction_after_closing: [
    sql`insert into transactions values ('a2', 'c2', '2023-12-02', 1, 'USD', null)`,
    { transaction_after_closing: 1 },
  ],
  balance_before_opening: [
    sql`insert into balances values ('a2', '2021-05-31', 1, 1, null)`,
    { balance_before_opening: 1 },
  ],
  closed_account_with_balance: [
    sql`update balances set end_balance = 3 where account_id = 'a2'`,
    { closed_account_with_balance: 1 },
  ],
  activity_after_closing: [
    sql`update customers set close_date = '2023-11-30' where customer_id = 'c2'`,
    { activity_after_closing: 1 },
  ],
  customer_opened_in_future: [
    sql`insert into customers values ('c3', null, '2023-12-16', null), ('c4', null, '2023-12-15', null)`,
    { customer_opened_in_future: 1 },
  ],
  account_opened_in_future: [
    sql`insert into accounts values ('a3', 'c1', 'P1', 'CNY', '2023-12-16', null, null, null, null, null, null)`,
    { account_opened_in_future: 1 },
  ],
  balance_in_future: [sql`insert into balances values ('a1', '2024-01-31', 1, 1, null)`, { balance_in_future: 1 }],
  transaction_in_future: [
    sql`insert into transactions values ('a1', 'c1', '2023-12-16', 1, 'CNY', null)`,
    { transaction_in_future: 1 },
  ],
  activity_in_future: [sql`insert into activities values ('c1', '2024-01-01', 'visit')`, { activity_in_future: 1 }],
  negative_credit_limit: [
    sql`update accounts set credit_limit = -5000 where account_id = 'a2'`,
    { negative_credit_limit: 1 },
  ],
  zero_amount: [sql`update transactions set amount = 0 where channel = 'atm'`, { zero_amount: 1 }],
  unknown_code: [sql`update transactions set channel = '7' where channel = 'atm'`, { unknown_code: 1 }],
  unknown_currency: [
    sql`update transactions set currency = 'RMB' where channel = 'atm'`,
    { unknown_currency: 1, currency_without_rate: 1 },
  ],
  currency_without_rate: [
    sql`update transactions set currency = 'EUR' where channel = 'atm'`,
    { currency_without_rate: 1 },
  ],
  rate_as_percent: [
    sql`update accounts set customer_rate = customer_rate * 100`,
    { rate_as_percent: 1 }, // 0.35 stays below the bound, 24 does not
  ],
  share_as_percent: [
    sql`update accounts set pd = pd * 100, lgd = lgd * 100`,
    { share_as_percent: 2 }, // pd 100, lgd 45; a pd of 1 stays possible
  ],
  holder_shares: [sql`update holders set share = 0.69 where share = 0.7`, { holder_shares: 1 }],
};

describe("the rules over the canonical tables", () => {
  it("find nothing in a clean bank, and look at its rows", async () => {
    expect(await brokenRules()).toEqual({});
    const reports = await checkRules(bank.engine, catalog, {
      settings: {},
      asOf: "2023-12-15",
      currency: "CNY",
      plans: [channels],
    });
    expect(reports.filter(({ checked }) => checked === 0)).toEqual([]);
    expect(new Set(reports.map(({ rule }) => rule))).toEqual(new Set(Object.keys(CASES)));
  });

  it.each(Object.entries(CASES))(
    "%s counts the rows that break it and disturbs no other",
    async (_, [change, broken]) => {
      await bank.engine.execute(change);
      expect(await brokenRules()).toEqual(broken);
    },
  );

  it("have a case here, but for those that loading itself, footers, continuity and the profile find", () => {
    const elsewhere = ["duplicate_key", "overlapping_rows", "control_total", "balance_continuity", "skewed_column"];
    expect(RULE_NAMES.filter((name) => !(name in CASES))).toEqual(elsewhere);
  });

  it("take their severity from the study and are left out where it says off", async () => {
    const settings = ruleSettings.parse({ zero_amount: "error", holder_shares: "off" });
    const reports = await checkRules(bank.engine, catalog, { settings, asOf: null, currency: null, plans: [] });
    expect(reports.find(({ rule }) => rule === "zero_amount")?.severity).toBe("error");
    expect(reports.find(({ rule }) => rule === "negative_credit_limit")?.severity).toBe("warn");
    const names = reports.map(({ rule }) => rule);
    for (const left of ["holder_shares", "transaction_in_future", "currency_without_rate", "unknown_code"])
      expect(names).not.toContain(left);
  });

  it("count all rules of a table in one statement", async () => {
    const before = bank.engine.statements.length;
    await checkRules(bank.engine, catalog, { settings: {}, asOf: "2023-12-15", currency: null, plans: [] });
    const passes = bank.engine.statements.slice(before).filter((each) => /from "transactions" as child/.test(each));
    expect(passes).toHaveLength(1);
  });

  it("refuse a name or a level that does not exist", () => {
    expect(ruleSettings.safeParse({ holder_share: "off" }).success).toBe(false);
    expect(ruleSettings.safeParse({ holder_shares: "fatal" }).success).toBe(false);
    expect(ruleSettings.safeParse({ balance_continuity: { tolerance: 1, severity: "warn" } }).success).toBe(true);
    expect(ruleSettings.safeParse({ balance_continuity: { tolerance: -1 } }).success).toBe(false);
  });

  it("are each explained", () => {
    for (const name of RULE_NAMES) expect(RULES[name].long.length, name).toBeGreaterThan(80);
  });
});
