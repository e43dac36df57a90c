import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { coefficient, ols } from "../../src/stats/index.js";
import type { EffectResult } from "../../src/tables/results/index.js";
import { csvRows } from "../ingest/support.js";
import { dataset } from "../support/datasets.js";
import { panelEffect, type PanelRow } from "./support.js";

const folder = dataset("card_krueger");

/** Restaurants in two waves; New Jersey raised its minimum wage between them. */
function restaurants(): PanelRow[] {
  const [head, ...rows] = csvRows(readFileSync(join(folder!, "card-krueger.csv"), "utf8"));
  const at = (name: string) => head.indexOf(name);
  return rows.map((row) => ({
    unit: row[at("id")],
    period: Number(row[at("d")]) + 1,
    cohort: row[at("nj")] === "1" ? 2 : 0,
    y: row[at("fte")] === "NA" ? null : Number(row[at("fte")]),
  }));
}

/** Card and Krueger 1994 (American Economic Review 84), Table 3, row 4: restaurants seen twice, 2.75 (1.34). */
describe.skipIf(!folder)("employment in New Jersey and Pennsylvania [needs datasets]", () => {
  let rows: PanelRow[];
  let result: EffectResult;
  beforeAll(async () => {
    rows = restaurants();
    result = await panelEffect(rows, { missing: { at_most: 0.1 } });
  });

  it("is 2.75 with Welch's error 1.342341, as in the paper", () => {
    const [{ did, did_welch }] = result.outcomes;
    expect(did.estimate).toBeCloseTo(2.75, 6);
    expect(did_welch.se).toBeCloseTo(1.342341, 6);
    expect(did).toMatchObject({ units: 384, clusters: 384, treated_clusters: 309, df: 383 });
  });

  it("counts the restaurants that were not seen twice", () => {
    expect(result.flow[0].remaining).toBe(410);
    expect(result.flow.find((each) => each.step === "missing_periods")!.removed).toBe(26);
  });

  it("has the clustered errors of the regression of the change on the state", () => {
    const complete = rows
      .filter((each) => each.period === 2 && each.y !== null)
      .flatMap((after) => {
        const before = rows.find((each) => each.unit === after.unit && each.period === 1);
        return before === undefined || before.y === null
          ? []
          : [{ nj: after.cohort > 0 ? 1 : 0, change: after.y! - before.y }];
      });
    const x = Float64Array.from(complete.flatMap((each) => [1, each.nj]));
    const y = Float64Array.from(complete, (each) => each.change);
    const cluster = complete.map((_, at) => at);
    const [{ did, did_crv3 }] = result.outcomes;
    expect(did.se).toBeCloseTo(coefficient(ols(x, y, { covariance: "CRV1", cluster }), 1).se!, 9);
    expect(did_crv3.se).toBeCloseTo(coefficient(ols(x, y, { covariance: "CRV3", cluster }), 1).se!, 9);
  });
});
