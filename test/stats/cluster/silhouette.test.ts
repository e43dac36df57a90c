import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStream } from "../../../src/core/rng.js";
import {
  sampledSilhouette,
  silhouette,
  simplifiedSilhouette,
  squaredSilhouette,
} from "../../../src/stats/cluster/silhouette.js";
import { kMeans } from "../../../src/stats/kmeans/kmeans.js";
import type { Rows } from "../../../src/stats/kmeans/rows.js";
import { dataset } from "../../support/datasets.js";
import { irisR, irisUci, ruspini } from "../kmeans/public-rows.js";

type Point = readonly [number, number];
const rowsOf = (points: readonly Point[]): Rows => ({ x: Float64Array.from(points.flat()), n: points.length, d: 2 });
const ints = (labels: readonly number[]) => Int32Array.from(labels);

/** The definition, written out. */
function slowWidths(points: readonly Point[], labels: readonly number[], power: 1 | 2): number[] {
  const distance = (a: Point, b: Point) => Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** power;
  return points.map((point, i) => {
    const meanTo = (c: number) => {
      const others = points.filter((_, j) => j !== i && labels[j] === c);
      return others.reduce((sum, other) => sum + distance(point, other), 0) / others.length;
    };
    if (labels.filter((label) => label === labels[i]).length === 1) return 0;
    const a = meanTo(labels[i]);
    const b = Math.min(...[...new Set(labels)].filter((c) => c !== labels[i]).map(meanTo));
    return Math.max(a, b) === 0 ? 0 : (b - a) / Math.max(a, b);
  });
}

const coordinate = fc.integer({ min: 0, max: 6 });
const labelled = fc.array(
  fc.record({ point: fc.tuple(coordinate, coordinate), label: fc.integer({ min: 0, max: 3 }) }),
  {
    minLength: 3,
    maxLength: 25,
  },
);

