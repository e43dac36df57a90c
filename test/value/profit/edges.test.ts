import { describe, expect, it } from "vitest";
import { accounts, balances, curve, items, run, type Account } from "./tables.js";

describe("the side of a balance", () => {
  it("prices an overdrawn deposit as a loan at the overdraft rate, with its expected loss", async () => {
    const got = await run(
      {
        accounts: accounts([{ id: "d", rate: 0.01, pd: 0.1, lgd: 0.5 }]),
        balances: balances([
          ["d", "2023-01-31", -36_500],
          ["d", "2023-02-28", 36_500],
        ]),
      },
      { overdraft_rate: 0.1 },
    );
    expect(got.customers[0]).toMatchObject({
      nii_assets: "217.00",
      nii_liabilities: "56.00",
      expected_loss: "155.00",
      profit: "118.00",
    });
  });

  it("does not guess the rate of an overdraft", async () => {
    const got = await run({
      accounts: accounts([{ id: "d" }]),
      balances: balances([["d", "2023-01-31", -36_500]]),
    });
    expect(got.accounts[0]).toMatchObject({ nii: null, flipped_rows: 1 });
    expect(got.customers[0].unpriced_accounts).toBe(1);
    expect(items(got).some((each) => each.startsWith("nii: 1 accounts have months without a customer rate"))).toBe(
      true,
    );
  });

  it("follows a balance that crosses zero inside a month when balances are daily", async () => {
    const got = await run(
      {
        accounts: accounts([{ id: "d", rate: 0.01 }]),
        balances: balances([
          ["d", "2023-01-01", 36_500],
          ["d", "2023-01-02", -36_500, 0.1],
          ["d", "2023-01-03", 36_500],
        ]),
      },
      { balance_period: "day" },
    );
    expect(got.customers[0]).toMatchObject({ nii_assets: "7.00", nii_liabilities: "4.00" });
    expect(got.result.period_end).toBe("2023-01-03");
    await expect(
      run({ accounts: accounts([]), balances: balances([]) }, { balance_period: "day", day_count: "30/360" }),
    ).rejects.toThrow(/VAL-001/);
  });

  it("allows negative rates", async () => {
    const got = await run(
      { accounts: accounts([{ id: "d", rate: -0.005 }]), balances: balances([["d", "2023-01-31", 365_000]]) },
      { ftp: { flat: { liability: -0.002 } } },
    );
    expect(got.customers[0].nii).toBe("93.00");
  });

  it("refuses an account without a side, and keys that come twice, all together", async () => {
    const bad = run({
      accounts: accounts([{ id: "a", side: "other" }, { id: "b" }, { id: "b" }]),
      balances: balances([
        ["a", "2023-01-31", 1],
        ["a", "2023-01-31", 2],
        ["x", "2023-01-31", 2],
      ]),
    });
    await expect(bad).rejects.toMatchObject({
      problems: [{ code: "VAL-015" }, { code: "VAL-012" }, { code: "VAL-012" }, { code: "VAL-012" }],
    });
  });
});

describe("the life of an account", () => {
  const closing = accounts([{ id: "d", open: "2023-01-11", close: "2023-03-10" }]);
  const rows = balances([
    ["d", "2022-12-31", 365],
    ["d", "2023-01-31", 36_500],
    ["d", "2023-03-31", 36_500],
    ["d", "2023-04-30", 36_500],
  ]);

  it("earns nothing before opening and after closing, and counts such rows", async () => {
    const got = await run({ accounts: closing, balances: rows });
    expect(got.accounts[0]).toMatchObject({ balance_rows: 2, nii: "124.00" });
    expect(items(got).some((each) => each.startsWith("balances: 2 rows"))).toBe(true);
  });

  it("takes averages over the open days where declared: 21 days of January and 10 of March", async () => {
    const got = await run({ accounts: closing, balances: rows }, { balance_average: "open_days" });
    expect(got.accounts[0].nii).toBe("62.00");
  });

  it("keeps customers without accounts, with zero and not with a gap", async () => {
    const got = await run({
      customers: { columns: { customer_id: "varchar" }, rows: [["c"], ["lonely"]] },
      accounts: accounts([{ id: "d" }]),
      balances: balances([["d", "2023-01-31", 36_500]]),
    });
    expect(got.customers.map((row) => [row.customer_id, row.accounts, row.profit])).toEqual([
      ["c", 1, "62.00"],
      ["lonely", 0, "0.00"],
    ]);
  });

  it("names accounts that were open and have no balances", async () => {
    const got = await run({
      accounts: accounts([{ id: "d" }, { id: "e" }, { id: "gone", close: "2020-01-01" }]),
      balances: balances([["d", "2023-01-31", 36_500]]),
    });
    expect(items(got)).toContain("balances: 1 accounts were open in the period and have no balances in it");
  });
});

