import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CustvalError, type Problem } from "../../src/core/errors.js";
import type { InputColumn, Engine } from "../../src/engine/engine.js";
import { openEngine } from "../../src/engine/index.js";
import { sql } from "../../src/engine/sql.js";
import { catalogOf } from "../../src/engine/stage.js";
import { segment, segmentSettings, type SegmentSettingsInput } from "../../src/segment/index.js";
import { segmentResult } from "../../src/tables/results/segment.js";
import { dataset } from "../support/datasets.js";
import { tinyBank } from "./bank.js";

let engine: Engine;
beforeEach(async () => {
  engine = await openEngine({ threads: 2, memoryMiB: 512 });
});
afterEach(() => engine.close());

type Columns = Readonly<Record<string, readonly (number | string | null)[]>>;

async function load(table: string, columns: Columns): Promise<void> {
  const given = Object.entries(columns).map(([name, values]): InputColumn => {
    const type = name === "customer_id" ? "id" : values.some((each) => typeof each === "string") ? "text" : "double";
    return { name, type, values };
  });
  await engine.load(table, given);
}

async function run(columns: Columns, settings: SegmentSettingsInput, seed = 1) {
  await load("customers", columns);
  const catalog = catalogOf({ customers: Object.keys(columns) });
  return segment({ engine, catalog, seed }, segmentSettings.parse(settings));
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

async function assignments() {
  return engine.rows(sql`select * from segment_assignments order by length(customer_id), customer_id`);
}

const ids = (n: number, start = 0) => Array.from({ length: n }, (_, i) => `C${String(start + i).padStart(4, "0")}`);

/** Two groups on a line: 0, 1, 2 and 10, 11, 12; the second is worth more. */
const LINE: Columns = { customer_id: ids(6), x: [0, 1, 2, 10, 11, 12], worth: [1, 1, 1, 5, 5, null] };

describe("the segment stage", () => {
  it("finds the groups of a table that fits on a page, with every number by hand", async () => {
    const { result, tables, warnings } = await run(LINE, {
      features: [{ column: "x", scale: "none" }],
      k: 2,
      evidence_to: 2,
      value: "worth",
    });
    expect(segmentResult.parse(result)).toEqual(result);
    expect(result).toMatchObject({ k: 2, k_chosen_by: "user", wss: 4, tss: 154, customers: 6, distinct_rows: 6 });
    expect(result.evidence[0]).toMatchObject({ k: 1, wss: 154, explained: 0, silhouette: null, smallest: 6 });
    expect(result.evidence[1].silhouette).toBeCloseTo((9.5 / 11 + 9 / 10 + 7.5 / 9) / 3, 12);
    expect(result.evidence[1].calinski_harabasz).toBeCloseTo(150 / (4 / 4), 12);
    expect(result.evidence[1].davies_bouldin).toBeCloseTo((2 / 3 + 2 / 3) / 10, 12);
    const [best, other] = result.segments;
    expect(best).toMatchObject({ label: "S1", customers: 3, share: 0.5, value: "10.00", value_share: 10 / 13 });
    expect(other).toMatchObject({ label: "S2", value: "3.00", name_en: "low x", name_zh: "x低" });
    expect(best.features[0]).toMatchObject({ mean: 11, median: 11, q1: 10.5, q3: 11.5, index: (100 * 11) / 6 });
    expect(best.features[0].z_mean).toBeCloseTo(5 / Math.sqrt(154 / 5), 12);
    expect(warnings.map((each) => each.code)).toEqual(["SEG-107", "SEG-101"]);
    expect(tables).toEqual({ segment_assignments: expect.arrayContaining(["customer_id", "segment"]) as string[] });
    expect(await assignments()).toMatchObject([
      { customer_id: "C0000", segment: "S2", distance: 1, second_segment: "S1", ratio: 1 / 11, boundary: false },
      { segment: "S2", distance: 0 },
      { segment: "S2", distance: 1, ratio: 1 / 9 },
      { segment: "S1", distance: 1 },
      { segment: "S1", distance: 0, ratio: 0 },
      { segment: "S1", distance: 1 },
    ]);
  });

  it("chooses k by silhouette, ties to the smaller, and reports agreement with a known grouping", async () => {
    const x = [0, 1, 2, 10, 11, 12, 30, 31, 32];
    const truth = ["a", "a", "a", "b", "b", "b", "c", "c", null];
    const { result } = await run({ customer_id: ids(9), x, truth }, { features: ["x"], truth: "truth" });
    expect(result).toMatchObject({ k: 3, k_chosen_by: "silhouette" });
    expect(result.agreement).toEqual({ with: "truth", adjusted_rand_index: 1, customers: 8 });
    expect(result.undefined_items).toContainEqual({
      item: "k = 10",
      reason: "there are only 9 distinct prepared rows",
    });
  });

  it("gives the same bytes for any row order and number of threads", async () => {
    const x = Array.from({ length: 60 }, (_, i) => ((i * 37) % 60) + (i % 3) * 100);
    const y = x.map((each, i) => (each * 7 + i) % 11);
    const columns = { customer_id: ids(60), x, y, worth: y };
    const order = x.map((_, i) => (i * 23) % 60);
    const shuffled = Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [name, order.map((at) => values[at])]),
    );
    const settings: SegmentSettingsInput = { features: ["x", "y"], value: "worth" };
    const first = JSON.stringify(await run(columns, settings));
    const firstRows = JSON.stringify(await assignments());
    await engine.close();
    engine = await openEngine({ threads: 1, memoryMiB: 512 });
    expect(JSON.stringify(await run(shuffled, settings))).toBe(first);
    expect(JSON.stringify(await assignments())).toBe(firstRows);
  });

  it("keeps centres and doubles the squares when every row is doubled; keeps the partition when a column is shifted", async () => {
    const x = [1, 2, 4, 20, 22, 25, 60, 61, 66];
    const y = [5, 1, 3, 8, 9, 7, 1, 2, 2];
    const settings: SegmentSettingsInput = {
      features: [
        { column: "x", scale: "none" },
        { column: "y", scale: "none" },
      ],
      k: 3,
      evidence_to: 3,
    };
    const { result: once } = await run({ customer_id: ids(9), x, y }, settings);
    const { result: twice } = await run({ customer_id: ids(18), x: [...x, ...x], y: [...y, ...y] }, settings);
    expect(twice.wss).toBeCloseTo(2 * once.wss, 9);
    expect(twice.distinct_rows).toBe(9);
    expect(twice.segments.map((each) => each.features[0].mean)).toEqual(
      once.segments.map((each) => each.features[0].mean),
    );
    const { result: shifted } = await run({ customer_id: ids(9), x: x.map((each) => each + 1000), y }, settings);
    expect(shifted.wss).toBeCloseTo(once.wss, 8);
    expect(shifted.segments.map((each) => each.customers)).toEqual(once.segments.map((each) => each.customers));
  });

  it("multiplies the squares by n/(n-1) when the z divisor changes, and moves no label", async () => {
    const x = [1, 2, 4, 20, 22, 25, 60, 61, 66];
    const columns = { customer_id: ids(9), x };
    const { result: sample } = await run(columns, { features: ["x"], k: 3 });
    const rows = await assignments();
    const { result: population } = await run(columns, { features: ["x"], k: 3, z_divisor: "n" });
    expect(population.wss).toBeCloseTo((sample.wss * 9) / 8, 12);
    expect((await assignments()).map((each) => each.segment)).toEqual(rows.map((each) => each.segment));
  });

  it("clusters computed bank features and takes declared names", async () => {
    const catalog = await tinyBank(engine);
    const settings = segmentSettings.parse({
      features: [{ measure: "average_balance" }, { measure: "product_count" }],
      window: { start: "2023-01-01", end: "2023-02-28" },
      k: 2,
      names: { S2: { en: "sleepers" } },
    });
    const { result } = await segment({ engine, catalog, seed: 7 }, settings);
    expect(result.segments.map((each) => [each.label, each.name_en, each.name_zh, each.customers])).toEqual([
      ["S1", expect.any(String), expect.any(String), 2],
      ["S2", "sleepers", expect.any(String), 1],
    ]);
    expect(result.features.map((each) => each.unit)).toEqual(["money", "products"]);
  });

  it("takes one segment as a description of the population", async () => {
    const { result } = await run(LINE, { features: ["x"], k: 1 });
    expect(result.segments).toMatchObject([
      { label: "S1", name_en: "average", name_zh: "各项居中", boundary_share: null },
    ]);
    expect(await assignments()).toMatchObject(LINE.x.map(() => ({ segment: "S1", second_segment: null, ratio: null })));
  });

  it("works without an id and says that file order counts", async () => {
    const { result, warnings } = await run({ x: [0, 10, 1, 11] }, { features: ["x"], k: 2 });
    expect(result.identified_by).toBe("file_order");
    expect(warnings.map((each) => each.code)).toContain("SEG-108");
    expect((await assignments()).map((each) => [each.customer_id, each.segment])).toEqual([
      ["1", "S1"],
      ["2", "S2"],
      ["3", "S1"],
      ["4", "S2"],
    ]);
  });

  it("warns of identical and correlated features, skewness, and rows without a value", async () => {
    const x = Array.from({ length: 30 }, (_, i) => i);
    const columns = {
      customer_id: ids(30),
      x,
      same: x,
      near: x.map((each) => each + (each % 3)),
      skewed: x.map((i) => i ** 9),
    };
    const { warnings } = await run(columns, { features: ["x", "same", "near", "skewed"], k: 2, evidence_to: 2 });
    const codes = warnings.map((each) => each.code);
    expect(codes).toEqual(expect.arrayContaining(["SEG-101", "SEG-102", "SEG-103", "SEG-105"]));
  });

  it("leaves out incomplete rows, and the flow accounts for every customer", async () => {
    const columns = { customer_id: ids(7), x: [0, 1, null, 10, 11, null, 2], y: [0, 1, 1, 2, 3, null, 1] };
    const { result } = await run(columns, {
      features: [
        { column: "x", missing: "drop" },
        { column: "y", missing: "drop" },
      ],
      k: 2,
    });
    expect(result.flow).toEqual([
      { step: "population", removed: 0, remaining: 7 },
      { step: "mostly_missing", removed: 1, remaining: 6 },
      { step: "missing_values", removed: 1, remaining: 5 },
    ]);
    expect(await assignments()).toHaveLength(5);
  });
});

