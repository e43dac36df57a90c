import { describe, expect, it } from "vitest";
import { lifetimeColumnsOf, rfm, rfmSettings } from "../../../src/value/rfm/index.js";
import { tableRows, type TestTable } from "../support.js";
import { bookings, open, type Booking } from "./open.js";

const LIFETIME = {
  input: "lifetime",
  lifetime_unit: "day",
  as_of: "2015-02-07",
  model: ["recency_days", "frequency"],
} as const;

const summary = (rows: readonly (readonly [string, number | null, number, number])[]): TestTable => ({
  columns: { customer_id: "varchar", x: "bigint", t_x: "double", T: "double" },
  rows,
});

/** Section 7 of the specification: x, t_x and T of six customers in days, and the purchases behind them. */
const SIX = [
  ["1", 1, 36, 37],
  ["2", 0, 0, 37],
  ["3", 2, 4, 37],
  ["4", 2, 20, 22],
  ["5", 2, 2, 22],
  ["6", 0, 0, 5],
] as const;
const PURCHASES: Booking[] = [
  ["1", "2015-01-01", 1],
  ["1", "2015-02-06", 2],
  ["2", "2015-01-01", 2],
  ["3", "2015-01-01", 3],
  ["3", "2015-01-02", 1],
  ["3", "2015-01-05", 5],
  ["4", "2015-01-16", 6],
  ["4", "2015-02-02", 3],
  ["4", "2015-02-05", 3],
  ["5", "2015-01-16", 3],
  ["5", "2015-01-17", 1],
  ["5", "2015-01-18", 8],
  ["6", "2015-02-02", 5],
];

const settings = (more: Record<string, unknown> = {}) => rfmSettings.parse({ ...LIFETIME, ...more });
const COLUMNS = [
  "customer_id",
  "first_date",
  "last_date",
  "recency_days",
  "frequency",
  "r_score",
  "f_score",
  "segment",
];

async function scored(table: TestTable, more: Record<string, unknown> = {}) {
  const context = await open({ lifetime_summary: table });
  const { result } = await rfm(context, settings(more));
  const rows = await tableRows(context.engine, "rfm_scores");
  return { result, rows, plain: rows.map((row) => COLUMNS.map((name) => row[name])) };
}

describe("a lifetime summary", () => {
  it("scores as the purchases behind it do: recency T - t_x, frequency x + 1", async () => {
    const { rows, plain } = await scored(summary(SIX));
    expect(rows.map((row) => [row.recency_days, row.frequency])).toEqual([
      [1, 2],
      [37, 1],
      [33, 3],
      [2, 3],
      [20, 3],
      [5, 1],
    ]);
    const context = await open({ transactions: bookings(PURCHASES) });
    await rfm(context, rfmSettings.parse({ as_of: LIFETIME.as_of, model: LIFETIME.model }));
    const own = await tableRows(context.engine, "rfm_scores");
    expect(plain).toEqual(own.map((row) => COLUMNS.map((name) => row[name])));
  });

  it("has no money, and says why: nulls, never zero", async () => {
    const { result, rows } = await scored(summary(SIX));
    expect(rows.map((row) => row.monetary)).toEqual(SIX.map(() => null));
    expect(result.monetary_total).toBeNull();
    expect(result.undefined_items).toEqual([{ item: "monetary", reason: expect.stringContaining("lifetime summary") }]);
    for (const each of result.segments)
      expect([each.monetary, each.money_share, each.mean_per_occasion, each.median_monetary]).toEqual([
        null,
        null,
        null,
        null,
      ]);
    expect(new Set(result.grid.map((each) => each.mean_monetary))).toEqual(new Set([null]));
  });

  it("is the same in weeks, also when they are rounded to two decimals", async () => {
    const days = (await scored(summary(SIX))).plain;
    const weeks = (digits: number) =>
      summary(SIX.map(([id, x, t, T]) => [id, x, Number((t / 7).toFixed(digits)), Number((T / 7).toFixed(digits))]));
    for (const digits of [2, 6]) expect((await scored(weeks(digits), { lifetime_unit: "week" })).plain).toEqual(days);
    await expect(scored(weeks(6))).rejects.toThrow(/VAL-022.*no whole days/);
  });

  it.each([
    ["a negative repeat count", ["a", -1, 0, 5]],
    ["t_x above T", ["a", 1, 6, 5]],
    ["a time to the last purchase without a repeat", ["a", 0, 3, 5]],
    ["a missing count", ["a", null, 0, 5]],
  ] as const)("refuses %s", async (_, row) => {
    await expect(scored(summary([row, ["b", 1, 1, 2]]))).rejects.toThrow(/VAL-022.*1 rows/);
  });

  it("refuses a customer twice, money as a measure, and a missing unit or day", async () => {
    await expect(scored(summary([...SIX, SIX[0]]))).rejects.toThrow(/VAL-012/);
    await expect(scored(summary(SIX), { model: "rfm" })).rejects.toThrow(/VAL-001.*monetary/);
    await expect(scored(summary(SIX), { lifetime_unit: null })).rejects.toThrow(/VAL-001.*lifetime_unit/);
    await expect(scored(summary(SIX), { as_of: null })).rejects.toThrow(/VAL-001.*as_of/);
  });

  it("knows the heads of lifetimes and BTYD, and refuses two of a kind or none", () => {
    expect(lifetimeColumnsOf(["frequency", "recency", "T", "monetary_value"])).toEqual({
      x: "frequency",
      t_x: "recency",
      T: "T",
    });
    expect(lifetimeColumnsOf(["x", "t.x", "T.cal", "x.star", "T.star", "sales"])).toEqual({
      x: "x",
      t_x: "t.x",
      T: "T.cal",
    });
    expect(() => lifetimeColumnsOf(["x", "frequency", "t.x", "T"])).toThrow(/VAL-018/);
    expect(() => lifetimeColumnsOf(["x", "t", "recency_days"])).toThrow(/VAL-003.*t_x[^]*VAL-003.*T/);
  });
});
