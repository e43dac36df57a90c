import { describe, expect, it } from "vitest";
import type { Scalar } from "../../../src/engine/sql.js";
import type { StageContext } from "../../../src/engine/stage.js";
import { profit, profitSettings } from "../../../src/value/profit/index.js";
import { open } from "../rfm/open.js";
import { createTable, tableRows, type TestTable } from "../support.js";
import { account, balances, curve, run, tableFrom } from "./tables.js";

const deposit = (id: string, customer: string, more: Readonly<Record<string, Scalar>> = {}) =>
  account({ account_id: id, customer_id: customer, side: "liability", customer_rate: 0.01, ...more });

describe("who the profit belongs to", () => {
  it("has one row per customer, however many accounts and however few other tables", async () => {
    const got = await run({
      accounts: tableFrom([deposit("1", "c"), deposit("2", "c"), deposit("3", "d")]),
      balances: balances(["1", "2", "3"].map((each) => [each, "2023-01-31", 36_500])),
    });
    expect(got.customers.map((row) => [row.customer_id, row.accounts, row.profit])).toEqual([
      ["c", 2, "124.00"],
      ["d", 1, "62.00"],
    ]);
    expect(got.result.reconciliation[0].residual).toBe("0.00");
  });

  it("gives what a merged id earned to the customer that remains", async () => {
    const got = await run({
      customers: tableFrom([
        { customer_id: "c", merged_into: null },
        { customer_id: "old", merged_into: "c" },
      ]),
      accounts: tableFrom([deposit("1", "c"), deposit("2", "old")]),
      balances: balances(["1", "2"].map((each) => [each, "2023-01-31", 36_500])),
      transactions: tableFrom([{ customer_id: "old", account_id: null, booked_on: "2023-01-05", amount: -3, fee: 3 }]),
    });
    expect(got.customers.map((row) => [row.customer_id, row.accounts, row.profit])).toEqual([["c", 2, "127.00"]]);
  });

  it("refuses an id merged into one that was itself merged", async () => {
    await expect(
      run({
        customers: tableFrom([
          { customer_id: "a", merged_into: "b" },
          { customer_id: "b", merged_into: "c" },
        ]),
        accounts: tableFrom([deposit("1", "a")]),
        balances: balances([["1", "2023-01-31", 1]]),
      }),
    ).rejects.toThrow(/VAL-012.*merged/);
  });

  it("keeps minors, staff and dormant accounts like all others: nobody disappears", async () => {
    const got = await run({
      customers: tableFrom([
        { customer_id: "minor", household_id: "h", birth_date: "2015-01-01" },
        { customer_id: "parent", household_id: "h", birth_date: "1980-01-01" },
        { customer_id: "staff", household_id: null, birth_date: "1990-01-01" },
        { customer_id: "dormant", household_id: null, birth_date: "1950-01-01" },
      ]),
      accounts: tableFrom([
        deposit("1", "minor"),
        deposit("2", "parent"),
        // staff pay less than the funds-transfer price: a loss that stays visible
        account({ account_id: "3", customer_id: "staff", customer_rate: 0.02 }),
        deposit("4", "dormant"),
      ]),
      balances: balances([
        ["1", "2023-01-31", 36_500],
        ["2", "2023-01-31", 36_500],
        ["3", "2023-01-31", 36_500],
        ["4", "2023-01-31", 0],
      ]),
    });
    expect(got.customers.map((row) => [row.customer_id, row.profit])).toEqual([
      ["dormant", "0.00"],
      ["minor", "62.00"],
      ["parent", "62.00"],
      ["staff", "-31.00"],
    ]);
  });
});

const CURVE = curve([
  ["2022-01-01", 12, 0.02],
  ["2022-01-01", 36, 0.03],
]);

const MANY: Readonly<Record<string, TestTable>> = {
  accounts: tableFrom(
    Array.from({ length: 40 }, (_, at) => {
      const isLoan = at % 3 === 0;
      return account({
        account_id: `a${String(at).padStart(3, "0")}`,
        customer_id: `c${String(at % 17).padStart(3, "0")}`,
        side: isLoan ? "asset" : "liability",
        customer_rate: isLoan ? 0.05 + at / 1000 : 0.01,
        origination_date: isLoan ? "2022-03-15" : null,
        maturity_date: isLoan ? "2024-09-15" : null,
        amortisation: "annuity",
        pd: 0.01 + at / 1000,
        lgd: 0.45,
      });
    }),
  ),
  balances: balances(
    Array.from({ length: 120 }, (_, at) => [
      `a${String(at % 40).padStart(3, "0")}`,
      ["2023-01-31", "2023-02-28", "2023-03-31"][Math.floor(at / 40)],
      ((at * 7919) % 5000) * (at % 11 === 0 ? -1 : 1) + 0.17,
    ]),
  ),
  curves: CURVE,
};

const SETTINGS = profitSettings.parse({
  ftp: { method: "duration", without_maturity: { asset: 12, liability: { months: 3, by: "ladder" } } },
  overdraft_rate: 0.1,
  overhead: { amount: "99.99" },
  capital: { method: "irb_retail", benefit: 0.03, cost_of_equity: 0.1 },
  tax_rate: 0.25,
});

async function bytes(context: StageContext): Promise<string> {
  const { result } = await profit(context, SETTINGS);
  const tables = await Promise.all(
    ["profit_accounts", "profit_customers"].map((each) => tableRows(context.engine, each)),
  );
  return JSON.stringify([result, tables]);
}

