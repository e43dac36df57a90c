import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createStream } from "../../src/core/rng.js";
import type { Engine } from "../../src/engine/engine.js";
import { openEngine } from "../../src/engine/index.js";
import { id, sql, type Sql } from "../../src/engine/sql.js";
import { catalogOf } from "../../src/engine/stage.js";
import { segment, segmentSettings, type SegmentSettingsInput } from "../../src/segment/index.js";

let engine: Engine;
beforeEach(async () => {
  engine = await openEngine({ threads: 2, memoryMiB: 512 });
});
afterEach(() => engine.close());

const N = 600;
const COLUMNS = ["customer_id", "balance", "visits", "profit", "age", "channel", "lucky"];
const CATALOG = catalogOf({ customers: COLUMNS });
const SETTINGS: SegmentSettingsInput = {
  features: ["balance", "visits"],
  k: 3,
  evidence_to: 3,
  value: "profit",
  descriptors: ["age", "channel", "lucky"],
};

/** Three groups by balance and visits; age and channel follow the group, lucky does not. */
async function fit(settings: SegmentSettingsInput = SETTINGS) {
  const draws = createStream(11, "test/describe");
  const rows = Array.from({ length: N }, (_, i) => i);
  const noise = rows.map(() => draws.normal());
  await engine.load("customers", [
    { name: "customer_id", type: "id", values: rows.map((i) => `C${String(i).padStart(4, "0")}`) },
    { name: "balance", type: "double", values: rows.map((i) => [10, 90, 50][i % 3] + 4 * noise[i]) },
    { name: "visits", type: "double", values: rows.map((i) => [3, 3, 20][i % 3] + draws.normal()) },
    { name: "profit", type: "double", values: rows.map((i) => [5, 40, 10][i % 3] + draws.normal()) },
    { name: "age", type: "double", values: rows.map((i) => (i === 9 ? null : 40 + 8 * (i % 3) + 5 * draws.normal())) },
    { name: "channel", type: "text", values: rows.map((i) => (i === 4 ? null : i % 3 === 2 ? "app" : "branch")) },
    { name: "lucky", type: "text", values: rows.map(() => (draws.uniform() < 0.5 ? "yes" : "no")) },
  ]);
  const { result } = await segment({ engine, catalog: CATALOG, seed: 4 }, segmentSettings.parse(settings));
  return result;
}

