import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStream } from "../../src/core/rng.js";
import { kMeans } from "../../src/stats/kmeans/kmeans.js";
import type { Rows } from "../../src/stats/kmeans/rows.js";
import { bootstrapStability } from "../../src/segment/stability/bootstrap.js";
import { gapChoices, gapCurve } from "../../src/segment/stability/gap.js";
import { stabilityGrade } from "../../src/segment/stability/grade.js";
import { kneeOf } from "../../src/segment/stability/knee.js";
import { nullProbability } from "../../src/segment/stability/null-test.js";
import { predictableK, predictionStrength } from "../../src/segment/stability/prediction-strength.js";
import { principalRows } from "../../src/segment/stability/principal-axes.js";
import { symmetricEigen } from "../../src/stats/linear/symmetric-eigen.js";
import { kMeansClusterer } from "../../src/segment/algorithms/k-means.js";
import { medoidClusterer } from "../../src/segment/algorithms/medoids.js";
import { labelRows } from "../../src/segment/algorithms/scoring.js";
import type { Clusterer } from "../../src/segment/algorithms/clusterer.js";
import { labelled, refit, resampledRows } from "../../src/segment/stability/resample.js";
import { dataset } from "../support/datasets.js";

const REFIT = { clusterer: kMeansClusterer("kmeans++"), seed: 11, restarts: 5, max_iterations: 300 };

function blobs(centres: readonly (readonly [number, number])[], each: number, spread: number): Rows {
  const stream = createStream(5, "test/blobs");
  const points = centres.flatMap(([x, y]) =>
    Array.from({ length: each }, () => [x + spread * stream.normal(), y + spread * stream.normal()]),
  );
  return { x: Float64Array.from(points.flat()), n: points.length, d: 2 };
}

function fitsOf(rows: Rows, last: number, clusterer: Clusterer = REFIT.clusterer) {
  const options = { seed: 1, restarts: 20, max_iterations: 300, value: null };
  return Array.from({ length: last }, (_, at) => clusterer.fit(rows, at + 1, options));
}

const labelsOf = (rows: Rows, last: number, clusterer?: Clusterer) =>
  fitsOf(rows, last, clusterer).map((fit) => fit.labels);

const FOUR = blobs(
  [
    [0, 0],
    [20, 0],
    [0, 20],
    [20, 20],
  ],
  25,
  1,
);
const ONE = blobs([[0, 0]], 120, 1);

describe("bootstrap stability", () => {
  it("gives 1 for groups far apart, less for a cut through one blob", () => {
    const fit = kMeans(FOUR, { k: 4, seed: 1 });
    const stable = bootstrapStability(FOUR, fit.labels, 4, { ...REFIT, replicates: 20 })!;
    expect(stable.segments.map((each) => each.jaccard)).toEqual([1, 1, 1, 1]);
    expect(stable.segments.map((each) => each.recovered)).toEqual([20, 20, 20, 20]);
    expect(stable.adjusted_rand).toEqual(new Array(10).fill(1));
    const cut = kMeans(ONE, { k: 4, seed: 1 });
    const loose = bootstrapStability(ONE, cut.labels, 4, { ...REFIT, replicates: 20 })!;
    expect(Math.min(...loose.segments.map((each) => each.jaccard))).toBeLessThan(0.75);
  });

  it("does not change when segments are numbered otherwise", () => {
    const fit = kMeans(ONE, { k: 3, seed: 1 });
    const swap = [2, 0, 1];
    const renamed = Int32Array.from(fit.labels, (label) => swap[label]);
    const once = bootstrapStability(ONE, fit.labels, 3, { ...REFIT, replicates: 8 })!;
    const again = bootstrapStability(ONE, renamed, 3, { ...REFIT, replicates: 8 })!;
    swap.forEach((to, from) => expect(again.segments[to]).toEqual(once.segments[from]));
  });

  it("grades by Hennig's limits", () => {
    expect([0.85, 0.849, 0.75, 0.6, 0.59].map(stabilityGrade)).toEqual([
      "highly_stable",
      "stable",
      "stable",
      "doubtful",
      "not_trusted",
    ]);
  });
});

