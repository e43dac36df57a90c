import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStream } from "../../../src/core/rng.js";
import { cutTree, wardTree } from "../../../src/stats/cluster/ward.js";
import { adjustedRandIndex } from "../../../src/stats/cluster/rand-index.js";
import type { Rows } from "../../../src/stats/kmeans/rows.js";
import { dataset } from "../../support/datasets.js";
import { irisUci } from "../kmeans/public-rows.js";

const folder = dataset("iris");
const oracle = JSON.parse(readFileSync(new URL("oracle.json", import.meta.url), "utf8")) as {
  readonly ward_heights_last: readonly number[];
  readonly ward_wss_sum: number;
};

const within = ({ x, d }: Rows, members: readonly number[]): number => {
  let sum = 0;
  for (let j = 0; j < d; j++) {
    const mean = members.reduce((total, i) => total + x[i * d + j], 0) / members.length;
    for (const i of members) sum += (x[i * d + j] - mean) ** 2;
  }
  return sum;
};

/** All pairs tried at every step by counting the within squares anew. */
function slowWard(rows: Rows): number[] {
  let clusters = Array.from({ length: rows.n }, (_, i) => [i]);
  const heights: number[] = [];
  while (clusters.length > 1) {
    let best = { a: 0, b: 1, cost: Infinity };
    for (let a = 0; a < clusters.length; a++)
      for (let b = a + 1; b < clusters.length; b++) {
        const joined = within(rows, [...clusters[a], ...clusters[b]]);
        const cost = joined - within(rows, clusters[a]) - within(rows, clusters[b]);
        if (cost < best.cost) best = { a, b, cost };
      }
    const { a, b, cost } = best;
    heights.push(Math.sqrt(Math.max(0, 2 * cost)));
    clusters = [...clusters.filter((_, i) => i !== a && i !== b), [...clusters[a], ...clusters[b]]];
  }
  return heights;
}

describe.skipIf(!folder)("Ward on iris [needs datasets]", () => {
  it("gives SciPy's heights, which are R's ward.D2", () => {
    const rows = irisUci(folder!);
    const { merges } = wardTree(rows);
    merges.slice(-10).forEach(({ height }, at) => expect(height).toBeCloseTo(oracle.ward_heights_last[at], 9));
    const added = merges.reduce((sum, { height }) => sum + height ** 2 / 2, 0);
    expect(added).toBeCloseTo(oracle.ward_wss_sum, 8);
    expect(added).toBeCloseTo(680.8244, 8);
  });
});

describe("wardTree", () => {
  it("merges 0 1 5 by hand: heights 1 and sqrt(4/3) x 4.5", () => {
    const tree = wardTree({ x: Float64Array.of(0, 5, 1), n: 3, d: 1 });
    expect(tree.merges[0]).toEqual({ left: 0, right: 2, height: 1, size: 2 });
    expect(tree.merges[1].height).toBeCloseTo(Math.sqrt(4 / 3) * 4.5, 13);
    expect([...tree.order]).toEqual([0, 2, 1]);
    expect([...cutTree(tree, 2)]).toEqual([0, 1, 0]);
  });

  it("equals trying all pairs, rises, adds the within squares, and gives nested cuts of every k", () => {
    const point = fc.tuple(fc.double({ min: 0, max: 9, noNaN: true }), fc.double({ min: 0, max: 9, noNaN: true }));
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 12 }), (list) => {
        const rows = { x: Float64Array.from(list.flat()), n: list.length, d: 2 };
        const tree = wardTree(rows);
        const all = within(rows, [...list.keys()]);
        const added = tree.merges.reduce((sum, { height }) => sum + height ** 2 / 2, 0);
        expect(Math.abs(added - all)).toBeLessThan(1e-9 * (1 + all));
        tree.merges.forEach(({ height }, t) => {
          if (t > 0) expect(height).toBeGreaterThanOrEqual(tree.merges[t - 1].height);
        });
        for (let k = 1; k <= rows.n; k++) expect(new Set(cutTree(tree, k)).size).toBe(k);
        expect([...tree.order].sort((a, b) => a - b)).toEqual([...list.keys()]);
        expect(tree.merges.at(-1)!.size).toBe(rows.n);
      }),
    );
    const generic = { x: Float64Array.from({ length: 24 }, (_, i) => (i * i * 7.31 + i * 3.7) % 19.3), n: 12, d: 2 };
    const slow = slowWard(generic);
    wardTree(generic).merges.forEach(({ height }, t) => expect(height).toBeCloseTo(slow[t], 10));
  });

  it("gives the same groups for rows in another order and refuses bad input", () => {
    const stream = createStream(1, "test/ward");
    const x = Float64Array.from({ length: 40 }, () => stream.uniform());
    const turned = Float64Array.from({ length: 20 }, (_, i) => 19 - i).reduce<number[]>(
      (list, i) => [...list, x[2 * i], x[2 * i + 1]],
      [],
    );
    const one = cutTree(wardTree({ x, n: 20, d: 2 }), 4);
    const other = cutTree(wardTree({ x: Float64Array.from(turned), n: 20, d: 2 }), 4).reverse();
    expect(adjustedRandIndex(one, other)).toBe(1);
    expect(() => wardTree({ x: Float64Array.of(NaN), n: 1, d: 1 })).toThrow(RangeError);
    const single = wardTree({ x: Float64Array.of(1), n: 1, d: 1 });
    expect(single).toMatchObject({ merges: [], n: 1 });
    expect(() => cutTree(single, 2)).toThrow(RangeError);
  });
});
