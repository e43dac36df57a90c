import { afterEach, describe, expect, it } from "vitest";
import { sql } from "../../../src/engine/sql.js";
import { catalogOf, type StageContext } from "../../../src/engine/stage.js";
import { rfmResult } from "../../../src/tables/results/rfm.js";
import { rfm, rfmSettings } from "../../../src/value/rfm/index.js";
import { dataset } from "../../support/datasets.js";
import { openEngine } from "../../../src/engine/index.js";
import { columnOf, contextOf, tableRows, type TestTable } from "../support.js";

const opened: StageContext[] = [];

async function open(tables: Readonly<Record<string, TestTable>>, threads = 2): Promise<StageContext> {
  const context = await contextOf(tables, threads);
  opened.push(context);
  return context;
}

afterEach(async () => {
  for (const context of opened.splice(0)) await context.engine.close();
});

const settings = (given: Record<string, unknown> = {}) => rfmSettings.parse(given);

type Booking = readonly [customer: string, day: string, amount: number];

const bookings = (rows: readonly Booking[]): TestTable => ({
  columns: { customer_id: "varchar", booked_on: "date", amount: "money" },
  rows,
});

/** The hand example of the specification: customer, date, money; as of 2015-02-07. */
const SUMMARY: readonly Booking[] = [
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

describe("transactions to one row per customer", () => {
  it("gives the printed recency, frequency and money of the hand example", async () => {
    const context = await open({ transactions: bookings(SUMMARY) });
    const { result } = await rfm(context, settings({ as_of: "2015-02-07" }));
    const rows = await tableRows(context.engine, "rfm_scores");
    expect(rows.map((row) => [row.recency_days, row.frequency, Number(row.monetary)])).toEqual([
      [1, 2, 3],
      [37, 1, 2],
      [33, 3, 9],
      [2, 3, 12],
      [20, 3, 12],
      [5, 1, 5],
    ]);
    expect(rfmResult.parse(result)).toEqual(result);
    expect(result.occasion_count).toBe(13);
    expect(result.monetary_total).toBe("43.00");
  });

  it("takes several rows of a day as one occasion, or as several where rows are declared", async () => {
    const context = await open({
      transactions: bookings([
        ["a", "2024-01-01", 1],
        ["a", "2024-01-01", 2],
        ["b", "2024-01-02", 3],
      ]),
    });
    await rfm(context, settings());
    expect(await columnOf(context.engine, "rfm_scores", "frequency")).toEqual([1, 1]);
    await rfm(context, settings({ occasions: "row" }));
    expect(await columnOf(context.engine, "rfm_scores", "frequency")).toEqual([2, 1]);
  });
});

const FOLDER = dataset("rfm_r");

describe.skipIf(!FOLDER)("the 4,906 orders of the R package rfm [needs datasets]", () => {
  async function orders(threads = 2): Promise<StageContext> {
    const engine = await openEngine({ folders: [FOLDER!], threads });
    await engine.execute(sql`create table transactions as
      select customer_id, cast(order_date as date) as booked_on, cast(revenue as decimal(18, 2)) as amount
      from read_csv(${`${FOLDER!}/rfm_data_orders.csv`}, all_varchar = true)`);
    const context = {
      engine,
      catalog: catalogOf({ transactions: ["customer_id", "booked_on", "amount"] }),
      seed: 1,
    };
    opened.push(context);
    return context;
  }

  const uppers = (result: { cuts: readonly { measure: string; upper: number | null }[] }, measure: string) =>
    result.cuts.flatMap((each) => (each.measure === measure && each.upper !== null ? [each.upper] : []));

  it("has the quantiles of the package, each without its plus 1", async () => {
    const context = await orders();
    const { result } = await rfm(context, settings({ as_of: "2006-12-31", occasions: "row" }));
    expect(result.customers).toBe(995);
    expect(result.occasion_count).toBe(4906);
    expect(result.monetary_total).toBe("464158.00");
    expect(uppers(result, "recency_days")).toEqual([114, 180, 296.4, 481].map((each) => expect.closeTo(each, 9)));
    expect(uppers(result, "frequency")).toEqual([3, 4, 5, 7]);
    expect(uppers(result, "monetary")).toEqual([254.8, 381, 505.4, 665].map((each) => expect.closeTo(each, 9)));
    expect(result.lint).toEqual([]);
  });

  it("prints the cuts of the package in its compatibility mode", async () => {
    const context = await orders();
    const { result, warnings } = await rfm(context, settings({ as_of: "2006-12-31", compat: "r-rfm" }));
    expect(uppers(result, "recency_days")).toEqual([115, 181, 297.4, 482].map((each) => expect.closeTo(each, 9)));
    expect(uppers(result, "frequency")).toEqual([4, 5, 6, 8]);
    expect(uppers(result, "monetary")).toEqual([255.8, 382, 506.4, 666].map((each) => expect.closeTo(each, 9)));
    expect(result.cuts.every((each) => each.closed === "left")).toBe(true);
    expect(warnings.map((each) => each.code)).toContain("VAL-112");
  });

  it("counts days by default: eleven customers have two orders on one day", async () => {
    const { result } = await rfm(await orders(), settings({ as_of: "2006-12-31" }));
    expect(result.occasion_count).toBe(4895);
  });

  it("gives the same scores with one thread and with four, and for any order of rows", async () => {
    const one = await orders(1);
    await rfm(one, settings());
    const four = await orders(4);
    await four.engine.execute(
      sql`create or replace table transactions as select * from transactions order by hash(customer_id || booked_on)`,
    );
    await rfm(four, settings());
    expect(JSON.stringify(await tableRows(four.engine, "rfm_scores"))).toBe(
      JSON.stringify(await tableRows(one.engine, "rfm_scores")),
    );
  });
});
