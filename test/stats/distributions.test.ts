import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logGamma } from "../../src/core/log-gamma.js";
import { binomialUpper, fairBinomialTwoSided } from "../../src/stats/binomial.js";
import { chiSquareCdf, chiSquareUpper, chiSquareUpperQuantile } from "../../src/stats/chi-square.js";
import { erf, erfc } from "../../src/stats/erfc.js";
import { fUpper } from "../../src/stats/f-distribution.js";
import { incompleteBeta } from "../../src/stats/incomplete-beta.js";
import { gammaP, gammaQ } from "../../src/stats/incomplete-gamma.js";
import { logBeta } from "../../src/stats/log-beta.js";
import { normalCdf, normalDensity, normalQuantile, normalTwoSided, normalUpper } from "../../src/stats/normal.js";
import {
  studentCdf,
  studentQuantile,
  studentTwoSided,
  studentUpper,
  studentUpperQuantile,
} from "../../src/stats/student-t.js";
import { xMinusLog1p } from "../../src/stats/x-minus-log1p.js";

interface Row {
  readonly f: string;
  readonly args: readonly number[];
  readonly value: string;
}

/** Computed by fixtures/distributions.py with mpmath at 60 digits. */
const rows = JSON.parse(readFileSync(new URL("fixtures/distributions.json", import.meta.url), "utf8")) as Row[];
const functions: Record<string, (...args: number[]) => number> = {
  logGamma,
  logBeta,
  erfc,
  normalCdf,
  gammaQ,
  gammaP,
  studentTwoSided,
  chiSquareUpper,
  fUpper,
};

/** The exponent of a tail of 1e-100 is about 230, so one rounding of it already moves the tail by 2.5e-14. */
function tolerance(value: number): number {
  return 2e-14 + 1e-15 * Math.abs(Math.log(Math.abs(value) || 1));
}

const relative = (actual: number, wanted: number) => Math.abs(actual - wanted) / Math.abs(wanted || 1);

function simpson(f: (x: number) => number, from: number, to: number, parts = 4000): number {
  const h = (to - from) / parts;
  let sum = f(from) + f(to);
  for (let i = 1; i < parts; i++) sum += f(from + i * h) * (i % 2 === 1 ? 4 : 2);
  return (sum * h) / 3;
}

