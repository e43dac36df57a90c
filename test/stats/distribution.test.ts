import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { giniNormalised, giniPlain, profitDeciles, topShares } from "../../src/stats/concentration.js";
import { whaleCurve, whalePoints } from "../../src/stats/whale-curve.js";

const profits = Object.freeze([10, 100, -80, 60, -20, 30]);
const cents = fc.array(fc.integer({ min: -100_000, max: 100_000 }), { minLength: 2, maxLength: 40 });

describe("whaleCurve", () => {
  it("of 100, 60, 30, 10, -20, -80: 1.0, 1.6, 1.9, 2.0, 1.8, 1.0, peak 200 % at 66.7 %", () => {
    const curve = whaleCurve(profits);
    expect([...curve.order]).toEqual([1, 3, 5, 0, 4, 2]);
    expect([...curve.cumulative].map((value) => value / curve.total)).toEqual([1, 1.6, 1.9, 2, 1.8, 1]);
    expect(curve.peak.value).toBe(2);
    expect(curve.peakPosition.value).toBeCloseTo(4 / 6, 14);
    expect(curve.erosion.value).toBe(1);
    expect(curve.unprofitableShare.value).toBeCloseTo(2 / 6, 14);
  });

  it("shows money, not percent, when the total is not positive", () => {
    const curve = whaleCurve([5, -5]);
    expect(curve.peak).toMatchObject({ defined: false, reason: "total_not_positive" });
    expect(curve.erosion.reason).toBe("total_not_positive");
    expect([curve.peakProfit, curve.total]).toEqual([5, 0]);
    expect(whaleCurve([]).peakPosition.reason).toBe("no_rows");
    expect(whaleCurve([-1, -2]).peakProfit).toBe(0);
    expect(() => whaleCurve([1, NaN])).toThrow(RangeError);
  });

  it("never falls below its end before the peak, and ties keep the order of ids", () => {
    expect([...whaleCurve([1, 2, 1, 2]).order]).toEqual([1, 3, 0, 2]);
    fc.assert(
      fc.property(cents, (x) => {
        const curve = whaleCurve(x);
        expect(curve.total).toBe(x.reduce((a, v) => a + v, 0));
        expect(Math.max(0, ...curve.cumulative)).toBe(curve.peakProfit);
      }),
    );
  });

  it("is drawn through its first point, peak and end with at most 201 points", () => {
    const long = whaleCurve(Array.from({ length: 5000 }, (_, i) => 3217 - i));
    const points = whalePoints(long);
    expect(points.length).toBeLessThanOrEqual(201);
    expect([points[0], points.at(-1), points.includes(3217)]).toEqual([1, 5000, true]);
    expect(whalePoints(whaleCurve(profits))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(whalePoints(whaleCurve([7]))).toEqual([1]);
    expect(whalePoints(whaleCurve([]))).toEqual([]);
  });
});

describe("gini", () => {
  it("gives the reference values", () => {
    expect(giniPlain([4, 2, 1, 3]).value).toBeCloseTo(0.25, 14);
    expect(giniNormalised([4, 2, 1, 3]).value).toBeCloseTo(1 / 3, 14);
    expect(giniNormalised(profits).value).toBeCloseTo(0.7733333, 7);
    expect(giniPlain(profits).reason).toBe("negative_values");
  });

  it("equals the brute-force sum over pairs", () => {
    fc.assert(
      fc.property(cents, (x) => {
        const pairs = x.reduce((total, a) => total + x.reduce((t, b) => t + Math.abs(a - b), 0), 0);
        const size = x.reduce((total, a) => total + Math.abs(a), 0);
        const normalised = giniNormalised(x);
        if (size === 0) expect(normalised.reason).toBe("all_equal");
        else expect(normalised.value).toBeCloseTo(pairs / (2 * (x.length - 1) * size), 12);
        const positive = x.map((v) => Math.abs(v) + 1);
        const plainPairs = positive.reduce((t, a) => t + positive.reduce((s, b) => s + Math.abs(a - b), 0), 0);
        const total = positive.reduce((a, v) => a + v, 0);
        expect(giniPlain(positive).value).toBeCloseTo(plainPairs / (2 * x.length * total), 12);
        expect(giniPlain([...positive, ...positive]).value).toBeCloseTo(giniPlain(positive).value!, 12);
      }),
    );
  });

  it("says why there is no value", () => {
    expect(giniPlain([]).reason).toBe("no_rows");
    expect(giniPlain([0, 0]).reason).toBe("total_not_positive");
    expect(giniNormalised([1]).reason).toBe("too_few_rows");
    expect(giniNormalised([2, 2]).value).toBe(0);
    expect(giniNormalised([5, 0, 0]).value).toBe(1);
  });
});

describe("profitDeciles", () => {
  it("puts the best in 1 and keeps equal profits together", () => {
    expect([...profitDeciles([5, 1, 5, 5, 3, 2, 9, 8, 7, 6])]).toEqual([6, 10, 6, 6, 8, 9, 1, 2, 3, 4]);
    expect(new Set(profitDeciles([4, 4, 4, 4]))).toEqual(new Set([6]));
  });
});

describe("topShares", () => {
  it("shares gross positive profit, the last customer in part", () => {
    const [one, half, all] = topShares(profits, [1 / 6, 0.5, 1]);
    expect([one.value, half.value, all.value]).toEqual([0.5, 0.95, 1]);
    expect(topShares([3, 1], [0.25])[0].value).toBeCloseTo((0.5 * 3) / 4, 14);
    expect(topShares([-1, 0])[0].reason).toBe("total_not_positive");
    expect(() => topShares([1], [2])).toThrow(RangeError);
  });

  it("does not change when every customer is doubled", () => {
    fc.assert(
      fc.property(cents, (x) => {
        const twice = topShares([...x, ...x]);
        topShares(x).forEach((share, i) => {
          expect(twice[i].reason).toBe(share.reason);
          if (share.defined) expect(twice[i].value).toBeCloseTo(share.value, 12);
        });
      }),
    );
  });
});
