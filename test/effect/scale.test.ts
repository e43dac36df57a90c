import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSquares, MONEY_SCALE, meanOf, scaleOf, wholeOfOne } from "../../src/effect/scale.js";

describe("the scale of an outcome", () => {
  it("keeps at least nine digits of every value, and the squares of all sums below 1e37", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e12, max: 1e12, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e12, noNaN: true }),
        fc.integer({ min: 2, max: 1_000_000 }),
        fc.integer({ min: 2, max: 60 }),
        (least, width, units, periods) => {
          const most = least + width;
          const { digits, offset } = scaleOf("y", { least, most }, units, periods);
          const factor = Number(`1e${String(digits)}`);
          const reach = Math.max(Math.abs(least - offset), Math.abs(most - offset));
          fc.pre(reach > 0);
          expect(reach * factor).toBeGreaterThanOrEqual(1e9);
          const largest = reach * periods * periods * factor;
          expect(units * largest * largest).toBeLessThan(1e37);
        },
      ),
    );
  });

  it("is refused when too few digits would be left", () => {
    expect(() => scaleOf("y", { least: 0, most: 1 }, 1e9, 1e6)).toThrow("EFF-27");
  });

  it("is refused when exact squares could overflow", () => {
    expect(() => {
      checkSquares("y", 1_000_000n, 10n ** 15n);
    }).not.toThrow();
    expect(() => {
      checkSquares("y", 1_000_000n, 10n ** 16n);
    }).toThrow("EFF-27");
  });

  it("gives cents back as money", () => {
    expect(meanOf(1050n, 4, MONEY_SCALE)).toBe(2.625);
    expect(wholeOfOne(MONEY_SCALE, 12)).toBe(1200);
  });

  it("gives a constant its own value", () => {
    const scale = scaleOf("y", { least: 7, most: 7 }, 10, 2);
    expect(meanOf(0n, 10, scale)).toBe(7);
  });
});
