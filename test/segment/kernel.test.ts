import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStream } from "../../src/core/rng.js";
import { fastKernel } from "../../src/segment/kernel/fast-kernel.js";
import { simplifiedSilhouette } from "../../src/stats/cluster/silhouette.js";
import { plainKernel } from "../../src/stats/kmeans/plain-kernel.js";
import { kMeans } from "../../src/stats/kmeans/kmeans.js";
import { checkedRows, type WeightedRows } from "../../src/stats/kmeans/rows.js";

function rowsOf(values: ArrayLike<number>, d: number, weights?: Float64Array): WeightedRows {
  const n = Math.floor(values.length / d);
  return checkedRows({ x: Float64Array.from(values).slice(0, n * d), n, d, ...(weights && { weights }) });
}

function random(n: number, d: number, spread: number, offset: number): WeightedRows {
  const stream = createStream(3, "test/kernel", n * 100 + d);
  const values = Float64Array.from({ length: n * d }, () => offset + spread * stream.normal());
  return rowsOf(
    values,
    d,
    Float64Array.from({ length: n }, () => stream.integer(4) + 0.25),
  );
}

/** Both ways side by side for some passes, bytes compared. */
function compare(rows: WeightedRows, k: number, passes: number): void {
  const loaded = fastKernel().over(rows);
  const fast = loaded.assigner(k);
  const plain = plainKernel("none").over(rows).assigner(k);
  let centres: Float64Array = rows.x.slice(0, k * rows.d);
  for (let pass = 0; pass < passes; pass++) {
    expect(fast.next(centres)).toBe(plain.next(centres));
    expect(fast.labels).toEqual(plain.labels);
    const means = plain.means(pass === 3);
    const own = fast.means(pass === 3);
    expect(Buffer.from(own.centres.buffer)).toEqual(Buffer.from(means.centres.buffer));
    expect([own.totals, own.members]).toEqual([means.totals, means.members]);
    expect(fast.squares(centres)).toBe(plain.squares(centres));
    expect(fast.widths(means)).toBe(plain.widths(means));
    ({ centres } = means);
  }
  loaded.release();
}

describe("the WebAssembly assignment kernel", () => {
  it("gives the labels and means of the plain loop bit for bit, over shapes, offsets and scales", () => {
    for (const [n, d, k] of [
      [1, 1, 1],
      [15, 2, 3],
      [16, 3, 2],
      [17, 5, 4],
      [1024, 4, 5],
      [1025, 8, 8],
      [5000, 7, 9],
      [3000, 30, 20],
    ]) {
      compare(random(n, d, 1, 0), k, 6);
      compare(random(n, d, 1e-8, 1e6), k, 6);
      compare(random(n, d, 1e12, -1e15), k, 6);
    }
  });

  it("adds up the widths of the simplified silhouette", () => {
    const { x, n, d } = random(3000, 4, 1, 0);
    const assigner = fastKernel().over(checkedRows({ x, n, d })).assigner(5);
    assigner.next(x.slice(0, 5 * d));
    const found = assigner.widths(assigner.means(true)) / n;
    expect(found).toBeCloseTo(simplifiedSilhouette({ x, n, d }, assigner.labels).micro.value!, 12);
  });

  it("gives ties to the lower centre, where f32 cannot tell two centres apart", () => {
    const rows = rowsOf([0, 1, 2, 3, 0.5, 1.5, 2.5, 1e-9, 1 + 1e-12], 1);
    const centres = Float64Array.from([1 + 1e-12, 1, 1]);
    const fast = fastKernel().over(rows).assigner(3);
    const plain = plainKernel("none").over(rows).assigner(3);
    fast.next(centres);
    plain.next(centres);
    expect(fast.labels).toEqual(plain.labels);
    expect(new Set(fast.labels)).toEqual(new Set([0, 1]));
  });

  it("survives numbers beyond the range of f32", () => {
    compare(random(100, 3, 1e60, 0), 4, 5);
    compare(random(100, 3, 1e-60, 0), 4, 5);
  });

  it("agrees on lattices full of ties", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 20, maxLength: 200 }),
        (d, k, values) => {
          compare(rowsOf(values, d), k, 3);
        },
      ),
    );
  });

  it("leads to the same fit as Lloyd in plain JavaScript, empty clusters refilled", () => {
    const rows = random(2500, 4, 1, 10);
    for (const k of [2, 7, 40]) {
      const plain = kMeans(rows, { k, seed: 5, restarts: 3, kernel: plainKernel("none") });
      expect(kMeans(rows, { k, seed: 5, restarts: 3, kernel: fastKernel() })).toEqual(plain);
    }
    const few = rowsOf([0, 0, 1, 1, 5, 5, 9, 9, 9.5, 9.5], 1);
    const initial = Float64Array.from([0, 100, 200]);
    const plain = kMeans(few, { k: 3, seed: 1, initial, kernel: plainKernel("none") });
    expect(kMeans(few, { k: 3, seed: 1, initial, kernel: fastKernel() })).toEqual(plain);
  });

  it("refuses an assigner whose labels another one has taken", () => {
    const rows = random(50, 2, 1, 0);
    const loaded = fastKernel().over(rows);
    const first = loaded.assigner(2);
    loaded.assigner(2);
    expect(() => first.next(rows.x.slice(0, 4))).toThrow(RangeError);
  });
});
