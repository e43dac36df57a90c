import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { effect } from "../../src/effect/stage.js";
import type { EffectDesign } from "../../src/effect/design.js";
import { openEngine } from "../../src/engine/index.js";
import { id, sql } from "../../src/engine/sql.js";
import type { StageOutcome } from "../../src/engine/stage.js";
import { effectResult, type EffectResult } from "../../src/tables/results/index.js";
import { outcomeOf } from "./support.js";
import { tinyBank, tinyDesign } from "./tiny-bank.js";

async function run(design: EffectDesign, threads = 2): Promise<StageOutcome<EffectResult>> {
  const engine = await openEngine({ threads, memoryMiB: 512 });
  try {
    return await effect(await tinyBank(engine), design);
  } finally {
    await engine.close();
  }
}

const TIERS = { thresholds: [100, 300], names: ["low", "middle", "high"] };
const FULL = {
  segment: { column: "tier", as_of: "2021-04", min_units: 2, min_clusters: 2 },
  migration: TIERS,
};

describe("the effect on a bank that fits on a page (see tiny-bank.ts)", () => {
  let outcome: StageOutcome<EffectResult>;
  let result: EffectResult;
  beforeAll(async () => {
    outcome = await run(tinyDesign(FULL));
    result = outcome.result;
  });

  it("keeps the contract and is frozen throughout", () => {
    expect(effectResult.parse(result)).toEqual(result);
    expect(Object.isFrozen(result.outcomes[0].did)).toBe(true);
  });

  it("says its windows and its seal", () => {
    expect(result.design).toMatchObject({
      cluster: "branch_id",
      last_period_before: "2021-04",
      pre: { from: "2021-03", to: "2021-04" },
      post: { from: "2021-07", to: "2021-08" },
    });
    expect(result.design.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("counts every customer once in the flow and in the cohorts", () => {
    const removed = Object.fromEntries(result.flow.map((each) => [each.step, each.removed]));
    expect(removed).toMatchObject({ all_units: 0, no_branch: 1, opened_after: 1, closed_before: 1, missing_months: 1 });
    result.flow.slice(1).forEach((each, at) => {
      expect(each.remaining).toBe(result.flow[at].remaining - each.removed);
    });
    expect(result.flow[0].remaining).toBe(12);
    expect(result.flow.at(-1)!.remaining).toBe(8);
    expect(result.cohorts).toEqual([
      { cohort: "2021-05", clusters: 1, units: 2 },
      { cohort: "2021-06", clusters: 1, units: 2 },
      { cohort: null, clusters: 2, units: 4 },
    ]);
  });

  it("estimates balances by hand: -75/4 among the treated, 60/4 among the others", () => {
    const aum = outcomeOf(result, "aum");
    expect(aum.did.estimate).toBeCloseTo(-18.75 - 15, 12);
    expect(aum.baseline_mean).toBe(147.5);
    expect(aum.relative).toBeCloseTo(-33.75 / 147.5, 12);
    // Branch scores: 100 - 2 (-18.75) = 137.5, -175 - 2 (-18.75) = -137.5, 30 - 2 x 15 = 0, 0.
    expect(aum.did.se).toBeCloseTo(Math.sqrt((4 / 3) * (7 / 6) * 2 * (137.5 / 4) * (137.5 / 4)), 10);
    expect(aum.did.df).toBe(3);
    // Without B1 the treated change by -87.5, without B2 by 50; without B3 or B4 nothing moves.
    expect(aum.did_crv3.se).toBeCloseTo(Math.sqrt((3 / 4) * 2 * 68.75 * 68.75), 10);
    expect(aum.did_welch.se).toBeCloseTo(Math.sqrt(56918.75 / 3 / 4 + 500 / 3 / 4), 10);
    expect(aum.did).toMatchObject({ units: 8, observations: 32, clusters: 4, treated_clusters: 2, se_type: "CRV1" });
  });

  it("shows the change over time in each arm", () => {
    const [treated, control] = outcomeOf(result, "aum").before_after;
    expect(treated).toMatchObject({ arm: "treated", units: 4, mean_before: 162.5, mean_after: 143.75 });
    expect(control).toMatchObject({ arm: "control", units: 4, mean_before: 147.5, mean_after: 162.5 });
    expect(treated.change.estimate).toBeCloseTo(-18.75, 12);
    // G/(G-1) sum of squared scores / n^2
    expect(treated.change.se).toBeCloseTo(Math.sqrt((2 * 2 * 137.5 * 137.5) / 16), 10);
    expect(control.change).toMatchObject({ se: null, reason: "zero_variance" });
    expect(treated.effect_size_dz).toBeCloseTo(-18.75 / Math.sqrt(56918.75 / 3), 12);
  });

  it("counts products at the month's end and customers still open", () => {
    expect(outcomeOf(result, "products").did.estimate).toBeCloseTo(0, 12);
    expect(outcomeOf(result, "products").baseline_mean).toBe(1);
    expect(outcomeOf(result, "retained").did.estimate).toBeCloseTo(-0.25, 12);
  });

  it("gives means by arm and month, treated first", () => {
    const means = outcomeOf(result, "aum").event_means;
    expect(means).toHaveLength(2 * 6);
    expect(means[0]).toEqual({ arm: "treated", period: "2021-03", mean: 162.5, units: 4 });
    expect(means[5]).toEqual({ arm: "treated", period: "2021-08", mean: (160 + 240 + 100 + 0) / 4, units: 4 });
    expect(means[6]).toEqual({ arm: "control", period: "2021-03", mean: 147.5, units: 4 });
  });

  it("estimates segments with the jackknife and adjusts their p over all outcomes", () => {
    const [gold, silver] = outcomeOf(result, "aum").segments;
    expect(gold.did!.estimate).toBeCloseTo(55 - 5, 12);
    expect(silver.did!.estimate).toBeCloseTo(-92.5 - 25, 12);
    expect(gold.did!.se_type).toBe("CRV3");
    const all = result.outcomes.flatMap((each) => each.segments).filter((each) => typeof each.did?.p === "number");
    expect(all.length).toBeGreaterThan(2);
    const least = all.reduce((best, each) => (each.did!.p! < best.did!.p! ? each : best));
    expect(least.p_holm).toBeCloseTo(Math.min(1, least.did!.p! * all.length), 12);
    for (const each of all) expect(each.p_holm!).toBeGreaterThanOrEqual(each.did!.p!);
  });

  it("moves customers between tiers, the one who left to closed", () => {
    const { states, cells, from, to } = result.migration!;
    expect(states).toEqual(["low", "middle", "high", "closed"]);
    expect([from, to]).toEqual(["2021-03..2021-04", "2021-07..2021-08"]);
    const moved = cells.filter((each) => each.customers > 0);
    expect(moved.map((each) => [each.arm, each.from, each.to, each.customers, each.row_share])).toEqual([
      ["treated", "low", "middle", 1, 1],
      ["treated", "middle", "middle", 2, 1],
      ["treated", "high", "closed", 1, 1],
      ["control", "low", "low", 2, 1],
      ["control", "middle", "middle", 1, 1],
      ["control", "high", "high", 1, 1],
    ]);
  });

  it("names what threatens the reading", () => {
    const threats = new Map(result.threats.map((each) => [each.code, each.values]));
    expect(threats.get("few_clusters")).toEqual({
      clusters: 4,
      treated_clusters: 2,
      control_clusters: 2,
      headline: "randomisation",
    });
    // Two of four branches can be drawn in six ways; that is the smallest p there is.
    expect(threats.get("few_clusters_test")).toMatchObject({ test: "randomisation", draws: 6, smallest_p: 1 / 6 });
    expect(threats.get("closures")).toEqual({
      treated_closed: 1,
      treated_units: 4,
      control_closed: 0,
      control_units: 4,
    });
    expect(threats.get("units_with_missing_periods")).toEqual({ units: 1 });
    expect(threats.get("regression_to_the_mean")).toMatchObject({ outcome: "aum" });
    expect(threats.get("regression_to_the_mean")!.correlation).toBeCloseTo(1, 12);
    expect(result.threats.filter((each) => each.code === "pre_trend")).toHaveLength(3);
  });

  it("warns of what it left out and of what it filled", () => {
    expect(outcome.warnings.map((each) => each.code)).toEqual(["EFF-07", "EFF-08"]);
  });

  it("gives no estimate of small segments, and says why", async () => {
    const small = await run(tinyDesign({ segment: { column: "tier", as_of: "2021-04" } }));
    for (const each of outcomeOf(small.result, "aum").segments)
      expect(each).toMatchObject({ did: null, p_holm: null, reason: "too_few_units", treated_units: 2 });
    const few = await run(tinyDesign({ segment: { column: "tier", as_of: "2021-04", min_units: 2 } }));
    expect(outcomeOf(few.result, "aum").segments[0].reason).toBe("too_few_clusters");
    expect(few.result.threats).toContainEqual({
      code: "small_cells",
      values: { outcome: "aum", not_estimated: 2, segments: 2 },
    });
  });

  it("counts an absent balance row as zero only where the design says so", async () => {
    const zero = await run(tinyDesign({ missing: { rule: "zero" } }));
    expect(zero.result.flow.at(-1)!.remaining).toBe(9);
    expect(zero.warnings.map((each) => each.code)).toEqual(["EFF-38", "EFF-08"]);
    expect(zero.warnings[0].message).toBe("1 account-months without a balance row count as 0, of 1 customers");
    // The customer with the gap had 999 throughout, but nothing in July.
    const control = (60 + (999 / 2 - 999)) / 5;
    expect(outcomeOf(zero.result, "aum").did.estimate).toBeCloseTo(-18.75 - control, 10);
  });

  it("counts a customer as there from the month of opening on, and says that some opened late", async () => {
    const engine = await openEngine({ threads: 1, memoryMiB: 512 });
    afterAll(() => engine.close());
    const context = await tinyBank(engine);
    await engine.execute(sql`update customers set open_date = date '2021-04-30' where customer_id = 'c5'`);
    const { result: late } = await effect(context, tinyDesign({ outcomes: [{ name: "retained", kind: "share" }] }));
    expect(late.outcomes[0].baseline_mean).toBeCloseTo((3.5 + 1) / 5, 12);
    expect(late.threats).toContainEqual({
      code: "opened_within_window",
      values: { treated_units: 0, control_units: 1 },
    });
  });

  it("builds flows and counts of bookings, fees, loans and families", async () => {
    const { result: more } = await run(
      tinyDesign({
        outcomes: [
          { name: "fees" },
          { name: "transactions", kind: "count" },
          { name: "loan_balance" },
          { name: "product_family_count", kind: "count" },
        ],
      }),
    );
    const treated = (name: string) => outcomeOf(more, name).before_after[0];
    expect(treated("fees").mean_after).toBeCloseTo((1.5 + 0.5) / 2 / 4, 12);
    expect(treated("transactions").mean_after).toBeCloseTo(2 / 2 / 4, 12);
    // No outcome reads deposits, so the gap in a deposit leaves nobody out: five controls.
    expect(outcomeOf(more, "transactions").before_after[1].mean_before).toBeCloseTo(1 / 2 / 5, 12);
    expect(treated("loan_balance")).toMatchObject({ mean_before: 250, mean_after: 250 });
    expect(treated("product_family_count")).toMatchObject({ mean_before: 1.25, mean_after: 1.25 });
  });
});

describe("the tables that stay", () => {
  it("holds exactly the tables and columns that it declares", async () => {
    const engine = await openEngine({ threads: 1, memoryMiB: 512 });
    afterAll(() => engine.close());
    const { tables } = await effect(await tinyBank(engine), tinyDesign(FULL));
    for (const [name, columns] of Object.entries(tables)) {
      const found = await engine.rows(
        sql`select column_name from information_schema.columns where table_name = ${name} order by ordinal_position`,
      );
      expect(found.map((each) => each.column_name)).toEqual(columns);
    }
    const left = await engine.rows(
      sql`select table_name from information_schema.tables where table_name like 'effect_%' order by table_name`,
    );
    expect(left.map((each) => each.table_name)).toEqual(Object.keys(tables).sort());
    const [row] = await engine.rows(sql`select count(*) as n from ${id("effect_panel")}`);
    expect(row.n).toBe(8 * 6);
  });
});

describe("the same bytes", () => {
  it("for any number of threads", async () => {
    const one = await run(tinyDesign(FULL), 1);
    const four = await run(tinyDesign(FULL), 4);
    expect(JSON.stringify(four)).toBe(JSON.stringify(one));
  });

  it("changes the seal with anything that changes a number", () => {
    const hashes = [{}, { alpha: 0.1 }, { window: { pre: 1, post: 2 } }].map((each) =>
      JSON.stringify(tinyDesign(each)),
    );
    expect(new Set(hashes).size).toBe(3);
  });
});
