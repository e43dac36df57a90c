import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inferenceOf } from "../../../src/stats/inference/inference.js";
import { clusterRobustMean, meanChange, pairedMean, welch } from "../../../src/stats/inference/means.js";
import { momentsOf, momentsOfExactSums } from "../../../src/stats/inference/sample-moments.js";
import { dataset } from "../../support/datasets.js";

/** Student 1908: extra hours of sleep of ten patients under two drugs. */
const first = Object.freeze([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
const second = Object.freeze([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);

describe("welch", () => {
  it("gives R's t.test on Student's sleep data: t = -1.8608, df = 17.776, p = 0.07939", () => {
    const test = welch(momentsOf(first), momentsOf(second));
    expect(test.statistic).toBeCloseTo(-1.8608, 4);
    expect(test.df).toBeCloseTo(17.776, 3);
    expect(test.p).toBeCloseTo(0.07939, 5);
    expect(test.low).toBeCloseTo(-3.3654832, 7);
    expect(test.high).toBeCloseTo(0.2054832, 7);
  });

  it("says why there is no error", () => {
    const one = momentsOf([5]);
    expect(welch(one, momentsOf([1, 2]))).toMatchObject({ defined: false, estimate: 3.5, reason: "too_few_rows" });
    expect(welch(momentsOf([2, 2]), momentsOf([1, 1]))).toMatchObject({ estimate: 1, reason: "zero_variance" });
    expect(welch(momentsOf([0.1, 0.1, 0.1]), momentsOf([0.3, 0.3, 0.3])).reason).toBe("zero_variance");
    expect(() => momentsOf([])).toThrow(RangeError);
    expect(() => momentsOf([1, NaN])).toThrow(RangeError);
    expect(() => welch(momentsOf([1, 2]), momentsOf([1, 2]), 0.7)).toThrow(RangeError);
  });
});

describe("exact sums", () => {
  it("keep the variance when 1e9 is added to every amount in cents", () => {
    const cents = [12_345, -9_800, 77, 1_000_003, 0];
    const exact = (shift: bigint) => {
      const values = cents.map((value) => BigInt(value) + shift);
      const sum = values.reduce((a, v) => a + v, 0n);
      return momentsOfExactSums(
        5,
        sum,
        values.reduce((a, v) => a + v * v, 0n),
        100,
      );
    };
    expect(exact(100_000_000_000n).variance).toBe(exact(0n).variance);
    expect(exact(0n).variance).toBeCloseTo(momentsOf(cents.map((value) => value / 100)).variance, 6);
    expect(exact(0n).mean).toBeCloseTo(2005.25, 10);
    expect(() => momentsOfExactSums(2, 10n, 1n)).toThrow(RangeError);
    expect(momentsOfExactSums(1, 7n, 49n)).toEqual({ n: 1, mean: 7, variance: 0 });
  });
});

describe("pairedMean", () => {
  it("gives R's paired t.test: t = 4.0621, df 9, p = 0.002833", () => {
    const { change, effectSizeDz, n } = pairedMean(first, second);
    expect([n, change.df]).toEqual([10, 9]);
    expect(change.estimate).toBeCloseTo(1.58, 12);
    expect(change.statistic).toBeCloseTo(4.0621, 4);
    expect(change.p).toBeCloseTo(0.002833, 6);
    expect(change.low).toBeCloseTo(0.7001142, 7);
    expect(change.high).toBeCloseTo(2.4598858, 7);
    expect(effectSizeDz.value).toBeCloseTo(4.0621 / Math.sqrt(10), 4);
  });

  it("says why there is no error", () => {
    expect(pairedMean([1], [2]).change).toMatchObject({ estimate: 1, reason: "too_few_rows" });
    const equal = pairedMean([0.1, 0.2, 0.7], [0.4, 0.5, 1]);
    expect([equal.change.reason, equal.effectSizeDz.reason]).toEqual(["zero_variance", "zero_variance"]);
    expect(meanChange({ n: 4, mean: 1, variance: 4 }).change.se).toBe(1);
    expect(() => pairedMean([1], [1, 2])).toThrow(RangeError);
  });
});

describe("clusterRobustMean", () => {
  it("equals the formula on hand-made clusters", () => {
    // units 1,2 | 4 | 5,6,7 with mean 25/6; scores 3 - 50/6, 4 - 25/6, 18 - 75/6
    const result = clusterRobustMean([
      { n: 2, sum: 3 },
      { n: 0, sum: 0 },
      { n: 1, sum: 4 },
      { n: 3, sum: 18 },
    ]);
    const squares = (3 - 50 / 6) ** 2 + (4 - 25 / 6) ** 2 + (18 - 75 / 6) ** 2;
    expect(result.estimate).toBeCloseTo(25 / 6, 14);
    expect(result.se).toBeCloseTo(Math.sqrt((1.5 * squares) / 36), 14);
    expect(result.df).toBe(2);
  });

  it("is the ordinary error of the mean when every unit is its own cluster", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 30 }), (x) => {
        const byCluster = clusterRobustMean(x.map((value) => ({ n: 1, sum: value })));
        const { change } = meanChange(momentsOf(x));
        expect(byCluster.reason).toBe(change.reason);
        if (change.defined) expect(byCluster.se).toBeCloseTo(change.se, 12);
      }),
    );
  });

  it("says why there is no error", () => {
    expect(clusterRobustMean([])).toMatchObject({ estimate: null, reason: "no_rows" });
    expect(clusterRobustMean([{ n: 2, sum: 4 }])).toMatchObject({ estimate: 2, reason: "too_few_clusters" });
    expect(
      clusterRobustMean([
        { n: 3, sum: 0.3 },
        { n: 7, sum: 0.7 },
      ]).reason,
    ).toBe("zero_variance");
  });
});

