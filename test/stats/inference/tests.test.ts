import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bowker, stuartMaxwell } from "../../../src/stats/inference/matched-tables.js";
import { benjaminiHochberg, holm } from "../../../src/stats/inference/multiplicity.js";
import { mcnemar, newcombe, wilson } from "../../../src/stats/inference/proportions.js";

describe("multiplicity", () => {
  it("gives R's p.adjust on 0.01, 0.02, 0.03, 0.04, 0.05", () => {
    const p = Object.freeze([0.03, 0.01, 0.05, 0.02, 0.04]);
    [0.09, 0.05, 0.09, 0.08, 0.09].forEach((value, i) => expect(holm(p)[i]).toBeCloseTo(value, 12));
    benjaminiHochberg(p).forEach((value) => expect(value).toBeCloseTo(0.05, 12));
    [0.02, 0.16 / 3, 0.16 / 3, 0.9].forEach((value, i) =>
      expect(benjaminiHochberg([0.005, 0.04, 0.03, 0.9])[i]).toBeCloseTo(value, 12),
    );
  });

  it("equals the definitions, never below the raw p nor above Bonferroni", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 }), (p) => {
        const [down, up] = [holm(p), benjaminiHochberg(p)];
        const sorted = [...p].sort((a, b) => a - b);
        p.forEach((raw, i) => {
          const upTo = sorted
            .map((value, j) => ({ value, step: value * (p.length - j) }))
            .filter((one) => one.value <= raw);
          expect(down[i]).toBeCloseTo(Math.min(1, Math.max(...upTo.map((one) => one.step))), 12);
          const from = sorted
            .map((value, j) => ({ value, step: (value * p.length) / (j + 1) }))
            .filter((one) => one.value >= raw);
          expect(up[i]).toBeCloseTo(Math.min(1, ...from.map((one) => one.step)), 12);
          expect(down[i]).toBeGreaterThanOrEqual(raw);
          expect(down[i]).toBeLessThanOrEqual(Math.min(1, raw * p.length) + 1e-15);
        });
      }),
    );
  });

  it("leaves out tests that were not made", () => {
    expect(holm([0.01, null, 0.04])).toEqual([0.02, null, 0.04]);
    expect(benjaminiHochberg([null])).toEqual([null]);
    expect(() => holm([1.2])).toThrow(RangeError);
    expect(() => benjaminiHochberg([NaN])).toThrow(RangeError);
  });
});

describe("wilson and newcombe", () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("%i of %i: the interval printed by Newcombe 1998", (successes, n, low, high) => {
    const interval = wilson(successes, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [10, 10, 0, 10, 0.6075, 1],
  ])("%i/%i minus %i/%i: method 10 of Newcombe 1998", (a, n, b, m, low, high) => {
    const interval = newcombe([a, n], [b, m]);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it("stays in 0..1 around the share and refuses bad counts", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (n, raw) => {
        const { estimate, low, high } = wilson(raw % (n + 1), n);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(estimate);
        expect(high).toBeGreaterThanOrEqual(estimate);
      }),
    );
    expect(() => wilson(3, 2)).toThrow(RangeError);
    expect(() => wilson(0, 0)).toThrow(RangeError);
    expect(() => wilson(1, 2, 0)).toThrow(RangeError);
  });
});

describe("mcnemar", () => {
  it("has no continuity correction", () => {
    const { test, exactP } = mcnemar(121, 59);
    expect(test.statistic).toBeCloseTo(62 ** 2 / 180, 12);
    expect(test.p).toBeCloseTo(3.8e-6, 6);
    expect(exactP).toBeLessThan(1e-5);
    expect(mcnemar(1, 8).exactP).toBeCloseTo((2 * 10) / 512, 12);
    expect(mcnemar(0, 0)).toMatchObject({ test: { reason: "no_change" }, exactP: 1 });
    expect(() => mcnemar(-1, 2)).toThrow(RangeError);
  });
});

/** Unaided distance vision of 7,477 women, right eye by left eye (Stuart 1953). */
const vision = [
  [1520, 266, 124, 66],
  [234, 1512, 432, 78],
  [117, 362, 1772, 205],
  [36, 82, 179, 492],
];

describe("matched tables", () => {
  it("gives the published tests of the vision data: symmetry 19.107 on 6, margins 11.957 on 3", () => {
    const symmetry = bowker(vision);
    expect(symmetry.statistic).toBeCloseTo(19.107, 3);
    expect(symmetry.df).toBe(6);
    expect(symmetry.p).toBeCloseTo(0.004, 3);
    const margins = stuartMaxwell(vision);
    expect(margins.statistic).toBeCloseTo(11.957, 3);
    expect(margins.df).toBe(3);
    expect(margins.p).toBeCloseTo(0.0075, 4);
  });

  it("are McNemar's test for two states", () => {
    const table = [
      [10, 7],
      [2, 30],
    ];
    expect(bowker(table).statistic).toBeCloseTo(mcnemar(7, 2).test.statistic!, 12);
    expect(stuartMaxwell(table).statistic).toBeCloseTo(mcnemar(7, 2).test.statistic!, 12);
  });

  it("are 0 for a symmetric table and do not depend on the order of states", () => {
    const symmetric = vision.map((row, i) => row.map((count, j) => count + vision[j][i]));
    expect(bowker(symmetric).statistic).toBe(0);
    expect(stuartMaxwell(symmetric).statistic).toBeCloseTo(0, 12);
    const turned = [...vision].reverse().map((row) => [...row].reverse());
    expect(stuartMaxwell(turned).statistic).toBeCloseTo(stuartMaxwell(vision).statistic!, 9);
  });

  it("leave out a state without movement", () => {
    const wider = [...vision.map((row) => [...row, 0]), [0, 0, 0, 0, 5]];
    expect(stuartMaxwell(wider)).toEqual(stuartMaxwell(vision));
    expect(bowker(wider)).toEqual(bowker(vision));
  });

  it("say why there is no test and refuse other tables", () => {
    const still = [
      [4, 0],
      [0, 9],
    ];
    expect(bowker(still).reason).toBe("no_change");
    expect(stuartMaxwell(still).reason).toBe("no_change");
    const twoPairs = [
      [1, 3, 0, 0],
      [2, 1, 0, 0],
      [0, 0, 1, 4],
      [0, 0, 2, 1],
    ];
    expect(stuartMaxwell(twoPairs).reason).toBe("singular_matrix");
    expect(() => bowker([[1, 2]])).toThrow(RangeError);
    expect(() => stuartMaxwell([[1]])).toThrow(RangeError);
    expect(() =>
      bowker([
        [1, -2],
        [0, 1],
      ]),
    ).toThrow(RangeError);
    expect(() =>
      bowker([
        [1, 0.5],
        [0, 1],
      ]),
    ).toThrow(RangeError);
  });
});
