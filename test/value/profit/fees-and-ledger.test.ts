import { describe, expect, it } from "vitest";
import { account, balances, run, tableFrom } from "./tables.js";

const BASE = {
  accounts: tableFrom([account({ side: "liability", customer_rate: 0.01 })]),
  balances: balances([
    ["l", "2023-01-31", 36_500],
    ["l", "2023-02-28", 36_500],
  ]),
};

const booking = (type: string, amount: number, day = "2023-01-10", fee: number | null = null) => ({
  account_id: "l",
  booked_on: day,
  amount,
  type,
  fee,
});

describe("fees by event", () => {
  it("adds posted fees, interchange and the margin on exchange, and takes off rebates, waivers and rewards", async () => {
    const got = await run(
      {
        ...BASE,
        transactions: tableFrom([
          booking("transfer", -1000, "2023-01-10", 5),
          booking("fee", -20),
          booking("fee", 8),
          booking("purchase", -10_000),
          booking("purchase", 2_000),
          booking("exchange", -5_000),
          booking("exchange", 3_000),
          booking("rebate", 4),
          booking("waiver", 3),
          booking("reward", 2.5),
          booking("reward", 1, "2023-03-01"),
        ]),
      },
      {
        fee_types: ["fee"],
        fees: {
          interchange: { types: ["purchase"], rate: 0.0035 },
          fx_margin: { types: ["exchange"], rate: 0.002 },
          rebates: ["rebate"],
          waivers: ["waiver"],
          rewards: ["reward"],
        },
      },
    );
    expect(got.customers[0]).toMatchObject({
      fees_posted: "17.00",
      fees_interchange: "28.00",
      fees_fx_margin: "16.00",
      fees_rebates: "-4.00",
      fees_waivers: "-3.00",
      fees_rewards: "-2.50",
      fees: "51.50",
    });
    expect(got.result.waterfall.map((each) => each.component)).toContain("fees_interchange");
    expect(got.result.waterfall.find((each) => each.component === "fees_rebates")).toEqual({
      component: "fees_rebates",
      amount: "-4.00",
      customers: 1,
      top_two_share: 1,
    });
    expect(got.result.waterfall.at(-1)!.amount).toBe(got.result.total_profit);
    expect(got.result.reconciliation.find((each) => each.item === "fees")!.residual).toBe("0.00");
  });

  it("recognises an upfront fee when booked, or day by day, and shows both totals", async () => {
    const upfront = (recognise: string) => ({
      fees: { upfront: { types: ["arrangement"], recognise, life_months: 12 } },
    });
    const transactions = tableFrom([booking("arrangement", -365), booking("arrangement", -730, "2022-07-01")]);
    // 2023-01-10 to 02-28 is 50 days of 365; of the fee from 2022-07-01 the 59 days of the period fall here
    const spread = 50 + 2 * 59;
    const cash = await run({ ...BASE, transactions }, upfront("cash"));
    expect(cash.customers[0].fees).toBe("365.00");
    expect(cash.result.upfront_fees).toEqual({
      recognised: "cash",
      customers: 1,
      cash: "365.00",
      spread: `${String(spread)}.00`,
    });
    const even = await run({ ...BASE, transactions }, upfront("spread"));
    expect(even.customers[0].fees).toBe(`${String(spread)}.00`);
  });

  it("spreads an upfront fee without losing a cent over its life", async () => {
    const settings = { fees: { upfront: { types: ["arrangement"], recognise: "spread", life_months: 3 } } };
    const transactions = tableFrom([booking("arrangement", -100.01, "2023-01-31")]);
    const month = async (start: string, end: string) => {
      const got = await run(
        { ...BASE, balances: balances([["l", end, 1]]), transactions },
        { ...settings, period: { start, end } },
      );
      return Number(got.customers[0].fees);
    };
    const parts = [
      await month("2023-01-01", "2023-01-31"),
      await month("2023-02-01", "2023-02-28"),
      await month("2023-03-01", "2023-03-31"),
      await month("2023-04-01", "2023-04-30"),
    ];
    expect(parts.reduce((sum, each) => sum + each, 0)).toBeCloseTo(100.01, 9);
    expect(parts.every((each) => each > 0)).toBe(true);
  });
});

