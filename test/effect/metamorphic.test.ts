import { describe, expect, it } from "vitest";
import { coefficient, createStream, ols } from "../../src/stats/index.js";
import type { EffectResult } from "../../src/tables/results/index.js";
import { panelEffect, type PanelRow } from "./support.js";

const UNITS = 60;
const PERIODS = 6;
const ADOPTION = 4;

/** Sixty units in twelve branches of unequal size over six periods, half of the branches treated from period 4 on. */
function randomPanel(seed: number, level = 0): PanelRow[] {
  const stream = createStream(seed, "test/effect-panel");
  return Array.from({ length: UNITS }, (_, i) => {
    const branch = Math.floor(Math.sqrt(i * 2.3));
    const cohort = branch % 2 === 0 ? ADOPTION : 0;
    return Array.from({ length: PERIODS }, (_, t) => ({
      unit: `u${String(i).padStart(2, "0")}`,
      period: t + 1,
      cohort,
      cluster: `b${String(branch)}`,
      y: level + Math.round(1e6 * stream.uniform()) / 1e4 + (cohort > 0 && t + 1 >= ADOPTION ? 5 : 0),
    }));
  }).flat();
}

const numbersOf = ({ outcomes: [y] }: EffectResult) =>
  [y.did, y.did_crv3, y.did_welch].flatMap((each) => [each.estimate, each.se!, each.p!]);

function close(found: readonly number[], wanted: readonly number[], relative = 1e-9) {
  found.forEach((each, at) => {
    expect(Math.abs(each - wanted[at])).toBeLessThanOrEqual(relative * (1 + Math.abs(wanted[at])));
  });
}

describe("a panel", () => {
  const rows = randomPanel(1);

  it("agrees with the regression of each unit's change on its arm", async () => {
    const result = await panelEffect(rows);
    const units = [...new Set(rows.map((each) => each.unit))];
    const mean = (unit: string, after: boolean) => {
      const own = rows.filter((each) => each.unit === unit && each.period >= ADOPTION === after);
      return own.reduce((sum, each) => sum + each.y!, 0) / own.length;
    };
    const change = Float64Array.from(units, (unit) => mean(unit, true) - mean(unit, false));
    const first = units.map((unit) => rows.find((each) => each.unit === unit)!);
    const x = Float64Array.from(first.flatMap((each) => [1, each.cohort > 0 ? 1 : 0]));
    const cluster = first.map((each) => each.cluster!);
    const twin = (covariance: "CRV1" | "CRV3") => coefficient(ols(x, change, { covariance, cluster }), 1);
    const [{ did, did_crv3 }] = result.outcomes;
    close([did.estimate, did.se!, did.p!], [twin("CRV1").estimate!, twin("CRV1").se!, twin("CRV1").p!]);
    close([did_crv3.se!], [twin("CRV3").se!]);
  });

  it("does not look at the order of rows or the number of threads", async () => {
    const base = JSON.stringify(await panelEffect(rows, {}, 1));
    expect(JSON.stringify(await panelEffect([...rows].reverse(), {}, 4))).toBe(base);
  });

  it("does not look at effects of units or of periods", async () => {
    const moved = rows.map((each) => ({ ...each, y: each.y! + 7 * Number(each.unit.slice(1)) - 3.5 * each.period }));
    close(numbersOf(await panelEffect(moved)), numbersOf(await panelEffect(rows)));
  });

  it("keeps every error when a thousand million is added", async () => {
    close(numbersOf(await panelEffect(randomPanel(1, 1e9))), numbersOf(await panelEffect(rows)), 1e-6);
  });

  it("scales estimates and errors with the outcome", async () => {
    const scaled = await panelEffect(rows.map((each) => ({ ...each, y: each.y! * 250 })));
    const [one] = (await panelEffect(rows)).outcomes;
    const [other] = scaled.outcomes;
    close([other.did.estimate, other.did.se!, other.did.p!], [250 * one.did.estimate, 250 * one.did.se!, one.did.p!]);
  });

  it("treats units as clusters where no cluster is declared", async () => {
    const alone = rows.map(({ unit, period, cohort, y }) => ({ unit, period, cohort, y }));
    const byId = await panelEffect(rows.map((each) => ({ ...each, cluster: each.unit })));
    const result = await panelEffect(alone);
    expect(result.outcomes[0].did).toEqual(byId.outcomes[0].did);
    expect(result.outcomes[0].did.clusters).toBe(UNITS);
  });

  it("duplicated branch by branch keeps its estimate", async () => {
    const copy = rows.map((each) => ({ ...each, unit: `copy ${each.unit}`, cluster: `copy ${each.cluster!}` }));
    const twice = await panelEffect([...rows, ...copy]);
    close([twice.outcomes[0].did.estimate], [(await panelEffect(rows)).outcomes[0].did.estimate]);
  });
});
