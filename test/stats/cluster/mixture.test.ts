import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStream } from "../../../src/core/rng.js";
import { freeParameters } from "../../../src/stats/cluster/mixture-parameters.js";
import { gaussianMixture, mahalanobis, type MixtureFit } from "../../../src/stats/cluster/mixture.js";
import { kMeans } from "../../../src/stats/kmeans/kmeans.js";
import type { Rows } from "../../../src/stats/kmeans/rows.js";
import { dataset } from "../../support/datasets.js";
import { irisUci } from "../kmeans/public-rows.js";

interface Oracle {
  readonly mixtures: readonly {
    readonly covariance: "full" | "tied" | "diag" | "spherical";
    readonly k: number;
    readonly loglik: number;
    readonly bic: number;
    readonly p: number;
  }[];
}

const oracle = JSON.parse(readFileSync(new URL("oracle.json", import.meta.url), "utf8")) as Oracle;
const folder = dataset("iris");

function fitted(rows: Rows, k: number, covariance: "full" | "tied" | "diag" | "spherical", more = {}): MixtureFit {
  const start = kMeans(rows, { k, seed: 1 }).labels;
  const fit = gaussianMixture(rows, { k, covariance, seed: 1, start, restarts: 10, ...more });
  if ("collapsed" in fit) throw new Error("collapsed");
  return fit;
}

describe.skipIf(!folder)("mixtures on iris [needs datasets]", () => {
  it.each(oracle.mixtures)("reach scikit-learn's best $covariance with k = $k", ({ covariance, k, loglik, bic, p }) => {
    const fit = fitted(irisUci(folder!), k, covariance);
    // EM stops at 1e-9 a row; a slow start may still lack some 1e-5 of 200
    expect(fit.logLikelihood).toBeGreaterThan(loglik - 1e-3);
    expect(Math.abs(fit.logLikelihood - loglik)).toBeLessThan(1e-3);
    expect(Math.abs(fit.bic - bic)).toBeLessThan(2e-3);
    expect(fit.freeParameters).toBe(p);
    expect(fit.icl).toBeGreaterThanOrEqual(fit.bic);
  });
});

/** Two normal groups on a line. */
function twoGroups(n: number, seed = 3): Rows {
  const stream = createStream(seed, "test/mixture");
  const x = Float64Array.from({ length: n }, (_, i) => (i % 3 === 0 ? 9 + 2 * stream.normal() : stream.normal()));
  return { x, n, d: 1 };
}

/** The log-likelihood by the density itself, in one dimension. */
function slowLogLikelihood(rows: Rows, { parameters }: MixtureFit): number {
  const { shares, means, covariances } = parameters;
  return rows.x.reduce((sum, x) => {
    const density = shares.reduce(
      (all, share, c) =>
        all + (share * Math.exp(-((x - means[c]) ** 2) / 2 / covariances[c])) / Math.sqrt(2 * Math.PI * covariances[c]),
      0,
    );
    return sum + Math.log(density);
  }, 0);
}

describe("gaussianMixture", () => {
  it("counts free parameters by hand for k = 3 and d = 4", () => {
    expect([freeParameters("full", 3, 4), freeParameters("tied", 3, 4)]).toEqual([2 + 12 + 30, 2 + 12 + 10]);
    expect([freeParameters("diag", 3, 4), freeParameters("spherical", 3, 4)]).toEqual([2 + 24, 2 + 12 + 3]);
  });

  it("has the likelihood of its own parameters, posteriors that sum to 1, and ICL with their entropy", () => {
    const rows = twoGroups(120);
    const fit = fitted(rows, 2, "full");
    expect(fit.logLikelihood).toBeCloseTo(slowLogLikelihood(rows, fit), 8);
    let entropy = 0;
    for (let i = 0; i < rows.n; i++) {
      const [a, b] = fit.posteriors.subarray(2 * i, 2 * i + 2);
      expect(a + b).toBeCloseTo(1, 12);
      expect(fit.labels[i]).toBe(b > a ? 1 : 0);
      entropy -= [a, b].reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0);
    }
    expect(fit.icl - fit.bic).toBeCloseTo(2 * entropy, 9);
    const one = fitted(rows, 1, "spherical");
    const mean = rows.x.reduce((sum, x) => sum + x, 0) / rows.n;
    const variance = rows.x.reduce((sum, x) => sum + (x - mean) ** 2, 0) / rows.n;
    expect(one.logLikelihood).toBeCloseTo((-rows.n / 2) * (Math.log(2 * Math.PI * variance) + 1), 9);
    expect(mahalanobis(rows, one.parameters)[0]).toBeCloseTo(Math.abs(rows.x[0] - mean) / Math.sqrt(variance), 12);
  });

  it("gains from more freedom, does not mind a shift, and scales its likelihood by the unit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
        const stream = createStream(seed, "test/mixture-plane");
        const x = Float64Array.from({ length: 160 }, (_, i) => stream.normal() + (Math.floor(i / 2) % 2) * 6);
        const rows = { x, n: 80, d: 2 };
        const full = fitted(rows, 2, "full").logLikelihood;
        expect(full).toBeGreaterThanOrEqual(fitted(rows, 2, "diag").logLikelihood - 1e-6);
        expect(full).toBeGreaterThanOrEqual(fitted(rows, 2, "tied").logLikelihood - 1e-6);
        const moved = { ...rows, x: x.map((each) => 10 * each + 5) };
        expect(fitted(moved, 2, "full").logLikelihood).toBeCloseTo(full - 160 * Math.log(10), 4);
      }),
      { numRuns: 5 },
    );
  });

  it("says that every start collapsed, and refuses what cannot be", () => {
    const rows = { x: Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1), n: 8, d: 1 };
    expect(gaussianMixture(rows, { k: 2, covariance: "full", seed: 1 })).toMatchObject({ collapsed: true });
    const flat = { x: Float64Array.of(2, 2, 2), n: 3, d: 1 };
    expect(gaussianMixture(flat, { k: 1, covariance: "full", seed: 1 })).toMatchObject({ collapsed: true });
    expect(() => gaussianMixture(rows, { k: 9, covariance: "full", seed: 1 })).toThrow(RangeError);
    expect(() =>
      gaussianMixture({ ...rows, x: rows.x.map(() => NaN) }, { k: 1, covariance: "full", seed: 1 }),
    ).toThrow();
  });
});
