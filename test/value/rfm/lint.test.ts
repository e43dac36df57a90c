import { describe, expect, it } from "vitest";
import {
  lintSegments,
  overlappedCells,
  unscoredLetters,
  type BinsByLetter,
} from "../../../src/value/rfm/segments/lint.js";
import { SEGMENT_PRESETS } from "../../../src/value/rfm/segments/presets.js";
import type { SegmentRule } from "../../../src/value/rfm/segments/rules.js";

const FIVE: BinsByLetter = new Map([
  ["r", 5],
  ["f", 5],
  ["m", 5],
]);

const kinds = (rules: readonly SegmentRule[], kind: string) =>
  lintSegments(rules, FIVE).filter((each) => each.kind === kind);

describe("the rule linter", () => {
  it("finds the known faults of the table of the R package rfm 0.2", () => {
    const rules = SEGMENT_PRESETS["rfm-r-0.2"];
    expect(kinds(rules, "dead").flatMap((each) => each.rules)).toEqual([
      "New Customers",
      "Promising",
      "Can't Lose Them",
    ]);
    expect(overlappedCells(rules, FIVE)).toHaveLength(39);
    expect(kinds(rules, "uncovered").flatMap((each) => each.cells)).toHaveLength(36);
  });

  it("finds nothing in the grid of recency and frequency", () => {
    expect(lintSegments(SEGMENT_PRESETS["rf-grid"], FIVE)).toEqual([]);
  });

  it("puts each cell of the grid where the printed table has it", () => {
    const printed = [
      "Hibernating,Hibernating,At risk,At risk,Can't lose",
      "Hibernating,Hibernating,At risk,At risk,Can't lose",
      "About to sleep,About to sleep,Need attention,Loyal,Loyal",
      "Promising,Potential loyalist,Potential loyalist,Loyal,Loyal",
      "New,Potential loyalist,Potential loyalist,Champions,Champions",
    ].map((row) => row.split(","));
    for (let r = 1; r <= 5; r++) {
      for (let f = 1; f <= 5; f++) {
        const one: SegmentRule = { segment: "here", r, f };
        const winner = lintSegments([...SEGMENT_PRESETS["rf-grid"], one], FIVE).filter(
          (each) => each.kind === "overlapping" && each.rules[1] === "here",
        );
        expect(winner.map((each) => each.rules[0])).toEqual([printed[r - 1][f - 1]]);
      }
    }
  });

  it("names winner and loser of an overlap with the cells and the customers there", () => {
    const rules: SegmentRule[] = [
      { segment: "first", r: "1-2" },
      { segment: "second", r: "2-5", f: 1, m: 1 },
    ];
    const [found] = lintSegments(rules, FIVE, new Map([["2-1-1", 7]])).filter((each) => each.kind === "overlapping");
    expect(found).toEqual({ kind: "overlapping", rules: ["first", "second"], cells: ["2-1-1"], customers: 7 });
  });

  it("reports empty ranges, scores outside 1..k, and letters that are not scored", () => {
    const rules: SegmentRule[] = [{ segment: "turned", r: "5-4" }, { segment: "high", f: "4-6" }, { segment: "rest" }];
    expect(lintSegments(rules, FIVE).map((each) => [each.kind, each.rules])).toEqual([
      ["empty_range", ["turned"]],
      ["outside", ["high"]],
      ["dead", ["turned"]],
      ["overlapping", ["high", "rest"]],
    ]);
    expect(unscoredLetters([{ segment: "x", p: 1 }], FIVE)).toEqual(["p"]);
  });
});
