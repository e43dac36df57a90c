import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStream } from "../../src/core/rng.js";
import type { ErrorCode } from "../../src/core/codes/index.js";
import type { Engine } from "../../src/engine/engine.js";
import { openEngine } from "../../src/engine/index.js";
import { sql } from "../../src/engine/sql.js";
import { catalogOf } from "../../src/engine/stage.js";
import { segment, segmentSettings } from "../../src/segment/index.js";
import { ids, loadCustomers, problemsOf, segmented, type Columns } from "./stage.js";

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ threads: 2, memoryMiB: 512 });
});
afterAll(() => engine.close());

const LINE: Columns = { customer_id: ids(6), x: [0, 1, 2, 10, 11, 12], text: ["a", "b", "c", "d", "e", "f"] };
const stream = createStream(2, "test/codes");
const MANY: Columns = { customer_id: ids(10_001), x: ids(10_001).map((_, i) => i) };

/** Every refusal of the stage, from a table and settings that a user could write. SEG-014 and SEG-015 have tests of their own. */
const REFUSED: readonly (readonly [ErrorCode, Columns, object])[] = [
  ["SEG-001", LINE, { features: ["nothing"] }],
  ["SEG-001", LINE, { features: ["text"] }],
  ["SEG-001", LINE, { features: ["customer_id"] }],
  ["SEG-002", { ...LINE, x: [0, null, 2, 10, 11, 12] }, { features: ["x"] }],
  ["SEG-004", { ...LINE, x: [3, 3, 3, 3, 3, 3] }, { features: ["x"] }],
  ["SEG-004", { ...LINE, x: [0, 0, 0, 0, 0, 9] }, { features: [{ column: "x", scale: "robust" }] }],
  ["SEG-005", { ...LINE, x: [-1, 1, 2, 10, 11, 12] }, { features: [{ column: "x", transform: "log1p" }] }],
  ["SEG-006", LINE, { features: ["x"], k: 7 }],
  ["SEG-007", { ...LINE, x: [0, 0, 0, 1, 1, 1] }, { features: ["x"], k: 3 }],
  ["SEG-008", { ...LINE, w: [1, 1, 1, 1, 1, -1] }, { features: ["x"], k: 2, row_weight: "w" }],
  ["SEG-009", LINE, { features: ["x"], k: 2, centres: { rows: [[1], [1]], space: "original" } }],
  [
    "SEG-010",
    LINE,
    {
      features: ["x"],
      k: 2,
      weights: {
        by: "ahp",
        matrix: [
          [1, 2],
          [2, 1],
        ],
      },
    },
  ],
  ["SEG-011", MANY, { features: ["x"], k: 2, algorithm: "pam" }],
  ["SEG-013", { ...LINE, x: [0, 0, 0, 9, 9, 9] }, { features: ["x"], k: 2, algorithm: "gmm" }],
  ["SEG-016", { customer_id: ids(1), x: [1] }, { features: ["x"] }],
];

describe("every code of the stage", () => {
  it.each(REFUSED)("%s is provoked, names no value, and gives a way out", async (code, columns, settings) => {
    const [problem] = await problemsOf(segmented(engine, columns, { evidence_to: 2, ...settings }));
    expect(problem.code).toBe(code);
    expect(problem.hint).toBeTruthy();
  });

  it("SEG-003 is provoked by NaN and by infinity", async () => {
    for (const bad of ["nan", "inf"]) {
      await loadCustomers(engine, LINE);
      await engine.execute(sql`update customers set x = cast(${bad} as double) where customer_id = 'C0001'`);
      const settings = segmentSettings.parse({ features: ["x"], k: 2 });
      const catalog = catalogOf({ customers: Object.keys(LINE) });
      expect((await problemsOf(segment({ engine, catalog, seed: 1 }, settings)))[0].code).toBe("SEG-003");
    }
  });

  it("SEG-012 warns where the iteration limit stops a fit, and not where it does not", async () => {
    const cloud: Columns = {
      customer_id: ids(300),
      x: ids(300).map(() => stream.normal()),
      y: ids(300).map(() => stream.normal()),
    };
    const settings = { features: ["x", "y"], k: 6, evidence_to: 6, restarts: 1 };
    const codes = async (more: object) =>
      (await segmented(engine, cloud, { ...settings, ...more })).warnings.map((each) => each.code);
    expect(await codes({ max_iterations: 1 })).toContain("SEG-012");
    expect(await codes({})).not.toContain("SEG-012");
  });

  it("SEG-016 is provoked by an empty table, and where dropping leaves one customer", async () => {
    await loadCustomers(engine, LINE);
    await engine.execute(sql`delete from customers`);
    const settings = segmentSettings.parse({ features: ["x"], k: 2 });
    const catalog = catalogOf({ customers: Object.keys(LINE) });
    expect((await problemsOf(segment({ engine, catalog, seed: 1 }, settings)))[0].code).toBe("SEG-016");
    const gaps: Columns = { ...LINE, x: [1, null, null, null, null, null] };
    const dropped = { features: [{ column: "x", missing: "drop" }], k: 2 };
    expect((await problemsOf(segmented(engine, gaps, dropped)))[0].code).toBe("SEG-016");
  });
});
