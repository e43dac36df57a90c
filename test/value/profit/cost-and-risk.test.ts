import { describe, expect, it } from "vitest";
import { profit, profitSettings } from "../../../src/value/profit/index.js";
import { open } from "../rfm/open.js";
import { tableRows, type TestTable } from "../support.js";
import { accounts, balances, FLAT, items, run } from "./tables.js";

describe("joint accounts", () => {
  const tables = (shares: readonly (number | null)[]): Readonly<Record<string, TestTable>> => ({
    accounts: accounts([{ id: "j", customer: "a" }]),
    balances: balances([["j", "2023-01-31", 36_500.59]]),
    holders: {
      columns: { account_id: "varchar", customer_id: "varchar", share: "rate" },
      rows: shares.map((share, at) => ["j", "abc"[at], share]),
    },
  });

  it("cuts each part toward zero, and the last holder takes the rest", async () => {
    const got = await run(tables([0.29, 0.71]));
    expect(got.accounts[0].nii).toBe("62.00");
    expect(got.customers.map((row) => row.nii)).toEqual(["17.98", "44.02"]);
    const thirds = await run(tables([null, null, null]));
    expect(thirds.customers.map((row) => row.nii)).toEqual(["20.66", "20.66", "20.68"]);
    expect(thirds.result.reconciliation[0]).toMatchObject({ item: "nii", residual: "0.00" });
  });

  it("refuses shares that do not sum to 1, or are partly missing", async () => {
    await expect(run(tables([0.5, 0.4]))).rejects.toThrow(/VAL-011/);
    await expect(run(tables([0.5, null]))).rejects.toThrow(/VAL-011/);
  });

  it("gives all to the first holder where declared", async () => {
    const got = await run(tables([0.5, 0.5]), { joint: "primary" });
    expect(got.customers.map((row) => [row.customer_id, row.nii])).toEqual([["a", "62.00"]]);
  });
});

