import { describe, expect, it } from "vitest";
import { account, balances, curve, items, run, tableFrom } from "./tables.js";

const YEAR_ENDS = (years: readonly number[]) => years.map((year) => `${String(year)}-12-31`);
const monthEnd = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
const months = (year: number) => Array.from({ length: 12 }, (_, at) => monthEnd(year, at + 1));

/** The curve of the specification, and a very different one a year later that must not touch what is fixed. */
const CURVE = curve([
  ["2022-01-01", 12, 0.038],
  ["2022-01-01", 24, 0.0395],
  ["2022-01-01", 36, 0.0405],
  ["2023-01-01", 12, 0.08],
  ["2023-01-01", 24, 0.09],
  ["2023-01-01", 36, 0.1],
]);

/** 90,000 in three equal yearly principals at 6 %, from the first day of 2022. */
const LOAN = account({
  origination_date: "2022-01-01",
  maturity_date: "2025-01-01",
  amortisation: "equal_principal",
  payment_months: 12,
  product_code: "loan",
});

const JANUARY = balances([["l", "2023-01-31", 365_000]]);
const base = async (method: string, more: Readonly<Record<string, string | number | null>> = {}) => {
  const got = await run(
    { accounts: tableFrom([{ ...LOAN, ...more }]), balances: JANUARY, curves: CURVE },
    { ftp: { method } },
  );
  return Number(got.accounts[0].base_rate);
};

describe("the base rate of a contract by method, section 7 of the specification", () => {
  it.each([
    ["straight_term", 0.0405],
    ["weighted_term", 0.03975],
    ["duration", 0.039388394],
    ["average_life", 0.0395],
  ])("%s", async (method, expected) => {
    expect(await base(method)).toBeCloseTo(expected, 8);
  });

  it("prices the schedule at par on zero rates: a slow sum gives back the loan", async () => {
    const rate = await base("zero_discount");
    const discount = [0.038, 0.0395, 0.0405].map((each, k) => (1 + each) ** -(k + 1));
    const value = [90_000, 60_000, 30_000].reduce((sum, owed, k) => sum + (30_000 + owed * rate) * discount[k], 0);
    expect(value).toBeCloseTo(90_000, 3);
  });

  it("treats a bullet alike by every method that uses one term: three years", async () => {
    for (const method of ["straight_term", "weighted_term", "average_life"])
      expect(await base(method, { amortisation: "bullet" })).toBeCloseTo(0.0405, 10);
  });

  it("keeps the customer rate that earned the margin: NII is (r - f) on the balance", async () => {
    const got = await run(
      { accounts: tableFrom([LOAN]), balances: JANUARY, curves: CURVE },
      { ftp: { method: "weighted_term" } },
    );
    expect(got.customers[0].nii).toBe(((365_000 * (0.06 - 0.03975) * 31) / 365).toFixed(2));
  });

  it("takes an annuity's principal, smaller at first, so that its average life is longer", async () => {
    const r = 0.06;
    const payment = r / (1 - (1 + r) ** -3);
    const principal = [payment - r, 0, 0];
    let owed = 1 - principal[0];
    principal[1] = payment - owed * r;
    owed -= principal[1];
    principal[2] = owed;
    const life = principal.reduce((sum, each, k) => sum + each * (k + 1), 0);
    const rate = 0.0395 + (0.0405 - 0.0395) * (life - 2);
    expect(await base("average_life", { amortisation: "annuity" })).toBeCloseTo(rate, 9);
  });

  it("chooses the method by product and by family, products first", async () => {
    const got = await run(
      {
        accounts: tableFrom([
          { ...LOAN, account_id: "a", product_code: "car" },
          { ...LOAN, account_id: "b", product_code: "home" },
          { ...LOAN, account_id: "c", product_code: "card" },
        ]),
        products: tableFrom([
          { product_code: "car", family: "retail" },
          { product_code: "home", family: "retail" },
          { product_code: "card", family: "cards" },
        ]),
        balances: balances(["a", "b", "c"].map((each) => [each, "2023-01-31", 100])),
        curves: CURVE,
      },
      {
        ftp: {
          method: "straight_term",
          methods: { families: { retail: "weighted_term", cards: "flat" }, products: { home: "average_life" } },
          flat: { families: { cards: 0.02 } },
        },
      },
    );
    expect(got.accounts.map((row) => Number(row.base_rate))).toEqual([0.03975, 0.0395, 0.02]);
  });

  it("leaves a loan without a known repayment unpriced, with the reason, unless the study says how", async () => {
    const tables = {
      accounts: tableFrom([{ ...LOAN, amortisation: null }]),
      balances: JANUARY,
      curves: CURVE,
    };
    const got = await run(tables, { ftp: { method: "weighted_term" } });
    expect(got.accounts[0]).toMatchObject({ nii: null, base_rate: null });
    expect(items(got).some((each) => each.includes("without a funds-transfer price"))).toBe(true);
    const told = await run(tables, { ftp: { method: "weighted_term", schedule: { amortisation: "bullet" } } });
    expect(told.accounts[0].base_rate).toBe("0.0405000000");
  });

  it("prefers the price that the account states", async () => {
    expect(await base("duration", { ftp_rate: 0.0123 })).toBe(0.0123);
  });
});

