import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CustvalError, type Problem } from "../../src/core/errors.js";
import { openEngine } from "../../src/engine/index.js";
import type { Engine } from "../../src/engine/engine.js";
import { render, sql } from "../../src/engine/sql.js";
import { catalogOf, type Catalog } from "../../src/engine/stage.js";
import { MEASURE_NAMES } from "../../src/segment/features/measure-names.js";
import { measureQuery } from "../../src/segment/features/measure-query.js";
import { measureScope } from "../../src/segment/features/measure-scope.js";
import { MEASURES } from "../../src/segment/features/measures.js";
import { columnsQuery, missingQuery, populationOf } from "../../src/segment/features/population.js";
import { readFeatures } from "../../src/segment/features/read.js";
import { resolveFeatures } from "../../src/segment/features/resolve.js";
import { segmentSettings, type SegmentSettingsInput } from "../../src/segment/settings.js";
import { tinyBank } from "./bank.js";

let engine: Engine;
beforeEach(async () => {
  engine = await openEngine({ threads: 2, memoryMiB: 512 });
});
afterEach(() => engine.close());

const WINDOW = { start: "2023-01-01", end: "2023-02-28" };

async function read(catalog: Catalog, input: SegmentSettingsInput) {
  const settings = segmentSettings.parse(input);
  const population = populationOf(settings, catalog, engine.dialect);
  const features = resolveFeatures(settings, catalog, population);
  return readFeatures(engine, population, features, measureScope(settings, engine.dialect, catalog));
}

async function problemsOf(work: Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof CustvalError) return error.problems;
    throw error;
  }
  throw new Error("did not fail");
}

describe("bank features", () => {
  it("computes every measure of the bank that fits on a page", async () => {
    const catalog = await tinyBank(engine);
    const table = await read(catalog, {
      features: MEASURE_NAMES.map((measure) => ({ measure })),
      window: WINDOW,
      digital_channels: ["APP", "WEB"],
    });
    expect(table.ids).toEqual(["C1", "C2", "C3"]);
    const byName = Object.fromEntries(MEASURE_NAMES.map((name, at) => [name, [...table.columns[at]]]));
    expect(byName).toEqual({
      average_balance: [150.05, 25, 0],
      loan_balance: [600, 415, 0],
      product_count: [2, 2, 0],
      transactions_per_month: [1.5, 0.5, 0],
      digital_share: [0.5, 1, NaN],
      age: [32, 33, 14],
      relationship_days: [1154, 423, 58],
    });
  });

  it("holds balances of billions, also of joint accounts", async () => {
    const catalog = await tinyBank(engine);
    await engine.execute(sql`update balances set average_balance = 9000000000.01 where average_balance > 0`);
    const table = await read(catalog, { features: [{ measure: "average_balance" }], window: WINDOW });
    expect(Math.max(...table.columns[0])).toBeGreaterThan(4e9);
  });

  it("counts a birthday on the day itself, and one of 29 February from 1 March", async () => {
    const catalog = await tinyBank(engine);
    const ages = async (as_of: string) => [
      ...(await read(catalog, { features: [{ measure: "age" }], window: WINDOW, as_of })).columns[0],
    ];
    expect(await ages("2023-02-27")).toEqual([32, 32, 14]);
    expect(await ages("2023-03-01")).toEqual([33, 33, 15]);
    expect(await ages("2000-01-01")).toEqual([9, 9, NaN]);
  });

  it("keeps only customers whose relationship is open, where asked", async () => {
    const catalog = await tinyBank(engine);
    const table = await read(catalog, {
      features: [{ measure: "product_count" }],
      window: WINDOW,
      as_of: "2023-06-30",
      customers: "open",
    });
    expect(table.ids).toEqual(["C1", "C3"]);
  });

  it("renders one SELECT a measure", async () => {
    const catalog = await tinyBank(engine);
    const settings = segmentSettings.parse({
      features: [{ measure: "digital_share" }],
      window: WINDOW,
      digital_channels: ["APP", "x'y"],
    });
    const population = populationOf(settings, catalog, engine.dialect);
    const scope = measureScope(settings, engine.dialect, catalog)!;
    for (const name of MEASURE_NAMES) {
      expect(render(measureQuery(population, MEASURES[name], scope), engine.dialect)).toMatchSnapshot(name);
    }
    expect(render(columnsQuery(population, "rfm_scores", ["monetary", 'odd"name']), engine.dialect)).toMatchSnapshot();
    expect(render(missingQuery(population, "rfm_scores", ["monetary"]), engine.dialect)).toMatchSnapshot();
  });

  it("takes columns of other tables by customer, and rows of a file without id in file order", async () => {
    await engine.execute(
      sql`create table customers as select * from (values ('b', 1), ('a', 2)) as t (customer_id, x)`,
    );
    await engine.execute(
      sql`create table rfm_scores as select * from (values ('a', 7.5), ('z', 1.0)) as t (customer_id, monetary)`,
    );
    const catalog = catalogOf({ customers: ["customer_id", "x"], rfm_scores: ["customer_id", "monetary"] });
    const table = await read(catalog, { features: ["x", { column: "monetary", table: "rfm_scores" }] });
    expect(table).toMatchObject({
      ids: ["a", "b"],
      columns: [Float64Array.from([2, 1]), Float64Array.from([7.5, NaN])],
    });
    await engine.execute(sql`create table plain as select * from (values (3), (1), (2)) as t (x)`);
    const plain = await read(catalogOf({ plain: ["x"] }), { population: "plain", features: ["x"] });
    expect(plain).toMatchObject({ ids: ["1", "2", "3"], columns: [Float64Array.from([3, 1, 2])] });
  });
});

