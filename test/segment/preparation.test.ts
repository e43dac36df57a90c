import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStream } from "../../src/core/rng.js";
import type { Engine } from "../../src/engine/engine.js";
import { openEngine } from "../../src/engine/index.js";
import { catalogOf } from "../../src/engine/stage.js";
import { sql } from "../../src/engine/sql.js";
import { assign, assignSettings, modelText, parseModel, segment, segmentSettings } from "../../src/segment/index.js";
import { ids, loadCustomers, problemsOf, segmented, segmentsOf, storedText, type Columns } from "./stage.js";

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ threads: 2, memoryMiB: 512 });
});
afterAll(() => engine.close());

const N = 120;
const stream = createStream(21, "test/preparation");
const x = Array.from({ length: N }, (_, i) => (i % 3) * 5 + stream.normal());
const y = Array.from({ length: N }, (_, i) => (i % 3) * 50 + 10 * stream.normal());
const z = Array.from({ length: N }, () => stream.normal());
const gaps = y.map((value, i) => (i % 5 === 2 ? null : value));
const FULL: Columns = { customer_id: ids(N), x, y, z };
const GAPS: Columns = { ...FULL, y: gaps };
const THREE = { features: ["x", "y", "z"], k: 3, evidence_to: 3 };

describe("missing values", () => {
  it("get a further column of 0 and 1 where asked, and the model scores it to the same bytes", async () => {
    const features = ["x", { column: "y", missing: "median", missing_indicator: true, weight: 0.5 }, "z"];
    const { result, model } = await segmented(engine, GAPS, { ...THREE, features });
    const trained = await storedText(engine);
    expect(model!.centres[0]).toHaveLength(4);
    const members = await segmentsOf(engine);
    const share =
      gaps.filter((value, i) => value === null && members[i] === "S1").length / result.segments[0].customers;
    expect(model!.centres[0][3]).toBeCloseTo(0.5 * share, 12);
    const again = parseModel(modelText(model!, "0"), "model.json");
    await assign(
      { engine, catalog: catalogOf({ customers: Object.keys(GAPS) }), seed: 1 },
      again,
      assignSettings.parse({}),
    );
    expect(await storedText(engine)).toBe(trained);
  });

  it("leave no column where nothing was missing in training", async () => {
    const features = [{ column: "x", missing: "mean", missing_indicator: true }, "y"];
    const { model } = await segmented(engine, FULL, { ...THREE, features });
    expect(model!.centres[0]).toHaveLength(2);
  });

  it("are judged by a fit on complete rows: 1 for a filling that changes nothing, less for one that does", async () => {
    const harmless = ["x", "z", { column: "y", missing: "median", weight: 1e-6 }];
    const { result } = await segmented(engine, GAPS, { ...THREE, features: harmless });
    expect(result.complete_rows).toEqual({ customers: 96, adjusted_rand_index: 1 });
    const wild = ["x", { column: "y", missing: { constant: 1e4 } }];
    const changed = await segmented(engine, GAPS, { ...THREE, features: wild });
    expect(changed.result.complete_rows!.adjusted_rand_index).toBeLessThan(0.9);
    expect((await segmented(engine, FULL, THREE)).result.complete_rows).toBeNull();
  });

  it("refuse an indicator without a filling rule", () => {
    const issue = segmentSettings.safeParse({ features: [{ column: "x", missing_indicator: true }] }).error?.issues[0];
    expect(issue?.message).toContain("missing_indicator");
  });
});

