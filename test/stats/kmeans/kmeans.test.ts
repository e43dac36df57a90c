import fc from "fast-check";
import { kmeans as peerKmeans } from "ml-kmeans";
import { describe, expect, it } from "vitest";
import { createStream } from "../../../src/core/rng.js";
import { nearestCentre } from "../../../src/stats/kmeans/assign.js";
import { plainKernel } from "../../../src/stats/kmeans/plain-kernel.js";
import { meansOf } from "../../../src/stats/kmeans/centres.js";
import { distinctRows } from "../../../src/stats/kmeans/distinct-rows.js";
import { clusterable, kMeans, kMeansOf, type KMeansFit } from "../../../src/stats/kmeans/kmeans.js";
import { lloyd } from "../../../src/stats/kmeans/lloyd.js";
import { checkedRows, type Rows } from "../../../src/stats/kmeans/rows.js";
import { drawWithoutReplacement, proportionalQuotas, sampleRows } from "../../../src/stats/kmeans/sample.js";
import { seedCentres } from "../../../src/stats/kmeans/seeding.js";
import { dataset } from "../../support/datasets.js";
import { irisR, irisUci, ruspini } from "./public-rows.js";

function rowsOf(points: readonly (readonly number[])[], weights?: readonly number[]): Rows {
  const rows = { x: Float64Array.from(points.flat()), n: points.length, d: points[0].length };
  return weights ? { ...rows, weights: Float64Array.from(weights) } : rows;
}

/** The least weighted within-cluster squares over every partition into at most k clusters. */
function bruteForceWss(points: readonly (readonly number[])[], weights: readonly number[], k: number): number {
  let least = Infinity;
  const labels = new Array<number>(points.length).fill(0);
  const visit = (i: number, used: number): void => {
    if (i === points.length) {
      least = Math.min(least, slowWss(points, weights, labels, used));
      return;
    }
    for (let c = 0; c < Math.min(k, used + 1); c++) {
      labels[i] = c;
      visit(i + 1, Math.max(used, c + 1));
    }
  };
  visit(0, 0);
  return least;
}

function slowWss(
  points: readonly (readonly number[])[],
  weights: readonly number[],
  labels: readonly number[],
  k: number,
) {
  let total = 0;
  for (let c = 0; c < k; c++) {
    const own = points.map((_, i) => i).filter((i) => labels[i] === c && weights[i] > 0);
    const mass = own.reduce((sum, i) => sum + weights[i], 0);
    points[0].forEach((_, j) => {
      const mean = own.reduce((sum, i) => sum + weights[i] * points[i][j], 0) / mass;
      total += own.reduce((sum, i) => sum + weights[i] * (points[i][j] - mean) ** 2, 0);
    });
  }
  return total;
}

const point = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }));
const scatter = fc.array(point, { minLength: 4, maxLength: 8 });
const cloud = (seed: number, n: number, d: number): Rows => {
  const stream = createStream(seed, "test/cloud");
  const x = Float64Array.from(
    { length: n * d },
    (_, p) => stream.normal() + 4 * ((Math.floor(p / d) % 3) * ((p % d) - 1)),
  );
  return { x, n, d };
};
const bytes = (fit: KMeansFit) => JSON.stringify([[...fit.labels], [...fit.centres], fit.wss]);