describe("the gap statistic", () => {
  it("applies the five rules as written", () => {
    // f(1..5) by hand: firstmax at 3 (f(4) <= f(3)), globalmax at 5; Tibs stops at 2 because f(2) >= f(3) - s(3).
    const gap = [0.1, 0.5, 0.55, 0.4, 0.9];
    expect(gapChoices(gap, [0.1, 0.1, 0.1, 0.1, 0.1])).toEqual({
      globalmax: 5,
      firstmax: 3,
      tibs: 2,
      firstSEmax: 2,
      globalSEmax: 5,
    });
    expect(gapChoices([1, 2, 3], [0, 0, 0])).toMatchObject({ firstmax: 3, tibs: 3, globalmax: 3 });
    expect(gapChoices(gap, [0.1, 0.1, 0.1, 0.1, 0.1], 10)).toMatchObject({ tibs: 1, globalSEmax: 1 });
  });

  it("finds four groups by every rule, and one in a blob", () => {
    const four = gapCurve(FOUR, labelsOf(FOUR, 6), { ...REFIT, references: 20 });
    expect(Object.values(gapChoices(four.gap as number[], four.se as number[]))).toEqual([4, 4, 4, 4, 4]);
    const one = gapCurve(ONE, labelsOf(ONE, 6), { ...REFIT, references: 20 });
    expect(gapChoices(one.gap as number[], one.se as number[]).tibs).toBe(1);
  });

  it("takes its box along axes that turn and move with the data", () => {
    const turned = { ...FOUR, x: FOUR.x.slice() };
    for (let i = 0; i < FOUR.n; i++) {
      turned.x[2 * i] = 0.6 * FOUR.x[2 * i] - 0.8 * FOUR.x[2 * i + 1] + 100;
      turned.x[2 * i + 1] = 0.8 * FOUR.x[2 * i] + 0.6 * FOUR.x[2 * i + 1];
    }
    const sets = [FOUR, turned].map((rows) => [...principalRows(rows).variances]);
    sets[0].forEach((each, j) => expect(sets[1][j]).toBeCloseTo(each, 8));
  });
});

describe("prediction strength", () => {
  it("is high for the true number of groups, lower above it, and 1 for one segment", () => {
    const strengths = [1, 2, 3, 4, 5].map((k) => predictionStrength(FOUR, k, { ...REFIT, halvings: 10 }));
    expect(strengths[0]).toBe(1);
    expect(strengths[3]).toBe(1);
    expect(strengths[4]).toBeLessThan(0.8);
    expect(predictableK(strengths)).toBe(4);
    expect(predictableK([1, 0.5, null])).toBe(1);
  });
});

describe("structure that is not there", () => {
  it("is told from structure by the null test", () => {
    expect(nullProbability(FOUR, fitsOf(FOUR, 5), { ...REFIT, references: 19 })).toBe(0.05);
    expect(nullProbability(ONE, fitsOf(ONE, 5), { ...REFIT, references: 19 })!).toBeGreaterThan(0.05);
  });

  it("gives no knee in a uniform square, and one at three groups", () => {
    const stream = createStream(9, "test/square");
    const square = { x: Float64Array.from({ length: 600 }, () => stream.uniform()), n: 300, d: 2 };
    const three = blobs(
      [
        [0, 0],
        [30, 0],
        [0, 30],
      ],
      30,
      1,
    );
    const kneeFor = (rows: Rows) => {
      const wss = fitsOf(rows, 8).map((fit) => fit.wss);
      return kneeOf(wss, gapCurve(rows, labelsOf(rows, 8), { ...REFIT, references: 20 }).reference_wss)!;
    };
    expect(kneeFor(square).k).toBeNull();
    expect(kneeFor(three).k).toBe(3);
  });
});