describe("inferenceOf", () => {
  it("uses the normal distribution when there are no degrees of freedom", () => {
    const result = inferenceOf(2, 1, null);
    expect(result.p).toBeCloseTo(0.0455002639, 9);
    expect(result.high).toBeCloseTo(3.959963985, 9);
    expect(() => inferenceOf(1, NaN, 3)).toThrow(RangeError);
    expect(() => inferenceOf(1, 1, 3, 0)).toThrow(RangeError);
  });
});

const lalonde = dataset("lalonde");

describe.skipIf(!lalonde)("lalonde [needs datasets]", () => {
  const arms = (lines: string[][], treat: number, outcome: number) =>
    [1, 0].map((arm) =>
      momentsOf(lines.filter((cells) => Number(cells[treat]) === arm).map((cells) => Number(cells[outcome]))),
    );

  it("raw difference -635.0262, Welch SE 677.1954, t -0.937730, df 326.412, p 0.349077", () => {
    const text = readFileSync(join(lalonde!, "matchit_lalonde.tab"), "utf8").trim().split(/\r?\n/).slice(1);
    const [treated, control] = arms(
      text.map((line) => line.split(/\s+/)),
      1,
      9,
    );
    const test = welch(treated, control);
    expect([treated.n, control.n]).toEqual([185, 429]);
    expect(test.estimate).toBeCloseTo(-635.0262, 4);
    expect(test.se).toBeCloseTo(677.1954, 4);
    expect(test.statistic).toBeCloseTo(-0.93773, 6);
    expect(test.df).toBeCloseTo(326.412, 3);
    expect(test.p).toBeCloseTo(0.349077, 6);
    expect(test.low).toBeCloseTo(-1967.244, 3);
    expect(test.high).toBeCloseTo(697.192, 3);
  });

  it("the experiment: 1794.3424, Welch SE 670.9965, df 307.132, p 0.007893", () => {
    const text = readFileSync(join(lalonde!, "nsw_mixtape.csv"), "utf8").trim().split(/\r?\n/);
    const head = text[0].split(",");
    const [treated, control] = arms(
      text.slice(1).map((line) => line.split(",")),
      head.indexOf("treat"),
      head.indexOf("re78"),
    );
    const test = welch(treated, control);
    expect(test.estimate).toBeCloseTo(1794.3424, 4);
    expect(test.se).toBeCloseTo(670.9965, 4);
    expect(test.df).toBeCloseTo(307.132, 3);
    expect(test.p).toBeCloseTo(0.007893, 6);
  });
});