describe("cost, risk and what is not known", () => {
  const base = { accounts: accounts([{ id: "d" }]), balances: balances([["d", "2023-01-31", 36_500]]) };
  const activities: TestTable = {
    columns: { customer_id: "varchar", date: "date", activity_code: "varchar", count: "bigint" },
    rows: [
      ["c", "2023-01-31", "call", 3],
      ["e", "2023-01-31", "call", null],
      ["c", "2023-02-01", "call", 100],
    ],
  };
  const costs = (rows: TestTable["rows"]): TestTable => ({
    columns: { activity_code: "varchar", unit_cost: "money", pool: "money", capacity: "bigint" },
    rows,
  });

  it("prices a pool over its capacity and shows what was not used", async () => {
    const got = await run({
      ...base,
      activities,
      activity_costs: costs([
        ["call", null, 100, 10],
        ["visit", null, 50, 5],
      ]),
    });
    expect(got.customers.map((row) => [row.customer_id, row.activity_cost])).toEqual([
      ["c", "30.00"],
      ["e", "10.00"],
    ]);
    const lines = Object.fromEntries(got.result.reconciliation.map((each) => [each.item, each]));
    expect(lines.activity_cost).toMatchObject({ customers: "150.00", accounts: "150.00", residual: "0.00" });
    expect(lines.unused_capacity.accounts).toBe("60.00");
    expect(lines.unallocated.accounts).toBe("50.00");
  });

  it("refuses an activity without a cost", async () => {
    await expect(run({ ...base, activities, activity_costs: costs([["visit", 1, null, null]]) })).rejects.toThrow(
      /VAL-015/,
    );
  });

  it("switches off what has no input, and says what: never a silent zero", async () => {
    const bare: TestTable = {
      columns: { account_id: "varchar", customer_id: "varchar", side: "varchar", customer_rate: "rate" },
      rows: base.accounts.rows.map((row) => row.slice(0, 4)),
    };
    const got = await run({ ...base, accounts: bare });
    expect(got.result.undefined_items.map((each) => each.item).sort()).toEqual([
      "activity_cost",
      "capital",
      "expected_loss",
      "fees",
      "overhead",
    ]);
    expect(got.customers[0]).toMatchObject({ fees: null, activity_cost: null, expected_loss: null, overhead: null });
    expect(got.customers[0].cost).toBeNull();
    expect(got.result.cost_income).toBeNull();
    expect(got.result.deciles.every((each) => each.cost === null && each.expected_loss === null)).toBe(true);
    expect(got.result.waterfall.map((each) => each.component)).toEqual(["nii_assets", "nii_liabilities", "profit"]);
    const withRisk = await run(base);
    expect(withRisk.customers[0].expected_loss).toBe("0.00");
  });

  it("has no RAROC without capital, and says nothing infinite", async () => {
    const got = await run(
      { accounts: accounts([{ id: "d", pd: 0.01, lgd: 0.4 }]), balances: base.balances },
      { capital: { method: "irb_retail", cost_of_equity: 0.1 }, tax_rate: 0.25 },
    );
    expect(got.customers[0]).toMatchObject({ capital: "0.000000", raroc: null, npat: "46.500000", eva: "46.500000" });
  });

  it("floors the probability of default, and counts loans without one", async () => {
    const loans = accounts([
      { id: "l", side: "asset", rate: 0.05, pd: 0.0001, lgd: 0.5, limit: 50_000 },
      { id: "m", side: "asset", rate: 0.05 },
    ]);
    const got = await run(
      {
        accounts: loans,
        balances: balances([
          ["l", "2023-01-31", 36_500],
          ["m", "2023-01-31", 36_500],
        ]),
      },
      { expected_loss: { pd_floor: 0.01, ccf: 0.5 } },
    );
    expect(got.accounts.map((row) => row.expected_loss)).toEqual([((43_250 * 0.01 * 0.5 * 31) / 365).toFixed(2), null]);
    expect(items(got).some((each) => each.startsWith("expected_loss: 1 accounts"))).toBe(true);
  });

  it("warns of a rate that looks like percent, and refuses one in the settings", async () => {
    const got = await run({ accounts: accounts([{ id: "d", rate: 3.5 }]), balances: base.balances });
    expect(got.codes).toContain("VAL-110");
    expect(() => profitSettings.parse({ ftp: { flat: { asset: 3.5 } } })).toThrow(/annual fraction/);
  });

  it("books fees by date, a reversal as a negative fee, also for a customer without an account", async () => {
    const got = await run({
      ...base,
      transactions: {
        columns: { account_id: "varchar", customer_id: "varchar", booked_on: "date", amount: "money", fee: "money" },
        rows: [
          ["d", null, "2023-01-05", -10, 10],
          ["d", null, "2023-01-06", 4, -4],
          ["d", null, "2023-02-01", -10, 10],
          [null, "e", "2023-01-07", -3, 3],
        ],
      },
    });
    expect(got.customers.map((row) => [row.customer_id, row.fees])).toEqual([
      ["c", "6.00"],
      ["e", "3.00"],
    ]);
    expect(got.result.reconciliation.find((each) => each.item === "fees")).toMatchObject({ residual: "0.00" });
  });

  it("refuses accounts in a currency that is not the study's", async () => {
    const foreign = accounts([{ id: "d" }]);
    const tables = {
      ...base,
      accounts: {
        columns: { ...foreign.columns, currency: "varchar" as const },
        rows: foreign.rows.map((row) => [...row, "USD"]),
      },
    };
    await expect(run(tables)).rejects.toThrow(/VAL-006/);
  });

  it("leaves fees and activities of nobody as a residual, and says so", async () => {
    const got = await run({
      ...base,
      transactions: {
        columns: { account_id: "varchar", booked_on: "date", amount: "money", fee: "money" },
        rows: [["unknown", "2023-01-05", -10, 10]],
      },
      activities: { ...activities, rows: [[null, "2023-01-31", "call", 2]] },
      activity_costs: costs([["call", 3, null, null]]),
    });
    const lines = Object.fromEntries(got.result.reconciliation.map((each) => [each.item, each.residual]));
    expect(lines).toMatchObject({ fees: "-10.00", activity_cost: "-6.00" });
    expect(items(got).filter((each) => /residual/.test(each))).toHaveLength(2);
  });

  it("refuses a code that comes twice, and a period that cuts a month", async () => {
    const twice = costs([
      ["call", 1, null, null],
      ["call", 2, null, null],
    ]);
    await expect(run({ ...base, activities, activity_costs: twice })).rejects.toThrow(/VAL-012.*activity_costs/);
    const period = { start: "2023-01-15", end: "2023-01-31" };
    await expect(run(base, { period })).rejects.toThrow(/VAL-001.*whole months/);
  });

  it("names accounts that lack a month while they were open", async () => {
    const got = await run({
      ...base,
      balances: balances([
        ["d", "2023-01-31", 36_500],
        ["d", "2023-03-31", 36_500],
      ]),
    });
    expect(items(got).some((each) => each.startsWith("balances: 1 accounts lack balances"))).toBe(true);
  });

  it("adds customers up to households, a customer alone being one", async () => {
    const context = await open({
      customers: {
        columns: { customer_id: "varchar", household_id: "varchar" },
        rows: [
          ["c", "h"],
          ["d", "h"],
          ["e", null],
        ],
      },
      accounts: accounts([{ id: "1" }, { id: "2", customer: "d" }, { id: "3", customer: "e" }]),
      balances: balances([
        ["1", "2023-01-31", 36_500],
        ["2", "2023-01-31", 73_000],
        ["3", "2023-01-31", 36_500],
      ]),
    });
    const { tables } = await profit(context, profitSettings.parse({ ftp: FLAT }));
    const rows = await tableRows(context.engine, "profit_households");
    expect(rows.map((row) => [row.household_id, row.customers, row.profit])).toEqual([
      ["e", 1, "62.00"],
      ["h", 2, "186.00"],
    ]);
    expect(Object.keys(rows[0])).toEqual(tables.profit_households);
  });

  it("spreads overhead to the cent, so that the parts add up", async () => {
    const got = await run(
      {
        ...base,
        customers: { columns: { customer_id: "varchar" }, rows: [["a"], ["b"], ["c"]] },
      },
      { overhead: { amount: "100.00" } },
    );
    expect(got.customers.map((row) => row.overhead)).toEqual(["33.33", "33.33", "33.34"]);
  });

  it("keeps a customer's profit when an account is split into two equal halves", async () => {
    const whole = await run({
      accounts: accounts([{ id: "d" }]),
      balances: balances([["d", "2023-01-31", 123_456]]),
    });
    const halves = await run({
      accounts: accounts([{ id: "d" }, { id: "e" }]),
      balances: balances([
        ["d", "2023-01-31", 61_728],
        ["e", "2023-01-31", 61_728],
      ]),
    });
    const apart = Number(halves.customers[0].profit) - Number(whole.customers[0].profit);
    // each account is rounded once to the cent, so two halves may differ from the whole by one cent
    expect(Math.abs(apart)).toBeLessThanOrEqual(0.01 + 1e-9);
  });
});
