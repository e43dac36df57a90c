import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ahpWeights } from "../../src/stats/ahp-weights.js";
import { additiveRanking, topsisRanking } from "../../src/stats/option-ranking.js";
import { weightSensitivity } from "../../src/stats/weight-sensitivity.js";

const benefit = (...values: number[]) => ({ values, higherIsBetter: true });
const cost = (...values: number[]) => ({ values, higherIsBetter: false });
const scoresOf = (found: ReturnType<typeof topsisRanking>) => found.scores.map((each) => each.value);
const near = (values: readonly number[], digits = 12) => values.map((each) => expect.closeTo(each, digits));

describe("additive ranking", () => {
  it("adds weighted min-max values by direction: a case of one page", () => {
    // y: cost (100, 150, 200) -> 1, 0.5, 0; quality (2, 8, 6) -> 0, 1, 2/3
    const found = additiveRanking([cost(100, 150, 200), benefit(2, 8, 6)], [0.4, 0.6]);
    expect(scoresOf(found)).toEqual(near([0.4, 0.8, 0.4]));
    expect(found.ranks).toEqual([2, 1, 2]);
  });

  it("lets a constant criterion decide nothing, and rescales weights", () => {
    const found = additiveRanking([benefit(5, 5), benefit(1, 2)], [30, 10]);
    expect(scoresOf(found)).toEqual(near([0, 0.25]));
  });
});

describe("TOPSIS", () => {
  it("follows a case worked by hand: columns (3, 4) and (4, 3) have length 5", () => {
    // weighted: A (.45, .2), B (.6, .15); ideal (.6, .2), worst (.45, .15); A: D+ .15, D- .05; B: D+ .05, D- .15
    const found = topsisRanking([benefit(3, 4), benefit(4, 3)], [0.75, 0.25]);
    expect(scoresOf(found)).toEqual(near([0.25, 0.75]));
    expect(found.ranks).toEqual([2, 1]);
    expect(scoresOf(topsisRanking([benefit(3, 4), benefit(4, 3)], [1, 1]))).toEqual(near([0.5, 0.5]));
  });

  it("turns a criterion round where low is better, and gives the ideal option 1 and the worst 0", () => {
    expect(scoresOf(topsisRanking([cost(3, 4), benefit(4, 3)], [0.75, 0.25]))).toEqual(near([1, 0]));
  });

  it("has no closeness where all options are alike, and leaves a column of zeros alone", () => {
    const alike = topsisRanking([benefit(2, 2), cost(0, 0)], [1, 1]);
    expect(alike.scores.map((each) => [each.value, each.reason])).toEqual([
      [null, "all_equal"],
      [null, "all_equal"],
    ]);
    expect(alike.ranks).toEqual([null, null]);
    expect(scoresOf(topsisRanking([benefit(1, 2), benefit(0, 0)], [1, 1]))).toEqual(near([0, 1]));
  });

  it("agrees with a direct evaluation of its formulas, and no unit changes it", () => {
    const table = fc.array(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 })), {
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 9 }), (rows, part) => {
        const [x, y] = [rows.map((row) => row[0]), rows.map((row) => row[1])];
        const w = [part / 10, 1 - part / 10];
        const [nx, ny] = [Math.hypot(...x), Math.hypot(...y)];
        const v = rows.map(([a, b]) => [(w[0] * a) / nx, (w[1] * b) / ny]);
        const best = [Math.max(...v.map((each) => each[0])), Math.min(...v.map((each) => each[1]))];
        const worst = [Math.min(...v.map((each) => each[0])), Math.max(...v.map((each) => each[1]))];
        const twin = v.map((each) => {
          const up = Math.hypot(each[0] - best[0], each[1] - best[1]);
          const down = Math.hypot(each[0] - worst[0], each[1] - worst[1]);
          return up + down === 0 ? null : down / (up + down);
        });
        const found = scoresOf(topsisRanking([benefit(...x), cost(...y)], w));
        found.forEach((each, at) => {
          if (twin[at] === null) expect(each).toBeNull();
          else expect(each).toBeCloseTo(twin[at], 9);
        });
        const inFen = scoresOf(topsisRanking([benefit(...x.map((each) => each * 100)), cost(...y)], w));
        inFen.forEach((each, at) => {
          if (each !== null) expect(each).toBeCloseTo(found[at]!, 12);
        });
      }),
      { numRuns: 200 },
    );
  });
});

/** Walks one weight over a fine grid, the others rescaled, and finds the nearest weight at which an order is reversed. */
function nearestReversal(
  criteria: Parameters<typeof additiveRanking>[0],
  weights: readonly number[],
  at: number,
  onlyFirst: boolean,
): number | null {
  const scoresAt = (t: number) => {
    const rest = 1 - weights[at];
    const w = weights.map((each, j) => (j === at ? t : (each * (1 - t)) / rest));
    return scoresOf(additiveRanking(criteria, w)) as number[];
  };
  const now = scoresAt(weights[at]);
  const first = now.indexOf(Math.max(...now));
  const reversed = (scores: readonly number[]) =>
    now.some((a, i) => now.some((b, j) => a > b && scores[i] < scores[j] - 1e-12 && (!onlyFirst || i === first)));
  const steps = 1000;
  const found = Array.from({ length: steps - 1 }, (_, step) => (step + 1) / steps).filter((t) => reversed(scoresAt(t)));
  return found.length === 0 ? null : Math.min(...found.map((t) => Math.abs(t - weights[at])));
}

