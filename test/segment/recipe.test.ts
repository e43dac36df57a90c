import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CustvalError } from "../../src/core/errors.js";
import { normalQuantile } from "../../src/core/normal-quantile.js";
import { applyRecipe } from "../../src/segment/prepare/apply-recipe.js";
import { fitRecipe, type FeaturePlan } from "../../src/segment/prepare/fit-recipe.js";
import type { Recipe } from "../../src/segment/prepare/recipe.js";
import { segmentSettings, type SegmentSettingsInput } from "../../src/segment/settings.js";

type FeatureInput = Exclude<SegmentSettingsInput["features"][number], string>;

const OPTIONS = { z_divisor: "n-1", weight_mode: "multiply" } as const;

function plan(name: string, settings: object = {}): FeaturePlan {
  const parsed = segmentSettings.parse({ features: [{ column: name, ...settings } as FeatureInput] });
  return { name, settings: parsed.features[0] };
}

function prepared(settings: object, values: readonly number[], options: object = {}): number[] {
  const columns = [Float64Array.from(values)];
  const { recipe } = fitRecipe([plan("x", settings)], columns, { ...OPTIONS, ...options });
  return [...applyRecipe(recipe, columns).data];
}

function problemsOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof CustvalError) return error.problems;
    throw error;
  }
  throw new Error("did not fail");
}

