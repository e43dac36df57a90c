import { afterEach, describe, expect, it } from "vitest";
import type { StageContext } from "../../../src/engine/stage.js";
import { profitResult } from "../../../src/tables/results/profit.js";
import { profit, profitSettings } from "../../../src/value/profit/index.js";
import { contextOf, tableRows, type TestTable } from "../support.js";

const opened: StageContext[] = [];

async function open(tables: Readonly<Record<string, TestTable>>, threads = 2): Promise<StageContext> {
  const context = await contextOf(tables, threads);
  opened.push(context);
  return context;
}

afterEach(async () => {
  for (const context of opened.splice(0)) await context.engine.close();
});

const settings = (given: Record<string, unknown>) => profitSettings.parse(given);

const MONTH_ENDS = [
  "2023-01-31",
  "2023-02-28",
  "2023-03-31",
  "2023-04-30",
  "2023-05-31",
  "2023-06-30",
  "2023-07-31",
  "2023-08-31",
  "2023-09-30",
  "2023-10-31",
  "2023-11-30",
  "2023-12-31",
];

const everyMonth = (account: string, balance: number) => MONTH_ENDS.map((end) => [account, end, balance] as const);

/** The customer of the specification: one 365-day year, ACT/365. */
const ONE_CUSTOMER: Readonly<Record<string, TestTable>> = {
  customers: { columns: { customer_id: "varchar" }, rows: [["c1"]] },
  accounts: {
    columns: {
      account_id: "varchar",
      customer_id: "varchar",
      product_code: "varchar",
      side: "varchar",
      customer_rate: "rate",
      pd: "rate",
      lgd: "rate",
    },
    rows: [
      ["dep", "c1", "demand", "liability", 0.01, null, null],
      ["loan", "c1", "loan", "asset", 0.07, 0.02, 0.4],
    ],
  },
  balances: {
    columns: { account_id: "varchar", period_end: "date", average_balance: "money" },
    rows: [...everyMonth("dep", 50_000), ...everyMonth("loan", 120_000)],
  },
  transactions: {
    columns: { account_id: "varchar", booked_on: "date", amount: "money", fee: "money" },
    rows: [
      ["loan", "2023-03-01", -200, 200],
      ["dep", "2023-05-01", -80, 80],
    ],
  },
  activities: {
    columns: { customer_id: "varchar", date: "date", activity_code: "varchar", count: "bigint" },
    rows: [
      ["c1", "2023-12-31", "branch", 10],
      ["c1", "2023-12-31", "online", 30],
      ["c1", "2023-12-31", "call", 2],
    ],
  },
  activity_costs: {
    columns: { activity_code: "varchar", unit_cost: "money" },
    rows: [
      ["branch", 2],
      ["online", 0.4],
      ["call", 9],
    ],
  },
};

const ONE_CUSTOMER_SETTINGS = {
  ftp: { flat: { asset: 0.039, liability: 0.036 }, add_ons: { liquidity: { asset: 0.0025 } } },
  overhead: { amount: "110.00" },
  capital: { method: "irb_retail", ratio: 0.105, benefit: 0.035, cost_of_equity: 0.1 },
  tax_rate: 0.25,
};

describe("profit by average balances", () => {
  it("gives every figure of the worked customer", async () => {
    const context = await open(ONE_CUSTOMER);
    const { result, warnings } = await profit(context, settings(ONE_CUSTOMER_SETTINGS));
    const [row] = await tableRows(context.engine, "profit_customers");
    const expected = {
      nii_assets: "3420.00",
      nii_liabilities: "1300.00",
      fees: "280.00",
      revenue: "5000.00",
      activity_cost: "50.00",
      overhead: "110.00",
      cost: "160.00",
      contribution: "4950.00",
      expected_loss: "960.00",
      profit: "3880.00",
    };
    expect(row).toMatchObject(expected);
    expect(Number(row.rwa)).toBeCloseTo(61_852.2058, 4);
    expect(Number(row.capital)).toBeCloseTo(6_494.4816, 4);
    expect(Number(row.capital_benefit)).toBeCloseTo(227.3069, 4);
    expect(Number(row.npat)).toBeCloseTo(3_080.4801, 4);
    expect(row.raroc as number).toBeCloseTo(0.47432271, 8);
    expect(Number(row.eva)).toBeCloseTo(2_431.032, 4);
    expect(result.cost_income).toBeCloseTo(0.032, 12);
    expect(result.total_profit).toBe("3880.00");
    expect(result.undefined_items).toEqual([]);
    expect(warnings).toEqual([]);
    expect(profitResult.parse(result)).toEqual(result);
  });

  it("draws a waterfall that adds up and a reconciliation without residual", async () => {
    const context = await open(ONE_CUSTOMER);
    const { result } = await profit(context, settings(ONE_CUSTOMER_SETTINGS));
    expect(result.waterfall).toEqual([
      { component: "nii_assets", amount: "3420.00" },
      { component: "nii_liabilities", amount: "1300.00" },
      { component: "fees", amount: "280.00" },
      { component: "activity_cost", amount: "-50.00" },
      { component: "overhead", amount: "-110.00" },
      { component: "expected_loss", amount: "-960.00" },
      { component: "profit", amount: "3880.00" },
    ]);
    expect(result.reconciliation.map((each) => [each.item, each.residual])).toEqual([
      ["nii", "0.00"],
      ["interest", "0.00"],
      ["treasury", "0.00"],
      ["fees", "0.00"],
      ["expected_loss", "0.00"],
      ["activity_cost", "0.00"],
      ["unused_capacity", "0.00"],
      ["unallocated", "0.00"],
    ]);
  });
});

