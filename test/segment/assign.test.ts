import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createStream } from "../../src/core/rng.js";
import type { Engine } from "../../src/engine/engine.js";
import { openEngine } from "../../src/engine/index.js";
import { sql } from "../../src/engine/sql.js";
import { catalogOf } from "../../src/engine/stage.js";
import { assign, assignSettings, segment, segmentSettings, type SegmentModel } from "../../src/segment/index.js";
import { scoringOf } from "../../src/segment/model/assign.js";
import { scoreInParts } from "../../src/segment/model/score-parts.js";
import { scoreInSql } from "../../src/segment/model/score-sql.js";

let engine: Engine;
beforeEach(async () => {
  engine = await openEngine({ threads: 2, memoryMiB: 512 });
});
afterEach(() => engine.close());

const CATALOG = catalogOf({ customers: ["customer_id", "balance", "visits", "age"] });
const PLAIN = assignSettings.parse({});

/** Three lumps with gaps; `shift` moves the balance of everybody. */
async function load(n: number, shift = 0, seed = 5): Promise<void> {
  const draws = createStream(seed, "test/assign");
  const rows = Array.from({ length: n }, (_, i) => i);
  const noise = () => draws.normal();
  await engine.load("customers", [
    { name: "customer_id", type: "id", values: rows.map((i) => `C${String((i * 7919) % 100_003).padStart(6, "0")}`) },
    { name: "balance", type: "double", values: rows.map((i) => (i % 3) * 4 + noise() + shift) },
    { name: "visits", type: "double", values: rows.map((i) => (i % 13 === 0 ? null : (i % 3) * 2 + noise())) },
    { name: "age", type: "double", values: rows.map((i) => (i % 29 === 0 ? null : 40 + 10 * noise())) },
  ]);
}

async function fit(transform: "none" | "slog" = "none"): Promise<SegmentModel> {
  await load(400);
  const settings = segmentSettings.parse({
    features: [
      { column: "balance", winsor: [0.01, 0.99], transform },
      { column: "visits", missing: "median", weight: 0.3 },
      { column: "age", missing: "drop", scale: "robust" },
    ],
    k: 3,
    evidence_to: 3,
  });
  const { model } = await segment({ engine, catalog: CATALOG, seed: 2 }, settings);
  return model!;
}

const context = () => ({ engine, catalog: CATALOG, seed: 1 });
const table = async () =>
  JSON.stringify(await engine.rows(sql`select * from segment_assignments order by customer_id`));

describe("scoring", () => {
  it("gives the same bytes inside the engine, in parts of any size, and at once", async () => {
    const model = await fit();
    await load(1000, 0.3, 8);
    const scoring = scoringOf(context(), model, PLAIN);
    const inSql = await scoreInSql(scoring, model);
    expect(inSql).not.toBeNull();
    const expected = await table();
    expect(JSON.parse(expected)).toHaveLength(inSql!.scored);
    for (const part of [37, 250, 1000, 5000]) {
      const tally = await scoreInParts(scoring, model, part);
      expect(tally).toEqual(inSql);
      expect(await table()).toBe(expected);
    }
  });

  it("takes the engine only for plain arithmetic on doubles of one table", async () => {
    const logged = await fit("slog");
    expect(await scoreInSql(scoringOf(context(), logged, PLAIN), logged)).toBeNull();
    const plain = await fit();
    await engine.execute(sql`alter table customers alter column age type decimal(18, 6)`);
    expect(await scoreInSql(scoringOf(context(), plain, PLAIN), plain)).toBeNull();
  });

  it("refuses repeated, empty and infinite cells alike on both ways", async () => {
    const model = await fit();
    const faults = [
      [sql`update customers set balance = 'nan'::double where customer_id = 'C000000'`, "SEG-003"],
      [sql`update customers set customer_id = null where customer_id = 'C000000'`, "SEG-018"],
      [sql`insert into customers select * from customers where customer_id = 'C007919'`, "SEG-018"],
    ] as const;
    for (const [fault, code] of faults) {
      await load(600);
      await engine.execute(fault);
      const scoring = scoringOf(context(), model, PLAIN);
      await expect(scoreInSql(scoring, model)).rejects.toMatchObject({ problems: [{ code }] });
      await expect(scoreInParts(scoring, model, 200)).rejects.toMatchObject({ problems: [{ code }] });
    }
  });

  it("refuses another unit", async () => {
    const model = await fit();
    const settings = assignSettings.parse({ units: { balance: "EUR" } });
    await expect(assign(context(), model, settings)).rejects.toMatchObject({ problems: [{ code: "SEG-015" }] });
  });
});

describe("drift", () => {
  it("is nought on the training customers", async () => {
    const model = await fit();
    const { result, warnings } = await assign(context(), model, PLAIN);
    expect(result.drift!.shifts.map((each) => each.psi)).toEqual([0, 0, 0, 0, 0]);
    expect(result.drift!.advice).toBe("keep");
    expect(result.drift!.wss_per_row.scored).toBeCloseTo(result.drift!.wss_per_row.training!, 9);
    expect(result.drift!.silhouette_simplified.scored).toBeCloseTo(result.drift!.silhouette_simplified.training!, 9);
    expect(warnings.map((each) => each.code)).not.toContain("SEG-112");
  });

  it("tells chance from a shift", async () => {
    const model = await fit();
    await load(400, 0, 77);
    const same = (await assign(context(), model, PLAIN)).result.drift!;
    expect(same.shifts.find((each) => each.feature === "balance")!.level).toBe("chance");
    await load(400, 3, 78);
    const { result, warnings } = await assign(context(), model, PLAIN);
    const moved = result.drift!.shifts.find((each) => each.feature === "balance")!;
    expect(moved.level).toBe("large");
    expect(moved.psi).toBeGreaterThan(moved.sampling_limit);
    expect(result.drift!.shifts.find((each) => each.feature === "age")!.level).toBe("chance");
    expect([result.drift!.advice, warnings.some((each) => each.code === "SEG-112")]).toEqual(["refit", true]);
  });

  it("equals the formula over the training bins", async () => {
    const model = await fit();
    await load(300, 1, 9);
    const { result } = await assign(context(), model, PLAIN);
    const rows = await engine.rows(
      sql`select balance from customers semi join segment_assignments using (customer_id) where balance is not null`,
    );
    const { edges, shares } = model.drift[0];
    const counts = new Array<number>(edges.length + 1).fill(0);
    for (const row of rows) counts[edges.filter((edge) => edge < Number(row["balance"])).length] += 1;
    const p = shares;
    const q = counts.map((each) => each / rows.length);
    expect(q.every((each) => each > 0)).toBe(true);
    const expected = q.reduce((sum, each, bin) => sum + (each - p[bin]) * Math.log(each / p[bin]), 0);
    expect(result.drift!.shifts[0].psi).toBeCloseTo(expected, 12);
  });
});
