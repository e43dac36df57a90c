import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ahpWeights, combineJudgements } from "../../src/stats/ahp-weights.js";
import { combinedWeights, givenWeights } from "../../src/stats/combined-weights.js";
import { entropyWeights, minMaxScale, signedLog1p } from "../../src/stats/entropy-weights.js";

function expectClose(actual: readonly number[], wanted: readonly number[], digits: number): void {
  expect(actual.length).toBe(wanted.length);
  wanted.forEach((value, i) => expect(actual[i]).toBeCloseTo(value, digits));
}

const judgements = Object.freeze([
  [1, 1 / 3, 1 / 5],
  [3, 1, 1 / 2],
  [5, 2, 1],
]);

describe("ahpWeights", () => {
  it("gives the weights computed in R for R, F, M", () => {
    const result = ahpWeights(judgements);
    expectClose(result.weights, [0.1094522895, 0.3089956436, 0.5815520669], 10);
    expect(result.lambdaMax).toBeCloseTo(3.003694598, 9);
    expect(result.consistencyIndex).toBeCloseTo(0.0018473, 7);
    expect(result.consistencyRatio).toBeCloseTo(0.003184998, 9);
    expect(result).toMatchObject({ consistent: true, outsideScale: 0, randomIndex: 0.58 });
  });

  it("finds a circular matrix inconsistent: CR 1.149425", () => {
    const result = ahpWeights([
      [1, 3, 1 / 3],
      [1 / 3, 1, 3],
      [3, 1 / 3, 1],
    ]);
    expectClose(result.weights, [1 / 3, 1 / 3, 1 / 3], 12);
    expect(result.lambdaMax).toBeCloseTo(13 / 3, 12);
    expect(result.consistencyRatio).toBeCloseTo(1.149425, 6);
    expect(result.consistent).toBe(false);
    expect(result.worst.map((one) => [one.row, one.column])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    expect(result.worst[0].deviation).toBeCloseTo(Math.log(3), 12);
  });

  it("recovers the weights behind a consistent matrix by both methods, from a half matrix too", () => {
    const weight = fc.double({ min: 0.1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(weight, { minLength: 1, maxLength: 10 }), (w) => {
        const half = w.map((wi, i) => w.map((wj, j) => (j > i ? wi / wj : null)));
        const total = w.reduce((a, v) => a + v, 0);
        for (const method of ["eigen", "geometric"] as const) {
          const result = ahpWeights(half, method);
          expectClose(
            result.weights,
            w.map((v) => v / total),
            10,
          );
          expect(Math.abs(result.consistencyRatio)).toBeLessThan(1e-9);
        }
      }),
    );
  });

  it("joins judges by geometric means", () => {
    const other = [
      [1, 1 / 3, 1 / 5],
      [3, 1, 1 / 8],
      [5, 8, 1],
    ];
    const joint = combineJudgements([judgements, other]);
    expect(joint[2][1]).toBeCloseTo(4, 12);
    expect(joint[1][0]).toBeCloseTo(3, 12);
    expect(() => combineJudgements([judgements, [[1]]])).toThrow(RangeError);
    expect(() => combineJudgements([])).toThrow(RangeError);
  });

  it("refuses a matrix that is not reciprocal, positive and square", () => {
    for (const bad of [
      [],
      [[1, 2]],
      [[2]],
      [
        [1, 2],
        [2, 1],
      ],
      [
        [1, -2],
        [-0.5, 1],
      ],
      [
        [1, null],
        [null, 1],
      ],
      [
        [1, NaN],
        [1, 1],
      ],
    ]) {
      expect(() => ahpWeights(bad)).toThrow(RangeError);
    }
    expect(
      ahpWeights([
        [1, 12],
        [1 / 12, 1],
      ]).outsideScale,
    ).toBe(1);
  });
});

const customers = [
  { values: Object.freeze([30, 200, 5, 90]), higherIsBetter: false },
  { values: Object.freeze([12, 3, 25, 8]), higherIsBetter: true },
  { values: Object.freeze([500, 120, 2400, 300]), higherIsBetter: true },
];

describe("entropyWeights", () => {
  it("gives the example of four customers", () => {
    const result = entropyWeights(customers);
    expectClose(
      result.entropy.map((e) => e.value!),
      [0.773286, 0.664873, 0.447446],
      6,
    );
    expectClose(result.weights, [0.203441, 0.300726, 0.495833], 6);
    const scaled = customers.map((one, j) =>
      minMaxScale(one, { minimum: result.minimum[j], maximum: result.maximum[j] }),
    );
    const index = [0, 1, 2, 3].map((i) => scaled.reduce((total, y, j) => total + result.weights[j] * y[i], 0));
    expectClose(index, [0.383022, 0, 1, 0.222253], 6);
    expectClose(entropyWeights(customers, 0.01).weights, [0.205363, 0.300763, 0.493874], 6);
  });

  it("gives the values computed in R", () => {
    const columns = [
      [1, 2, 3, 4],
      [10, 10, 20, 40],
      [5, 5, 5, 6],
    ].map((values) => ({ values, higherIsBetter: true }));
    const result = entropyWeights(columns);
    expectClose(
      result.entropy.map((e) => e.value!),
      [0.7295739585, 0.4056390622, 0],
      10,
    );
    expectClose(result.weights, [0.1450171223, 0.3187285971, 0.5362542806], 10);
  });

  it("gives a constant measure no weight and equal weights when nothing varies", () => {
    const flat = { values: [3, 3, 3, 3], higherIsBetter: true };
    const some = entropyWeights([customers[0], flat]);
    expect([...some.weights, ...some.constant]).toEqual([1, 0, 1]);
    expect(some.entropy[1].reason).toBe("constant_column");
    const none = entropyWeights([flat, flat]);
    expect([none.weights, none.equalForWantOfSpread]).toEqual([[0.5, 0.5], true]);
  });

  it("does not depend on units or on the order of customers", () => {
    const before = entropyWeights(customers).weights;
    const after = entropyWeights(
      customers.map((one) => ({ ...one, values: [...one.values].reverse().map((v) => 7 * v + 3) })),
    ).weights;
    expectClose(after, before, 12);
  });

  it("refuses one customer, no measure and missing values", () => {
    expect(() => entropyWeights([])).toThrow(RangeError);
    expect(() => entropyWeights([{ values: [1], higherIsBetter: true }])).toThrow(RangeError);
    expect(() => entropyWeights([{ values: [1, NaN], higherIsBetter: true }])).toThrow(RangeError);
    expect(() => entropyWeights(customers, -1)).toThrow(RangeError);
    expect(() => entropyWeights([customers[0], { values: [1, 2], higherIsBetter: true }])).toThrow(RangeError);
  });

  it("takes signed logarithms", () => {
    expect(signedLog1p(-Math.E + 1)).toBeCloseTo(-1, 14);
    expect(signedLog1p(0)).toBe(0);
  });
});

describe("combinedWeights", () => {
  it("gives the examples of both rules", () => {
    const a = ahpWeights(judgements).weights;
    const h = entropyWeights(customers).weights;
    expectClose(combinedWeights(a, h), [0.055179, 0.230268, 0.714553], 6);
    expectClose(combinedWeights(a, h, "linear"), [0.156447, 0.304861, 0.538693], 6);
  });

  it("refuses what has no weights", () => {
    expect(() => combinedWeights([1, 0], [0, 1])).toThrow(RangeError);
    expect(() => combinedWeights([1], [0.5, 0.5])).toThrow(RangeError);
    expect(() => combinedWeights([1], [1], "linear", 2)).toThrow(RangeError);
    expect(() => givenWeights([1, -1])).toThrow(RangeError);
    expect(givenWeights([2, 6])).toEqual([0.25, 0.75]);
  });
});