describe("kMeans", () => {
  it("finds two obvious groups", () => {
    const fit = kMeans(rowsOf([[0], [1], [10], [11], [12]]), { k: 2, seed: 1 });
    expect([...fit.labels]).toEqual([1, 1, 0, 0, 0]);
    expect([...fit.centres]).toEqual([11, 0.5]);
    expect([fit.wss, fit.tss, [...fit.sizes], fit.converged]).toEqual([2.5, 134.8, [3, 2], true]);
  });

  it("reaches the optimum of every partition tried, weights included", () => {
    const weighted = scatter.chain((points) =>
      fc.tuple(
        fc.constant(points),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: points.length, maxLength: points.length }),
      ),
    );
    fc.assert(
      fc.property(weighted, fc.integer({ min: 1, max: 3 }), ([points, weights], k) => {
        const usable = new Set(points.filter((_, i) => weights[i] > 0).map(String)).size;
        fc.pre(usable >= k);
        const fit = kMeans(rowsOf(points, weights), { k, seed: 7, restarts: 40 });
        expect(fit.wss).toBeCloseTo(bruteForceWss(points, weights, k), 9);
        expect(slowWss(points, weights, [...fit.labels], k)).toBeCloseTo(fit.wss, 9);
      }),
      { numRuns: 150 },
    );
  });

  it("is never worse than ml-kmeans with the same start", () => {
    const rows = cloud(3, 400, 3);
    const start = seedCentres(plainKernel().over(checkedRows(rows)), 4, "random", createStream(5, "start"));
    const points = Array.from({ length: rows.n }, (_, i) => [...rows.x.subarray(3 * i, 3 * i + 3)]);
    const initial = [0, 1, 2, 3].map((c) => [...start.subarray(3 * c, 3 * c + 3)]);
    const peer = peerKmeans(points, 4, { initialization: initial, maxIterations: 300, tolerance: 0 });
    const own = kMeans(rows, { k: 4, seed: 1, initial: start, hartigan: false });
    expect(own.wss).toBeCloseTo(
      slowWss(
        points,
        points.map(() => 1),
        peer.clusters,
        4,
      ),
      8,
    );
  });

  it("gives the same bytes again, and the same labels with and without bounds", () => {
    const rows = cloud(11, 3000, 4);
    const fit = kMeans(rows, { k: 6, seed: 4, restarts: 5 });
    expect(bytes(kMeans(rows, { k: 6, seed: 4, restarts: 5 }))).toBe(bytes(fit));
    expect(bytes(kMeans(rows, { k: 6, seed: 4, restarts: 5, kernel: plainKernel("none") }))).toBe(bytes(fit));
  });

  it("keeps labels, centres and sums together, also when stopped early", () => {
    const rows = cloud(2, 500, 2);
    for (const maxIterations of [1, 2, 3, 300]) {
      const fit = kMeans(rows, { k: 5, seed: 9, restarts: 1, maxIterations, hartigan: false });
      let wss = 0;
      for (let i = 0; i < rows.n; i++) {
        const distances = [0, 1, 2, 3, 4].map((c) =>
          [0, 1].reduce((sum, j) => sum + (rows.x[2 * i + j] - fit.centres[2 * c + j]) ** 2, 0),
        );
        expect(fit.labels[i]).toBe(distances.indexOf(Math.min(...distances)));
        wss += distances[fit.labels[i]];
      }
      expect(fit.wss).toBeCloseTo(wss, 8);
      expect(fit.converged).toBe(maxIterations === 300);
      expect(fit.iterations).toBeLessThanOrEqual(maxIterations);
    }
    const loose = kMeans(rows, { k: 5, seed: 9, restarts: 1, tolerance: 0.05 });
    expect(loose.converged).toBe(true);
  });

  it("stops early with a tolerance, no segment empty, labels those of the centres", () => {
    const rows = cloud(5, 3000, 3);
    const given = { k: 7, seed: 3, restarts: 2, sample: 500, steps: [1000, 2000], refined: 1 };
    const strict = kMeans(rows, given);
    for (const tolerance of [1e-6, 1e-3, 10]) {
      const early = kMeans(rows, { ...given, tolerance });
      expect(early.wss).toBeGreaterThanOrEqual(strict.wss * (1 - 1e-2));
      expect(early.wss).toBeLessThan(strict.wss * (tolerance > 1 ? 1.5 : 1.05));
      expect(Math.min(...early.sizes)).toBeGreaterThan(0);
      expect([...early.sizes]).toEqual([...early.sizes].sort((a, b) => b - a));
      const labels = Array.from({ length: rows.n }, (_, i) => nearestCentre(rows.x, i, early.centres, 7, 3));
      expect([...early.labels]).toEqual(labels);
    }
  });

  it("finds the same on rows that are ready, whatever was clustered before", () => {
    const rows = cloud(6, 1500, 2);
    const data = clusterable(rows);
    for (const k of [3, 5, 3]) {
      for (const sampleSeed of [1, 2, 3]) {
        const options = { k, seed: 4, restarts: 2, sample: 200, steps: [400, 800], sampleSeed };
        expect(kMeansOf(data, options)).toEqual(kMeans(rows, options));
      }
    }
    data.release();
  });

  it("reads integer weights as copies, and doubling all rows as twice the squares", () => {
    const rows = cloud(8, 120, 2);
    const weights = Float64Array.from({ length: 120 }, (_, i) => (i % 4) + 1);
    const repeated = Array.from({ length: 120 }, (_, i) =>
      new Array<number[]>(weights[i]).fill([...rows.x.subarray(2 * i, 2 * i + 2)]),
    ).flat();
    const byWeight = kMeans({ ...rows, weights }, { k: 3, seed: 2 });
    const byCopy = kMeans(rowsOf(repeated), { k: 3, seed: 2 });
    expect(byCopy.collapsed).toBe(true);
    expect(byCopy.wss).toBeCloseTo(byWeight.wss, 8);
    byCopy.centres.forEach((value, i) => expect(value).toBeCloseTo(byWeight.centres[i], 10));
    const once = kMeans(rows, { k: 3, seed: 2 });
    const twice = kMeans({ x: Float64Array.from([...rows.x, ...rows.x]), n: 240, d: 2 }, { k: 3, seed: 2 });
    expect(twice.wss).toBeCloseTo(2 * once.wss, 8);
    expect([...twice.labels]).toEqual([...once.labels, ...once.labels]);
  });

  it("does not move with a shift, an exchange of columns or the order of rows", () => {
    const rows = cloud(21, 300, 2);
    const fit = kMeans(rows, { k: 3, seed: 6 });
    const shifted = kMeans({ ...rows, x: rows.x.map((v, p) => (p % 2 === 0 ? v + 100 : v)) }, { k: 3, seed: 6 });
    const exchanged = kMeans(
      { ...rows, x: rows.x.map((_, p) => rows.x[p % 2 === 0 ? p + 1 : p - 1]) },
      { k: 3, seed: 6 },
    );
    const turned = kMeans(
      { ...rows, x: Float64Array.from({ length: 600 }, (_, p) => rows.x[2 * (299 - (p >> 1)) + (p & 1)]) },
      { k: 3, seed: 6 },
    );
    expect([...shifted.labels]).toEqual([...fit.labels]);
    expect([...exchanged.labels]).toEqual([...fit.labels]);
    expect([...turned.labels].reverse()).toEqual([...fit.labels]);
    expect(shifted.wss).toBeCloseTo(fit.wss, 8);
  });

  it("orders labels by weight, or by the mean of a value column, falling", () => {
    const rows = rowsOf([[0], [1], [2], [50], [51], [90]]);
    expect([...kMeans(rows, { k: 3, seed: 1 }).labels]).toEqual([0, 0, 0, 1, 1, 2]);
    const order = Float64Array.from([1, 1, 1, 3, 3, 2]);
    expect([...kMeans(rows, { k: 3, seed: 1, order }).labels]).toEqual([2, 2, 2, 0, 0, 1]);
    expect([...kMeans(rowsOf([[5], [6], [1], [2]]), { k: 2, seed: 3 }).labels]).toEqual([1, 1, 0, 0]);
  });

  it("never raises the sum of squares by single-row moves, and ends in a Lloyd optimum", () => {
    for (let seed = 0; seed < 20; seed++) {
      const rows = cloud(seed, 60, 2);
      const plain = kMeans(rows, { k: 5, seed, restarts: 1, hartigan: false });
      const moved = kMeans(rows, { k: 5, seed, restarts: 1 });
      expect(moved.wss).toBeLessThanOrEqual(plain.wss * (1 + 1e-12));
      const loaded = plainKernel("none").over(checkedRows(rows));
      const again = lloyd(loaded, moved.centres, { k: 5, maxIterations: 5, smallShift: null });
      expect([...again.labels]).toEqual([...moved.labels]);
      expect(again.iterations).toBe(2);
    }
  });

  it("labels rows of weight 0 and lets them move nothing", () => {
    const fit = kMeans(rowsOf([[0], [1], [10], [11], [1000]], [1, 1, 1, 1, 0]), { k: 2, seed: 1 });
    expect([...fit.centres].sort((a, b) => a - b)).toEqual([0.5, 10.5]);
    expect(fit.labels[4]).toBe(fit.labels[3]);
  });

  it("describes the population with k = 1 and separates all rows with k = n", () => {
    const rows = rowsOf([[1], [2], [6]]);
    expect([...kMeans(rows, { k: 1, seed: 1 }).centres]).toEqual([3]);
    expect(kMeans(rows, { k: 3, seed: 1 }).wss).toBe(0);
  });

  it("samples above 50,000 rows and refines on all", () => {
    const rows = cloud(17, 60_000, 2);
    const order = Float64Array.from({ length: 60_000 }, (_, i) => i % 100);
    const fit = kMeans(rows, { k: 3, seed: 1, restarts: 4, order });
    const full = kMeans(rows, { k: 3, seed: 1, initial: fit.centres });
    expect([fit.restartRows, fit.converged]).toEqual([50_000, true]);
    expect(fit.wss).toBeCloseTo(full.wss, 6);
  });

  it("refuses bad input with a plain reason", () => {
    const rows = rowsOf([[1], [2], [3]]);
    const fit = (input: Rows, options: object) => () => kMeans(input, { k: 2, seed: 1, ...options });
    expect(fit(rows, { k: 0 })).toThrow(/k must be a whole number/);
    expect(fit(rows, { k: 4 })).toThrow(/only 3 distinct rows/);
    expect(fit(rowsOf([[1], [1], [2]]), { k: 3 })).toThrow(/only 2 distinct rows/);
    expect(fit(rowsOf([[0], [-0], [2]]), { k: 3 })).toThrow(/only 2 distinct rows/);
    expect(fit(rowsOf([[1], [NaN]]), {})).toThrow(RangeError);
    expect(fit({ ...rows, n: 2 }, {})).toThrow(RangeError);
    expect(fit(rowsOf([[1], [2]], [1, -1]), {})).toThrow(RangeError);
    expect(fit(rowsOf([[1], [2]], [0, 0]), {})).toThrow(RangeError);
    expect(fit(rows, { initial: Float64Array.of(1) })).toThrow(/k x d/);
    expect(fit(rows, { initial: Float64Array.of(1, 1) })).toThrow(/differ/);
    expect(fit(rows, { initial: Float64Array.of(1, NaN) })).toThrow(RangeError);
    expect(fit(rows, { restarts: 0 })).toThrow(RangeError);
    expect(fit(rows, { tolerance: -1 })).toThrow(RangeError);
    expect(fit(rows, { order: Float64Array.of(1) })).toThrow(RangeError);
  });
});