describe("sensitivity of the additive ranking to a weight", () => {
  it("follows a case of one page: two options level at weight 0.5", () => {
    // y = (1, 0) and (0, 1): scores t and 1 - t
    const [first, second] = weightSensitivity([benefit(2, 1), benefit(1, 2)], [0.7, 0.3]);
    expect(first.first).toEqual({
      weight: expect.closeTo(0.5, 12),
      change: expect.closeTo(-0.2, 12),
      ahead: 0,
      behind: 1,
    });
    expect(second.any!.change).toBeCloseTo(0.2, 12);
  });

  it("finds nothing where one option is better in everything, and nothing to rescale beside a weight of 1", () => {
    expect(weightSensitivity([benefit(2, 1), benefit(2, 1)], [0.7, 0.3])).toEqual([
      { first: null, any: null },
      { first: null, any: null },
    ]);
    expect(weightSensitivity([benefit(2, 1), benefit(1, 2)], [1, 0])[0]).toEqual({ first: null, any: null });
  });

  it("says 0 for options that are level now", () => {
    const [first] = weightSensitivity([benefit(2, 1), benefit(1, 2)], [0.5, 0.5]);
    expect(first.first).toEqual({ weight: 0.5, change: 0, ahead: 0, behind: 1 });
  });

  it("agrees with a walk over all weights", () => {
    const value = fc.integer({ min: 0, max: 20 });
    const row = fc.tuple(value, value, value);
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 4 }), fc.nat(2), (rows, at) => {
        const criteria = [0, 1, 2].map((j) => benefit(...rows.map((each) => each[j])));
        const weights = [0.5, 0.3, 0.2];
        const now = scoresOf(additiveRanking(criteria, weights)) as number[];
        fc.pre(new Set(now.map((each) => each.toFixed(9))).size === now.length);
        const found = weightSensitivity(criteria, weights)[at];
        for (const [closed, onlyFirst] of [
          [found.first, true],
          [found.any, false],
        ] as const) {
          const walked = nearestReversal(criteria, weights, at, onlyFirst);
          if (walked !== null) expect(Math.abs(Math.abs(closed!.change) - walked)).toBeLessThan(1 / 500);
          else if (closed !== null) expect(Math.min(closed.weight, 1 - closed.weight)).toBeLessThan(1 / 500);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("refuses fewer than two options, unequal lengths and values that are not finite", () => {
    expect(() => additiveRanking([benefit(1)], [1])).toThrow(RangeError);
    expect(() => topsisRanking([benefit(1, 2), benefit(1)], [1, 1])).toThrow(RangeError);
    expect(() => topsisRanking([benefit(1, NaN)], [1])).toThrow(RangeError);
    expect(() => weightSensitivity([benefit(1, 2)], [-1])).toThrow(RangeError);
    expect(() => additiveRanking([], [])).toThrow(RangeError);
  });
});

describe("pairwise matrices of Saaty", () => {
  /** Upper half by rows, the rest completed. */
  const half = (rows: readonly (readonly number[])[]) =>
    rows.map((row, at) => [...Array.from({ length: at }, () => null), 1, ...row]);

  it("buying a house: weights, lambda_max 9.669, CI 0.238, CR 0.169 (Saaty 1990, EJOR 48)", () => {
    const found = ahpWeights(
      half([
        [5, 3, 7, 6, 6, 1 / 3, 1 / 4],
        [1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
        [6, 3, 4, 6, 1 / 5],
        [1 / 3, 1 / 4, 1 / 7, 1 / 8],
        [1 / 2, 1 / 5, 1 / 6],
        [1 / 5, 1 / 6],
        [1 / 2],
        [],
      ]),
    );
    expect(found.weights).toEqual(near([0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333], 2.9));
    expect(found.lambdaMax).toBeCloseTo(9.669, 2.9);
    expect(found.consistencyIndex).toBeCloseTo(0.238, 2.9);
    expect(found.consistencyRatio).toBeCloseTo(0.169, 2.9);
    expect(found.consistent).toBe(false);
    expect([found.worst[0].row, found.worst[0].column]).toEqual([2, 6]);
    expect(found.worst[0].judgement).toBe(6);
    expect(found.worst[0].consistent).toBeCloseTo(found.weights[2] / found.weights[6], 12);
  });

  it("consumption of drinks: weights and CR 0.022 (Saaty 2008, Int. J. Services Sciences 1)", () => {
    const found = ahpWeights(
      half([
        [9, 5, 2, 1, 1, 1 / 2],
        [1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
        [1 / 3, 1 / 4, 1 / 3, 1 / 9],
        [1 / 2, 1, 1 / 3],
        [2, 1 / 2],
        [1 / 3],
        [],
      ]),
    );
    expect(found.weights).toEqual(near([0.177, 0.019, 0.042, 0.116, 0.19, 0.129, 0.327], 2.6));
    expect(found.consistencyRatio).toBeCloseTo(0.022, 2.4);
  });
});
