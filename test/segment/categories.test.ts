import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStream } from "../../src/core/rng.js";
import type { Engine } from "../../src/engine/engine.js";
import { openEngine } from "../../src/engine/index.js";
import { catalogOf } from "../../src/engine/stage.js";
import { assign, assignSettings, modelText, parseModel, segmentSettings } from "../../src/segment/index.js";
import { segmentResult } from "../../src/tables/results/segment.js";
import { ids, loadCustomers, problemsOf, segmented, segmentsOf, storedText, type Columns } from "./stage.js";

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ threads: 2, memoryMiB: 512 });
});
afterAll(() => engine.close());

const N = 90;
const stream = createStream(3, "test/categories");
const CITIES = ["north", "south", "west"];
const DATA: Columns = {
  customer_id: ids(N),
  x: Array.from({ length: N }, (_, i) => (i % 3 === 0 ? 8 : 0) + stream.normal()),
  city: Array.from({ length: N }, (_, i) => CITIES[i % 3]),
};
const MIXED = {
  features: ["x", { column: "city", type: "category" }],
  k: 3,
  evidence_to: 3,
  algorithm: "k-prototypes",
};
const CATALOG = catalogOf({ customers: Object.keys(DATA) });
const GOWER = { ...MIXED, algorithm: "pam", metric: "gower", allow_medoids: true, allow_extremes: true };

async function score(settings: object, columns: Columns) {
  const { model } = await segmented(engine, DATA, settings);
  const again = parseModel(modelText(model!, "0"), "model.json");
  await loadCustomers(engine, columns);
  return assign({ engine, catalog: CATALOG, seed: 1 }, again, assignSettings.parse({}));
}

describe.each([
  ["k-prototypes", MIXED],
  ["pam with Gower's dissimilarity", GOWER],
])("%s on numbers and categories", (_, settings) => {
  it("finds the groups that only the categories tell apart, and describes them without a test", async () => {
    const { result, model } = await segmented(engine, DATA, settings);
    expect(() => segmentResult.parse(result)).not.toThrow();
    const labels = await segmentsOf(engine);
    expect(new Set(labels.map((label, i) => `${label} ${CITIES[i % 3]}`)).size).toBe(3);
    const shares = result.mixed!.shares!;
    expect(shares.map((each) => each.variable)).toEqual(["x", "city"]);
    expect(shares[0].share + shares[1].share).toBeCloseTo(1, 12);
    const city = result.effects.find((each) => each.variable === "city")!;
    expect(city).toMatchObject({ role: "active", kind: "category", p: null, statistic: null });
    expect(city.cramers_v).toBeCloseTo(1, 12);
    expect(result.categories[0].levels.flatMap((each) => each.residuals)).toEqual(new Array(9).fill(null));
    expect(model!.schema[1]).toMatchObject({ type: "category", categories: { levels: CITIES, unseen: "error" } });
  });

  it("scores the training rows to the stored bytes", async () => {
    const { model } = await segmented(engine, DATA, settings);
    const trained = await storedText(engine);
    const again = parseModel(modelText(model!, "0"), "model.json");
    await assign({ engine, catalog: CATALOG, seed: 1 }, again, assignSettings.parse({}));
    expect(await storedText(engine)).toBe(trained);
  });
});

describe("the balance of numbers and categories", () => {
  it("prints gamma by hand: variance over 1 - sum p^2, and shares over all pairs", async () => {
    const few: Columns = { customer_id: ids(4), x: [0, 0, 2, 6], city: ["a", "a", "b", "b"] };
    const settings = { ...MIXED, features: [{ column: "x", scale: "none" }, MIXED.features[1]], k: 2, evidence_to: 2 };
    const { result } = await segmented(engine, few, settings);
    const xs = few["x"] as number[];
    expect(result.mixed!.gamma).toBeCloseTo(8 / 0.5, 12);
    const pairs = xs.flatMap((a) => xs.map((b) => (a - b) ** 2));
    const mean = pairs.reduce((sum, each) => sum + each, 0) / 16;
    expect(result.mixed!.shares![0].share).toBeCloseTo(mean / (mean + 16 * 0.5), 12);
    const gower = { ...settings, algorithm: "pam", metric: "gower" };
    const distances = xs.flatMap((a) => xs.map((b) => Math.abs(a - b) / 6));
    const part = distances.reduce((sum, each) => sum + each, 0) / 16;
    const found = await segmented(engine, few, gower);
    expect(found.result.mixed!.shares![0].share).toBeCloseTo(part / (part + 0.5), 12);
    const equal = await segmented(engine, few, { ...settings, gamma: "equal_contribution" });
    expect(equal.result.mixed).toMatchObject({ gamma: null });
    equal.result.mixed!.shares!.forEach((each) => expect(each.share).toBeCloseTo(0.5, 12));
  });
});

