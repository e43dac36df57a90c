import { describe, expect, it } from "vitest";
import { isHidden } from "../../src/privacy/index.js";
import { rfmSegmentShares } from "../../src/report/figures/index.js";
import { gateFacts } from "../../src/report/gate/gate.js";
import { createNumbers } from "../../src/report/numbers.js";
import { fixtureFacts } from "./fixture.js";

describe("customers of RFM segments beside their money", () => {
  const facts = gateFacts(fixtureFacts());
  const figure = rfmSegmentShares(facts, createNumbers(10, 1))!;
  const segments = "omitted" in facts.rfm ? [] : facts.rfm.segments;

  it("draws two bars a segment in both languages, and none for a hidden share", () => {
    for (const language of ["en", "zh"] as const) {
      const { values } = figure.specs[language]["data"] as { values: { size: number; label: string }[] };
      expect(values).toHaveLength(2 * segments.length);
      const hidden = segments.map((each) => [isHidden(each.customer_share), isHidden(each.money_share)]).flat();
      expect(hidden.some(Boolean)).toBe(true);
      values.forEach((bar, at) => {
        if (hidden[at]) expect([bar.size, bar.label.endsWith("%")]).toEqual([0, false]);
        else expect(bar.label).toMatch(/%$|–/);
      });
    }
  });

  it("has the shares behind it, as the gate left them", () => {
    const rows = figure.data.rows.map((row) => row.map((cell) => cell.value));
    expect(rows.map((row) => row.slice(1))).toEqual(segments.map((each) => [each.customer_share, each.money_share]));
  });

  it("is left out without RFM", () => {
    expect(rfmSegmentShares({ ...facts, rfm: { omitted: "not declared" } } as never, createNumbers(10, 1))).toBeNull();
  });
});
