import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { coefficient, ols } from "../../src/stats/index.js";
import { csvRows } from "../ingest/support.js";
import { dataset } from "../support/datasets.js";
import { panelEffect, type PanelRow } from "./support.js";

const folder = dataset("mpdta");

/** Counties in five years; some states raised their minimum wage in 2004, 2006 or 2007. The cluster is the state. */
function counties(): Required<PanelRow>[] {
  const [head, ...rows] = csvRows(readFileSync(join(folder!, "mpdta.csv"), "utf8"));
  const at = (name: string) => head.indexOf(name);
  return rows.map((row) => ({
    unit: row[at("countyreal")],
    cluster: String(Math.floor(Number(row[at("countyreal")]) / 1000)),
    period: Number(row[at("year")]),
    cohort: Number(row[at("first.treat")]),
    y: Number(row[at("lemp")]),
  }));
}

/** Change from 2003 to 2007 of each county, from the rows. */
function changes(rows: readonly Required<PanelRow>[]) {
  const first = new Map(rows.filter((each) => each.period === 2003).map((each) => [each.unit, each.y!]));
  return rows
    .filter((each) => each.period === 2007)
    .map((each) => ({ ...each, change: each.y! - first.get(each.unit)! }));
}

describe.skipIf(!folder)("teen employment after staggered minimum wages [needs datasets]", () => {
  let rows: Required<PanelRow>[];
  beforeAll(() => {
    rows = counties();
  });

  /**
   * Group-time effects of Callaway and Sant'Anna (package did, universal base) that lead from 2003 to 2007:
   * 2004: ATT(2007); 2006 and 2007: ATT(2007) less ATT(2003). Weighted by 20, 40 and 131 counties.
   */
  it("is the mean of the published group-time effects over the treated counties", async () => {
    const published = (20 * -0.100811 + 40 * (-0.041224 - -0.003769) + 131 * (-0.026054 - 0.003306)) / 191;
    const { outcomes, cohorts, design } = await panelEffect(
      rows.map(({ unit, period, cohort, y }) => ({ unit, period, cohort, y })),
    );
    // The published numbers are printed to six digits.
    expect(Math.abs(outcomes[0].did.estimate - published)).toBeLessThan(1e-6);
    expect(cohorts.map((each) => [each.cohort, each.units])).toEqual([
      ["2004", 20],
      ["2006", 40],
      ["2007", 131],
      [null, 309],
    ]);
    expect([design.pre, design.post]).toEqual([
      { from: "2003", to: "2003" },
      { from: "2007", to: "2007" },
    ]);
  });

  it("has the errors by state of the regression of the change on ever being treated", async () => {
    const collapsed = changes(rows);
    const x = Float64Array.from(collapsed.flatMap((each) => [1, each.cohort > 0 ? 1 : 0]));
    const y = Float64Array.from(collapsed, (each) => each.change);
    const cluster = collapsed.map((each) => each.cluster);
    const [{ did, did_crv3 }] = (await panelEffect(rows)).outcomes;
    expect(did).toMatchObject({ units: 500, clusters: 29, df: 28 });
    expect(did.se).toBeCloseTo(coefficient(ols(x, y, { covariance: "CRV1", cluster }), 1).se!, 10);
    expect(did_crv3.se).toBeCloseTo(coefficient(ols(x, y, { covariance: "CRV3", cluster }), 1).se!, 10);
  });
});