describe("categories that training did not have", () => {
  const category = (more: object) => ({ ...MIXED, features: ["x", { ...(MIXED.features[1] as object), ...more }] });
  const other: Columns = {
    ...DATA,
    city: (DATA["city"] as string[]).map((each, i) => (i < 5 ? "secret-place" : each)),
  };

  it("are refused with their count and without their name (SEG-015)", async () => {
    const [problem] = await problemsOf(score(MIXED, other));
    expect(problem).toMatchObject({ code: "SEG-015", message: expect.stringContaining("5 customers") as string });
    expect(JSON.stringify(problem)).not.toContain("secret-place");
  });

  it("are scored as unlike all others, flagged or not, where the policy says so", async () => {
    const flagged = await score(category({ unseen: "flag" }), other);
    expect(flagged.result.categories).toEqual([{ feature: "city", unseen: 5, policy: "flag" }]);
    expect(flagged.result.scored).toBe(N);
    const plain = await score(category({ unseen: "other" }), other);
    expect(plain.result.categories[0].unseen).toBe(5);
    expect(flagged.result.outside_range - plain.result.outside_range).toBe(5);
  });

  it("may be missing as a level of its own, be dropped, or be refused (SEG-002)", async () => {
    const gaps: Columns = { ...DATA, city: (DATA["city"] as string[]).map((each, i) => (i < 6 ? null : each)) };
    expect((await problemsOf(segmented(engine, gaps, MIXED)))[0].code).toBe("SEG-002");
    const dropped = await segmented(engine, gaps, category({ missing: "drop" }));
    expect(dropped.result.customers).toBe(N - 6);
    const level = await segmented(engine, gaps, category({ missing: "level" }));
    expect(level.result.customers).toBe(N);
    expect(level.result.categories[0].levels.find((each) => each.level === null)?.counts.reduce((a, b) => a + b)).toBe(
      6,
    );
    const scored = await score(category({ missing: "level" }), gaps);
    expect(scored.result).toMatchObject({ scored: N, categories: [{ unseen: 0 }] });
  });
});

describe("a feature of categories", () => {
  it("is refused when it is an id in disguise (SEG-001), has one level (SEG-004), or repeats customers' rows", async () => {
    const many = Array.from({ length: 101 }, (_, i) => `t${String(i)}`);
    const text: Columns = { customer_id: ids(101), x: many.map((_, i) => i % 7), city: many };
    expect((await problemsOf(segmented(engine, text, MIXED)))[0].code).toBe("SEG-001");
    const one: Columns = { ...DATA, city: ids(N).map(() => "a") };
    expect((await problemsOf(segmented(engine, one, MIXED)))[0].code).toBe("SEG-004");
  });

  it("is refused by the settings where nothing can compare it", () => {
    const issues = (settings: object) =>
      segmentSettings.safeParse({ ...MIXED, ...settings }).error?.issues.map((each) => each.path[0]) ?? [];
    expect(issues({ algorithm: "k-means" })).toEqual(["features"]);
    expect(issues({ features: [{ column: "city", type: "category" }] })).toEqual(["features"]);
    expect(issues({ features: ["x", { column: "city", type: "category", transform: "log1p" }] })).toEqual(["features"]);
    expect(issues({ features: ["x", { column: "city", type: "category", missing: "median" }] })).toEqual(["features"]);
    expect(issues({})).toEqual([]);
  });
});

describe("missing: partial", () => {
  const partial = { column: "y", missing: "partial" };
  const settings = { ...GOWER, features: ["x", partial, "z"], k: 2, evidence_to: 2 };

  it("compares what both customers have, scores to the same bytes, and profiles known values", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => i);
    const data: Columns = {
      customer_id: ids(40),
      x: rows.map((i) => (i % 2) * 10 + (i % 5)),
      y: rows.map((i) => (i % 4 === 1 ? null : (i % 2) * 100 + i)),
      z: rows.map((i) => i % 7),
    };
    const { result, model } = await segmented(engine, data, settings);
    const trained = await storedText(engine);
    expect(result.customers).toBe(40);
    expect(result.complete_rows!.customers).toBe(30);
    const known = rows.filter((i) => i % 4 !== 1).map((i) => (i % 2) * 100 + i);
    expect(result.features[1].mean).toBeCloseTo(known.reduce((a, b) => a + b) / 30, 10);
    const again = parseModel(modelText(model!, "0"), "model.json");
    await assign(
      { engine, catalog: catalogOf({ customers: Object.keys(data) }), seed: 1 },
      again,
      assignSettings.parse({}),
    );
    expect(await storedText(engine)).toBe(trained);
  });

  it("is refused where two customers have nothing in common (SEG-002), and for other algorithms", async () => {
    const data: Columns = { customer_id: ids(4), x: [1, null, 3, 4], y: [null, 2, 5, 9] };
    const both = { ...settings, features: [{ column: "x", missing: "partial" }, partial] };
    expect((await problemsOf(segmented(engine, data, both)))[0]).toMatchObject({
      code: "SEG-002",
      message: expect.stringContaining("1 pairs") as string,
    });
    const issues = segmentSettings.safeParse({ features: [partial] }).error?.issues;
    expect(issues?.[0].message).toContain("gower");
  });
});
