import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { association } from "../../src/stats/contingency.js";

const HAIR_BY_EYE = [
  [68, 20, 15, 5],
  [119, 84, 54, 29],
  [26, 17, 14, 14],
  [7, 94, 10, 16],
];

describe("association of categories", () => {
  it("has the values of hair and eye colour (Snee 1974; R's chisq.test)", () => {
    const { chiSquare, df, cramersV, residuals, p } = association(HAIR_BY_EYE);
    expect(chiSquare.value).toBeCloseTo(138.2898416, 7);
    expect([df, p! < 1e-24]).toEqual([9, true]);
    expect(cramersV.value).toBeCloseTo(0.2790446, 7);
    expect(residuals[3][1]).toBeCloseTo(9.96755, 5);
    expect(residuals[3][0]).toBeCloseTo(-8.32825, 5);
  });

  it("does not change when empty rows or columns are added, and V lies between 0 and 1", () => {
    const counts = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(fc.array(fc.tuple(counts, counts, counts), { minLength: 2, maxLength: 5 }), (table) => {
        const plain = association(table);
        const padded = association([...table.map((row) => [row[0], 0, row[1], row[2]]), [0, 0, 0, 0]]);
        expect(padded.cramersV).toEqual(plain.cramersV);
        expect([padded.df, padded.p]).toEqual([plain.df, plain.p]);
        if (plain.cramersV.defined) {
          expect(plain.cramersV.value).toBeGreaterThanOrEqual(0);
          expect(plain.cramersV.value).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });

  it("is 1 for a diagonal, 0 for proportional rows, and not defined for one column", () => {
    expect(association([[5, 0], [0, 7]]).cramersV.value).toBeCloseTo(1, 14); // prettier-ignore
    expect(association([[2, 4], [3, 6]]).chiSquare.value).toBe(0); // prettier-ignore
    expect(association([[2], [3]]).cramersV.reason).toBe("one_group");
    expect(association([]).chiSquare.reason).toBe("one_group");
    for (const bad of [[[1, -1]], [[1], [1, 2]], [[0.5]]]) expect(() => association(bad)).toThrow(RangeError);
  });
});