describe("row weights", () => {
  const weight = Array.from({ length: N }, (_, i) => [1, 3, 2, 0][i % 4]);
  const weighted: Columns = { ...FULL, weight };
  const settings = { ...THREE, row_weight: "weight" };

  it("of w count as w copies of the row: same centres, squares and segments", async () => {
    const { result, model } = await segmented(engine, weighted, settings);
    const own = await segmentsOf(engine);
    const rows = weight.flatMap((times, i) => new Array<number>(times).fill(i));
    const take = (column: readonly number[]) => rows.map((row) => column[row]);
    const copies = { customer_id: ids(rows.length), x: take(x), y: take(y), z: take(z) };
    const repeated = await segmented(engine, copies, THREE);
    const order = ["S1", "S2", "S3"];
    expect((await segmentsOf(engine)).map((each) => order.indexOf(each))).toEqual(
      rows.map((row) => order.indexOf(own[row])),
    );
    expect(result.wss / repeated.result.wss).toBeCloseTo(1, 10);
    model!.centres.forEach((centre, c) =>
      centre.forEach((value, j) => expect(value).toBeCloseTo(repeated.model!.centres[c][j], 9)),
    );
    expect(result.customers).toBe(N);
    expect(result.conventions["row_weights"]).toContain("mean and variance");
  });

  it("move the centres: other weights, other centres", async () => {
    const plain = await segmented(engine, FULL, THREE);
    const { model } = await segmented(engine, weighted, settings);
    expect(model!.centres).not.toEqual(plain.model!.centres);
  });

  it("of 0 label a row that moves nothing and is no centre of its own", async () => {
    const far = { customer_id: ids(7), x: [0, 1, 2, 10, 11, 12, 500], weight: [1, 1, 1, 1, 1, 1, 0] };
    const { result, model } = await segmented(engine, far, {
      features: [{ column: "x", scale: "none" }],
      k: 2,
      evidence_to: 2,
      row_weight: "weight",
    });
    expect(model!.centres.flat().toSorted((a, b) => a - b)).toEqual([1, 11]);
    expect(result.segments.map((each) => each.customers)).toEqual([3, 4]);
    expect((await segmentsOf(engine))[6]).toBe("S2");
  });

  it("are refused when negative, not finite, missing, or all zero, and where too few rows have weight (SEG-008)", async () => {
    const line = { customer_id: ids(4), x: [0, 1, 10, 11] };
    const codes = async (given: readonly (number | null)[], k = 2) =>
      (
        await problemsOf(
          segmented(engine, { ...line, weight: given }, { features: ["x"], k, evidence_to: k, row_weight: "weight" }),
        )
      ).map((each) => each.code);
    expect(await codes([1, -1, 1, 1])).toEqual(["SEG-008"]);
    for (const bad of ["inf", "nan"]) {
      await loadCustomers(engine, { ...line, weight: [1, 1, 1, 1] });
      await engine.execute(sql`update customers set weight = cast(${bad} as double) where customer_id = 'C0001'`);
      const settings = segmentSettings.parse({ features: ["x"], k: 2, row_weight: "weight" });
      const catalog = catalogOf({ customers: ["customer_id", "x", "weight"] });
      expect((await problemsOf(segment({ engine, catalog, seed: 1 }, settings)))[0].code).toBe("SEG-008");
    }
    expect(await codes([1, null, -1, 1])).toEqual(["SEG-008", "SEG-008"]);
    expect(await codes([0, 0, 0, 0])).toEqual(["SEG-008"]);
    expect(await codes([0.2, 0.2, 0.2, 0.2])).toEqual(["SEG-008"]);
    expect(await codes([1, 1, 0, 0], 3)).toEqual(["SEG-007"]);
  });

  it("are for k-means alone", () => {
    const issues = segmentSettings.safeParse({ features: ["x"], row_weight: "w", algorithm: "pam" }).error?.issues;
    expect(issues?.map((each) => each.path)).toEqual([["row_weight"]]);
  });
});

describe("given centres", () => {
  const line: Columns = { customer_id: ids(6), x: [0, 1, 2, 10, 11, 12] };
  const start = { features: [{ column: "x", scale: "none" }], k: 2, evidence_to: 2 };
  const run = (centres: object, more: object = {}) => segmented(engine, line, { ...start, centres, ...more });

  it("start k-means once, in original units or prepared", async () => {
    const scaled = { features: ["x"] };
    const { result, model } = await run({ rows: [[0], [12]], space: "original" });
    expect(model!.centres.flat().toSorted((a, b) => a - b)).toEqual([1, 11]);
    expect(result).toMatchObject({ restarts: 1, restarts_agreeing: 1 });
    expect(result.conventions["start"]).toBe("given centres, original space");
    const sameStart = await run({ rows: [[0], [12]], space: "original" }, scaled);
    const [mean, sd] = [6, Math.sqrt(154 / 5)];
    const prepared = [[(0 - mean) / sd], [(12 - mean) / sd]];
    const again = await run({ rows: prepared, space: "prepared" }, scaled);
    expect(again.result.wss).toBe(sameStart.result.wss);
  });

  it("lead to the optimum nearest to them, which need not be the best", async () => {
    const corners = { customer_id: ids(4), x: [0, 0, 10, 10], y: [0, 9, 0, 9] };
    const plain = { features: ["x", "y"].map((column) => ({ column, scale: "none" })), k: 2, evidence_to: 2 };
    const worse = {
      ...plain,
      centres: {
        rows: [
          [5, 0],
          [5, 9],
        ],
        space: "original",
      },
    };
    expect((await segmented(engine, corners, plain)).result.wss).toBe(81);
    expect((await segmented(engine, corners, worse)).result.wss).toBe(100);
  });

  it("are refused in another shape or number, when repeated, or when the preparation cannot take them (SEG-009)", async () => {
    const code = async (centres: object, more: object = {}) => (await problemsOf(run(centres, more)))[0].code;
    const log = { features: [{ column: "x", transform: "log1p" }] };
    expect(await code({ rows: [[0], [5], [9]], space: "original" })).toBe("SEG-009");
    expect(await code({ rows: [[0], [5, 9]], space: "original" })).toBe("SEG-009");
    expect(await code({ rows: [[5], [5]], space: "prepared" })).toBe("SEG-009");
    expect(await code({ rows: [[-3], [5]], space: "original" }, log)).toBe("SEG-009");
    expect(await code({ rows: [[0], [5]], space: "original" }, { k: { min: 2, max: 3 } })).toBe("SEG-009");
  });
});
