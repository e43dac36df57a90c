import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isHidden } from "../../src/privacy/index.js";
import { mergeSmallSteps } from "../../src/report/gate/flow.js";
import { gateFacts, type GatedFacts } from "../../src/report/gate/gate.js";
import { jointFates } from "../../src/report/gate/rfm-joint.js";
import { RF_GRID } from "../../src/report/gate/rf-grid.js";
import type { RfmResult } from "../../src/tables/results/index.js";
import { fixtureFacts } from "./fixture.js";

const T = 10;

function present<K extends "rfm" | "profit" | "segment" | "effect">(facts: GatedFacts, stage: K) {
  const result = facts[stage];
  if ("omitted" in result) throw new Error(`the fixture has ${stage}`);
  return result as Exclude<GatedFacts[K], { omitted: string }>;
}

function rfmOf(grid: readonly (readonly number[])[]): RfmResult {
  const { rfm } = fixtureFacts();
  if ("omitted" in rfm) throw new Error("the fixture has rfm");
  const cells = grid.flatMap((row, r) => row.map((customers, f) => ({ r, f, customers })));
  const names = [...new Set(RF_GRID.flat())];
  return {
    ...rfm,
    grid: cells.map(({ r, f, customers }) => ({ r_score: r + 1, f_score: f + 1, customers, mean_monetary: 1 })),
    segments: names.map((segment) => ({
      ...rfm.segments[0],
      segment,
      customers: cells.filter(({ r, f }) => RF_GRID[r][f] === segment).reduce((sum, cell) => sum + cell.customers, 0),
    })),
  };
}

describe("the privacy gate", () => {
  const gated = gateFacts(fixtureFacts());

  it("leaves no count of customers from 1 to 9 in any result", () => {
    const { rfm, effect } = { rfm: present(gated, "rfm"), effect: present(gated, "effect") };
    const counts = [
      rfm.segments.map((each) => each.customers),
      rfm.grid.map((each) => each.customers),
      rfm.cuts.map((each) => each.customers),
      present(gated, "profit").deciles.map((each) => each.customers),
      present(gated, "segment").segments.map((each) => each.customers),
      effect.cohorts.map((each) => each.units),
      effect.migration?.cells.map((each) => each.customers) ?? [],
    ].flat();
    expect(counts.filter((count) => typeof count === "number" && count > 0 && count < T)).toEqual([]);
    expect(counts.filter(isHidden).length).toBeGreaterThan(0);
  });

  it("hides everything else of a hidden segment", () => {
    for (const segment of present(gated, "rfm").segments.filter((each) => isHidden(each.customers))) {
      const { customer_share, occasions, monetary, money_share, mean_per_occasion } = segment;
      const { median_recency_days, median_frequency, median_monetary } = segment;
      const rest = [customer_share, occasions, monetary, money_share, mean_per_occasion];
      expect([...rest, median_recency_days, median_frequency, median_monetary].every(isHidden)).toBe(true);
    }
  });

  it("opens the outermost classes of every measure", () => {
    const { cuts } = present(gated, "rfm");
    for (const measure of ["recency_days", "frequency", "monetary"]) {
      const own = cuts.filter((cut) => cut.measure === measure);
      expect([own[0].lower, own.at(-1)?.upper]).toEqual([null, null]);
    }
  });

  it("hides nested classes together, with the bounds beside a small one", () => {
    const facts = fixtureFacts();
    if ("omitted" in facts.rfm) throw new Error("the fixture has rfm");
    const cut = { ...facts.rfm.cuts[0], measure: "frequency", closed: "right" as const };
    const classes = [40, 6, 50, 60].map((customers, index) => ({
      ...cut,
      parent: "5",
      bin: index + 1,
      score: index + 1,
      lower: index * 10,
      upper: index * 10 + 10,
      customers,
    }));
    facts.rfm.cuts = classes;
    const { cuts } = present(gateFacts(facts), "rfm");
    expect(cuts.every((each) => isHidden(each.customers))).toBe(true);
    expect(cuts.map((each) => isHidden(each.lower) || isHidden(each.upper))).toEqual([true, true, true, false]);
  });

  it("keeps points of the whale curve ten customers apart, without the richest alone", () => {
    const facts = fixtureFacts();
    if ("omitted" in facts.profit) throw new Error("the fixture has profit");
    const points = Array.from({ length: 201 }, (_, index) => index / 200);
    facts.profit.customers = 400;
    facts.profit.whale.points = points.map((share) => ({
      customer_share: share,
      profit_share: share,
      cumulative_profit: share,
    }));
    const kept = present(gateFacts(facts), "profit").whale.points.map((point) => point.customer_share * 400);
    expect(kept[0]).toBe(0);
    expect(kept.at(-1)).toBe(400);
    kept.slice(1).forEach((point, index) => expect(point - kept[index]).toBeGreaterThanOrEqual(T - 1e-9));
  });

  it("hides the money of a cell that two customers rule, and another with it", () => {
    const facts = fixtureFacts();
    if ("omitted" in facts.profit) throw new Error("the fixture has profit");
    facts.profit.deciles[0].top_two_share = 0.9;
    const { deciles } = present(gateFacts(facts), "profit");
    expect(deciles[0].profit).toEqual({ hidden: "dominated" });
    expect(deciles[0].customers).toBe(facts.profit.deciles[0].customers);
    expect(deciles.filter((each) => isHidden(each.profit))).toHaveLength(2);
  });

  it("refuses a population below the threshold with REP-001", () => {
    const facts = fixtureFacts();
    if ("omitted" in facts.segment) throw new Error("the fixture has segments");
    facts.segment.customers = 9;
    expect(() => gateFacts(facts)).toThrow(/REP-001/);
  });
});

