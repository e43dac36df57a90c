import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestOverlap, hungarian } from "../../src/stats/hungarian.js";

const total = (cost: Float64Array, columns: number, chosen: Int32Array) =>
  chosen.reduce((sum, c, r) => sum + (c < 0 ? 0 : cost[r * columns + c]), 0);

/** The least total over all ways to give rows different columns; rows number at most columns. */
function slowLeast(cost: Float64Array, rows: number, columns: number, row = 0, used = 0): number {
  if (row === rows) return 0;
  let least = Infinity;
  for (let c = 0; c < columns; c++)
    if ((used & (1 << c)) === 0)
      least = Math.min(least, cost[row * columns + c] + slowLeast(cost, rows, columns, row + 1, used | (1 << c)));
  return least;
}

describe("hungarian", () => {
  it("solves the textbook case 250 400 350 / 400 600 350 / 200 400 250 with 950", () => {
    const cost = Float64Array.of(250, 400, 350, 400, 600, 350, 200, 400, 250);
    expect(total(cost, 3, hungarian(cost, 3, 3))).toBe(950);
    expect([...hungarian(cost, 3, 3)]).toEqual([1, 2, 0]);
  });

  it("equals trying all ways, for more and for fewer columns than rows", () => {
    const size = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(
        size,
        size,
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 25, maxLength: 25 }),
        (r, c, v) => {
          const cost = Float64Array.from(v.slice(0, r * c));
          const chosen = hungarian(cost, r, c);
          const used = [...chosen].filter((each) => each >= 0);
          expect(used.length).toBe(Math.min(r, c));
          expect(new Set(used).size).toBe(used.length);
          const wide = r <= c ? cost : Float64Array.from(cost, (_, at) => cost[(at % r) * c + Math.floor(at / r)]);
          expect(total(cost, c, chosen)).toBe(slowLeast(wide, Math.min(r, c), Math.max(r, c)));
        },
      ),
    );
  });

  it("matches groups by what they share, and refuses bad input", () => {
    expect([...bestOverlap(Float64Array.of(1, 9, 0, 8, 2, 0), 2, 3)]).toEqual([1, 0]);
    expect(() => hungarian(Float64Array.of(1, NaN), 1, 2)).toThrow(RangeError);
    expect(() => hungarian(Float64Array.of(1), 1, 2)).toThrow(RangeError);
  });
});
