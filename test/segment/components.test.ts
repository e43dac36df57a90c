import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStream } from "../../src/core/rng.js";
import type { Engine } from "../../src/engine/engine.js";
import { openEngine } from "../../src/engine/index.js";
import { catalogOf } from "../../src/engine/stage.js";
import { assign, assignSettings, modelText, parseModel, segmentSettings } from "../../src/segment/index.js";
import { fitComponents } from "../../src/segment/prepare/fit-components.js";
import { rotated, type Prepared } from "../../src/segment/prepare/apply-recipe.js";
import { segmentResult } from "../../src/tables/results/segment.js";
import { dataset } from "../support/datasets.js";
import { ids, problemsOf, segmented, storedText } from "./stage.js";

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ threads: 2, memoryMiB: 512 });
});
afterAll(() => engine.close());

function matrix(rows: readonly (readonly number[])[]): Prepared {
  const kept = Int32Array.from(rows, (_, i) => i);
  return { data: Float64Array.from(rows.flat()), rows: rows.length, columns: rows[0].length, kept };
}

/** The covariance of two columns, as the textbook has it. */
function covariance(rows: readonly (readonly number[])[], a: number, b: number): number {
  const mean = (j: number) => rows.reduce((sum, row) => sum + row[j], 0) / rows.length;
  const [ma, mb] = [mean(a), mean(b)];
  return rows.reduce((sum, row) => sum + (row[a] - ma) * (row[b] - mb), 0) / (rows.length - 1);
}

const cell = fc.double({ min: -100, max: 100, noNaN: true, noDefaultInfinity: true });
const tables = fc.array(fc.tuple(cell, cell, cell), { minLength: 5, maxLength: 30 });

describe("principal components", () => {
  it("solve C v = variance x v, have length 1 and stand at right angles; all of them keep every distance", () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const found = fitComponents(matrix(rows), { share: 1 }, "n-1");
        const scale = Math.max(1, found.total);
        found.loadings.forEach((v, axis) => {
          expect(v.reduce((sum, each) => sum + each * each, 0)).toBeCloseTo(1, 9);
          [0, 1, 2].forEach((a) => {
            const product = [0, 1, 2].reduce((sum, b) => sum + covariance(rows, a, b) * v[b], 0);
            expect(Math.abs(product - found.variances[axis] * v[a]) / scale).toBeLessThan(1e-9);
          });
        });
        const turned = rotated({ components: found }, matrix(rows));
        const squares = (x: Float64Array, d: number) =>
          Array.from({ length: d }, (_, j) => (x[j] - x[d + j]) ** 2).reduce((sum, each) => sum + each, 0);
        const before = squares(matrix(rows).data, 3);
        const after = squares(turned.data, turned.columns);
        expect(Math.abs(before - after)).toBeLessThan(1e-6 * scale * rows.length);
      }),
      { numRuns: 60 },
    );
  });

  it("make the largest loading positive, the first of equal ones, whatever the sign of the data", () => {
    const rows = [0, 1, 2, 5].map((x) => [x, -x]);
    const root = Math.SQRT1_2;
    for (const sign of [1, -1]) {
      const { loadings } = fitComponents(
        matrix(rows.map((row) => row.map((x) => sign * x))),
        { eigenvalue: 0.5 },
        "n-1",
      );
      expect(loadings).toHaveLength(1);
      expect(loadings[0][0]).toBeCloseTo(root, 12);
      expect(loadings[0][1]).toBeCloseTo(-root, 12);
    }
    const { loadings } = fitComponents(matrix([0, 1, 2, 5].map((x) => [x, -3 * x])), { share: 0.85 }, "n-1");
    expect(loadings[0][1]).toBeGreaterThan(0);
  });

  it("keep the fewest that reach the share, or those above the eigenvalue", () => {
    const plus = [
      [4, 0],
      [-4, 0],
      [0, 1],
      [0, -1],
    ];
    const kept = (rule: Parameters<typeof fitComponents>[1]) =>
      fitComponents(matrix(plus), rule, "n-1").loadings.length;
    expect(kept({ share: 16 / 17 })).toBe(1);
    expect(kept({ share: 0.95 })).toBe(2);
    expect(kept({ eigenvalue: 0.6 })).toBe(2);
    expect(kept({ eigenvalue: 0.7 })).toBe(1);
    expect(fitComponents(matrix(plus), { share: 1 }, "n").variances[0]).toBeCloseTo(8, 12);
  });
});