describe("day counts", () => {
  const nii = async (dayCount: string, end: string) => {
    const got = await run(
      { accounts: accounts([{ id: "d" }]), balances: balances([["d", end, 1_000_000]]) },
      { day_count: dayCount },
    );
    return Number(got.customers[0].nii);
  };

  it.each([
    ["ACT/365", "2024-02-29", 1589.04],
    ["ACT/360", "2024-02-29", 1611.11],
    ["ACT/ACT", "2024-02-29", 1584.7],
    ["30/360", "2024-02-29", 1666.67],
    ["30/ACT", "2024-02-29", 1639.34],
    ["ACT/ACT", "2023-02-28", 1534.25],
    ["30/360", "2023-01-31", 1666.67],
    ["30/360", "2023-02-28", 1666.67],
    ["30/ACT", "2023-12-31", 1643.84],
  ])("%s in the month of %s", async (dayCount, end, expected) => {
    expect(await nii(dayCount, end)).toBe(expected);
  });
});

describe("the curve", () => {
  const NODES = curve([
    ["2022-01-01", 12, 0.02],
    ["2022-01-01", 36, 0.026],
    ["2023-01-01", 12, 0.05],
    ["2023-01-01", 36, 0.05],
  ]);
  const term = (without: Record<string, unknown> = {}) => ({
    ftp: { method: "straight_term", without_maturity: without },
  });
  const loan = (more: Partial<Account>): Account => ({ id: "l", side: "asset", rate: 0.06, ...more });
  const JANUARY = balances([["l", "2023-01-31", 365_000]]);

  it("fixes the price at origination: the latest curve on or before it, linear between nodes", async () => {
    const got = await run(
      {
        accounts: accounts([loan({ origination: "2022-06-15", maturity: "2024-06-15" })]),
        balances: JANUARY,
        curves: NODES,
      },
      term(),
    );
    expect(got.customers[0].nii).toBe(String((365_000 * (0.06 - 0.023) * 31) / 365) + ".00");
    expect(got.codes).not.toContain("VAL-111");
  });

  it("is flat outside its nodes, and says so", async () => {
    const got = await run(
      {
        accounts: accounts([loan({ origination: "2022-06-15", maturity: "2022-12-15" })]),
        balances: JANUARY,
        curves: NODES,
      },
      term(),
    );
    expect(got.customers[0].nii).toBe(((365_000 * (0.06 - 0.02) * 31) / 365).toFixed(2));
    expect(got.codes).toContain("VAL-111");
  });

  it("leaves an account older than every curve unpriced, with the reason", async () => {
    const got = await run(
      {
        accounts: accounts([loan({ origination: "2020-06-15", maturity: "2024-12-15" })]),
        balances: JANUARY,
        curves: NODES,
      },
      term({ asset: 12 }),
    );
    expect(got.accounts[0].nii).toBeNull();
    expect(items(got).some((each) => each.includes("without a funds-transfer price"))).toBe(true);
  });

  it("counts a month's end as the same day: 31 January to 28 February is 13 months", async () => {
    const got = await run(
      {
        accounts: accounts([loan({ origination: "2022-01-31", maturity: "2023-02-28" })]),
        balances: JANUARY,
        curves: NODES,
      },
      term(),
    );
    expect(got.customers[0].nii).toBe(((365_000 * (0.06 - 0.02025) * 31) / 365).toFixed(2));
  });

  it("blends the tenors of balances without a maturity on the month's curve", async () => {
    const got = await run(
      { accounts: accounts([loan({ side: "liability", rate: 0.01 })]), balances: JANUARY, curves: NODES },
      term({
        liability: [
          { share: 0.5, months: 12 },
          { share: 0.5, months: 24 },
        ],
      }),
    );
    expect(got.customers[0].nii).toBe(((365_000 * 0.04 * 31) / 365).toFixed(2));
  });

  it("refuses to choose among several curves", async () => {
    const two = { ...NODES, rows: [...NODES.rows, ["other", "2022-01-01", 12, 0.1]] };
    const tables = { accounts: accounts([loan({})]), balances: JANUARY, curves: two };
    await expect(run(tables, term())).rejects.toThrow(/VAL-001.*2 curves/);
  });
});