describe("simple mode", () => {
  const input = (rows: TestTable["rows"]): Readonly<Record<string, TestTable>> => ({
    profit_input: { columns: { customer_id: "varchar", revenue: "money", cost: "money" }, rows },
  });

  it("gives the printed whale curve and Gini of six customers", async () => {
    const profits = [100, 60, 30, 10, -20, -80];
    const rows = profits.map((each, at) => [`c${String(at)}`, each + 100, 100] as const);
    const { result } = await profit(await open(input(rows)), settings({ mode: "simple" }));
    expect(result.whale.points.map((each) => each.profit_share)).toEqual(
      [1, 1.6, 1.9, 2, 1.8, 1].map((each) => expect.closeTo(each, 12)),
    );
    expect(result.whale.peak).toBeCloseTo(2, 12);
    expect(result.whale.peak_position).toBeCloseTo(4 / 6, 12);
    expect(result.whale.erosion).toBeCloseTo(1, 12);
    expect(result.whale.unprofitable_share).toBeCloseTo(2 / 6, 12);
    expect(result.concentration.gini_normalised).toBeCloseTo(0.7733333, 7);
    expect(result.concentration.gini_plain).toBeNull();
    expect(profitResult.parse(result)).toEqual(result);
  });

  it("shows money and not shares when the total is not positive", async () => {
    const { result } = await profit(
      await open(
        input([
          ["a", 10, 5],
          ["b", 0, 20],
        ]),
      ),
      settings({ mode: "simple" }),
    );
    expect(result.total_profit).toBe("-15.00");
    expect(result.whale.defined).toBe(false);
    expect(result.whale.reason).toBe("total_not_positive");
    expect(result.whale.points.map((each) => each.cumulative_profit)).toEqual([5, -15]);
    expect(result.deciles.every((each) => each.share === null)).toBe(true);
  });

  it("refuses an empty component, a customer that comes twice, and losses beside provisions", async () => {
    await expect(profit(await open(input([["a", 10, null]])), settings({ mode: "simple" }))).rejects.toThrow(/VAL-008/);
    const twice = input([
      ["a", 1, 1],
      ["a", 2, 1],
    ]);
    await expect(profit(await open(twice), settings({ mode: "simple" }))).rejects.toThrow(/VAL-009/);
    const both: TestTable = {
      columns: { customer_id: "varchar", revenue: "money", provision: "money", expected_loss: "money" },
      rows: [["a", 10, 1, 2]],
    };
    await expect(profit(await open({ profit_input: both }), settings({ mode: "simple" }))).rejects.toThrow(/VAL-010/);
    const { result } = await profit(
      await open({ profit_input: both }),
      settings({ mode: "simple", risk_cost: "provision" }),
    );
    expect(result.total_profit).toBe("9.00");
  });
});

describe("reproducibility", () => {
  it("gives the same bytes with one thread and with four", async () => {
    const texts = [];
    for (const threads of [1, 4]) {
      const context = await open(ONE_CUSTOMER, threads);
      const { result } = await profit(context, settings(ONE_CUSTOMER_SETTINGS));
      const tables = await Promise.all(
        ["profit_accounts", "profit_customers"].map((each) => tableRows(context.engine, each)),
      );
      texts.push(JSON.stringify([result, tables]));
    }
    expect(texts[1]).toBe(texts[0]);
  });
});
