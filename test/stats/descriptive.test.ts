import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockSum, pairwiseTotal, sum } from "../../src/stats/block-sum.js";
import { pearson, spearman } from "../../src/stats/correlation.js";
import { defined } from "../../src/stats/measure.js";
import { midranks } from "../../src/stats/midranks.js";
import { mean, skewness, standardDeviation, variance } from "../../src/stats/moments.js";
import { interpolateQuantile, median, quantilePosition, quantileType7 } from "../../src/stats/quantile.js";

const column = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 60 });

describe("blockSum", () => {
  it("adds in order inside blocks of 1,024 and pairwise over blocks", () => {
    const x = Float64Array.from({ length: 1024 * 4 + 17 }, (_, i) => Math.sin(i) * 10 ** (i % 9));
    const blocks = [0, 1, 2, 3, 4].map((b) => x.slice(b * 1024, (b + 1) * 1024).reduce((a, v) => a + v, 0));
    expect(sum(x)).toBe(blocks[0] + blocks[1] + (blocks[2] + blocks[3]) + blocks[4]);
  });

  it("is exact for whole numbers and 0 for none", () => {
    expect(blockSum(100_000, (i) => i)).toBe(4_999_950_000);
    expect(sum([])).toBe(0);
    expect(pairwiseTotal(new Float64Array([1, 2, 3]))).toBe(6);
  });
});

describe("moments", () => {
  it("gives the hand-made answer", () => {
    const x = Object.freeze([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(mean(x).value).toBe(5);
    expect(standardDeviation(x, "n").value).toBe(2);
    expect(variance(x).value).toBeCloseTo(32 / 7, 14);
    expect(skewness(x).value).toBeCloseTo(42 / 8 / 8, 14);
  });

  it("loses nothing to a large constant", () => {
    const x = [1, 2, 4, 8];
    expect(variance(x.map((v) => v + 1e9)).value).toBe(variance(x).value);
  });

  it("says why there is no value", () => {
    expect(mean([])).toMatchObject({ defined: false, value: null, reason: "no_rows" });
    expect(variance([3]).reason).toBe("too_few_rows");
    expect(variance([3], "n").value).toBe(0);
    expect(skewness([1, 2]).reason).toBe("too_few_rows");
    expect(skewness([0.1, 0.1, 0.1]).reason).toBe("zero_variance");
    expect(() => mean([NaN])).toThrow(RangeError);
    expect(() => defined(Infinity)).toThrow(RangeError);
  });
});

describe("midranks", () => {
  it("shares the mean rank among equal values and counts by brute force", () => {
    expect([...midranks([30, 10, 20, 10])]).toEqual([4, 1.5, 3, 1.5]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (x) => {
        const slow = x.map((v) => x.filter((u) => u < v).length + (x.filter((u) => u === v).length + 1) / 2);
        expect([...midranks(x)]).toEqual(slow);
      }),
    );
  });
});

describe("correlation", () => {
  it("gives Anscombe's first quartet (1973): 0.81642", () => {
    const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
    const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
    expect(pearson(x, y).value).toBeCloseTo(0.81642, 5);
    const [rx, ry] = [midranks(x), midranks(y)];
    const squares = rx.reduce((total, rank, i) => total + (rank - ry[i]) ** 2, 0);
    expect(spearman(x, y).value).toBeCloseTo(1 - (6 * squares) / (11 * 120), 12);
  });

  it("is symmetric, within -1..1, and 1 with itself", () => {
    fc.assert(
      fc.property(column, (x) => {
        const y = x.map((v, i) => v * (i % 3) - i);
        const xy = pearson(x, y);
        expect(pearson(y, x)).toEqual(xy);
        if (xy.defined) expect(Math.abs(xy.value)).toBeLessThanOrEqual(1);
        const self = spearman(x, x);
        if (self.defined) expect(self.value).toBeCloseTo(1, 12);
      }),
    );
  });

  it("sees any rising relation as a rank correlation of 1", () => {
    expect(spearman([1, 2, 3, 4], [1, 10, 100, 1e6]).value).toBeCloseTo(1, 14);
    expect(pearson([1, 1, 1], [1, 2, 3]).reason).toBe("constant_column");
    expect(pearson([1], [1]).reason).toBe("too_few_rows");
    expect(() => pearson([1, 2], [1])).toThrow(RangeError);
  });
});

describe("quantileType7", () => {
  it("gives type 7 of 1..10 at fifths: 2.8, 4.6, 6.4, 8.2 (R's default)", () => {
    const x = Array.from({ length: 10 }, (_, i) => i + 1);
    const wanted = [2.8, 4.6, 6.4, 8.2];
    [0.2, 0.4, 0.6, 0.8].forEach((p, i) => expect(quantileType7(x, p)).toBeCloseTo(wanted[i], 12));
  });

  it("returns an order statistic exactly when h is whole up to rounding", () => {
    const x = Array.from({ length: 11 }, (_, i) => i * 0.1);
    for (let i = 0; i <= 10; i++) expect(quantileType7(x, i / 10)).toBe(x[i]);
    expect(quantilePosition(11, 0.7)).toEqual({ index: 7, weight: 0 });
    expect(interpolateQuantile(3, NaN, 0)).toBe(3);
    expect(median([3, 1, 2, 10])).toBe(2.5);
    expect(quantileType7([5], 0.3)).toBe(5);
  });

  it("rises with p and stays between the extremes", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(column, share, share, (x, p, q) => {
        const sorted = [...x].sort((a, b) => a - b);
        const [low, high] = [Math.min(p, q), Math.max(p, q)].map((at) => quantileType7(sorted, at));
        expect(low).toBeLessThanOrEqual(high + 1e-9 * Math.abs(high));
        expect(low).toBeGreaterThanOrEqual(sorted[0]);
      }),
    );
  });

  it("refuses no values and bad probabilities", () => {
    expect(() => quantileType7([], 0.5)).toThrow(RangeError);
    expect(() => quantileType7([1], 1.1)).toThrow(RangeError);
    expect(() => median([1, Infinity])).toThrow(RangeError);
  });
});