describe("silhouette", () => {
  it("gives the hand-made answer for two pairs on a line", () => {
    const rows = { x: Float64Array.of(0, 1, 4, 6), n: 4, d: 1 };
    const result = silhouette(rows, ints([0, 0, 1, 1]));
    const wanted = [1 - 1 / 5, 1 - 1 / 4, 1 - 2 / 3.5, 1 - 2 / 5.5];
    wanted.forEach((value, i) => expect(result.widths![i]).toBeCloseTo(value, 14));
    expect(result.macro.value).toBeCloseTo(wanted.reduce((a, v) => a + v, 0) / 4, 14);
  });

  it("equals the definition, with copies, lone rows and coinciding rows", () => {
    fc.assert(
      fc.property(labelled, (items) => {
        const points = items.map((item) => item.point);
        const labels = items.map((item) => item.label);
        const used = new Set(labels).size;
        const exact = silhouette(rowsOf(points), ints(labels));
        const squared = squaredSilhouette(rowsOf(points), ints(labels));
        if (used < 2 || used >= points.length) {
          expect(exact.micro.reason).toBe(used < 2 ? "one_group" : "too_many_groups");
          return;
        }
        slowWidths(points, labels, 1).forEach((width, i) => expect(exact.widths![i]).toBeCloseTo(width, 12));
        slowWidths(points, labels, 2).forEach((width, i) => expect(squared.widths![i]).toBeCloseTo(width, 9));
        const widths = [...exact.widths!];
        expect(exact.micro.value).toBeCloseTo(widths.reduce((a, v) => a + v, 0) / widths.length, 12);
        exact.segments.forEach((segment, c) => {
          const own = widths.filter((_, i) => labels[i] === c);
          if (own.length === 0) expect(segment.reason).toBe("no_rows");
          else expect(segment.value).toBeCloseTo(own.reduce((a, v) => a + v, 0) / own.length, 12);
        });
        expect(Math.max(...widths.map(Math.abs))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("does not change when labels are renamed", () => {
    const rows = rowsOf([
      [0, 0],
      [0, 1],
      [5, 5],
      [5, 6],
      [9, 0],
    ]);
    const before = silhouette(rows, ints([0, 0, 1, 1, 2]));
    const after = silhouette(rows, ints([2, 2, 0, 0, 1]));
    expect(after.micro).toEqual(before.micro);
    expect(after.macro.value).toBeCloseTo(before.macro.value!, 15);
  });

  it("sampled in full is exact, and in part within four standard errors", () => {
    const stream = createStream(3, "blobs");
    const x = Float64Array.from({ length: 6000 }, (_, p) => stream.normal() + (Math.floor(p / 2) % 3) * 3);
    const rows = { x, n: 3000, d: 2 };
    const { labels } = kMeans(rows, { k: 3, seed: 1, restarts: 3 });
    const exact = silhouette(rows, labels);
    const all = sampledSilhouette(rows, labels, { seed: 1, size: 3000 });
    expect(all.micro.value).toBeCloseTo(exact.micro.value!, 12);
    expect(all.macro.value).toBeCloseTo(exact.macro.value!, 12);
    expect([all.standardError.value, all.rows]).toEqual([0, 3000]);
    const part = sampledSilhouette(rows, labels, { seed: 1, size: 300, least: 20 });
    expect(part.standardError.value).toBeGreaterThan(0);
    expect(Math.abs(part.micro.value! - exact.micro.value!)).toBeLessThan(4 * part.standardError.value!);
    expect(part.rows).toBe(300);
    expect(part.widths).toBeNull();
  });

  it("is not defined for one segment or k = n, and refuses bad shapes", () => {
    const rows = rowsOf([
      [0, 0],
      [1, 1],
    ]);
    for (const variant of [silhouette, simplifiedSilhouette, squaredSilhouette]) {
      expect(variant(rows, ints([0, 0])).micro).toMatchObject({ defined: false, reason: "one_group" });
      expect(variant(rows, ints([0, 1])).macro).toMatchObject({ defined: false, reason: "too_many_groups" });
      expect(() => variant(rows, ints([0]))).toThrow(RangeError);
      expect(() => variant(rows, ints([0, -1]))).toThrow(RangeError);
      expect(() => variant({ ...rows, d: 3 }, ints([0, 1]))).toThrow(RangeError);
    }
    expect(() => sampledSilhouette(rows, ints([0, 1]), { seed: 1, size: 0 })).toThrow(RangeError);
  });
});

const iris = dataset("iris");
const points = dataset("ruspini");

describe.skipIf(!iris)("silhouettes of iris [needs datasets]", () => {
  it.each([
    [2, 0.6808136203, 0.7694477221, 0.6810461692],
    [3, 0.5525919445, 0.6660660801, 0.5528190124],
    [4, 0.4978256901, 0.6204194502, 0.498050505],
    [5, 0.4885175509, 0.6140513588, 0.4887488871],
    [6, 0.3682056965, 0.5222192094, 0.364834004],
  ])("k = %i (cluster 2.1.8, scikit-learn)", (k, full, simplified, fullR) => {
    const uci = irisUci(iris!);
    const { labels } = kMeans(uci, { k, seed: 1, restarts: 60 });
    expect(silhouette(uci, labels).micro.value).toBeCloseTo(full, 8);
    expect(simplifiedSilhouette(uci, labels).micro.value).toBeCloseTo(simplified, 8);
    const r = irisR(iris!);
    expect(silhouette(r, kMeans(r, { k, seed: 1, restarts: 60 }).labels).micro.value).toBeCloseTo(fullR, 8);
  });
});

describe.skipIf(!points)("silhouettes of ruspini [needs datasets]", () => {
  it("full 0.7376569909, macro 0.7386032459, simplified 0.8157677279, squared 0.9086095548", () => {
    const rows = ruspini(points!);
    const { labels } = kMeans(rows, { k: 4, seed: 1 });
    expect(silhouette(rows, labels).micro.value).toBeCloseTo(0.7376569909, 8);
    expect(silhouette(rows, labels).macro.value).toBeCloseTo(0.7386032459, 8);
    expect(simplifiedSilhouette(rows, labels).micro.value).toBeCloseTo(0.8157677279, 8);
    expect(squaredSilhouette(rows, labels).micro.value).toBeCloseTo(0.9086095548, 8);
  });
});
