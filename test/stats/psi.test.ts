import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { psi, psiOfShares } from "../../src/stats/psi.js";

/** The definition, written out bin by bin. */
function slowPsi(expected: readonly number[], actual: readonly number[]): number {
  const rows = (side: readonly number[]) => side.reduce((a, b) => a + b, 0);
  const shares = (side: readonly number[], other: readonly number[]) => {
    const raw = side.map((count, bin) => {
      if (count > 0) return count / rows(side);
      return other[bin] > 0 ? 0.5 / rows(side) : 0;
    });
    const whole = raw.reduce((a, b) => a + b, 0);
    return raw.map((each) => each / whole);
  };
  const p = shares(expected, actual);
  const q = shares(actual, expected);
  let value = 0;
  for (let bin = 0; bin < p.length; bin++)
    if (p[bin] > 0) value += (q[bin] - p[bin]) * (Math.log(q[bin]) - Math.log(p[bin]));
  return value;
}

const counts = (list: readonly number[]) => Float64Array.from(list);
const shifted = fc
  .array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 1, maxLength: 12 })
  .map((pairs) => [pairs.map(([a]) => a), pairs.map(([, b]) => b)] as const)
  .filter((sides) => sides.every((side) => side.some((each) => each > 0)));

describe("the population stability index", () => {
  it("is that of the segmentation spec for shares .1 .2 .4 .3 to .2 .2 .3 .3", () => {
    expect(psiOfShares([0.1, 0.2, 0.4, 0.3], [0.2, 0.2, 0.3, 0.3]).psi).toBeCloseTo(0.0980829253, 10);
    expect(psi(counts([10, 20, 40, 30]), counts([200, 200, 300, 300])).psi).toBeCloseTo(0.0980829253, 10);
  });

  it("has the sampling limit of Yurdakul 2018 for N = 10,000, M = 5,000 and ten bins", () => {
    const tenth = (rows: number) => new Float64Array(10).fill(rows / 10);
    expect(psi(tenth(10_000), tenth(5_000)).limit95).toBeCloseTo(0.0050756933, 10);
  });

  it("gives an empty bin half a row, rescales its side and counts the bin", () => {
    // p = (4, 0.5) / 4.5 and q = (2, 2) / 4
    const expected = (0.5 - 4 / 4.5) * Math.log(0.5 / (4 / 4.5)) + (0.5 - 0.5 / 4.5) * Math.log(0.5 / (0.5 / 4.5));
    const found = psi(counts([4, 0]), counts([2, 2]));
    expect(found.psi).toBeCloseTo(expected, 12);
    expect(found.emptyBins).toBe(1);
  });

  it("gives an empty share 0.0001 where counts are not known", () => {
    const p = 0.0001 / 1.0001;
    const expected = (0.5 - p) * Math.log(0.5 / p) + (0.5 - (1 - p)) * Math.log(0.5 / (1 - p));
    expect(psiOfShares([0, 1], [0.5, 0.5])).toEqual({ psi: expect.closeTo(expected, 12) as number, emptyBins: 1 });
  });

  it("leaves out a bin that is empty on both sides, also from the limit", () => {
    const without = psi(counts([3, 7]), counts([6, 4]));
    expect(psi(counts([3, 0, 7]), counts([6, 0, 4]))).toEqual(without);
    expect(without.limit95).toBeCloseTo(0.2 * 3.841458820694124, 10);
    expect(psi(counts([3]), counts([9]))).toEqual({ psi: 0, emptyBins: 0, limit95: 0 });
  });

  it("agrees with the definition written out, is never negative and is the same both ways", () => {
    fc.assert(
      fc.property(shifted, ([a, b]) => {
        const found = psi(counts(a), counts(b));
        expect(found.psi).toBeCloseTo(slowPsi(a, b), 10);
        expect(found.psi).toBeGreaterThanOrEqual(0);
        expect(psi(counts(b), counts(a)).psi).toBeCloseTo(found.psi, 10);
      }),
    );
  });

  it("does not change when both sides without empty bins are doubled", () => {
    fc.assert(
      fc.property(shifted, ([a, b]) => {
        const filled = (side: readonly number[]) => side.map((each) => each + 1);
        const doubled = (side: readonly number[]) => counts(filled(side).map((each) => 2 * each));
        expect(psi(doubled(a), doubled(b)).psi).toBeCloseTo(psi(counts(filled(a)), counts(filled(b))).psi, 12);
      }),
    );
  });

  it("refuses sides of different length, without rows, negative or not finite", () => {
    for (const [p, q] of [
      [[1, 2], [1]],
      [
        [0, 0],
        [1, 2],
      ],
      [[1, 2], []],
      [
        [-1, 2],
        [1, 2],
      ],
      [
        [1, 2],
        [Number.NaN, 2],
      ],
    ]) {
      expect(() => psi(counts(p), counts(q))).toThrow(RangeError);
      expect(() => psiOfShares(p, q)).toThrow(RangeError);
    }
  });
});
