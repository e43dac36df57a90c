import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clara } from "../../../src/stats/cluster/clara.js";
import { allPairs, distance, distances, type Dissimilarities } from "../../../src/stats/cluster/dissimilarities.js";
import {
  gower,
  incomparablePairs,
  rangesOf,
  type MixedRows,
  type VariableKind,
} from "../../../src/stats/cluster/gower.js";
import { nearestMedoids, pam } from "../../../src/stats/cluster/pam.js";
import { silhouette } from "../../../src/stats/cluster/silhouette.js";
import { dataset } from "../../support/datasets.js";
import { ruspini } from "../kmeans/public-rows.js";

const folder = dataset("ruspini");

/** Mean dissimilarity to the nearest of some medoids. */
function meanTo({ n, at }: Dissimilarities, medoids: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.min(...medoids.map((m) => at(i, m)));
  return sum / n;
}

/** PAM as the book has it: every exchange tried by counting from scratch. */
function slowPam(given: Dissimilarities, k: number): number {
  const medoids: number[] = [];
  const rows = Array.from({ length: given.n }, (_, i) => i);
  const bestOf = (options: number[][]) =>
    options.reduce((best, each) => (meanTo(given, each) < meanTo(given, best) - 1e-13 ? each : best));
  while (medoids.length < k)
    medoids.push(bestOf(rows.filter((i) => !medoids.includes(i)).map((i) => [...medoids, i])).at(-1)!);
  let current = medoids;
  for (;;) {
    const swaps = rows
      .filter((i) => !current.includes(i))
      .flatMap((i) => current.map((_, at) => current.map((each, p) => (p === at ? i : each))));
    const best = swaps.length === 0 ? current : bestOf([current, ...swaps]);
    if (best === current) return meanTo(given, current);
    current = best;
  }
}

describe.skipIf(!folder)("PAM on ruspini [needs datasets]", () => {
  it("gives the medoids and objectives of R's cluster::pam", () => {
    const rows = ruspini(folder!);
    const fit = pam(distances(rows, "euclidean"), { k: 4 });
    expect([...fit.medoids].map((m) => m + 1)).toEqual([10, 32, 52, 70]);
    expect(fit.build).toBeCloseTo(17.2289844, 7);
    expect(fit.objective).toBeCloseTo(11.48637481, 8);
    const sizes = [0, 1, 2, 3].map((c) => fit.labels.filter((label) => label === c).length);
    expect(sizes).toEqual([20, 23, 17, 15]);
    expect(silhouette(rows, fit.labels).micro.value).toBeCloseTo(0.7376569909, 9);
    expect(pam(distances(rows, "euclidean"), { k: 4, swap: "eager" }).objective).toBeCloseTo(11.48637481, 8);
  });

  it("is found by CLARA too", () => {
    const rows = ruspini(folder!);
    const fit = clara(rows.n, (i, j) => distance("euclidean", rows.x, i, rows.x, j, rows.d), { k: 4, seed: 1 });
    expect(fit).toMatchObject({ size: 48, samples: 5 });
    expect(fit.objective).toBeLessThan(11.6);
    expect(fit.objective).toBeGreaterThanOrEqual(11.48637481 - 1e-8);
  });
});

describe("pam", () => {
  const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })), {
    minLength: 3,
    maxLength: 14,
  });
  const rowsOf = (list: readonly (readonly number[])[]) => ({
    x: Float64Array.from(list.flat()),
    n: list.length,
    d: 2,
  });

  it("equals trying every exchange from scratch wherever no tie decides, and never stops where one exchange helps", () => {
    fc.assert(
      fc.property(
        points,
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom("euclidean", "manhattan"),
        (list, k, metric) => {
          const given = distances(rowsOf(list), metric);
          for (const swap of ["best", "eager"] as const) {
            const fit = pam(given, { k, swap });
            expect(fit.objective).toBeCloseTo(meanTo(given, [...fit.medoids]), 10);
            expect([...fit.labels]).toEqual([...nearestMedoids(given, fit.medoids)]);
            for (let i = 0; i < given.n; i++)
              for (let m = 0; m < k; m++) {
                const tried = [...fit.medoids].map((each, p) => (p === m ? i : each));
                expect(meanTo(given, tried)).toBeGreaterThanOrEqual(fit.objective - 1e-9);
              }
          }
        },
      ),
      { numRuns: 60 },
    );
    const odd = rowsOf([0, 1, 3.5, 9, 11, 12.7, 20.1, 24, 25.3].map((x, i) => [x, (i * i * 1.37) % 5]));
    for (const k of [1, 2, 3, 4]) {
      const given = distances(odd, "euclidean");
      expect(pam(given, { k }).objective).toBeCloseTo(slowPam(given, k), 12);
    }
  });

  it("takes the lowest rows on ties, counts k = n as no cost, and refuses k that cannot be", () => {
    const line = distances({ x: Float64Array.of(0, 1, 2, 3), n: 4, d: 1 }, "euclidean");
    expect([...pam(line, { k: 1 }).medoids]).toEqual([1]);
    expect(pam(line, { k: 4 })).toMatchObject({ objective: 0, converged: true });
    expect(() => pam(line, { k: 5 })).toThrow(RangeError);
    expect(() => pam(line, { k: 0 })).toThrow(RangeError);
    expect(() => distances({ x: Float64Array.of(0, NaN), n: 2, d: 1 }, "euclidean")).toThrow(RangeError);
    expect(() => allPairs(2, () => -1)).toThrow(RangeError);
    expect(
      pam(distances({ x: Float64Array.from([0, 3, 9, 10, 11, 30]), n: 6, d: 1 }, "euclidean"), { k: 2, maxSwaps: 0 }),
    ).toMatchObject({ swaps: 0 });
  });
});

