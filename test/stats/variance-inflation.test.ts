import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { varianceInflation } from "../../src/stats/variance-inflation.js";

describe("varianceInflation", () => {
  it("is 1/(1 - r^2) for two columns and 1 for none correlated", () => {
    fc.assert(
      fc.property(fc.double({ min: -0.99, max: 0.99, noNaN: true }), (r) => {
        for (const each of varianceInflation(Float64Array.of(1, r, r, 1), 2))
          expect(each.value! * (1 - r * r)).toBeCloseTo(1, 10);
      }),
    );
    expect(varianceInflation(Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), 3).map((each) => each.value)).toEqual([
      1, 1, 1,
    ]);
  });

  it("is 1/(1 - R^2) of three columns by hand: r12 = .5, r13 = .5, r23 = 0 gives R1^2 = .5", () => {
    const [first, second] = varianceInflation(Float64Array.of(1, 0.5, 0.5, 0.5, 1, 0, 0.5, 0, 1), 3);
    expect(first.value).toBeCloseTo(2, 12);
    expect(second.value).toBeCloseTo(1.5, 12);
  });

  it("has no value for columns that say the same, and refuses another shape", () => {
    expect(varianceInflation(Float64Array.of(1, 1, 1, 1), 2)[0]).toMatchObject({
      defined: false,
      reason: "singular_matrix",
    });
    expect(() => varianceInflation(Float64Array.of(1), 2)).toThrow(RangeError);
  });
});
