import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogOf } from "../../../src/engine/stage.js";
import { rfm, rfmSettings, profit, profitSettings } from "../../../src/value/index.js";
import { scratch, type Scratch } from "../../ingest/support.js";
import { tableRows } from "../support.js";
import { open } from "../rfm/open.js";
import { balances, FLAT, tableFrom } from "./tables.js";

let bank: Scratch;
beforeAll(async () => {
  bank = await scratch();
});
afterAll(() => bank.close());

/** Rates of three accounts and of the curve, in the stated unit; all figures of the accounts after the stage. */
async function profitOf(unit: "percent" | "fraction") {
  const scale = (percent: string) => (unit === "percent" ? percent : (Number(percent) / 100).toFixed(6));
  const rates = ["6.1", "0.35", "-0.5"].map(scale);
  bank.write(
    "a.csv",
    `a,c,side,rate,pd\n${rates.map((rate, at) => `${String(at)},c${String(at)},${at === 0 ? "asset" : "liability"},${rate},${scale("1.25")}`).join("\n")}\n`,
  );
  bank.write("b.csv", "a,end,balance\n0,2023-01-31,120000.55\n1,2023-01-31,98765.43\n2,2023-01-31,-777.77\n");
  const rate = (from: string) => ({ from, unit });
  const { tables } = await bank.ingest({
    a: {
      table: "accounts",
      files: "a.csv",
      columns: { account_id: "a", customer_id: "c", side: "side", customer_rate: rate("rate"), pd: rate("pd") },
    },
    b: {
      table: "balances",
      files: "b.csv",
      columns: { account_id: "a", period_end: "end", average_balance: "balance" },
    },
  });
  const settings = profitSettings.parse({ ftp: FLAT, expected_loss: { lgd: 0.45 } });
  const { result } = await profit({ engine: bank.engine, catalog: catalogOf(tables), seed: 1 }, settings);
  return { result, rows: await tableRows(bank.engine, "profit_accounts") };
}

describe("the unit of a rate", () => {
  it("changes nothing when it is declared: percent and fraction give the same profit of every account", async () => {
    const percent = await profitOf("percent");
    expect(await profitOf("fraction")).toEqual(percent);
    expect(percent.rows[0].customer_interest).toBe(((120_000.55 * 0.061 * 31) / 365).toFixed(2));
    expect(percent.rows[0].expected_loss).toBe(((120_000.55 * 0.0125 * 0.45 * 31) / 365).toFixed(2));
  });
});

describe("a household across segments", () => {
  it("is one household, its customers keep their own segments, and both add up to the same profit", async () => {
    const context = await open({
      customers: {
        columns: { customer_id: "varchar", household_id: "varchar" },
        rows: [
          ["c", "h"],
          ["d", "h"],
          ["e", "k"],
        ],
      },
      accounts: tableFrom(
        ["c", "d", "e"].map((id) => ({ account_id: id, customer_id: id, side: "liability", customer_rate: 0.01 })),
      ),
      balances: balances([
        ["c", "2023-01-31", 36_500],
        ["d", "2023-01-31", 730_000],
        ["e", "2023-01-31", 365_000],
      ]),
      transactions: {
        columns: { customer_id: "varchar", booked_on: "date", amount: "money" },
        rows: [
          ["c", "2023-01-02", 1],
          ["d", "2023-01-31", 1],
          ["e", "2023-01-20", 1],
        ],
      },
    });
    const worth = await profit(context, profitSettings.parse({ ftp: FLAT }));
    const catalog = catalogOf({
      customers: ["customer_id"],
      transactions: ["customer_id", "booked_on", "amount"],
      profit_customers: worth.tables.profit_customers,
    });
    const segments = { rules: [{ segment: "recent", r: "2" }, { segment: "late" }] };
    const settings = { monetary_source: "profit", bins: 2, segments, model: ["recency_days", "frequency"] };
    const { result } = await rfm({ ...context, catalog }, rfmSettings.parse(settings));
    expect(result.segments.map((each) => [each.segment, each.customers, Number(each.monetary)])).toEqual([
      ["recent", 2, 1240 + 620],
      ["late", 1, 62],
    ]);
    const households = await tableRows(context.engine, "profit_households");
    expect(households.map((row) => [row.household_id, row.customers, row.profit])).toEqual([
      ["h", 2, "1302.00"],
      ["k", 1, "620.00"],
    ]);
    expect(Number(result.monetary_total)).toBe(1922);
    expect(Number(worth.result.total_profit)).toBe(1922);
  });
});