describe("input that cannot be segmented", () => {
  it("refuses k above the rows, and above the distinct rows", async () => {
    const columns = { customer_id: ids(5), x: [1, 1, 1, 2, 2] };
    expect(await problemsOf(run(columns, { features: ["x"], k: 6 }))).toMatchObject([{ code: "SEG-006" }]);
    expect(await problemsOf(run(columns, { features: ["x"], k: 3 }))).toMatchObject([
      { code: "SEG-007", message: expect.stringContaining("2 distinct") as string },
    ]);
    const { result } = await run(columns, { features: ["x"], k: 2 });
    expect(result).toMatchObject({ wss: 0, explained: 1 });
    expect(result.evidence[1].calinski_harabasz).toBeNull();
  });

  it("refuses settings that contradict each other, at their key", () => {
    const issues = (input: unknown) =>
      segmentSettings.safeParse(input).error?.issues.map((each) => each.path.join("."));
    expect(issues({ features: [{ measure: "age" }] })).toEqual(["window"]);
    expect(issues({ features: ["x"], k: 0 })).toEqual(["k"]);
    expect(issues({ features: ["x"], k: 2.5 })).toEqual(["k"]);
    expect(issues({ features: [{ column: "x", measure: "age" }] })).toContain("features.0");
    expect(issues({ features: ["x"], kk: 3 })).toEqual([""]);
    const window = { start: "2023-01-02", end: "2023-02-28" };
    expect(issues({ features: [{ measure: "digital_share" }], window })).toEqual(["window.start", "digital_channels"]);
  });
});

