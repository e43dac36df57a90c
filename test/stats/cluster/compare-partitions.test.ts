import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustedRandIndex } from "../../../src/stats/cluster/rand-index.js";
import { comparePartitions } from "../../../src/stats/cluster/compare-partitions.js";

const labels = (n: number, k: number) =>
  fc.array(fc.integer({ min: 0, max: k - 1 }), { minLength: n, maxLength: n }).map((each) => Int32Array.from(each));

describe("the comparison of two groupings", () => {
  it("gives the numbers of a hand-made case", () => {
    // Groups of 4 and 2; the second grouping calls them otherwise and takes one row across.
    const found = comparePartitions(Int32Array.of(0, 0, 0, 0, 1, 1), Int32Array.of(1, 1, 1, 0, 0, 0), 2, 2);
    expect(found.moved).toBe(1);
    expect([...found.jaccard]).toEqual([3 / 4, 2 / 3]);
  });

  it("counts movers as the best renaming does, and similarity as sets do", () => {
    const renamings = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    fc.assert(
      fc.property(labels(12, 3), labels(12, 3), (a, b) => {
        const { moved, jaccard, adjusted_rand } = comparePartitions(a, b, 3, 3);
        const least = Math.min(...renamings.map((to) => a.filter((each, i) => to[each] !== b[i]).length));
        expect(moved).toBe(least);
        expect(adjusted_rand).toBeCloseTo(adjustedRandIndex(a, b), 12);
        for (let c = 0; c < 3; c++) {
          const own = new Set([...a.keys()].filter((i) => a[i] === c));
          const best = [0, 1, 2].map((other) => {
            const fresh = [...b.keys()].filter((i) => b[i] === other);
            const both = fresh.filter((i) => own.has(i)).length;
            return both / (own.size + fresh.length - both);
          });
          if (own.size === 0) expect(jaccard[c]).toBeNaN();
          else expect(jaccard[c]).toBe(Math.max(...best));
        }
      }),
    );
  });
});