describe("the assignment step", () => {
  it("gives equal labels with and without Hamerly's bounds at every pass, ties included", () => {
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 6, maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(1000),
        (points, k, seed) => {
          const rows = checkedRows(rowsOf(points));
          fc.pre(distinctRows(rows).count >= k);
          const [one, two] = [plainKernel("none").over(rows), plainKernel("hamerly").over(rows)];
          let centres = seedCentres(one, k, "random", createStream(seed, "pass"));
          const [plain, bounded] = [one.assigner(k), two.assigner(k)];
          for (let pass = 0; pass < 8; pass++) {
            expect(bounded.next(centres)).toBe(plain.next(centres));
            expect([...bounded.labels]).toEqual([...plain.labels]);
            centres = meansOf(rows, plain.labels, k).centres;
          }
        },
      ),
    );
  });

  it("refills empty clusters instead of looping for ever", () => {
    const rows = checkedRows(rowsOf([[0], [1], [2], [3], [100]]));
    const start = Float64Array.of(0, 500, 600);
    for (const acceleration of ["none", "hamerly"] as const) {
      const fit = lloyd(plainKernel(acceleration).over(rows), start, { k: 3, maxIterations: 50, smallShift: null });
      expect(new Set(fit.labels).size).toBe(3);
      expect([...fit.labels]).toEqual([2, 0, 0, 0, 1]);
      expect(fit.wss).toBeCloseTo(2, 12);
    }
  });
});