function matrixOf(text: string, separator: RegExp, skip: number): number[][] {
  const lines = text.trim().split(/\r?\n/).slice(1);
  return lines.map((line) => line.trim().split(separator).slice(skip).map(Number));
}

const iris = dataset("iris");
const ruspini = dataset("ruspini");

describe.skipIf(!iris)("iris, UCI copy [needs datasets]", () => {
  it("reaches the global optima and silhouettes that R and scikit-learn give", async () => {
    const rows = matrixOf(readFileSync(`${iris!}/iris_with_header.csv`, "utf8"), /,/, 0);
    const columns = Object.fromEntries(["a", "b", "c", "d"].map((name, j) => [name, rows.map((row) => row[j])]));
    const features = Object.keys(columns).map((column) => ({ column, scale: "none" as const }));
    const { result } = await run(
      { customer_id: ids(150), ...columns },
      { features, evidence_to: 6, k: { min: 2, max: 6 }, restarts: 100 },
    );
    expect(result.tss).toBeCloseTo(680.8244, 4);
    const expected = [
      [152.3687065, 0.6808136203, 0.7694477221],
      [78.94084143, 0.5525919445, 0.6660660801],
      [57.31787321, 0.4978256901, 0.6204194502],
      [46.53558205, 0.4885175509, 0.6140513588],
      [38.93096305, 0.3682056965, 0.5222192094],
    ];
    expected.forEach(([wss, silhouette, simplified], at) => {
      const row = result.evidence[at + 1];
      expect(Math.abs(row.wss / wss - 1)).toBeLessThan(1e-8);
      expect(row.silhouette).toBeCloseTo(silhouette, 8);
      expect(row.silhouette_simplified).toBeCloseTo(simplified, 8);
    });
    expect(result.k).toBe(2);
    expect(result.segments.map((each) => each.customers)).toEqual([97, 53]);
  });
});

describe.skipIf(!ruspini)("ruspini [needs datasets]", () => {
  it("finds the four groups with R's sizes, centres and indices", async () => {
    const rows = matrixOf(readFileSync(`${ruspini!}/ruspini.tab`, "utf8"), /\s+/, 1);
    const columns = { customer_id: ids(75), x: rows.map((row) => row[0]), y: rows.map((row) => row[1]) };
    const features = ["x", "y"].map((column) => ({ column, scale: "none" as const }));
    const { result } = await run(columns, { features });
    expect(result.k).toBe(4);
    expect(result.wss).toBeCloseTo(12881.05124, 4);
    expect(result.evidence[3]).toMatchObject({
      silhouette: expect.closeTo(0.7376569909, 8) as number,
      silhouette_macro: expect.closeTo(0.7386032459, 8) as number,
      silhouette_simplified: expect.closeTo(0.8157677279, 8) as number,
      silhouette_squared: expect.closeTo(0.9086095548, 8) as number,
    });
    expect(result.segments.map((each) => each.customers)).toEqual([23, 20, 17, 15]);
    const centres = result.segments.map((each) => each.features.map((feature) => feature.mean));
    expect(centres[0][0]).toBeCloseTo(43.91304348, 7);
    expect(centres[3]).toEqual([expect.closeTo(68.93333333, 7), expect.closeTo(19.4, 7)]);
  });
});
