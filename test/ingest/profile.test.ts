import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "../../src/engine/sql.js";
import { columnShapes } from "../../src/ingest/checks/drift.js";
import { profileTables } from "../../src/ingest/checks/profile.js";
import { skewnessOf, suggestedTransform } from "../../src/ingest/checks/skewness.js";
import type { LoadedTable } from "../../src/ingest/load/finalise.js";
import { binsTogether, quantileType7, skewness, sortedCopy } from "../../src/stats/index.js";
import { scratch, type Scratch } from "./support.js";

let bank: Scratch;
beforeAll(async () => {
  bank = await scratch();
  await bank.engine.execute(sql`create table customers as
    select 'id' || i as customer_id, date '1950-01-01' + cast(i * 40 as integer) as birth_date,
      case when i < 200 then 'A' when i < 290 then 'B' when i < 297 then 'C' else 'D' end as tier,
      cast(i as double) as numbered, cast((i * i * i % 997) / 4 as decimal(18, 2)) as balance,
      case when i % 3 = 0 then null else cast(-exp(i / 40.0) as double) end as owed
    from range(300) as t(i)`);
});
afterAll(() => bank.close());

const column = (name: string, type: LoadedTable["columns"][number]["type"], attribute = true) => ({
  name,
  type,
  attribute,
});
const TABLE: LoadedTable = {
  name: "customers",
  rows: 300,
  columns: [
    column("customer_id", "id", false),
    column("birth_date", "date", false),
    column("tier", "text", false),
    column("numbered", "double"),
    column("balance", "money"),
    column("owed", "double"),
  ],
};

async function values(name: "balance" | "owed"): Promise<Float64Array> {
  const column = name === "balance" ? sql`balance` : sql`owed`;
  const set = await bank.engine.columns(
    sql`select cast(${column} as double) as x from customers where ${column} is not null`,
  );
  return set.numbers("x");
}

describe("the profile", () => {
  it("has the skewness of the kernel, from exact sums", async () => {
    const found = await profileTables(bank.engine, [TABLE], 10);
    for (const name of ["balance", "owed"] as const) {
      const expected = skewness(await values(name)).value!;
      expect(found.find((each) => each.column === name)!.skewness).toBeCloseTo(expected, 6);
    }
    expect(skewnessOf([5n, 25n, 125n, 625n])).toBeNull();
    expect(skewnessOf([4n, 4n, 16n, 64n])).toBeCloseTo(skewness([0, 0, 0, 4]).value!, 12);
  });

  it("suggests a transform by the side of the tail and the sign", () => {
    expect([suggestedTransform(2.1, false), suggestedTransform(2.1, true)]).toEqual(["log1p", "slog"]);
    expect([suggestedTransform(-2.1, false), suggestedTransform(2, false)]).toEqual(["rank", null]);
    expect(suggestedTransform(null, false)).toBeNull();
  });

  it("names no code of few rows, and none from which the hidden rest would follow", async () => {
    const found = await profileTables(bank.engine, [TABLE], 10);
    // C has 7 rows and D 3: together 10, so that the rest is no smaller than the threshold
    expect(found.find((each) => each.column === "tier")!.top).toEqual([
      { code: "A", rows: 200 },
      { code: "B", rows: 90 },
    ]);
    const stricter = await profileTables(bank.engine, [TABLE], 11);
    expect(stricter.find((each) => each.column === "tier")!.top).toEqual([{ code: "A", rows: 200 }]);
  });

  it("bounds neither ids nor numbers that may be ids, and dates of birth by quantiles", async () => {
    const found = await profileTables(bank.engine, [TABLE], 10);
    const bounds = (name: string) =>
      found.filter((each) => each.column === name).map(({ low, high }) => [low, high])[0];
    expect(bounds("customer_id")).toEqual([null, null]);
    expect(bounds("numbered")).toEqual([null, null]);
    expect(bounds("birth_date")).not.toContain("1950-01");
    expect(bounds("balance")[0]).toBe(String(quantile(await values("balance"), 0.01).toFixed(2)));
  });
});

/** The smallest value that at least a share of the values does not exceed. */
function quantile(x: Float64Array, share: number): number {
  return sortedCopy(x)[Math.ceil(share * x.length) - 1];
}

describe("the shapes of columns", () => {
  it("have the bins of the kernels at type 7 deciles, and exact means", async () => {
    const shapes = await columnShapes(bank.engine, [TABLE]);
    for (const name of ["balance", "owed"] as const) {
      const x = await values(name);
      const sorted = sortedCopy(x);
      const edges = [...new Set([1, 2, 3, 4, 5, 6, 7, 8, 9].map((k) => quantileType7(sorted, k / 10)))];
      const counts = new Array<number>(edges.length + 1).fill(0);
      for (const bin of binsTogether(x, edges)) counts[bin - 1] += 1;
      const shape = shapes.find((each) => each.column === name)!;
      shape.edges.forEach((edge, at) => expect(edge).toBeCloseTo(edges[at], 9));
      expect(shape.bins).toEqual(counts);
      expect(shape.mean).toBeCloseTo(x.reduce((a, b) => a + b, 0) / x.length, 8);
      expect(shape.missing).toBe(300 - x.length);
    }
    expect(shapes.find((each) => each.column === "tier")!.codes).toEqual(
      new Map([
        ["A", 200],
        ["B", 90],
        ["C", 7],
        ["D", 3],
      ]),
    );
  });

  it("are cut at the edges of the base", async () => {
    const base = await columnShapes(bank.engine, [TABLE]);
    await bank.engine.execute(
      sql`create or replace table customers as select * replace (balance + 1000 as balance) from customers`,
    );
    const shape = (await columnShapes(bank.engine, [TABLE], base)).find((each) => each.column === "balance")!;
    expect(shape.edges).toEqual(base.find((each) => each.column === "balance")!.edges);
    expect(shape.bins.slice(0, -1).every((each) => each === 0)).toBe(true);
    expect(shape.bins.at(-1)).toBe(300);
  });
});
