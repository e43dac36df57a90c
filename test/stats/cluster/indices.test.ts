import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calinskiHarabasz, daviesBouldin, explained } from "../../../src/stats/cluster/indices.js";
import { adjustedRandIndex } from "../../../src/stats/cluster/rand-index.js";

const line = (...x: number[]) => ({ x: Float64Array.from(x), n: x.length, d: 1 });
const ints = (...labels: number[]) => Int32Array.from(labels);

describe("Calinski-Harabasz and Davies-Bouldin", () => {
  it("give the hand-made answers for 0, 2 and 10, 14", () => {
    const rows = line(0, 2, 10, 14);
    const labels = ints(0, 0, 1, 1);
    // WSS = 2 + 8 = 10, mean 6.5, TSS = 42.25 + 20.25 + 12.25 + 56.25 = 131; spreads 1 and 2, centres 1 and 12
    expect(calinskiHarabasz(rows, labels).value).toBeCloseTo(121 / (10 / 2), 12);
    expect(daviesBouldin(rows, labels).value).toBeCloseTo(3 / 11, 14);
    expect(explained(10, 131).value).toBeCloseTo(121 / 131, 14);
  });

  it("do not change when labels are renamed or have gaps", () => {
    const rows = line(0, 2, 10, 14, 30, 33);
    const [a, b] = [ints(0, 0, 1, 1, 2, 2), ints(5, 5, 0, 0, 2, 2)];
    expect(calinskiHarabasz(rows, b).value).toBeCloseTo(calinskiHarabasz(rows, a).value!, 10);
    expect(daviesBouldin(rows, b).value).toBeCloseTo(daviesBouldin(rows, a).value!, 14);
  });

  it("say why they have no value", () => {
    const rows = line(1, 1, 2, 2);
    expect(calinskiHarabasz(rows, ints(0, 0, 0, 0)).reason).toBe("one_group");
    expect(calinskiHarabasz(rows, ints(0, 1, 2, 3)).reason).toBe("too_many_groups");
    expect(calinskiHarabasz(rows, ints(0, 0, 1, 1)).reason).toBe("perfect_fit");
    expect(daviesBouldin(rows, ints(0, 1, 0, 1))).toMatchObject({ value: null, reason: "coincident_centres" });
    expect(daviesBouldin(line(0, 2, 1, 1), ints(0, 0, 1, 1)).reason).toBe("coincident_centres");
    expect(daviesBouldin(rows, ints(0, 0, 0, 0)).reason).toBe("one_group");
    expect(explained(0, 0).reason).toBe("all_equal");
    expect(() => explained(-1, 2)).toThrow(RangeError);
  });
});

/** Counts the four kinds of pairs one by one. */
function slowAri(a: readonly number[], b: readonly number[]): number {
  const count = { both: 0, a: 0, b: 0, all: 0 };
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < i; j++) {
      const [sameA, sameB] = [a[i] === a[j], b[i] === b[j]];
      count.all += 1;
      if (sameA) count.a += 1;
      if (sameB) count.b += 1;
      if (sameA && sameB) count.both += 1;
    }
  }
  const expected = (count.a * count.b) / count.all;
  const most = (count.a + count.b) / 2;
  return most === expected ? 1 : (count.both - expected) / (most - expected);
}

describe("adjustedRandIndex", () => {
  it("counts pairs", () => {
    expect(adjustedRandIndex([0, 0, 1, 1], [0, 0, 1, 2])).toBeCloseTo(4 / 7, 12);
    const two = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), { minLength: 2 });
    fc.assert(
      fc.property(two, (pairs) => {
        const [a, b] = [pairs.map((p) => p[0]), pairs.map((p) => p[1])];
        expect(adjustedRandIndex(a, b)).toBeCloseTo(slowAri(a, b), 10);
        expect(adjustedRandIndex(b, a)).toBeCloseTo(adjustedRandIndex(a, b), 12);
        expect(
          adjustedRandIndex(
            a,
            a.map((v) => `S${9 - v}`),
          ),
        ).toBe(1);
      }),
    );
  });

  it("is 1 for equal trivial partitions and 0 against one big group", () => {
    expect(adjustedRandIndex([1, 1, 1], [2, 2, 2])).toBe(1);
    expect(adjustedRandIndex([1, 2, 3], [3, 1, 2])).toBe(1);
    expect(adjustedRandIndex([1], [1])).toBe(1);
    expect(adjustedRandIndex([0, 0, 0, 0], [0, 0, 1, 1])).toBe(0);
    expect(() => adjustedRandIndex([1], [1, 2])).toThrow(RangeError);
    expect(() => adjustedRandIndex([], [])).toThrow(RangeError);
  });
});