const N = 150;
const stream = createStream(8, "test/components");
const customers = {
  customer_id: ids(N),
  a: Array.from({ length: N }, (_, i) => (i % 3) * 4 + stream.normal()),
  b: Array.from({ length: N }, (_, i) => (i % 3) * 400 + 90 * stream.normal()),
  c: Array.from({ length: N }, () => stream.normal()),
};

describe("the stage on components", () => {
  it("reports loadings and shares, warns, and profiles the original variables", async () => {
    const { result, warnings } = await segmented(engine, customers, {
      features: ["a", "b", "c"],
      pca: { share: 0.6 },
      k: 3,
      evidence_to: 3,
    });
    expect(() => segmentResult.parse(result)).not.toThrow();
    expect(warnings.map((each) => each.code)).toContain("SEG-120");
    const components = result.components!;
    expect(components).toMatchObject({ kept: 1, columns: ["a", "b", "c"], rule: "share 0.6" });
    expect(components.explained).toBeGreaterThan(0.6);
    expect(result.segments[0].features.map((each) => each.feature)).toEqual(["a", "b", "c"]);
    const overall = customers.b.reduce((sum, x) => sum + x, 0) / N;
    const weighted = result.segments.reduce((sum, each) => sum + each.share * each.features[1].mean, 0);
    expect(weighted).toBeCloseTo(overall, 9);
    expect(result.features.every((each) => each.vif !== null && each.vif >= 1)).toBe(true);
  });

  it("moves no label when all components are kept, for a rotation keeps distances", async () => {
    const settings = { features: ["a", "b", "c"], k: 3, evidence_to: 3 };
    const plain = await segmented(engine, customers, settings);
    const before = await storedText(engine);
    const turned = await segmented(engine, customers, { ...settings, pca: { share: 1 } });
    expect(turned.result.components!.kept).toBe(3);
    expect(turned.result.wss).toBeCloseTo(plain.result.wss, 8);
    const labels = (text: string) => (JSON.parse(text) as { segment: string }[]).map((each) => each.segment);
    expect(labels(await storedText(engine))).toEqual(labels(before));
  });

  it("scores the training rows of a saved model to the stored bytes", async () => {
    const settings = { features: ["a", "b", "c"], pca: {}, k: 3, evidence_to: 3 };
    const { model } = await segmented(engine, customers, settings);
    const trained = await storedText(engine);
    const again = parseModel(modelText(model!, "0"), "model.json");
    expect(again.centres[0]).toHaveLength(again.prepare.components!.loadings.length);
    const catalog = catalogOf({ customers: Object.keys(customers) });
    await assign({ engine, catalog, seed: 1 }, again, assignSettings.parse({}));
    expect(await storedText(engine)).toBe(trained);
  });

  it("refuses an eigenvalue that no component reaches (SEG-025), and distances that are not Euclidean", async () => {
    const settings = { features: ["a", "b", "c"], pca: { eigenvalue: 50 }, k: 2 };
    expect((await problemsOf(segmented(engine, customers, settings)))[0].code).toBe("SEG-025");
    const gower = segmentSettings.safeParse({ features: ["a"], pca: {}, algorithm: "pam", metric: "gower" });
    expect(gower.error?.issues[0].path).toEqual(["pca"]);
  });
});

const iris = dataset("iris");

describe.skipIf(!iris)("iris, R's copy [needs datasets]", () => {
  it("has the components that R's prcomp(scale. = TRUE) prints", () => {
    const lines = readFileSync(`${iris!}/iris_with_header.csv`, "utf8").trim().split(/\r?\n/).slice(1);
    const rows = lines.map((line) => line.split(",").slice(0, 4).map(Number));
    rows[34] = [4.9, 3.1, 1.5, 0.2];
    rows[37] = [4.9, 3.6, 1.4, 0.1];
    const scaled = rows.map((row) =>
      row.map((x, j) => {
        const mean = rows.reduce((sum, each) => sum + each[j], 0) / rows.length;
        return (x - mean) / Math.sqrt(covariance(rows, j, j));
      }),
    );
    const { loadings, variances } = fitComponents(matrix(scaled), { share: 1 }, "n-1");
    const deviations = [1.7083611, 0.9560494, 0.3830886, 0.1439265];
    deviations.forEach((each, axis) => expect(Math.sqrt(variances[axis])).toBeCloseTo(each, 6));
    [0.5210659, -0.2693474, 0.5804131, 0.5648565].forEach((each, j) => expect(loadings[0][j]).toBeCloseTo(each, 6));
  });
});