describe("propagation: a price holds for the life or until the rate changes", () => {
  const two = [...months(2022), ...months(2023)].map((end) => ["l", end, 100_000] as const);

  it("is the same in every period, whatever the curve did since", async () => {
    const tables = { accounts: tableFrom([LOAN]), balances: balances(two), curves: CURVE };
    const rates = [];
    for (const period of [
      { start: "2022-01-01", end: "2022-12-31" },
      { start: "2023-01-01", end: "2023-12-31" },
      { start: "2022-01-01", end: "2023-12-31" },
    ])
      rates.push((await run(tables, { period, ftp: { method: "weighted_term" } })).accounts[0].base_rate);
    expect(new Set(rates)).toEqual(new Set(["0.0397500000"]));
  });

  it("steps an adjustable rate at its repricing dates, back from the last and on from it", async () => {
    const loan = account({
      origination_date: "2022-01-15",
      maturity_date: "2030-01-15",
      rate_type: "adjustable",
      last_reprice_date: "2023-01-15",
      reprice_months: 12,
    });
    const tables = { accounts: tableFrom([loan]), balances: balances(two), curves: CURVE };
    const rate = async (start: string, end: string) =>
      Number((await run(tables, { period: { start, end }, ftp: { method: "straight_term" } })).accounts[0].base_rate);
    expect(await rate("2022-02-01", "2022-12-31")).toBeCloseTo(0.038, 10);
    expect(await rate("2023-01-01", "2023-12-31")).toBeCloseTo(0.08, 10);
    const days = [334, 365];
    expect(await rate("2022-02-01", "2023-12-31")).toBeCloseTo((0.038 * days[0] + 0.08 * days[1]) / 699, 9);
  });

  it("takes the next repricing date where the last is not known", async () => {
    const loan = account({
      origination_date: "2022-01-15",
      rate_type: "adjustable",
      next_reprice_date: "2024-01-15",
      reprice_months: 12,
    });
    const tables = { accounts: tableFrom([loan]), balances: balances(two), curves: CURVE };
    const got = await run(tables, {
      period: { start: "2023-02-01", end: "2023-12-31" },
      ftp: { method: "straight_term" },
    });
    expect(Number(got.accounts[0].base_rate)).toBeCloseTo(0.08, 10);
  });

  it("prices a teaser from origination to its end, then by the repricing", async () => {
    const loan = account({
      origination_date: "2022-01-01",
      maturity_date: "2030-01-01",
      rate_type: "adjustable",
      teaser_end_date: "2023-01-01",
      last_reprice_date: "2023-01-01",
      reprice_months: 24,
    });
    const tables = { accounts: tableFrom([loan]), balances: balances(two), curves: CURVE };
    const rate = async (start: string, end: string) =>
      Number((await run(tables, { period: { start, end }, ftp: { method: "straight_term" } })).accounts[0].base_rate);
    expect(await rate("2022-01-01", "2022-12-31")).toBeCloseTo(0.038, 10);
    expect(await rate("2023-01-01", "2023-12-31")).toBeCloseTo(0.09, 10);
  });

  it("re-prices every month by the remaining term, where that is declared", async () => {
    const loan = account({ origination_date: "2022-01-01", maturity_date: "2024-12-31" });
    const tables = {
      accounts: tableFrom([loan]),
      balances: balances([...YEAR_ENDS([2022, 2023]).map((end) => ["l", end, 100] as const)]),
      curves: CURVE,
    };
    const rate = async (year: string) =>
      Number(
        (
          await run(tables, {
            period: { start: `${year}-12-01`, end: `${year}-12-31` },
            ftp: { method: "remaining_term" },
          })
        ).accounts[0].base_rate,
      );
    expect(await rate("2022")).toBeCloseTo(0.0395, 10);
    expect(await rate("2023")).toBeCloseTo(0.08, 10);
  });
});