describe("what tells the segments apart", () => {
  it("has no test for what made the segments, and Holm-adjusted tests for the rest", async () => {
    const { effects } = await fit();
    const by = new Map(effects.map((each) => [each.variable, each]));
    expect(effects.map((each) => each.role)).toEqual(["active", "active", "descriptor", "descriptor", "descriptor"]);
    for (const active of ["balance", "visits"])
      expect(by.get(active)).toMatchObject({ statistic: null, df: null, p: null, p_holm: null, cramers_v: null });
    expect(by.get("balance")!.eta_squared).toBeGreaterThan(0.95);
    expect(by.get("age")).toMatchObject({ kind: "numeric", customers: N - 1, df: 2 });
    expect(by.get("age")!.p_holm).toBeLessThan(1e-10);
    expect(by.get("channel")).toMatchObject({ kind: "category", customers: N - 1, df: 2 });
    expect(by.get("channel")!.cramers_v).toBeGreaterThan(0.95);
    expect(by.get("lucky")!.p_holm).toBeGreaterThan(0.05);
    const raw = effects.flatMap((each) => (each.p === null ? [] : [each.p]));
    const adjusted = effects.flatMap((each) => (each.p_holm === null ? [] : [each.p_holm]));
    expect(adjusted.map((p, at) => p >= raw[at])).toEqual([true, true, true]);
  });

  it("counts categories by segment, those without one in a row of their own", async () => {
    const { categories, segments } = await fit();
    const channel = categories.find((each) => each.variable === "channel")!;
    expect(channel.levels.map((each) => each.level)).toEqual(["branch", "app", null]);
    const sums = segments.map((_, at) => channel.levels.reduce((total, each) => total + each.counts[at], 0));
    expect(sums).toEqual(segments.map((each) => each.customers));
  });

  it("gives rules that agree with their SQL and find the groups", async () => {
    const { rules } = await fit();
    expect(rules).toMatchObject({ fitted_on: 420, tested_on: 180 });
    expect(rules!.fidelity).toBeGreaterThan(0.97);
    for (const each of rules!.segments) expect([each.label, each.approximate]).toEqual([each.label, false]);
    const found =
      await engine.rows(sql`select segment, count(*) as n, count(case when ${rawSql(rules!.sql)} = segment then 1 end) as same
from customers join segment_assignments using (customer_id) group by segment order by segment`);
    for (const row of found) expect(Number(row["same"]) / Number(row["n"])).toBeGreaterThan(0.95);
    const inPaths = rules!.segments.map(({ paths }) => paths.reduce((total, each) => total + each.customers, 0));
    expect(inPaths.reduce((a, b) => a + b, 0)).toBe(rules!.fitted_on);
  });

  it("has no rules where no leaf can hold 50 customers", async () => {
    const few = await fit({ ...SETTINGS, features: ["visits"], k: 2, evidence_to: 2 });
    expect(few.rules).not.toBeNull();
    await engine.execute(sql`delete from customers where customer_id > 'C0100'`);
    const { result } = await segment({ engine, catalog: CATALOG, seed: 4 }, segmentSettings.parse(SETTINGS));
    expect(result.rules).toBeNull();
  });

  it("compares the value that segments explain with that of deciles of value", async () => {
    const { value_regret } = await fit();
    expect(value_regret!.by_segments).toBeGreaterThan(0.9);
    expect(value_regret!.by_segments!).toBeLessThan(1);
    expect(value_regret!.by_deciles).toBeGreaterThan(0.9);
    expect((await fit({ ...SETTINGS, value: undefined })).value_regret).toBeNull();
  });

  it("has bootstrap intervals at depth full, and the same ones again", async () => {
    const full: SegmentSettingsInput = {
      ...SETTINGS,
      depth: "full",
      resampling: { gap_references: 2, halvings: 1, bootstraps: 2, null_references: 1, restarts: 1 },
    };
    const { effects } = await fit(full);
    for (const { variable, interval, eta_squared, cramers_v } of effects) {
      const value = eta_squared ?? cramers_v!;
      expect([variable, interval!.low <= interval!.high]).toEqual([variable, true]);
      expect(interval!.high - interval!.low).toBeLessThan(0.2);
      expect(Math.abs(value - (interval!.low + interval!.high) / 2)).toBeLessThan(0.1);
    }
    expect((await fit(full)).effects).toEqual(effects);
  });

  it("states the geometric mean beside the mean after log1p", async () => {
    const { segments } = await fit({ ...SETTINGS, features: [{ column: "balance", transform: "slog" }, "visits"] });
    const rows = await engine.rows(
      sql`select balance from customers join segment_assignments using (customer_id) where segment = ${"S1"}`,
    );
    const logs = rows.map((row) => Math.sign(Number(row["balance"])) * Math.log1p(Math.abs(Number(row["balance"]))));
    const centre = logs.reduce((a, b) => a + b, 0) / logs.length;
    expect(segments[0].features[0].back_transformed).toBeCloseTo(Math.sign(centre) * Math.expm1(Math.abs(centre)), 9);
    expect(segments[0].features[1].back_transformed).toBeNull();
  });
});

/** The expression of a rule set, taken apart again into identifiers, numbers and words. */
function rawSql(text: string): Sql {
  const [, ...lines] = text.split("\n");
  return lines.slice(0, -1).reduceRight<Sql>(
    (rest, line) => {
      const label = /then '(S\d+)'/.exec(line)![1];
      const conditions = [...line.matchAll(/"(\w+)" (<=|>) (\S+)/g)].map(([, column, sign, limit]) =>
        sign === "<=" ? sql`${id(column)} <= ${Number(limit)}` : sql`${id(column)} > ${Number(limit)}`,
      );
      const all = conditions.slice(1).reduce((one, other) => sql`${one} and ${other}`, conditions[0]);
      return sql`case when ${all} then ${label} else ${rest} end`;
    },
    sql`null`,
  );
}
