import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { ROOT } from "./support/custval.js";

/** Runs a module that imports the package by its name, as a user's does. */
function asUser(code: string): unknown {
  const text = execFileSync(process.execPath, ["--input-type=module", "-e", code], { cwd: ROOT, encoding: "utf8" });
  return JSON.parse(text);
}

describe("the package", () => {
  it("gives the stages that the commands call", () => {
    const kinds = asUser(`
      import * as custval from "custval";
      const names = ["rfm", "profit", "segment", "effect", "report", "ingestSources", "openEngine"];
      console.log(JSON.stringify(names.map((name) => typeof custval[name])));`);
    expect(kinds).toEqual(Array.from({ length: 7 }, () => "function"));
  });

  it("runs a stage on a table of one's own", () => {
    const scores = asUser(`
      import { catalogOf, openEngine, rfm, rfmSettings, sql } from "custval";
      const engine = await openEngine();
      await engine.execute(sql\`create table transactions as
        select * from (values ('a', date '2023-01-01', 5.00::decimal(18, 2)), ('a', date '2023-01-03', 7.50), ('b', date '2023-01-02', 1.00))
          as t (customer_id, booked_on, amount)\`);
      const catalog = catalogOf({ transactions: ["customer_id", "booked_on", "amount"] });
      await rfm({ engine, catalog, seed: 1 }, rfmSettings.parse({ as_of: "2023-01-10" }));
      const rows = await engine.rows(sql\`select customer_id, recency_days, frequency, monetary from rfm_scores order by customer_id\`);
      await engine.close();
      console.log(JSON.stringify(rows));`);
    expect(scores).toEqual([
      { customer_id: "a", recency_days: 7, frequency: 2, monetary: "12.50" },
      { customer_id: "b", recency_days: 8, frequency: 1, monetary: "1.00" },
    ]);
  });

  it("gives the kernels under custval/stats", () => {
    const cut = asUser(`
      import { cutsQuantile } from "custval/stats";
      console.log(JSON.stringify(cutsQuantile(Float64Array.from({ length: 10 }, (_, at) => at + 1), 5)));`);
    const cuts = cut as Record<string, number>;
    expect(Object.values(cuts).map((each) => Number(each.toFixed(9)))).toEqual([2.8, 4.6, 6.4, 8.2]);
  });
});
