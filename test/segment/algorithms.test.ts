import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStream } from "../../src/core/rng.js";
import { CustvalError, type Problem } from "../../src/core/errors.js";
import type { Engine } from "../../src/engine/engine.js";
import { openEngine } from "../../src/engine/index.js";
import { sql } from "../../src/engine/sql.js";
import { catalogOf } from "../../src/engine/stage.js";
import { assign } from "../../src/segment/model/assign.js";
import { assignSettings } from "../../src/segment/model/assign-settings.js";
import { modelText, parseModel } from "../../src/segment/model/save.js";
import { segment, segmentSettings, type SegmentSettingsInput } from "../../src/segment/index.js";
import { segmentResult } from "../../src/tables/results/segment.js";

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ threads: 2, memoryMiB: 512 });
});
afterAll(() => engine.close());

const CATALOG = catalogOf({ customers: ["customer_id", "x", "y"] });

/** Three groups of 10, 20 and 30 customers. */
async function loadGroups(spread = 1): Promise<void> {
  const stream = createStream(4, "test/algorithms");
  const group = Array.from({ length: 60 }, (_, i) => (i < 10 ? 0 : i < 30 ? 1 : 2));
  await engine.load("customers", [
    { name: "customer_id", type: "id", values: group.map((_, i) => `C${String(i).padStart(3, "0")}`) },
    { name: "x", type: "double", values: group.map((g) => 20 * g + spread * stream.normal()) },
    { name: "y", type: "double", values: group.map((g) => 10 * (g % 2) + spread * stream.normal()) },
  ]);
}

async function run(settings: object) {
  const given = { features: ["x", "y"], k: 3, evidence_to: 3, ...settings } as SegmentSettingsInput;
  return segment({ engine, catalog: CATALOG, seed: 1 }, segmentSettings.parse(given));
}

async function rowsOf() {
  return engine.rows(sql`select * from segment_assignments order by customer_id`);
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

const CASES = [
  { algorithm: "kmeans" },
  { algorithm: "k-means", start: "ward" },
  { algorithm: "pam", allow_medoids: true },
  { algorithm: "pam", metric: "manhattan", swap: "eager", allow_medoids: true },
  { algorithm: "pam", metric: "gower", allow_medoids: true },
  { algorithm: "clara", allow_medoids: true },
  { algorithm: "gmm" },
  { algorithm: "gmm", covariance: "diag" },
  { algorithm: "ward" },
  { algorithm: "kprototypes" },
];

describe("every algorithm behind the stage", () => {
  it.each(CASES)(
    "finds three groups with $algorithm $metric $start $covariance, and scores them to the same bytes",
    async (given) => {
      await loadGroups();
      const { result, model } = await run(given);
      expect(segmentResult.parse(result)).toEqual(result);
      expect(result.segments.map((each) => each.customers)).toEqual([30, 20, 10]);
      expect(result).toMatchObject({ k: 3, not_nearest: 0 });
      const trained = await rowsOf();
      const saved = parseModel(modelText(model!, "0"), "model.json");
      await assign({ engine, catalog: CATALOG, seed: 1 }, saved, assignSettings.parse({}));
      const scored = await rowsOf();
      expect(scored).toEqual(trained.map((row) => ({ ...row, co_membership: null })));
    },
  );

  it("gives posteriors for a mixture alone, and BIC of its covariance", async () => {
    await loadGroups(4);
    const { result } = await run({ algorithm: "gmm", covariance: "tied" });
    const rows = await rowsOf();
    for (const row of rows) {
      expect(row["posterior"]).toBeGreaterThan(1 / 3 - 1e-12);
      expect(row["posterior"]).toBeLessThanOrEqual(1);
    }
    expect(result.evidence[2].bic_tied).not.toBeNull();
    expect(result.evidence[2].icl!).toBeGreaterThanOrEqual(result.evidence[2].bic_tied!);
    expect(result.objective.name).toBe("log_likelihood");
    await run({});
    expect((await rowsOf())[0]).toMatchObject({ posterior: null });
  });

  it("keeps no model with medoids unless allowed, and says so", async () => {
    await loadGroups();
    const { model, warnings } = await run({ algorithm: "pam" });
    expect(model).toBeNull();
    expect(warnings.filter((each) => each.code === "SEG-109")).toHaveLength(1);
  });

  it("refuses quadratic methods above their limit, naming both numbers (SEG-011)", async () => {
    await engine.execute(sql`create or replace table many as
      select cast(i as varchar) as customer_id, i * 1.0::double as x from range(20001) as t (i)`);
    const catalog = catalogOf({ many: ["customer_id", "x"] });
    const refused = (given: object) =>
      problemsOf(
        segment(
          { engine, catalog, seed: 1 },
          segmentSettings.parse({ features: [{ table: "many", column: "x" }], ...given }),
        ),
      );
    for (const given of [{ algorithm: "pam" }, { algorithm: "ward" }, { start: "ward" }]) {
      const [problem] = await refused(given);
      expect(problem.code).toBe("SEG-011");
      expect(problem.message).toContain("20001");
    }
  });

  it("refuses a mixture that collapses in every start (SEG-013), and leaves larger k out of a sweep with a note", async () => {
    await engine.load("customers", [
      {
        name: "customer_id",
        type: "id",
        values: Array.from({ length: 12 }, (_, i) => `C${String(i).padStart(2, "0")}`),
      },
      { name: "x", type: "double", values: Array.from({ length: 12 }, (_, i) => (i < 6 ? i / 100 : 10)) },
      { name: "y", type: "double", values: Array.from({ length: 12 }, (_, i) => (i < 6 ? (i * i) / 30 : 4)) },
    ]);
    const [problem] = await problemsOf(run({ algorithm: "gmm", k: 3, evidence_to: 3 }));
    expect(problem.code).toBe("SEG-013");
  });

  it("gives each customer the share of replicates that keep the segment: 1 for groups far apart, less within one", async () => {
    const resampling = { gap_references: 2, halvings: 1, bootstraps: 10, null_references: 1, restarts: 2 };
    await loadGroups(0.5);
    const { result } = await run({ depth: "full", resampling });
    expect((await rowsOf()).map((row) => row["co_membership"])).toEqual(new Array(60).fill(1));
    expect(result.evidence.map((each) => each.bic_spherical)).not.toContain(null);
    expect(result.verdict!.votes.map((each) => each.index)).toContain("bic");
    await loadGroups(40);
    await run({ depth: "full", resampling });
    const shares = (await rowsOf()).map((row) => row["co_membership"] as number);
    expect(Math.min(...shares)).toBeLessThan(1);
    expect(shares.every((each) => each >= 0 && each <= 1)).toBe(true);
  });

  it("makes fewer segments where that is allowed, and says so; else refuses (SEG-007)", async () => {
    await engine.load("customers", [
      { name: "customer_id", type: "id", values: ["C1", "C2", "C3", "C4"] },
      { name: "x", type: "double", values: [0, 0, 5, 5] },
      { name: "y", type: "double", values: [1, 1, 2, 2] },
    ]);
    const { result, warnings } = await run({ k: 3, allow_fewer: true });
    expect(result.k).toBe(2);
    expect(warnings.map((each) => each.code)).toContain("SEG-115");
    expect((await problemsOf(run({ k: 3 })))[0].code).toBe("SEG-007");
  });
});