describe("clara", () => {
  it("equals PAM when the sample holds all rows, repeats its bytes, and refuses fewer than 5 samples", () => {
    const x = Float64Array.from({ length: 30 }, (_, i) => (i * 37) % 101);
    const between = (i: number, j: number) => Math.abs(x[i] - x[j]);
    const whole = clara(30, between, { k: 3, seed: 4 });
    expect(whole.objective).toBeCloseTo(pam(allPairs(30, between), { k: 3 }).objective, 12);
    expect(whole.samplesAgreeing).toBe(5);
    const small = { k: 3, seed: 4, size: 10 };
    expect(clara(30, between, small)).toEqual(clara(30, between, small));
    expect(clara(30, between, small).objective).toBeGreaterThanOrEqual(whole.objective);
    expect(() => clara(30, between, { k: 3, seed: 4, samples: 4 })).toThrow(RangeError);
    expect(() => clara(2, between, { k: 3, seed: 4 })).toThrow(RangeError);
  });
});

describe("Gower's dissimilarity", () => {
  const kinds: readonly VariableKind[] = ["numeric", "ordinal", "nominal", "asymmetric"];
  const mixed = (list: readonly (readonly number[])[]): MixedRows => {
    const x = Float64Array.from(list.flat());
    return { x, n: list.length, d: 4, kinds, ranges: rangesOf(x, list.length, 4, kinds) };
  };

  it("is the mean over comparable variables, by hand", () => {
    const rows = mixed([
      [0, 1, 0, 0],
      [10, 3, 0, 0],
      [5, 2, 1, 1],
      [NaN, 2, NaN, 1],
    ]);
    expect(gower(rows, 0, rows, 1).value).toBeCloseTo((1 + 1 + 0) / 3, 14);
    expect(gower(rows, 0, rows, 2).value).toBeCloseTo((0.5 + 0.5 + 1 + 1) / 4, 14);
    expect(gower(rows, 2, rows, 3).value).toBeCloseTo((0 + 0) / 2, 14);
    const weighted = { ...rows, weights: Float64Array.of(3, 1, 1, 1) };
    expect(gower(weighted, 0, rows, 2).value).toBeCloseTo((1.5 + 0.5 + 1 + 1) / 6, 14);
  });

  it("adds 0 for a constant column and says which pairs cannot be compared", () => {
    const flat = mixed([
      [7, 1, 0, 1],
      [7, 2, 1, 1],
    ]);
    expect(gower(flat, 0, flat, 1).value).toBeCloseTo((0 + 1 + 1 + 0) / 4, 14);
    const apart = mixed([
      [1, NaN, NaN, 0],
      [NaN, 2, NaN, 0],
      [1, 2, 0, 1],
    ]);
    expect(gower(apart, 0, apart, 1)).toMatchObject({ defined: false, reason: "no_comparable_variable" });
    expect(incomparablePairs(apart)).toBe(1);
    expect(() => rangesOf(Float64Array.of(1, Infinity), 2, 1, ["numeric"])).toThrow(RangeError);
  });

  it("lies in 0 … 1, is the same both ways, and does not change with unit or order of levels names", () => {
    const row = fc.tuple(
      fc.integer({ min: -5, max: 5 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 0, max: 1 }),
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 8 }), (list) => {
        const rows = mixed(list);
        const scaled = mixed(list.map(([a, b, c, e]) => [a * 1000 + 3, b, 2 - c, e]));
        for (let i = 0; i < rows.n; i++)
          for (let j = 0; j < i; j++) {
            const each = gower(rows, i, rows, j).value!;
            expect(each).toBeGreaterThanOrEqual(0);
            expect(each).toBeLessThanOrEqual(1);
            expect(gower(rows, j, rows, i).value).toBe(each);
            expect(gower(scaled, i, scaled, j).value).toBeCloseTo(each, 12);
          }
      }),
    );
  });
});
