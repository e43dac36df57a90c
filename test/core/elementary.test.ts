import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exp, expm1, log, log1p, pow } from "../../src/core/elementary.js";

/** Math.* is itself good to about 1 ulp, so twins may differ by 2 ulp of ours plus 1 of theirs. */
const CLOSE = 3 * 2 ** -52;

function expectClose(actual: number, twin: number): void {
  if (!Number.isFinite(twin) || Math.abs(twin) < 2 ** -1021) {
    if (Number.isFinite(twin)) expect(Math.abs(actual - twin)).toBeLessThanOrEqual(3 * Number.MIN_VALUE);
    else expect(actual).toBe(twin);
    return;
  }
  expect(Math.abs(actual - twin) / Math.abs(twin)).toBeLessThanOrEqual(CLOSE);
}

const anyDouble = fc.double({ noNaN: true });

describe("elementary functions", () => {
  it("agree with Math over the whole range of doubles", () => {
    fc.assert(
      fc.property(anyDouble, fc.double({ min: -760, max: 720, noNaN: true }), (x, moderate) => {
        expectClose(exp(moderate), Math.exp(moderate));
        expectClose(expm1(moderate), Math.expm1(moderate));
        expectClose(exp(x), Math.exp(x));
        expectClose(expm1(x), Math.expm1(x));
        expectClose(log(Math.abs(x)), Math.log(Math.abs(x)));
        expectClose(log1p(Math.abs(x)), Math.log1p(Math.abs(x)));
      }),
      { numRuns: 5000 },
    );
  });

  it("stay accurate next to 0 and 1, where cancellation would show", () => {
    fc.assert(
      fc.property(fc.double({ min: -0.9, max: 0.9, noNaN: true }), fc.integer({ min: 0, max: 60 }), (base, shift) => {
        const x = base * 2 ** -shift;
        expectClose(log1p(x), Math.log1p(x));
        expectClose(expm1(x), Math.expm1(x));
        expectClose(log(1 + x), Math.log(1 + x));
      }),
      { numRuns: 5000 },
    );
  });

  it("raise to powers as Math.pow does", () => {
    const moderate = fc.double({ min: 1e-12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(moderate, fc.double({ min: -30, max: 30, noNaN: true }), anyDouble, (x, y, wide) => {
        expectClose(pow(x, y), Math.pow(x, y));
        expectClose(pow(Math.abs(wide), 0.37), Math.pow(Math.abs(wide), 0.37));
        expectClose(pow(x, wide), Math.pow(x, wide));
      }),
      { numRuns: 5000 },
    );
  });

  it("gives well-known constants", () => {
    expect(exp(1)).toBe(2.718281828459045);
    expect(log(2)).toBe(0.6931471805599453);
    expect(log(10)).toBe(2.302585092994046);
    expectClose(pow(2, 0.5), 1.4142135623730951);
    expect(pow(10, 22)).toBe(1e22);
    expect(pow(3, -2)).toBe(1 / 9);
    expect(expm1(1e-10)).toBe(1.00000000005e-10);
  });

  it.each([0, -0, 1, -1, Infinity, -Infinity, NaN, Number.MIN_VALUE, -Number.MIN_VALUE, 2 ** -1022, Number.MAX_VALUE])(
    "treat %s as Math does",
    (x) => {
      expect(exp(x)).toBe(Math.exp(x));
      expect(expm1(x)).toBe(Math.expm1(x));
      expectClose(log(x), Math.log(x));
      expect(log1p(-Math.abs(x))).toBe(Math.log1p(-Math.abs(x)));
      for (const y of [0, -0, 1, -1, 2, 3, 0.5, -0.5, 1e300, Infinity, -Infinity, NaN, 2 ** 53]) {
        expectClose(pow(x, y), Math.pow(x, y));
        expectClose(pow(y, x), Math.pow(y, x));
        expectClose(pow(-y, x), Math.pow(-y, x));
        if (Math.pow(x, y) === 0) expect(pow(x, y)).toBe(Math.pow(x, y));
      }
    },
  );

  it("reaches subnormal results and the edge of overflow", () => {
    expect(exp(-745)).toBe(Number.MIN_VALUE);
    expect(exp(-745.2)).toBe(0);
    expectClose(exp(-720), Math.exp(-720));
    expectClose(exp(709.78), Math.exp(709.78));
    expect(exp(709.79)).toBe(Infinity);
    expectClose(log(Number.MIN_VALUE), -744.4400719213812);
    expect(pow(2, -1074)).toBe(Number.MIN_VALUE);
    expect(pow(2, 1023)).toBe(2 ** 1023);
    expect(pow(2, 1024)).toBe(Infinity);
  });
});