const shuffled = (table: TestTable): TestTable => ({
  ...table,
  rows: [...table.rows].sort((a, b) => ((String(a).length * 31) % 7) - ((String(b).length * 31) % 7)).reverse(),
});

describe("what changes nothing", () => {
  it("threads and the order of rows: the same bytes", async () => {
    const one = await bytes(await open(MANY, 1));
    const other = await open(
      Object.fromEntries(Object.entries(MANY).map(([name, table]) => [name, shuffled(table)])),
      2,
    );
    expect(await bytes(other)).toBe(one);
  });

  it("doubling every customer doubles profit and keeps the shares and the plain Gini", async () => {
    const rows = [10, 20, 30, 40].map((revenue, at) => [`c${String(at)}`, revenue, 5] as const);
    const simple = async (customers: TestTable["rows"]) => {
      const context = await open({
        profit_input: { columns: { customer_id: "varchar", revenue: "money", cost: "money" }, rows: customers },
      });
      return (await profit(context, profitSettings.parse({ mode: "simple" }))).result;
    };
    const once = await simple(rows);
    const twice = await simple([...rows, ...rows.map(([id, revenue, cost]) => [`${id}x`, revenue, cost] as const)]);
    expect(Number(twice.total_profit)).toBe(2 * Number(once.total_profit));
    expect(twice.concentration.gini_plain).toBeCloseTo(once.concentration.gini_plain!, 12);
    expect(twice.cost_income).toBeCloseTo(once.cost_income!, 12);
  });

  it("amounts in fen give a hundred times the profit in yuan, and the same ratios", async () => {
    const context = await open(MANY);
    const yuan = (await profit(context, SETTINGS)).result;
    const fen = {
      ...MANY.balances,
      rows: MANY.balances.rows.map(([id, day, amount, rate]) => [id, day, Number(amount) * 100, rate]),
    };
    await createTable(context.engine, "balances", fen);
    const many = (await profit(context, profitSettings.parse({ ...SETTINGS, overhead: { amount: "9999.00" } }))).result;
    // every account is rounded to the cent once per component, so 40 accounts may be apart by less than a unit of fen each
    expect(Number(many.total_profit)).toBeCloseTo(100 * Number(yuan.total_profit), -2);
    expect(many.cost_income).toBeCloseTo(yuan.cost_income!, 3);
  });
});

describe("what if the bottom decile changed", () => {
  const input = (rows: readonly (readonly [string, number, number])[]): Readonly<Record<string, TestTable>> => ({
    profit_input: { columns: { customer_id: "varchar", revenue: "money", cost: "money" }, rows },
  });
  const twenty = Array.from(
    { length: 20 },
    (_, at) => [`c${String(at).padStart(2, "0")}`, 100, at < 18 ? 40 : 160 + at] as const,
  );

  it("brings losses to zero, raises prices, cuts cost; leaving needs to know which cost stays", async () => {
    const context = await open(input(twenty));
    const what_if = [
      { kind: "to_zero" },
      { kind: "raise_revenue", by: 0.5 },
      { kind: "cut_cost", by: 0.25 },
      { kind: "leave" },
    ];
    const { result } = await profit(context, profitSettings.parse({ mode: "simple", what_if }));
    const [zero, prices, cost, leave] = result.what_if;
    expect(result.total_profit).toBe("923.00");
    expect(zero).toMatchObject({
      customers: 2,
      profit: "-157.00",
      change: "157.00",
      profit_after: "0.00",
      total_after: "1080.00",
    });
    expect(zero.relative_change).toBeCloseTo(157 / 923, 12);
    expect(prices).toMatchObject({ change: "100.00", profit_after: "-57.00", total_after: "1023.00" });
    expect(cost).toMatchObject({ change: "89.25", total_after: "1012.25" });
    expect(leave).toMatchObject({
      change: null,
      total_after: null,
      reason: "the part of cost that stays is not known",
    });
  });

  it("loses what those who leave earned before overhead, which stays", async () => {
    const got = await run(
      {
        customers: tableFrom([{ customer_id: "c" }, { customer_id: "d" }]),
        accounts: tableFrom([deposit("1", "c"), deposit("2", "d", { customer_rate: 0.05 })]),
        balances: balances(["1", "2"].map((each) => [each, "2023-01-31", 36_500])),
      },
      { overhead: { amount: "20.00" }, what_if: [{ kind: "leave", decile: 8 }] },
    );
    expect(got.customers.map((row) => row.profit)).toEqual(["52.00", "-72.00"]);
    expect(got.result.what_if[0]).toMatchObject({ customers: 1, change: "62.00", total_after: "42.00" });
  });

  it("has nothing to change where the decile makes no loss, and says it as zero", async () => {
    const context = await open(input(twenty.slice(0, 18)));
    const { result } = await profit(context, profitSettings.parse({ mode: "simple" }));
    expect(result.what_if.map((each) => [each.customers, each.change])).toEqual([
      [0, "0.00"],
      [0, "0.00"],
      [0, "0.00"],
    ]);
  });

  it("states the share of the two largest customers of every decile, for the dominance rule", async () => {
    const context = await open(
      input(
        Array.from(
          { length: 30 },
          (_, at) => [`c${String(at).padStart(2, "0")}`, 100 + at, at === 29 ? 0 : 90] as const,
        ),
      ),
    );
    const { result } = await profit(context, profitSettings.parse({ mode: "simple" }));
    expect(result.deciles[0].top_two_share).toBeCloseTo((129 + 38) / (129 + 38 + 37), 12);
  });
});