describe("special functions and distributions", () => {
  it.each(Object.keys(functions))("%s agrees with 60-digit arithmetic, tails included", (name) => {
    const own = rows.filter((row) => row.f === name);
    expect(own.length).toBeGreaterThan(6);
    for (const { args, value } of own) {
      const wanted = Number(value);
      expect(relative(functions[name](...args), wanted), `${name}(${args.join(", ")})`).toBeLessThan(tolerance(wanted));
    }
  });

  it("gives the table values of every textbook", () => {
    expect(studentUpperQuantile(0.025, 1)).toBeCloseTo(12.7062047362, 9);
    expect(studentUpperQuantile(0.025, 10)).toBeCloseTo(2.2281388519, 9);
    expect(studentUpperQuantile(0.005, 30)).toBeCloseTo(2.7499956536, 9);
    expect(chiSquareUpperQuantile(0.05, 1)).toBeCloseTo(3.8414588207, 9);
    expect(chiSquareUpperQuantile(0.05, 9)).toBeCloseTo(16.9189776046, 9);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalTwoSided(1.959963984540054)).toBeCloseTo(0.05, 14);
    expect(fUpper(4.9646027437, 1, 10)).toBeCloseTo(0.05, 9);
  });

  it("equals slow quadrature of the densities", () => {
    const studentDensity = (df: number) => (u: number) =>
      Math.exp(logGamma((df + 1) / 2) - logGamma(df / 2)) /
      Math.sqrt(df * Math.PI) /
      (1 + (u * u) / df) ** ((df + 1) / 2);
    for (const [t, df] of [
      [0.7, 3],
      [2.1, 7.5],
      [1.3, 200],
    ]) {
      expect(studentCdf(t, df)).toBeCloseTo(0.5 + simpson(studentDensity(df), 0, t), 11);
    }
    expect(normalCdf(1.4)).toBeCloseTo(0.5 + simpson(normalDensity, 0, 1.4), 12);
    const a = 3.2;
    const density = (u: number) => Math.exp((a - 1) * Math.log(u || 1e-300) - u - logGamma(a));
    expect(gammaP(a, 4.1)).toBeCloseTo(simpson(density, 0, 4.1), 10);
  });

  it("satisfies the identities between the functions", () => {
    const positive = fc.double({ min: 0.05, max: 300, noNaN: true });
    const share = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
    fc.assert(
      fc.property(positive, positive, share, (a, b, x) => {
        expect(incompleteBeta(a, b, x) + incompleteBeta(b, a, 1 - x, x)).toBeCloseTo(1, 12);
        expect(gammaP(a, b) + gammaQ(a, b)).toBeCloseTo(1, 12);
        expect(relative(logGamma(a + 1), logGamma(a) + Math.log(a))).toBeLessThan(1e-12);
        expect(studentTwoSided(b, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(b), 13);
        expect(chiSquareUpper(b, 2)).toBeCloseTo(Math.exp(-b / 2), 13);
        expect(relative(chiSquareUpper(b, 1), normalTwoSided(Math.sqrt(b)))).toBeLessThan(1e-12);
        expect(relative(fUpper(b * b, 1, a), studentTwoSided(b, a))).toBeLessThan(1e-11);
        expect(erf(a) + erfc(a)).toBeCloseTo(1, 14);
        expect(normalCdf(x) + normalUpper(x)).toBeCloseTo(1, 14);
      }),
      { numRuns: 400 },
    );
  });

  it("turns quantiles back into their probabilities", () => {
    const probability = fc.double({ min: 1e-12, max: 1 - 1e-9, noNaN: true });
    const df = fc.double({ min: 0.7, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(probability, df, (p, n) => {
        expect(relative(studentUpper(studentUpperQuantile(p, n), n), p)).toBeLessThan(1e-11);
        expect(relative(chiSquareUpper(chiSquareUpperQuantile(p, n), n), p)).toBeLessThan(1e-11);
        expect(relative(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-13);
      }),
      { numRuns: 300 },
    );
    expect(studentQuantile(0.5, 3)).toBeCloseTo(0, 15);
    expect(studentQuantile(0.975, 5)).toBeGreaterThan(0);
  });

  it("sums binomial probabilities", () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
    for (const [k, n, p] of [
      [3, 10, 0.4],
      [0, 5, 0.2],
      [5, 5, 0.2],
      [12, 20, 0.5],
    ]) {
      let sum = 0;
      for (let i = k; i <= n; i++) sum += choose(n, i) * p ** i * (1 - p) ** (n - i);
      expect(binomialUpper(k, n, p)).toBeCloseTo(sum, 13);
    }
    expect(binomialUpper(6, 5, 0.5)).toBe(0);
    expect(fairBinomialTwoSided(1, 8)).toBeCloseTo((2 * 9) / 256, 14);
    expect(fairBinomialTwoSided(7, 8)).toBeCloseTo((2 * 9) / 256, 14);
    expect(fairBinomialTwoSided(4, 8)).toBe(1);
  });

  it("keeps u - ln(1 + u) accurate where it nearly vanishes", () => {
    expect(relative(xMinusLog1p(1e-6), 5e-13 - 1e-18 / 3 + 1e-24 / 4)).toBeLessThan(1e-15);
    for (const u of [-0.49, 0.3, 0.59]) expect(relative(xMinusLog1p(u), u - Math.log1p(u))).toBeLessThan(1e-14);
  });

  it("refuses arguments outside the range", () => {
    expect(() => logGamma(0)).toThrow(RangeError);
    expect(() => logGamma(NaN)).toThrow(RangeError);
    expect(() => logBeta(1, -1)).toThrow(RangeError);
    expect(() => gammaQ(1, -1)).toThrow(RangeError);
    expect(() => gammaP(0, 1)).toThrow(RangeError);
    expect(() => incompleteBeta(1, 1, 1.5)).toThrow(RangeError);
    expect(() => incompleteBeta(1, 1, NaN)).toThrow(RangeError);
    expect(() => studentTwoSided(1, 0)).toThrow(RangeError);
    expect(() => studentTwoSided(NaN, 3)).toThrow(RangeError);
    expect(() => studentUpperQuantile(0, 3)).toThrow(RangeError);
    expect(() => chiSquareUpper(1, -2)).toThrow(RangeError);
    expect(() => chiSquareUpperQuantile(1, 2)).toThrow(RangeError);
    expect(() => fUpper(-1, 1, 1)).toThrow(RangeError);
    expect(() => erfc(NaN)).toThrow(RangeError);
    expect(() => binomialUpper(1, 2.5, 0.5)).toThrow(RangeError);
  });

  it("has the right limits", () => {
    expect([erfc(-Infinity), erfc(Infinity), erfc(0)]).toEqual([2, 0, 1]);
    expect([normalCdf(-Infinity), normalCdf(Infinity)]).toEqual([0, 1]);
    expect([studentTwoSided(0, 4), studentTwoSided(Infinity, 4), studentCdf(Infinity, 4)]).toEqual([1, 0, 1]);
    expect([chiSquareUpper(0, 3), chiSquareUpper(Infinity, 3), chiSquareCdf(Infinity, 3)]).toEqual([1, 0, 1]);
    expect([fUpper(0, 2, 3), fUpper(Infinity, 2, 3)]).toEqual([1, 0]);
  });
});