describe("the parts of resampling", () => {
  it("decomposes a symmetric matrix: orthonormal vectors that give the matrix back", () => {
    const entry = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(entry, { minLength: 36, maxLength: 36 }), (d, numbers) => {
        const m = new Float64Array(d * d);
        for (let i = 0; i < d; i++) for (let j = 0; j <= i; j++) m[i * d + j] = m[j * d + i] = numbers[i * 6 + j];
        const { values, vectors } = symmetricEigen(m, d);
        for (let i = 0; i < d; i++) {
          for (let j = 0; j < d; j++) {
            let back = 0;
            let dot = 0;
            for (let a = 0; a < d; a++) {
              back += vectors[i * d + a] * values[a] * vectors[j * d + a];
              dot += vectors[a * d + i] * vectors[a * d + j];
            }
            expect(back).toBeCloseTo(m[i * d + j], 9);
            expect(dot).toBeCloseTo(i === j ? 1 : 0, 12);
          }
        }
        expect([...values]).toEqual([...values].sort((a, b) => b - a));
      }),
    );
  });

  it("stops early above 2,000 rows only, near the converged solution", () => {
    const early = { tol: 1e-4, max_iterations: 10 };
    const few = refit(FOUR, 5, "test", 0, REFIT)!;
    expect(refit(FOUR, 5, "test", 0, { ...REFIT, early })).toEqual(few);
    const many = blobs(
      [
        [0, 0],
        [1, 2],
        [3, 1],
      ],
      1500,
      1,
    );
    const converged = refit(many, 5, "test", 0, REFIT)!;
    const stopped = refit(many, 5, "test", 0, { ...REFIT, early })!;
    expect(stopped.iterations).toBeLessThanOrEqual(11);
    expect(stopped.wss).toBeLessThan(converged.wss * 1.02);
    expect(stopped.wss).not.toBe(converged.wss);
  });

  it("labels rows like the fit, and samples only above 100,000", () => {
    const fit = kMeans(FOUR, { k: 4, seed: 1 });
    expect(labelRows(FOUR, { kind: "centres", centres: fit.centres })).toEqual(fit.labels);
    expect(labelled(FOUR, { kind: "centres", centres: fit.centres }, REFIT.clusterer)).toEqual(fit.labels);
    expect(resampledRows(100_000, 1, REFIT.clusterer.resample)).toBeNull();
    const sample = resampledRows(100_001, 1, REFIT.clusterer.resample)!;
    expect(new Set(sample).size).toBe(50_000);
  });
});

const ruspini = dataset("ruspini");

describe.skipIf(!ruspini)("ruspini [needs datasets]", () => {
  const ruspiniRows = (): Rows => {
    const lines = readFileSync(`${ruspini!}/ruspini.tab`, "utf8").trim().split(/\r?\n/).slice(1);
    const points = lines.map((line) => line.trim().split(/\s+/).slice(1).map(Number));
    return { x: Float64Array.from(points.flat()), n: 75, d: 2 };
  };

  it("has Jaccard 1.000 for all four segments, as R gives", () => {
    const rows = ruspiniRows();
    const fits = fitsOf(rows, 4);
    const { segments } = bootstrapStability(rows, fits[3].labels, 4, { ...REFIT, replicates: 100 })!;
    for (const each of segments) expect(each.jaccard).toBeGreaterThan(0.9995);
  });

  const pam = medoidClusterer({ metric: "euclidean", swap: "best", samples: null, kinds: [], weights: [] });
  const cases = ([1, 2] as const).flatMap((power) =>
    (["principal_axes", "columns"] as const).map((box) => ({ power, box })),
  );
  it.each(cases)("has gap 4 by all five rules with PAM, power $power and the box of $box, as R gives", (given) => {
    const rows = ruspiniRows();
    const options = { ...REFIT, clusterer: pam, references: 100, ...given };
    const { gap, se } = gapCurve(rows, labelsOf(rows, 8, pam), options);
    expect(Object.values(gapChoices(gap as number[], se as number[]))).toEqual([4, 4, 4, 4, 4]);
  });
});