describe("the preparation recipe", () => {
  it("scales 1 2 3 4 by hand: z, population z, robust, minmax", () => {
    const sd = Math.sqrt(5 / 3);
    expect(prepared({}, [1, 2, 3, 4])).toEqual([-1.5 / sd, -0.5 / sd, 0.5 / sd, 1.5 / sd]);
    const sdN = Math.sqrt(5 / 4);
    expect(prepared({}, [1, 2, 3, 4], { z_divisor: "n" })).toEqual([-1.5 / sdN, -0.5 / sdN, 0.5 / sdN, 1.5 / sdN]);
    expect(prepared({ scale: "robust" }, [1, 2, 3, 4])).toEqual([-1.5, -0.5, 0.5, 1.5].map((x) => x / (1.5 / 1.349)));
    expect(prepared({ scale: "mad" }, [1, 2, 3, 4])).toEqual([-1.5, -0.5, 0.5, 1.5].map((x) => x / 1.4826));
    expect(prepared({ scale: "minmax" }, [1, 2, 3, 5])).toEqual([0, 0.25, 0.5, 1]);
    expect(prepared({ scale: "none" }, [1, 2, 3, 5])).toEqual([1, 2, 3, 5]);
  });

  it("weights by multiplying, or by the root so that squared distance carries the weight", () => {
    expect(prepared({ scale: "none", weight: 4 }, [1, 2])).toEqual([4, 8]);
    expect(prepared({ scale: "none", weight: 4 }, [1, 2], { weight_mode: "distance" })).toEqual([2, 4]);
  });

  it("caps before the transform and counts the rows changed on each side", () => {
    const columns = [Float64Array.from([-5, 0, 1, 2, 90, 100])];
    const given = plan("x", { caps: [0, 50], transform: "log1p", scale: "none" });
    const { recipe, counts } = fitRecipe([given], columns, OPTIONS);
    expect(counts).toMatchObject({ below: [1], above: [2] });
    const [first, , , , fifth, sixth] = applyRecipe(recipe, columns).data;
    expect(first).toBe(0);
    expect(fifth).toBeCloseTo(Math.log(51), 14);
    expect(sixth).toBe(fifth);
  });

  it("takes winsor limits as type 7 quantiles of the original values", () => {
    expect(prepared({ winsor: [0.25, 0.75], scale: "none" }, [1, 2, 3, 4, 100])).toEqual([2, 2, 3, 4, 4]);
  });

  it("transforms: signed log, average ranks, and normal scores through the stored quantiles", () => {
    const logs = prepared({ transform: "slog", scale: "none" }, [-3, 0, 3]);
    expect(logs[0]).toBe(-logs[2]);
    expect(logs[2]).toBeCloseTo(Math.log(4), 14);
    expect(prepared({ transform: "rank", scale: "none" }, [10, 20, 20, 30])).toEqual([0.125, 0.5, 0.5, 0.875]);
    const many = Array.from({ length: 1001 }, (_, i) => i);
    const uniform = prepared({ transform: "quantile", scale: "none" }, many);
    expect(uniform[0]).toBe(0.0005);
    expect(uniform[500]).toBeCloseTo(0.5, 12);
    expect(uniform[1000]).toBe(0.9995);
    expect(prepared({ transform: "normal", scale: "none" }, many)[0]).toBe(normalQuantile(0.0005));
  });

  it("gives equal values that fill many quantiles the middle of their share", () => {
    const mostlyZero = [...new Array<number>(600).fill(0), ...Array.from({ length: 400 }, (_, i) => i + 1)];
    const shares = prepared({ transform: "quantile", scale: "none" }, mostlyZero);
    expect(shares[0]).toBeGreaterThan(0.29);
    expect(shares[0]).toBeLessThan(0.31);
  });

  it("fills, drops, and leaves out rows with more than half their features missing", () => {
    const columns = [
      Float64Array.from([1, NaN, 3, 8, NaN]),
      Float64Array.from([1, 2, 3, 4, NaN]),
      Float64Array.from([5, 6, NaN, 8, 9]),
    ];
    const plans = [
      plan("a", { missing: "median", scale: "none" }),
      plan("b", { missing: { constant: 0 }, scale: "none" }),
      plan("c", { missing: "drop", scale: "none" }),
    ];
    const { recipe, counts } = fitRecipe(plans, columns, OPTIONS);
    const matrix = applyRecipe(recipe, columns);
    expect([...matrix.kept]).toEqual([0, 1, 3]);
    expect(counts).toMatchObject({ missing: [2, 1, 1], incomplete: 1, mostly_missing: 1 });
    expect([...matrix.data]).toEqual([1, 1, 5, 4.5, 2, 6, 8, 4, 8]);
  });

  it("prepares a row alone, or after JSON, to the same bits as in training", () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    const settings = fc.record({
      transform: fc.constantFrom("none", "slog", "rank", "quantile", "normal"),
      scale: fc.constantFrom("z", "robust", "mad", "minmax", "none"),
      winsor: fc.constant([0.05, 0.95]),
      weight: fc.constantFrom(1, 0.3),
    });
    fc.assert(
      fc.property(fc.array(value, { minLength: 8, maxLength: 60 }), settings, (values, given) => {
        const columns = [Float64Array.from(values)];
        let recipe: Recipe;
        try {
          ({ recipe } = fitRecipe([plan("x", given)], columns, OPTIONS));
        } catch (error) {
          return error instanceof CustvalError && error.problems[0].code === "SEG-004";
        }
        const saved = JSON.parse(JSON.stringify(recipe)) as Recipe;
        const together = applyRecipe(recipe, columns).data;
        const alone = values.map((x) => applyRecipe(saved, [Float64Array.from([x])]).data[0]);
        expect(Buffer.from(Float64Array.from(alone).buffer)).toEqual(Buffer.from(together.buffer));
        return true;
      }),
    );
  });

  it("refuses, naming every feature at once: missing, negative under log1p, without spread", () => {
    const columns = [Float64Array.from([1, NaN, 3]), Float64Array.from([NaN, NaN, 2])];
    const missing = problemsOf(() => fitRecipe([plan("a"), plan("b")], columns, OPTIONS));
    expect(missing.map((each) => each.code)).toEqual(["SEG-002", "SEG-002"]);
    const negative = [Float64Array.from([-1, 2, 3]), Float64Array.from([-1, -2, 2])];
    const log = plan("a", { transform: "log1p" });
    expect(problemsOf(() => fitRecipe([log, log], negative, OPTIONS)).map((each) => each.code)).toEqual([
      "SEG-005",
      "SEG-005",
    ]);
    const flat = [Float64Array.from([0.1, 0.1, 0.1]), Float64Array.from([0, 0, 5])];
    const spread = problemsOf(() => fitRecipe([plan("a"), plan("b", { scale: "robust" })], [...flat], OPTIONS));
    expect(spread.map((each) => each.code)).toEqual(["SEG-004"]);
    expect(spread[0].message).toContain('"a"');
    const zeroIqr = [Float64Array.from([0, 0, 0, 0, 0, 5])];
    const [problem] = problemsOf(() => fitRecipe([plan("b", { scale: "robust" })], zeroIqr, OPTIONS));
    expect(problem).toMatchObject({ code: "SEG-004", hint: expect.stringContaining("scale: z") as string });
  });

  it("refuses a median of nothing", () => {
    const columns = [Float64Array.from([NaN, NaN]), Float64Array.from([1, 2])];
    const [problem] = problemsOf(() => fitRecipe([plan("a", { missing: "median" }), plan("b")], columns, OPTIONS));
    expect(problem.code).toBe("SEG-002");
  });
});
