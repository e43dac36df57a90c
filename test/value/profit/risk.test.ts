import { describe, expect, it } from "vitest";
import { lossFactor, type LoanRisk } from "../../../src/value/profit/loss.js";
import { account, balances, items, run, tableFrom } from "./tables.js";

const JANUARY = balances([["l", "2023-01-31", 36_500]]);
const loan = (more: Parameters<typeof account>[0]) => tableFrom([account({ pd: 0.02, lgd: 0.4, ...more })]);
const DAYS = 31 / 365;

describe("exposure and expected loss", () => {
  it("adds the undrawn limit by the account's own conversion factor, and what has accrued", async () => {
    const got = await run({
      accounts: loan({ credit_limit: 46_500, ccf: 0.75 }),
      balances: tableFrom([{ account_id: "l", period_end: "2023-01-31", average_balance: 36_500, accrued: 500 }]),
    });
    const ead = 36_500 + 0.75 * 10_000 + 500;
    expect(Number(got.accounts[0].ead)).toBeCloseTo(ead, 6);
    expect(got.accounts[0].expected_loss).toBe((ead * 0.02 * 0.4 * DAYS).toFixed(2));
  });

  it("takes the limit of an overdraft less what is drawn, not plus", async () => {
    const got = await run(
      {
        accounts: loan({ side: "liability", customer_rate: 0.01, credit_limit: 50_000, ccf: 1 }),
        balances: balances([["l", "2023-01-31", -36_500, 0.1]]),
      },
      {},
    );
    expect(Number(got.accounts[0].ead)).toBeCloseTo(50_000, 6);
  });

  it("takes the exposure that the bank states", async () => {
    const got = await run({ accounts: loan({ ead: 40_000, credit_limit: 90_000, ccf: 1 }), balances: JANUARY });
    expect(got.accounts[0].ead).toBe("40000.000000");
  });

  it("floors the probability of default by retail class", async () => {
    const got = await run(
      {
        accounts: tableFrom([
          account({ account_id: "l", pd: 0.0001, lgd: 0.5, asset_class: "revolving" }),
          account({ account_id: "m", pd: 0.0001, lgd: 0.5, asset_class: "mortgage" }),
        ]),
        balances: balances([
          ["l", "2023-01-31", 36_500],
          ["m", "2023-01-31", 36_500],
        ]),
      },
      { expected_loss: { pd_floor: 0.0005, pd_floors: { revolving: 0.001 } } },
    );
    expect(got.accounts.map((row) => Number(row.pd))).toEqual([0.001, 0.0005]);
  });

  it("takes the best estimate of a defaulted account in full, and does not guess it", async () => {
    const settings = { capital: { method: "irb_retail", ratio: 0.08 } };
    const known = await run({ accounts: loan({ pd: 1, lgd: 0.5, elbe: 0.45 }), balances: JANUARY }, settings);
    expect(known.accounts[0].expected_loss).toBe("16425.00");
    expect(Number(known.accounts[0].rwa)).toBeCloseTo(12.5 * 0.05 * 36_500, 6);
    const unknown = await run({ accounts: loan({ pd: 1, lgd: 0.5 }), balances: JANUARY }, settings);
    expect(unknown.accounts[0]).toMatchObject({ expected_loss: null, capital: null });
    expect(items(unknown)).toContain(
      "expected_loss: 1 defaulted accounts have no elbe; their expected loss is undefined",
    );
  });

  it("refuses several costs of risk, charge-offs with provisions among them, until one is chosen", async () => {
    const tables = {
      accounts: tableFrom([account({ provision: 30 })]),
      balances: JANUARY,
      transactions: tableFrom([{ account_id: "l", booked_on: "2023-01-05", amount: 50, type: "write_off" }]),
    };
    const settings = { charge_offs: { write_offs: ["write_off"] } };
    await expect(run(tables, settings)).rejects.toThrow(/VAL-010.*provision, charge_offs/);
    const provision = await run(tables, { ...settings, risk_cost: "provision" });
    expect(provision.customers[0]).toMatchObject({ provision: "30.00", charge_offs: null });
    const off = await run(tables, { ...settings, risk_cost: "charge_offs" });
    expect(off.customers[0]).toMatchObject({ provision: null, charge_offs: "50.00" });
  });

  it("counts a write-off and its recovery each in its own period", async () => {
    const tables = {
      accounts: tableFrom([account({ close_date: "2023-01-31" })]),
      balances: balances([
        ["l", "2023-01-31", 36_500],
        ["l", "2023-02-28", 0],
      ]),
      transactions: tableFrom([
        { account_id: "l", booked_on: "2023-01-31", amount: 36_500, type: "write_off" },
        { account_id: "l", booked_on: "2023-02-10", amount: 500, type: "recovery" },
      ]),
    };
    const settings = { charge_offs: { write_offs: ["write_off"], recoveries: ["recovery"] } };
    const month = async (start: string, end: string) =>
      (await run(tables, { ...settings, period: { start, end } })).customers[0];
    expect(await month("2023-01-01", "2023-01-31")).toMatchObject({ charge_offs: "36500.00", profit: "-36407.00" });
    expect(await month("2023-02-01", "2023-02-28")).toMatchObject({ charge_offs: "-500.00", profit: "500.00" });
  });
});