describe("cost", () => {
  const activities = tableFrom([
    { customer_id: "c", date: "2023-01-31", activity_code: "call", count: 30 },
    { customer_id: "d", date: "2023-01-31", activity_code: "call", count: 10 },
    { customer_id: "d", date: "2023-01-31", activity_code: "visit", count: 2 },
  ]);

  it("prices activities by their minutes, and keeps unused capacity apart (Kaplan and Anderson 2004)", async () => {
    const got = await run(
      {
        ...BASE,
        activities,
        activity_costs: tableFrom([
          { activity_code: "call", minutes: 5 },
          { activity_code: "visit", minutes: 40 },
        ]),
      },
      { activity: { time_driven: { cost: "600.00", practical_minutes: 400 } } },
    );
    expect(got.customers.map((row) => row.activity_cost)).toEqual(["225.00", "195.00"]);
    const lines = Object.fromEntries(got.result.reconciliation.map((each) => [each.item, each]));
    expect(lines.activity_cost).toMatchObject({ customers: "600.00", accounts: "600.00", residual: "0.00" });
    expect(lines.unused_capacity.accounts).toBe("180.00");
  });

  it("shows cost before and after overhead, and profit by the view chosen", async () => {
    const tables = {
      ...BASE,
      accounts: tableFrom([account({ side: "liability", customer_rate: 0.01, direct_cost: 7 })]),
      activities: tableFrom([{ customer_id: "c", date: "2023-01-31", activity_code: "call", count: 2 }]),
      activity_costs: tableFrom([{ activity_code: "call", unit_cost: 4 }]),
    };
    const full = await run(tables, { overhead: { amount: "20.00" } });
    expect(full.customers[0]).toMatchObject({
      direct_cost: "7.00",
      marginal_cost: "15.00",
      cost: "35.00",
      revenue: "118.00",
      contribution: "103.00",
      profit: "83.00",
    });
    expect(full.result.cost_views).toEqual({ marginal: "15.00", full: "35.00" });
    const marginal = await run(tables, { overhead: { amount: "20.00" }, cost_view: "marginal" });
    expect(marginal.customers[0].profit).toBe("103.00");
    expect(marginal.result.waterfall.map((each) => each.component)).not.toContain("overhead");
  });
});

describe("the ledger", () => {
  const tables = {
    ...BASE,
    activities: tableFrom([{ customer_id: "c", date: "2023-01-31", activity_code: "call", count: 2 }]),
    activity_costs: tableFrom([
      { activity_code: "call", pool: 100, capacity: 10 },
      { activity_code: "visit", pool: 50, capacity: 10 },
    ]),
  };
  // interest paid 36,500 x 1 % x 59 days; margin 2 %; 2 of 10 calls used
  const ledger = { nii: "-59.00", cost: "150.00", profit: "-209.00" };

  it("meets customers and Treasury, unused capacity and unallocated pools together", async () => {
    const got = await run(tables, { ledger });
    const lines = got.result.reconciliation.filter((each) => each.item.startsWith("ledger_"));
    expect(lines).toEqual([
      { item: "ledger_nii", customers: "-59.00", accounts: "-59.00", residual: "0.00" },
      { item: "ledger_cost", customers: "150.00", accounts: "150.00", residual: "0.00" },
      { item: "ledger_profit", customers: "-209.00", accounts: "-209.00", residual: "0.00" },
    ]);
  });

  it("prints a residual within the tolerance, and refuses all above it together, with exit 3", async () => {
    const near = await run(tables, { ledger: { ...ledger, nii: "-58.50", tolerance: "0.50" } });
    expect(near.result.reconciliation.find((each) => each.item === "ledger_nii")!.residual).toBe("-0.50");
    const far = run(tables, { ledger: { nii: "-58.49", cost: "1.00", tolerance: "0.50" } });
    await expect(far).rejects.toMatchObject({
      exit: 3,
      problems: [
        { code: "VAL-016", message: expect.stringContaining("residual -0.51") as string },
        { code: "VAL-016", message: expect.stringContaining("residual 149.00") as string },
      ],
    });
  });
});
