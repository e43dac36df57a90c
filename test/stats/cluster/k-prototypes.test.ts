import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kPrototypes, prototypeCost, type PrototypeRows } from "../../../src/stats/cluster/k-prototypes.js";
import { mixedBalance, spreadsOf } from "../../../src/stats/cluster/mixed-balance.js";
import { kMeans } from "../../../src/stats/kmeans/kmeans.js";

const mixed = (list: readonly (readonly number[])[], categorical: readonly boolean[]): PrototypeRows => ({
  x: Float64Array.from(list.flat()),
  n: list.length,
  d: categorical.length,
  categorical,
});

/** The least cost over all ways to label the rows. */
function slowLeast(rows: PrototypeRows, k: number, costs: { square: Float64Array; mismatch: Float64Array }): number {
  let least = Infinity;
  for (let code = 0; code < k ** rows.n; code++) {
    const labels = Array.from({ length: rows.n }, (_, i) => Math.floor(code / k ** i) % k);
    if (new Set(labels).size < k) continue;
    let cost = 0;
    for (let c = 0; c < k; c++) {
      const members = [...labels.keys()].filter((i) => labels[i] === c);
      for (let j = 0; j < rows.d; j++) {
        const values = members.map((i) => rows.x[i * rows.d + j]);
        if (rows.categorical[j]) {
          const most = Math.max(...values.map((v) => values.filter((w) => w === v).length));
          cost += costs.mismatch[j] * (values.length - most);
        } else {
          const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
          cost += costs.square[j] * values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
        }
      }
    }
    least = Math.min(least, cost);
  }
  return least;
}

describe("kPrototypes", () => {
  it("finds means and modes by hand; of equally frequent levels the one that sorts first", () => {
    const rows = mixed(
      [
        [0, 1],
        [2, 0],
        [20, 2],
        [22, 2],
      ],
      [false, true],
    );
    const balance = { square: Float64Array.of(1, 0), mismatch: Float64Array.of(0, 3) };
    const fit = kPrototypes(rows, { k: 2, seed: 1, ...balance });
    const first = fit.labels[0];
    expect([...fit.labels]).toEqual([first, first, 1 - first, 1 - first]);
    expect([...fit.prototypes.subarray(2 * first, 2 * first + 2)]).toEqual([1, 0]);
    expect(fit.cost).toBe(1 + 1 + 3 + 1 + 1);
    expect(prototypeCost(rows.x, 0, fit.prototypes, first, balance)).toBe(4);
  });

  it("is never better than the best of all labellings, and mostly reaches it", () => {
    const row = fc.tuple(
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 0, max: 1 }),
    );
    let reached = 0;
    let tried = 0;
    fc.assert(
      fc.property(fc.uniqueArray(row, { minLength: 4, maxLength: 7, selector: String }), (list) => {
        const rows = mixed(list, [false, true, true]);
        const balance = mixedBalance(rows, "variance_ratio");
        const fit = kPrototypes(rows, { k: 2, seed: 5, ...balance });
        const least = slowLeast(rows, 2, balance);
        expect(fit.cost).toBeGreaterThanOrEqual(least - 1e-9);
        tried += 1;
        if (fit.cost <= least * (1 + 1e-9) + 1e-12) reached += 1;
      }),
      { numRuns: 60, seed: 4 },
    );
    expect(reached / tried).toBeGreaterThan(0.7);
  });

  it("is k-means where there are no categories", () => {
    const list = Array.from({ length: 30 }, (_, i) => [((i * 7.3) % 11) + (i % 3) * 30, (i * 3.1) % 7]);
    const rows = mixed(list, [false, false]);
    const one = { square: Float64Array.of(1, 1), mismatch: Float64Array.of(0, 0) };
    const plain = kMeans({ x: rows.x, n: 30, d: 2 }, { k: 3, seed: 1 });
    expect(kPrototypes(rows, { k: 3, seed: 1, ...one }).cost).toBeCloseTo(plain.wss, 9);
  });

  it("refuses more clusters than distinct rows and NaN", () => {
    const rows = mixed(
      [
        [1, 0],
        [1, 0],
        [2, 0],
      ],
      [false, true],
    );
    const one = { square: Float64Array.of(1, 0), mismatch: Float64Array.of(0, 1) };
    expect(() => kPrototypes(rows, { k: 3, seed: 1, ...one })).toThrow(RangeError);
    expect(() => kPrototypes({ ...rows, x: rows.x.map(() => NaN) }, { k: 1, seed: 1, ...one })).toThrow(RangeError);
    expect(() => kPrototypes(rows, { k: 1, seed: 1, square: Float64Array.of(1), mismatch: one.mismatch })).toThrow(
      RangeError,
    );
  });
});

describe("mixedBalance", () => {
  const rows = mixed(
    [
      [0, 0],
      [0, 1],
      [6, 1],
      [6, 1],
    ],
    [false, true],
  );

  it("takes gamma as mean variance over mean disagreement, by hand", () => {
    expect([...spreadsOf(rows)]).toEqual([12, 1 - (1 / 16 + 9 / 16)]);
    expect(mixedBalance(rows, "variance_ratio").gamma).toBe(12 / 0.375);
    expect(mixedBalance(rows, 2).gamma).toBe(2);
  });

  it("makes the shares of total dissimilarity equal when asked, and they are what pairs show", () => {
    const { shares, square, mismatch } = mixedBalance(rows, "equal");
    expect(shares[0]).toBeCloseTo(0.5, 14);
    let [numeric, category] = [0, 0];
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < 4; j++) {
        numeric += square[0] * (rows.x[2 * i] - rows.x[2 * j]) ** 2;
        category += rows.x[2 * i + 1] === rows.x[2 * j + 1] ? 0 : mismatch[1];
      }
    expect(numeric).toBeCloseTo(category, 12);
  });
});