describe("balances without a maturity", () => {
  const DEPOSIT = account({ account_id: "d", side: "liability", customer_rate: 0.01, product_code: "demand" });
  const MONTHLY = curve(
    months(2022).flatMap((date, at) => [1, 2, 3, 6].map((term) => [date, term, (term + at) / 1000] as const)),
  );
  const deposit = async (tenor: unknown, end = "2022-12-31") =>
    run(
      { accounts: tableFrom([DEPOSIT]), balances: balances([["d", end, 365_000]]), curves: MONTHLY },
      { ftp: { method: "straight_term", without_maturity: { products: { demand: tenor } } } },
    );

  it("ladder: the mean of the terms 1..n on the month's curve", async () => {
    const got = await deposit({ months: 3, by: "ladder" });
    expect(Number(got.accounts[0].base_rate)).toBeCloseTo((12 + 13 + 14) / 3000, 10);
  });

  it("tractor: the mean of the last n months' n-month rates", async () => {
    const got = await deposit({ months: 3, by: "tractor" });
    expect(Number(got.accounts[0].base_rate)).toBeCloseTo((14 + 13 + 12) / 3000, 10);
  });

  it("core by a tractor, the volatile rest at one month, blended by shares", async () => {
    const got = await deposit([
      { share: 0.7, months: 6, by: "tractor" },
      { share: 0.3, months: 1 },
    ]);
    const tractor = (17 + 16 + 15 + 14 + 13 + 12) / 6000;
    expect(Number(got.accounts[0].base_rate)).toBeCloseTo(0.7 * tractor + 0.3 * 0.012, 9);
  });

  it("has no price where the tractor reaches before the first curve", async () => {
    const got = await deposit({ months: 3, by: "tractor" }, "2022-02-28");
    expect(got.accounts[0]).toMatchObject({ base_rate: null, nii: null });
  });

  it("counts balances priced outside the nodes", async () => {
    const got = await deposit(60);
    expect(got.codes).toContain("VAL-111");
    expect(Number(got.accounts[0].base_rate)).toBeCloseTo(0.017, 10);
  });

  it("prices unpriced products at the balance-weighted mean of the products named", async () => {
    const flat = { products: { a: 0.02, b: 0.04 } };
    const got = await run(
      {
        accounts: tableFrom([
          account({ account_id: "1", product_code: "a", side: "liability" }),
          account({ account_id: "2", product_code: "b", side: "liability" }),
          account({ account_id: "3", product_code: "x", side: "liability" }),
          account({ account_id: "4", product_code: "x", side: "liability", ftp_rate: 0.01 }),
        ]),
        balances: balances([
          ["1", "2023-01-31", 300],
          ["2", "2023-01-31", 100],
          ["3", "2023-01-31", 50],
          ["4", "2023-01-31", 50],
        ]),
      },
      { ftp: { flat, unpriced: { x: ["a", "b"] } } },
    );
    expect(got.accounts.map((row) => Number(row.base_rate))).toEqual([0.02, 0.04, 0.025, 0.01]);
    await expect(
      run({ accounts: tableFrom([DEPOSIT]), balances: JANUARY }, { ftp: { flat, unpriced: { x: ["y"], y: ["a"] } } }),
    ).rejects.toThrow(/VAL-001/);
  });

  it("charges the required reserve: f (1 - rr) + rr rho - r", async () => {
    const got = await run(
      { accounts: tableFrom([DEPOSIT]), balances: balances([["d", "2023-01-31", 3_650_000]]) },
      { ftp: { flat: { liability: 0.03 }, reserve: { ratio: { liability: 0.1 }, remuneration: 0.0162 } } },
    );
    const nii = (margin: number) => ((3_650_000 * margin * 31) / 365).toFixed(2);
    expect(got.accounts[0]).toMatchObject({
      nii: nii(0.03 * 0.9 + 0.1 * 0.0162 - 0.01),
      ftp_reserve: nii(0.1 * (0.0162 - 0.03)),
    });
    expect(got.result.reconciliation.map((each) => each.residual)).toEqual(["0.00", "0.00", "0.00"]);
  });
});
