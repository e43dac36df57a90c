import { describe, expect, it } from "vitest";
import { CustvalError } from "../../src/core/errors.js";
import type { SegmentInput } from "../../src/segment/input.js";
import { weightedInput } from "../../src/segment/prepare/feature-weights.js";
import { segmentSettings } from "../../src/segment/settings.js";

const COLUMNS = [
  [1, 2, 3, 4],
  [10, 10, 20, 40],
  [5, 5, 5, 6],
];

/** The weights that settings give for three features of four customers. */
function weightsBy(weights: object, columns: readonly (readonly number[])[] = COLUMNS): number[] {
  const settings = segmentSettings.parse({ features: ["a", "b", "c"], weights } as never);
  const features = settings.features.map((each) => ({ name: each.column, settings: each }));
  const input = { features, columns: columns.map((each) => Float64Array.from(each)) } as unknown as SegmentInput;
  return weightedInput(input, settings).features.map((each) => each.settings.weight);
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof CustvalError) return error.problems[0].code;
    throw error;
  }
  return "none";
}

const JUDGED = [
  [1, 1 / 3, 1 / 5],
  [3, 1, 1 / 2],
  [5, 2, 1],
];

describe("weights of features", () => {
  it("are the spec's AHP and entropy weights (computed in R), and their product scaled to 1", () => {
    const ahp = [0.1094522895, 0.3089956436, 0.5815520669];
    const entropy = [0.1450171223, 0.3187285971, 0.5362542806];
    weightsBy({ by: "ahp", matrix: JUDGED }).forEach((each, j) => expect(each).toBeCloseTo(ahp[j], 9));
    weightsBy({ by: "entropy" }).forEach((each, j) => expect(each).toBeCloseTo(entropy[j], 9));
    const products = ahp.map((each, j) => each * entropy[j]);
    const all = products.reduce((sum, each) => sum + each, 0);
    weightsBy({ by: "both", matrix: JUDGED }).forEach((each, j) => expect(each).toBeCloseTo(products[j] / all, 8));
  });

  it("leave customers with a missing value out of the entropy", () => {
    const more = COLUMNS.map((column, j) => [...column, j === 0 ? NaN : 999]);
    expect(weightsBy({ by: "entropy" }, more)).toEqual(weightsBy({ by: "entropy" }));
  });

  it("refuse judgements that are not reciprocal, contradict each other, or are of another size (SEG-010)", () => {
    const contradicting = [
      [1, 5, 1 / 5],
      [1 / 5, 1, 5],
      [5, 1 / 5, 1],
    ];
    expect(
      codeOf(() =>
        weightsBy({
          by: "ahp",
          matrix: [
            [1, 2, 3],
            [2, 1, 1],
            [1, 1, 1],
          ],
        }),
      ),
    ).toBe("SEG-010");
    expect(codeOf(() => weightsBy({ by: "ahp", matrix: contradicting }))).toBe("SEG-010");
    expect(codeOf(() => weightsBy({ by: "ahp", matrix: [[1]] }))).toBe("SEG-010");
    expect(weightsBy({ by: "ahp", matrix: contradicting, accept_inconsistent: true })).toHaveLength(3);
    expect(
      codeOf(() =>
        weightsBy({ by: "entropy" }, [
          [1, 1],
          [1, 2],
          [1, 2],
        ]),
      ),
    ).toBe("SEG-010");
  });
});