describe("segments and cells of the RFM grid together", () => {
  /** A small segment that follows from the classes of both scores once its neighbours are known. */
  const grid = [
    [300, 160, 80, 26, 14],
    [172, 160, 140, 85, 23],
    [80, 160, 150, 120, 60],
    [40, 80, 130, 160, 160],
    [8, 40, 100, 170, 290],
  ];

  it("hides the segment whose shown count would give a small one away", () => {
    const rfm = rfmOf(grid);
    const fates = jointFates(rfm, T).segments;
    const hidden = rfm.segments.flatMap((each, index) => (fates[index] === "shown" ? [] : [each.segment]));
    expect(hidden).toContain("new");
    expect(hidden).toContain("promising");
  });

  it("still shows most of a grid with one small cell", () => {
    expect(jointFates(rfmOf(grid), T).grid.filter((fate) => fate === "shown").length).toBeGreaterThan(15);
  });

  it("lets no small cell or segment follow exactly by shifting customers round", () => {
    const cell = fc.oneof(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 10, max: 300 }));
    const row = fc.array(cell, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 5, maxLength: 5 }), (counts) => {
        const rfm = rfmOf(counts);
        const { segments, grid: fates } = jointFates(rfm, T);
        counts.flat().forEach((count, index) => {
          if (count > 0 && count < T) expect(fates[index]).toBe("small");
          if (fates[index] === "shown") expect(count === 0 || count >= T).toBe(true);
        });
        const hiddenIn = (name: string) => fates.filter((fate, at) => fate !== "shown" && RF_GRID.flat()[at] === name);
        rfm.segments.forEach(({ segment }, index) => {
          const alone = segments[index] === "shown" && hiddenIn(segment).length === 1;
          expect(alone && hiddenIn(segment)[0] === "small").toBe(false);
        });
      }),
      { numRuns: 20 },
    );
  });
});

describe("mergeSmallSteps", () => {
  const step = (name: string, removed: number, remaining: number) => ({ step: name, removed, remaining });

  it("merges a small exclusion with the next one", () => {
    const { steps } = mergeSmallSteps([step("all", 0, 100), step("staff", 3, 97), step("young", 20, 77)], T);
    expect(steps).toEqual([
      { names: ["all"], removed: 0, remaining: 100 },
      { names: ["staff", "young"], removed: 23, remaining: 77 },
    ]);
  });

  it("merges a small last exclusion with the one before", () => {
    const { steps } = mergeSmallSteps([step("all", 0, 100), step("young", 20, 80), step("staff", 3, 77)], T);
    expect(steps.at(-1)).toEqual({ names: ["young", "staff"], removed: 23, remaining: 77 });
  });

  it("gives no steps when all exclusions together are small", () => {
    expect(mergeSmallSteps([step("all", 0, 100), step("staff", 3, 97)], T)).toEqual({ steps: [], complete: false });
  });

  it("never shows a removal from 1 to 9, and keeps first and last", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 8 }), (removals) => {
        let left = 1000;
        const flow = [step("all", 0, left), ...removals.map((removed, i) => step(`s${i}`, removed, (left -= removed)))];
        const { steps, complete } = mergeSmallSteps(flow, T);
        expect(steps.every(({ removed }) => removed === 0 || removed >= T)).toBe(true);
        if (complete) expect(steps.at(-1)?.remaining).toBe(left);
        if (complete) expect(steps.flatMap((each) => each.names)).toEqual(flow.map((each) => each.step));
      }),
    );
  });
});

describe("the gate of categories by segment", () => {
  it("hides the whole column of a hidden segment, and every small count", () => {
    const gated = present(gateFacts(fixtureFacts()), "segment");
    const [channel] = gated.categories;
    const hidden = gated.segments.map((each) => isHidden(each.customers));
    expect(hidden.filter(Boolean).length).toBeGreaterThanOrEqual(2);
    for (const level of channel.levels)
      level.counts.forEach((count, at) => {
        if (hidden[at]) expect([at, isHidden(count), isHidden(level.residuals[at])]).toEqual([at, true, true]);
        if (!isHidden(count)) expect(count === 0 || count >= 10).toBe(true);
        expect(isHidden(level.residuals[at])).toBe(isHidden(count));
      });
  });
});
