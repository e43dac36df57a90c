import { describe, expect, it } from "vitest";
import { driftOf, type Shape } from "../../src/report/check/drift.js";
import { aligned, columnsOf, cut, sparkline } from "../../src/report/check/lines.js";

const shape = (given: Partial<Shape>): Shape => ({
  ...{ table: "customers", column: "tier", type: "text", rows: 1000, missing: 0, mean: null, bins: [], codes: null },
  ...given,
});

describe("drift", () => {
  it("is the published index over codes and bins, with missing values as a bin", () => {
    const codes = (counts: readonly number[]) => new Map(counts.map((rows, at) => [`code${String(at)}`, rows]));
    const [found] = driftOf(
      [shape({ codes: codes([100, 200, 400, 300]) })],
      [shape({ codes: codes([200, 200, 300, 300]) })],
      10,
    );
    expect(found.psi).toBeCloseTo(0.0980829253, 10);
    expect(found.shift).toBe("small");
    const number = (missing: number, bins: readonly number[]) => shape({ type: "money", missing, bins, mean: 1 });
    const [binned] = driftOf([number(100, [200, 400, 300])], [number(200, [200, 300, 300])], 10);
    expect(binned.psi).toBeCloseTo(0.0980829253, 10);
    expect(binned.missing_share).toEqual({ before: 0.1, after: 0.2 });
  });

  it("is chance below the limit, and large above 0.25", () => {
    const codes = (a: number, b: number) =>
      shape({
        rows: a + b,
        codes: new Map([
          ["a", a],
          ["b", b],
        ]),
      });
    expect(driftOf([codes(50, 50)], [codes(55, 45)], 10)[0].shift).toBe("none");
    expect(driftOf([codes(500, 500)], [codes(900, 100)], 10)[0].shift).toBe("large");
  });

  it("names new and vanished codes, but none of few rows", () => {
    const before = shape({
      codes: new Map([
        ["a", 900],
        ["old", 95],
        ["planted", 5],
      ]),
    });
    const after = shape({
      codes: new Map([
        ["a", 900],
        ["new", 97],
        ["secret", 3],
      ]),
    });
    const [found] = driftOf([before], [after], 10);
    expect(found.new_codes).toEqual([{ code: "new", rows: 97 }]);
    expect(found.vanished_codes).toEqual([{ code: "old", rows: 95 }]);
    expect(found.small_codes).toBe(2);
    expect(JSON.stringify(found)).not.toMatch(/planted|secret/);
  });

  it("shows no mean of few values and compares only what both exports have with the same type", () => {
    const few = shape({ type: "money", rows: 199, mean: 5, bins: [199] });
    expect(driftOf([few], [few], 10)[0].mean).toEqual({ before: null, after: null });
    expect(driftOf([few], [shape({ type: "text", codes: new Map([["a", 1]]) })], 10)).toEqual([]);
  });
});

describe("lines at a terminal", () => {
  it("count a Chinese character as two and cut with an ellipsis", () => {
    expect([columnsOf("客户id"), columnsOf("大𡐓镇")]).toEqual([6, 6]);
    expect([cut("客户编号", 5), cut("short", 5)]).toEqual(["客户…", "short"]);
    expect(
      aligned(
        [
          ["客户", "1"],
          ["abc", "10"],
        ],
        [1],
      ),
    ).toEqual(["  客户   1", "  abc   10"]);
  });

  it("draw a bar for every month and a blank for none", () => {
    expect(sparkline([0, 1, 8])).toBe(" ▂█");
    expect(sparkline([])).toBe("");
  });
});
