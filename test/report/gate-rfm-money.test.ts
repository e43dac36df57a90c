import { describe, expect, it } from "vitest";
import { isHidden } from "../../src/privacy/index.js";
import { gateRfm } from "../../src/report/gate/rfm.js";
import { RF_GRID } from "../../src/report/gate/rf-grid.js";
import type { RfmResult } from "../../src/tables/results/index.js";
import { fixtureFacts } from "./fixture.js";

const EVEN = 0.1;

/** A default grid of cells of 40 customers; `ruled` gives the share of the two largest of a cell, `segment` of a segment. */
function rfmOf(ruled: Readonly<Record<string, number>>, segment: Readonly<Record<string, number>> = {}): RfmResult {
  const { rfm } = fixtureFacts();
  if ("omitted" in rfm) throw new Error("the fixture has rfm");
  const names = [...new Set(RF_GRID.flat())];
  const cells = RF_GRID.flatMap((row, r) => row.map((_, f) => ({ r_score: r + 1, f_score: f + 1 })));
  return {
    ...rfm,
    grid: cells.map((cell) => ({
      ...cell,
      customers: 40 + cell.r_score + cell.f_score,
      mean_monetary: 5,
      top_two_share: ruled[`${String(cell.r_score)}-${String(cell.f_score)}`] ?? EVEN,
    })),
    segments: names.map((name) => ({
      ...rfm.segments[0],
      segment: name,
      customers: RF_GRID.flatMap((row, r) => row.flatMap((each, f) => (each === name ? [42 + r + f] : []))).reduce(
        (sum, each) => sum + each,
        0,
      ),
      top_two_share: segment[name] ?? EVEN,
    })),
  };
}

const hiddenCells = (rfm: RfmResult) =>
  gateRfm(rfm, 10)
    .grid.filter((cell) => isHidden(cell.mean_monetary))
    .map((cell) => `${String(cell.r_score)}-${String(cell.f_score)}`);

describe("money that two customers rule", () => {
  it("is shown where nobody rules it", () => {
    expect(hiddenCells(rfmOf({}))).toEqual([]);
    expect(gateRfm(rfmOf({}), 10).segments.some((each) => isHidden(each.monetary))).toBe(false);
  });

  it("is hidden in the cell, and with it the smallest other cell of its segment, while the counts stay", () => {
    const rfm = rfmOf({ "5-5": 0.86 });
    expect(hiddenCells(rfm)).toEqual(["5-4", "5-5"]);
    expect(gateRfm(rfm, 10).grid.every((cell) => typeof cell.customers === "number")).toBe(true);
    expect(hiddenCells(rfmOf({ "5-5": 0.85 }))).toEqual([]);
  });

  it("is hidden in all cells of a segment whose money is hidden, and in the segment hidden beside it", () => {
    const gated = gateRfm(rfmOf({ "5-1": 0.9 }, { new: 0.9 }), 10);
    const segments = gated.segments.filter((each) => isHidden(each.monetary)).map((each) => each.segment);
    expect(segments).toEqual(["promising", "new"]);
    expect(hiddenCells(rfmOf({ "5-1": 0.9 }, { new: 0.9 }))).toEqual(["4-1", "5-1"]);
    expect(gated.segments.find((each) => each.segment === "new")!.monetary).toEqual({ hidden: "dominated" });
    expect(gated.segments.every((each) => typeof each.customers === "number")).toBe(true);
  });

  it("never follows from a sum that is shown: no segment with shown money has exactly one hidden cell", () => {
    for (const [r, f] of [1, 2, 3, 4, 5].flatMap((each) => [1, 2, 3, 4, 5].map((other) => [each, other]))) {
      const key = `${String(r)}-${String(f)}`;
      const alone = RF_GRID.flat().filter((name) => name === RF_GRID[r - 1][f - 1]).length === 1;
      const rfm = rfmOf({ [key]: 0.95 }, alone ? { [RF_GRID[r - 1][f - 1]]: 0.95 } : {});
      const gated = gateRfm(rfm, 10);
      for (const { segment, monetary } of gated.segments) {
        const cells = gated.grid.filter((cell) => RF_GRID[cell.r_score - 1][cell.f_score - 1] === segment);
        const hidden = cells.filter((cell) => isHidden(cell.mean_monetary)).length;
        expect(isHidden(monetary) ? hidden === cells.length : hidden !== 1, `${key} ${segment}`).toBe(true);
      }
    }
  });

  it("does not tell by how much two customers rule", () => {
    const gated = gateRfm(rfmOf({ "5-5": 0.9 }), 10);
    expect(JSON.stringify([gated.segments, gated.grid])).not.toContain("top_two_share");
  });
});