describe("features that cannot be used", () => {
  it("names all unknown columns, ids, dates and repeats at once, with the nearest name", async () => {
    const catalog = catalogOf({ customers: ["customer_id", "open_date", "balance"] });
    const given = read(catalog, { features: ["balanse", "customer_id", "open_date", "balance", "balance"] });
    const problems = await problemsOf(given);
    expect(problems.map((each) => each.code)).toEqual(["SEG-001", "SEG-001", "SEG-001", "SEG-001"]);
    expect(problems[0].hint).toContain('"balance"');
  });

  it("names every measure whose source is missing", async () => {
    const catalog = catalogOf({ customers: ["customer_id"], accounts: ["account_id", "customer_id"] });
    const given = read(catalog, {
      features: [{ measure: "average_balance" }, { measure: "age" }, { measure: "transactions_per_month" }],
      window: WINDOW,
    });
    const problems = await problemsOf(given);
    expect(problems.map((each) => each.code)).toEqual(["SEG-019", "SEG-019", "SEG-019"]);
    expect(problems[0].message).toContain("balances.account_id");
    expect(problems[2].message).toContain("transactions.booked_on");
  });

  it("refuses to look for open customers where no table says when they opened", async () => {
    const catalog = catalogOf({ customers: ["customer_id", "x"] });
    const given = read(catalog, { features: ["x"], customers: "open", as_of: "2023-01-31" });
    expect(await problemsOf(given)).toMatchObject([{ code: "SEG-019", place: { key: "segment.customers" } }]);
  });

  it("refuses text, NaN and infinity, repeated and empty ids, one row, without showing a value", async () => {
    await engine.execute(sql`create table customers as select * from (values
      ('a', 'secret', 'nan'::double, 1.0::double), ('b', 'x', 2.0, 'inf'::double), ('c', 'x', null, 3.0)) as t (customer_id, w, x, y)`);
    const catalog = catalogOf({ customers: ["customer_id", "w", "x", "y"] });
    const text = await problemsOf(read(catalog, { features: ["w", "x"] }));
    expect(text.map((each) => each.code)).toEqual(["SEG-001"]);
    expect(JSON.stringify(text)).not.toContain("secret");
    const bad = await problemsOf(read(catalog, { features: ["x", "y"] }));
    expect(bad.map((each) => [each.code, /for (\d) customers/.exec(each.message)?.[1]])).toEqual([
      ["SEG-003", "1"],
      ["SEG-003", "1"],
    ]);
    await engine.execute(
      sql`create or replace table customers as select * from (values ('a', 1), ('a', 2), (null, 3)) as t (customer_id, x)`,
    );
    expect((await problemsOf(read(catalog, { features: ["x"] })))[0]).toMatchObject({ code: "SEG-018" });
    await engine.execute(sql`create or replace table customers as select 'a' as customer_id, 1 as x`);
    expect((await problemsOf(read(catalog, { features: ["x"] })))[0]).toMatchObject({ code: "SEG-016" });
  });

  it("refuses to add currencies, or balances on an unknown side", async () => {
    const catalog = await tinyBank(engine);
    const balance = () => read(catalog, { features: [{ measure: "average_balance" }], window: WINDOW });
    await engine.execute(sql`update products set side = null where product_code = 'loan'`);
    expect(await problemsOf(balance())).toMatchObject([
      { code: "SEG-019", message: expect.stringMatching(/^1 acc/) as string },
    ]);
    await engine.execute(sql`update products set side = 'asset' where product_code = 'loan'`);
    await engine.execute(sql`alter table accounts add column currency varchar`);
    await engine.execute(sql`update accounts set currency = case when account_id = 'A1' then 'USD' else 'CNY' end`);
    const tables = Object.fromEntries(catalog.tables.map((each) => [each, [...catalog.columns(each), "currency"]]));
    const mixed = read(catalogOf(tables), { features: [{ measure: "loan_balance" }], window: WINDOW });
    expect((await problemsOf(mixed))[0]).toMatchObject({ code: "SEG-017" });
  });

  it("refuses a table with several rows per customer", async () => {
    await engine.execute(sql`create table customers as select * from (values ('a'), ('b')) as t (customer_id)`);
    await engine.execute(sql`create table extra as select * from (values ('a', 1), ('a', 2)) as t (customer_id, x)`);
    const catalog = catalogOf({ customers: ["customer_id"], extra: ["customer_id", "x"] });
    const problems = await problemsOf(read(catalog, { features: [{ column: "x", table: "extra" }] }));
    expect(problems[0]).toMatchObject({ code: "SEG-018", message: expect.stringContaining('"extra"') as string });
  });
});
