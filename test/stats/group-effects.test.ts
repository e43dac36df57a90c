import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupEffect, rankEffect, repeatedEtaSquared } from "../../src/stats/group-effects.js";

const of = (...groups: readonly (readonly number[])[]) =>
  [
    Float64Array.from(groups.flat()),
    Int32Array.from(groups.flatMap((each, at) => each.map(() => at))),
    groups.length,
  ] as const;

describe("the effect of groups", () => {
  it("equals a table worked by hand", () => {
    const { etaSquared, omegaSquared } = groupEffect(...of([1, 2, 3], [2, 3, 4], [6, 7, 8]));
    expect(etaSquared.value).toBeCloseTo(42 / 48, 14);
    expect(omegaSquared.value).toBeCloseTo((42 - 2 * 1) / (48 + 1), 14);
  });

  it("has Hollander and Wolfe's mucociliary example of the Kruskal-Wallis test", () => {
    const { h, df, p } = rankEffect(...of([2.9, 3.0, 2.5, 2.6, 3.2], [3.8, 2.7, 4.0, 2.4], [2.8, 3.4, 3.7, 2.2, 2.0]));
    expect(h.value).toBeCloseTo(0.7714286, 7);
    expect([df, Number(p!.toFixed(4))]).toEqual([2, 0.68]);
  });

  it("equals the textbook formula with its correction for ties", () => {
    const groups = fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 8 }), {
      minLength: 2,
      maxLength: 4,
    });
    fc.assert(
      fc.property(groups, (given) => {
        const all = given.flat();
        const n = all.length;
        fc.pre(new Set(all).size > 1 && n > given.length);
        const rank = (x: number) => all.filter((y) => y < x).length + (all.filter((y) => y === x).length + 1) / 2;
        const sums = given.reduce((total, each) => {
          const ranks = each.reduce((sum, x) => sum + rank(x), 0);
          return total + (ranks * ranks) / each.length;
        }, 0);
        const ties = [...new Set(all)].reduce((total, x) => {
          const t = all.filter((y) => y === x).length;
          return total + t ** 3 - t;
        }, 0);
        const expected = ((12 / (n * (n + 1))) * sums - 3 * (n + 1)) / (1 - ties / (n ** 3 - n));
        const { h, epsilonSquared, etaSquaredH } = rankEffect(...of(...given));
        expect(h.value).toBeCloseTo(expected, 9);
        expect(epsilonSquared.value).toBeCloseTo(expected / ((n * n - 1) / (n + 1)), 9);
        expect(etaSquaredH.value).toBeCloseTo((expected - given.length + 1) / (n - given.length), 9);
      }),
    );
  });

  it("is not defined for one group, equal values, or as many groups as rows; NaN is refused", () => {
    expect(groupEffect(...of([1, 2, 3])).etaSquared.reason).toBe("one_group");
    expect(groupEffect(...of([2, 2], [2, 2])).omegaSquared.reason).toBe("all_equal");
    expect(rankEffect(...of([2, 2], [2, 2]))).toMatchObject({ p: null, h: { reason: "all_equal" } });
    expect(rankEffect(...of([1], [2])).h.reason).toBe("too_few_rows");
    expect(groupEffect(...of([1, 2], [], [3, 4])).etaSquared.value).toBeCloseTo(0.8, 14);
    expect(() => groupEffect(...of([1, NaN], [2, 3]))).toThrow(RangeError);
  });
});

describe("repeatedEtaSquared", () => {
  it("equals the effect of the rows written out", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 1e6, max: 1e6 + 50, noNaN: true }), fc.nat(2), fc.nat(3)), { minLength: 1 }),
        (rows) => {
          const values = Float64Array.from(rows, ([value]) => value);
          const groups = Int32Array.from(rows, ([, group]) => group);
          const copies = Uint32Array.from(rows, ([, , times]) => times);
          const out = rows.flatMap(([value, group, times]) => Array.from({ length: times }, () => [value, group]));
          const expected = groupEffect(
            Float64Array.from(out, ([value]) => value),
            Int32Array.from(out, ([, group]) => group),
            3,
          ).etaSquared.value;
          const found = repeatedEtaSquared(values, groups, 3, copies, values[0]);
          if (expected === null || found === null) expect(found).toBe(expected);
          else expect(found).toBeCloseTo(expected, 6);
        },
      ),
    );
  });
});
