import { describe, expect, it } from "vitest";
import { account, balances, run, tableFrom } from "./tables.js";

const FX = tableFrom([
  { date: "2023-01-10", currency: "USD", rate: 6.8 },
  { date: "2023-01-20", currency: "USD", rate: 7.0 },
  { date: "2023-02-28", currency: "USD", rate: 7.2 },
]);

const CURVES = tableFrom([
  { curve_id: "cn", currency: "CNY", date: "2022-01-01", term_months: 12, rate: 0.02 },
  { curve_id: "us", currency: "USD", date: "2022-01-01", term_months: 12, rate: 0.05 },
]);

const TABLES = {
  accounts: tableFrom([
    account({ account_id: "cny", currency: "CNY", maturity_date: "2023-06-01", origination_date: "2022-06-01" }),
    account({ account_id: "usd", currency: "USD", maturity_date: "2023-06-01", origination_date: "2022-06-01" }),
  ]),
  balances: balances([
    ["cny", "2023-01-31", 365_000],
    ["cny", "2023-02-28", 365_000],
    ["usd", "2023-01-31", 36_500],
    ["usd", "2023-02-28", 36_500],
  ]),
  curves: CURVES,
  fx: FX,
};

const TERM = { ftp: { method: "straight_term" } };

describe("several currencies", () => {
  it("prices on the currency's own curve, takes flows at mean rates and balances at the closing rate", async () => {
    const got = await run(TABLES, TERM);
    const [cny, usd] = got.accounts;
    expect(cny).toMatchObject({ currency: "CNY", nii: ((365_000 * 0.04 * 59) / 365).toFixed(2), fx_effect: "0.00" });
    const [january, february] = [31, 28].map((days) => (36_500 * 0.01 * days) / 365);
    const atMean = january * 6.9 + february * 7.2;
    const atClosing = (january + february) * 7.2;
    expect(usd).toMatchObject({
      currency: "USD",
      base_rate: "0.0500000000",
      nii_own_currency: (january + february).toFixed(2),
      nii: atMean.toFixed(2),
      average_balance: (36_500 * 7.2).toFixed(2),
      fx_effect: (atClosing - atMean).toFixed(2),
    });
    expect(got.result.currencies).toEqual([
      {
        currency: "USD",
        accounts: 1,
        customers: 1,
        nii_own_currency: "59.00",
        nii: atMean.toFixed(2),
        average_rate: expect.closeTo((6.9 + 7.2) / 2, 12) as number,
        closing_rate: 7.2,
        fx_effect: (atClosing - atMean).toFixed(2),
        top_two_share: 1,
      },
    ]);
    expect(Number(got.customers[0].profit)).toBeCloseTo(Number(cny.nii) + atMean, 2);
    expect(got.result.reconciliation.map((each) => each.residual)).toEqual(["0.00", "0.00", "0.00"]);
  });

  it("counts every holder of a joint account once, and each by the share that is theirs", async () => {
    const holders = tableFrom([
      { account_id: "usd", customer_id: "c", share: 0.5 },
      { account_id: "usd", customer_id: "d", share: 0.3 },
      { account_id: "usd", customer_id: "e", share: 0.2 },
    ]);
    const [alone] = (await run(TABLES, TERM)).result.currencies;
    const [joint] = (await run({ ...TABLES, holders }, TERM)).result.currencies;
    expect(joint).toEqual({ ...alone, customers: 3, top_two_share: expect.closeTo(0.8, 3) as number });
  });

  it("counts fees at the mean rate of their month, exposures at the closing rate", async () => {
    const got = await run(
      {
        ...TABLES,
        accounts: tableFrom(
          ["CNY", "USD"].map((currency) =>
            account({ account_id: currency.toLowerCase(), currency, pd: 0.02, lgd: 0.5, risk_weight: 1 }),
          ),
        ),
        transactions: tableFrom([
          { account_id: "usd", booked_on: "2023-01-05", amount: -10, fee: 10 },
          { account_id: "usd", booked_on: "2023-02-05", amount: -10, fee: 10 },
        ]),
      },
      { capital: { method: "standardised", ratio: 0.1 } },
    );
    const usd = got.accounts[1];
    expect(usd.fees).toBe("141.00");
    expect(Number(usd.ead)).toBeCloseTo(36_500 * 7.2, 6);
    expect(Number(usd.expected_loss)).toBeCloseTo((36_500 * 0.01 * (31 * 6.9 + 28 * 7.2)) / 365, 2);
  });

  it("names every month without an exchange rate", async () => {
    const march = balances([["usd", "2023-03-31", 1]]);
    await expect(
      run({ ...TABLES, balances: { ...march, rows: [...TABLES.balances.rows, ...march.rows] } }, TERM),
    ).rejects.toThrow(/VAL-017: no exchange rate of USD in 2023-03/);
  });

  it("refuses other currencies without exchange rates, and bookings in another currency than their account", async () => {
    const { accounts, curves } = TABLES;
    await expect(run({ accounts, curves, balances: TABLES.balances }, TERM)).rejects.toThrow(/VAL-006/);
    const transactions = tableFrom([
      { account_id: "usd", booked_on: "2023-01-05", amount: -10, fee: 10, currency: "CNY" },
    ]);
    await expect(run({ ...TABLES, transactions }, TERM)).rejects.toThrow(/VAL-006.*1 bookings/);
  });

  it("gives the same numbers in fen and in yuan, when the units are declared by the rate", async () => {
    const yuan = await run(TABLES, TERM);
    const fen = await run(
      {
        ...TABLES,
        accounts: tableFrom(
          ["CNY", "FEN"].map((currency, at) =>
            account({ account_id: ["cny", "usd"][at], currency, customer_rate: [0.06, 0.03][at], ftp_rate: 0.02 }),
          ),
        ),
        balances: balances([
          ["cny", "2023-01-31", 365_000],
          ["usd", "2023-01-31", 36_500_000],
        ]),
        fx: tableFrom([{ date: "2023-01-31", currency: "FEN", rate: 0.01 }]),
      },
      { ftp: { flat: { asset: 0.02 } } },
    );
    expect(yuan.accounts[0].currency).toBe("CNY");
    expect(fen.accounts[1].nii).toBe(((365_000 * 0.01 * 31) / 365).toFixed(2));
  });
});
