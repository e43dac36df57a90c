import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CustvalError } from "../../src/core/errors.js";
import type { Engine } from "../../src/engine/engine.js";
import { openEngine } from "../../src/engine/index.js";
import { sql } from "../../src/engine/sql.js";
import { catalogOf } from "../../src/engine/stage.js";
import {
  assign,
  assignSettings,
  modelText,
  parseModel,
  segment,
  segmentSettings,
  type SegmentModel,
  type SegmentSettingsInput,
} from "../../src/segment/index.js";

let engine: Engine;
beforeEach(async () => {
  engine = await openEngine({ threads: 2, memoryMiB: 512 });
});
afterEach(() => engine.close());

const N = 240;
const CATALOG = catalogOf({ customers: ["customer_id", "balance", "visits", "age"] });
const SETTINGS: SegmentSettingsInput = {
  features: [
    { column: "balance", transform: "slog", winsor: [0.01, 0.99], unit: "CNY", higher_is: "better" },
    { column: "visits", transform: "normal", missing: "median", weight: 0.7 },
    { column: "age", scale: "robust", missing: "drop" },
  ],
  k: 4,
  evidence_to: 4,
};

/** Deterministic, lumpy, with ties and gaps. */
async function loadCustomers(from = 0, to = N): Promise<void> {
  const rows = Array.from({ length: to - from }, (_, i) => from + i);
  await engine.load("customers", [
    { name: "customer_id", type: "id", values: rows.map((i) => `C${String(i).padStart(5, "0")}`) },
    { name: "balance", type: "double", values: rows.map((i) => ((i * 7919) % 1009) * ((i % 4) * 37.5) - 500) },
    { name: "visits", type: "double", values: rows.map((i) => (i % 11 === 0 ? null : (i * i) % 13)) },
    { name: "age", type: "double", values: rows.map((i) => (i % 50 === 7 ? null : 18 + ((i * 29) % 60))) },
  ]);
}

async function fit(settings: SegmentSettingsInput = SETTINGS) {
  await loadCustomers();
  return segment({ engine, catalog: CATALOG, seed: 3 }, segmentSettings.parse(settings));
}

async function stored(): Promise<string> {
  return JSON.stringify(await engine.rows(sql`select * from segment_assignments order by customer_id`));
}

async function savedModel(): Promise<SegmentModel> {
  const { model } = await fit();
  return parseModel(modelText(model!, "0.1.0"), "model.json");
}

async function codeOf(work: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof work === "function" ? work() : work);
  } catch (error) {
    if (error instanceof CustvalError) return error.problems[0].code;
    throw error;
  }
  throw new Error("did not fail");
}

describe("the saved model", () => {
  it("scores its training rows to the stored bytes, whole and in parts", async () => {
    const model = await savedModel();
    const trained = await stored();
    const whole = await assign({ engine, catalog: CATALOG, seed: 99 }, model, assignSettings.parse({}));
    expect(await stored()).toBe(trained);
    expect(whole.result).toMatchObject({ customers: N, not_scored: 5, scored: N - 5 });
    expect(whole.result.features[1].imputed).toBeGreaterThan(0);
    const parts: unknown[] = [];
    for (const [from, to] of [
      [0, 1],
      [1, 100],
      [100, N],
    ]) {
      await loadCustomers(from, to);
      await assign({ engine, catalog: CATALOG, seed: 1 }, model, assignSettings.parse({}));
      parts.push(...(JSON.parse(await stored()) as unknown[]));
    }
    expect(JSON.stringify(parts)).toBe(trained);
  });

  it("is the same text for the same data, settings and seed, and holds no customer", async () => {
    const first = modelText((await fit()).model!, "0.1.0");
    expect(modelText((await fit()).model!, "0.1.0")).toBe(first);
    expect(first).not.toMatch(/C00\d\d\d|NaN|Infinity/);
  });

  it("is refused when it was changed, cut, or is something else", async () => {
    const text = modelText((await fit()).model!, "0.1.0");
    const changed = text.replace('"seed": 3', '"seed": 4');
    expect(changed).not.toBe(text);
    for (const bad of [
      changed,
      text.slice(0, -20),
      "[]",
      "null",
      "{}",
      text.replace('"format_version": 1', '"format_version": 2'),
    ]) {
      expect(await codeOf(() => parseModel(bad, "model.json"))).toBe("SEG-015");
    }
  });

  it("refuses a table without its columns, or with text in them, and missing values under `error`", async () => {
    const model = await savedModel();
    const settings = assignSettings.parse({});
    const catalog = catalogOf({ customers: ["customer_id", "balance", "visits"] });
    expect(await codeOf(assign({ engine, catalog, seed: 1 }, model, settings))).toBe("SEG-001");
    await engine.execute(sql`alter table customers alter column age type varchar`);
    expect(await codeOf(assign({ engine, catalog: CATALOG, seed: 1 }, model, settings))).toBe("SEG-001");
    await loadCustomers();
    await engine.execute(sql`update customers set balance = null where customer_id = 'C00001'`);
    expect(await codeOf(assign({ engine, catalog: CATALOG, seed: 1 }, model, settings))).toBe("SEG-002");
  });

  it("flags values outside the training range", async () => {
    const model = await savedModel();
    await engine.execute(sql`update customers set balance = 1e9 where customer_id = 'C00001'`);
    const { result, warnings } = await assign({ engine, catalog: CATALOG, seed: 1 }, model, assignSettings.parse({}));
    expect(result.features[0].outside_range).toBeGreaterThan(0);
    expect(warnings.map((each) => each.code)).toContain("SEG-110");
  });

  it("is not kept where it would store values of single customers, unless allowed", async () => {
    const settings: SegmentSettingsInput = { features: [{ column: "age", scale: "minmax", missing: "drop" }], k: 2 };
    const { model, warnings } = await fit(settings);
    expect(model).toBeNull();
    expect(warnings.map((each) => each.code)).toContain("SEG-109");
    expect((await fit({ ...settings, allow_extremes: true })).model).not.toBeNull();
  });
});
