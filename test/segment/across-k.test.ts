import { describe, expect, it } from "vitest";
import { createStream } from "../../src/core/rng.js";
import { kMeansClusterer } from "../../src/segment/algorithms/k-means.js";
import { acrossK } from "../../src/segment/stability/across-k.js";
import { restartAgreement } from "../../src/segment/stability/single-restarts.js";

const fit = (k: number, labels: readonly number[]) => ({ k, labels: Int32Array.from(labels) });

describe("the segments across k", () => {
  it("tells what is kept and what splits, with the entropy of the origin by hand", () => {
    const [step, ...others] = acrossK([
      fit(1, [0, 0, 0, 0, 0, 0, 0, 0]),
      fit(2, [0, 0, 0, 0, 1, 1, 1, 1]),
      fit(3, [0, 0, 0, 0, 1, 1, 2, 2]),
    ]);
    expect(others).toEqual([]);
    expect(step).toEqual({
      from_k: 2,
      to_k: 3,
      segments: [
        { label: "S1", state: "kept", from: ["S1"], jaccard: 1, one_origin: 1 },
        { label: "S2", state: "split", from: ["S2"], jaccard: 0.5, one_origin: 1 },
        { label: "S3", state: "split", from: ["S2"], jaccard: 0, one_origin: 1 },
      ],
    });
  });

  it("gives origin 0 to a segment taken evenly from all, and its entropy between", () => {
    const [step] = acrossK([fit(2, [0, 0, 0, 0, 1, 1, 1, 1]), fit(3, [0, 0, 2, 1, 1, 1, 1, 2])]);
    const [first, second, third] = step.segments;
    expect(first.one_origin).toBe(1);
    const entropy = -(0.25 * Math.log(0.25) + 0.75 * Math.log(0.75));
    expect(second.one_origin).toBeCloseTo(1 - entropy / Math.log(2), 12);
    expect(third.one_origin).toBeCloseTo(0, 12);
  });
});

describe("the agreement of single restarts", () => {
  const options = { clusterer: kMeansClusterer("kmeans++"), seed: 4, restarts: 5, max_iterations: 100 };
  const stream = createStream(12, "test/restarts");
  const n = 90;
  const groups = (gap: number) => ({
    x: Float64Array.from({ length: n * 2 }, (_, at) => gap * (Math.floor(at / 2) % 3) + stream.normal()),
    n,
    d: 2,
  });

  it("is 1 where there are three groups far apart, and less where k cuts a blob", () => {
    expect(restartAgreement(groups(40), [3], 0, options)).toEqual([1]);
    const blob = groups(0);
    const found = Array.from({ length: 8 }, (_, pair) => restartAgreement(blob, [6], pair, options)[0]!);
    expect(Math.min(...found)).toBeLessThan(0.8);
    expect(new Set(found).size).toBeGreaterThan(1);
    expect(found).toEqual(Array.from({ length: 8 }, (_, pair) => restartAgreement(blob, [6], pair, options)[0]));
  });

  it("has no value where rows are too few", () => {
    expect(restartAgreement({ x: Float64Array.of(1, 2), n: 2, d: 1 }, [2, 3], 0, options)).toEqual([1, null]);
  });
});