describe("distinctRows", () => {
  it("groups equal rows as a map of texts does", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(0, -0, 1, 0.5), fc.constantFrom(2, 3)), { minLength: 1 }),
        (points) => {
          const found = distinctRows(checkedRows(rowsOf(points)));
          const texts = [...new Set(points.map(([a, b]) => `${a + 0},${b}`))];
          expect(found.count).toBe(texts.length);
          expect([...found.of]).toEqual(points.map(([a, b]) => texts.indexOf(`${a + 0},${b}`)));
          expect(found.copies.reduce((a, v) => a + v, 0)).toBe(points.length);
        },
      ),
    );
  });
});

describe("sampling", () => {
  it("draws without replacement and in proportion", () => {
    expect(proportionalQuotas([50, 30, 20], 10)).toEqual([5, 3, 2]);
    expect(proportionalQuotas([1, 1, 1], 2)).toEqual([1, 1, 0]);
    const items = Int32Array.from([4, 5, 6, 7]);
    expect([...drawWithoutReplacement(items, 4, createStream(1, "a"))].sort()).toEqual([4, 5, 6, 7]);
    const rows = checkedRows(cloud(5, 1000, 2));
    const value = Float64Array.from({ length: 1000 }, (_, i) => i);
    const sample = sampleRows(rows, 100, 3, value);
    const rowNumbers = Array.from({ length: 100 }, (_, i) => rows.x.indexOf(sample.x[2 * i]) / 2);
    expect(new Set(rowNumbers).size).toBe(100);
    for (let decile = 0; decile < 10; decile++) {
      expect(rowNumbers.filter((row) => Math.floor(row / 100) === decile).length).toBe(10);
    }
  });
});