describe("allowances by IFRS 9 stage", () => {
  const RISK: LoanRisk = {
    stage: 2,
    pd: 0.1,
    lgd: 0.5,
    elbe: null,
    rate: 0.06,
    months: 36,
    amortisation: "equal_principal",
    paymentMonths: 12,
  };

  it("takes twelve months in stage 1, less near maturity", () => {
    expect(lossFactor({ ...RISK, stage: 1 })).toBeCloseTo(0.05, 12);
    expect(lossFactor({ ...RISK, stage: 1, months: 6 })).toBeCloseTo(0.5 * (1 - 0.9 ** 0.5), 12);
  });

  it("sums PD x LGD x EAD x DF over the life in stages 2 and 3", () => {
    const owed = [1, 2 / 3, 1 / 3];
    const byHand = owed.reduce((sum, ead, k) => sum + 0.9 ** k * 0.1 * 0.5 * ead * 1.06 ** -(k + 1), 0);
    expect(lossFactor(RISK)).toBeCloseTo(byHand, 12);
    expect(lossFactor({ ...RISK, stage: 3 })).toBeCloseTo(byHand, 12);
    expect(lossFactor({ ...RISK, amortisation: "bullet", months: 12 })).toBeCloseTo((0.1 * 0.5) / 1.06, 12);
  });

  it("is its best estimate in default, and not known without its inputs", () => {
    expect(lossFactor({ ...RISK, pd: 1, elbe: 0.3 })).toBe(0.3);
    expect(lossFactor({ ...RISK, pd: 1 })).toBeNull();
    for (const missing of [{ stage: null }, { lgd: null }, { months: null }, { rate: null }, { amortisation: null }])
      expect(lossFactor({ ...RISK, ...missing })).toBeNull();
  });

  it("counts for the accounts of a study, and names those without a stage", async () => {
    const got = await run(
      {
        accounts: tableFrom([
          account({ account_id: "1", stage: 1, pd: 0.02, lgd: 0.4 }),
          account({
            account_id: "2",
            stage: 2,
            pd: 0.1,
            lgd: 0.5,
            maturity_date: "2024-01-31",
            amortisation: "bullet",
          }),
          account({ account_id: "3", pd: 0.1, lgd: 0.5 }),
        ]),
        balances: balances(["1", "2", "3"].map((each) => [each, "2023-01-31", 36_500])),
      },
      { expected_loss: { method: "ifrs9" } },
    );
    expect(got.accounts.map((row) => row.expected_loss)).toEqual([
      "292.00",
      ((36_500 * 0.1 * 0.5) / 1.06).toFixed(2),
      null,
    ]);
    expect(items(got).some((each) => each.startsWith("expected_loss: 1 accounts with credit lack a stage"))).toBe(true);
  });
});

describe("capital", () => {
  it("holds capital for operational risk also for a customer with deposits alone", async () => {
    const got = await run(
      { accounts: tableFrom([account({ side: "liability", customer_rate: 0.01, risk_weight: 0 })]), balances: JANUARY },
      { capital: { method: "standardised", operational: 0.15, cost_of_equity: 0.1 }, tax_rate: 0.25 },
    );
    // revenue 62.00 in 31 days
    const capital = (0.15 * 62 * 365) / 31;
    expect(Number(got.customers[0].operational_capital)).toBeCloseTo(capital, 6);
    expect(got.customers[0].raroc as number).toBeCloseTo((62 * 0.75) / capital / DAYS, 9);
  });

  it("refuses a benefit on capital that already lowers the funding of loans", async () => {
    const capital = { method: "standardised", funding: "net_of_capital", benefit: 0.03 };
    await expect(run({ accounts: loan({ risk_weight: 1 }), balances: JANUARY }, { capital })).rejects.toThrow(
      /VAL-001.*count twice/,
    );
  });

  it("gives the published RAROC of a unit lent: 2.728 % of the loan, tax 38 %", async () => {
    // rate 3.2 %, funding 0.4 %, loss 2.0 %, cost 0.5 %, capital 10 % invested at 1.4 %: (0.3 + 0.14) x 0.62 = 0.2728 % of 1
    const year = Array.from({ length: 12 }, (_, at) => new Date(Date.UTC(2023, at + 1, 0)).toISOString().slice(0, 10));
    const got = await run(
      {
        accounts: tableFrom([
          account({ customer_rate: 0.032, pd: 0.04, lgd: 0.5, risk_weight: 1, direct_cost: 5_000 }),
        ]),
        balances: balances(year.map((end) => ["l", end, 1_000_000])),
      },
      {
        ftp: { flat: { asset: 0.004 } },
        capital: { method: "standardised", ratio: 0.1, benefit: 0.014 },
        tax_rate: 0.38,
      },
    );
    expect(Number(got.customers[0].npat)).toBeCloseTo(2_728, 6);
    expect(got.customers[0].raroc as number).toBeCloseTo(0.02728, 10);
  });

  it("taxes a loss symmetrically, or not at all where declared", async () => {
    const tables = { accounts: loan({ customer_rate: 0.01, risk_weight: 1 }), balances: JANUARY };
    const npat = async (more: Record<string, unknown>) =>
      Number((await run(tables, { capital: { method: "standardised" }, tax_rate: 0.25, ...more })).customers[0].npat);
    const before = -62 - Number((36_500 * 0.02 * 0.4 * DAYS).toFixed(2));
    expect(await npat({})).toBeCloseTo(0.75 * before, 9);
    expect(await npat({ tax_on_losses: "floored" })).toBeCloseTo(before, 9);
  });
});