const iris = dataset("iris");
const table = [
  { k: 2, uci: 152.3687065, r: 152.34795176, sizes: [53, 97] },
  { k: 3, uci: 78.94084143, r: 78.85144143, sizes: [38, 50, 62] },
  { k: 4, uci: 57.31787321, r: 57.22847321, sizes: [28, 32, 40, 50] },
  { k: 5, uci: 46.53558205, r: 46.44618205, sizes: [12, 24, 25, 39, 50] },
  { k: 6, uci: 38.93096305, r: 39.03998725, sizes: [12, 23, 24, 25, 27, 39] },
];

describe.skipIf(!iris)("global optima of iris [needs datasets]", () => {
  it.each(table)("k = $k in both copies (R kmeans, 200 to 300 starts)", ({ k, uci, r, sizes }) => {
    const fit = kMeans(irisUci(iris!), { k, seed: 1, restarts: 60 });
    expect(Math.abs(fit.wss / uci - 1)).toBeLessThan(1e-8);
    expect([...fit.sizes].sort((a, b) => a - b)).toEqual(sizes);
    expect(fit.tss).toBeCloseTo(680.8244, 9);
    const other = kMeans(irisR(iris!), { k, seed: 1, restarts: 60 });
    expect(Math.abs(other.wss / r - 1)).toBeLessThan(1e-8);
    expect(other.tss).toBeCloseTo(681.3706, 9);
  });

  it("is reached with 20 restarts for every one of ten seeds", () => {
    for (let seed = 0; seed < 10; seed++) {
      expect(kMeans(irisUci(iris!), { k: 4, seed }).wss).toBeLessThan(57.31787321 * (1 + 1e-6));
    }
  });
});

const points = dataset("ruspini");

describe.skipIf(!points)("ruspini [needs datasets]", () => {
  it("k = 4: WSS 12881.05124, sizes 15, 17, 20, 23 and R's centres", () => {
    const fit = kMeans(ruspini(points!), { k: 4, seed: 1 });
    expect(Math.abs(fit.wss / 12881.05124 - 1)).toBeLessThan(1e-8);
    expect([...fit.sizes]).toEqual([23, 20, 17, 15]);
    const wanted = [43.91304348, 146.04347826, 20.15, 64.95, 98.17647059, 114.88235294, 68.93333333, 19.4];
    wanted.forEach((value, i) => expect(fit.centres[i]).toBeCloseTo(value, 8));
  });
});
