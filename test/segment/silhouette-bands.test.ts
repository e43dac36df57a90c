import { describe, expect, it } from "vitest";
import { createStream } from "../../src/core/rng.js";
import { silhouetteBands } from "../../src/segment/describe/silhouette-bands.js";

const stream = createStream(6, "test/bands");
const n = 60;
const x = Float64Array.from({ length: n }, (_, i) => 4 * (i % 2) + stream.normal());
const labels = Int32Array.from({ length: n }, (_, i) => i % 2);
const fit = { labels, k: 2, distinctRows: n };

/** The silhouette of a row by all its distances. */
function width(i: number): number {
  const to = (label: number) => {
    const others = [...labels.keys()].filter((j) => j !== i && labels[j] === label);
    return others.reduce((sum, j) => sum + Math.abs(x[i] - x[j]), 0) / others.length;
  };
  const [a, b] = [to(labels[i]), to(1 - labels[i])];
  return (b - a) / Math.max(a, b);
}

describe("silhouette bands", () => {
  it("are the percentiles of the silhouettes of each segment, by brute force", () => {
    const found = silhouetteBands({ x, n, d: 1 }, fit, 100)!;
    expect(found).toMatchObject({ variant: "exact" });
    for (const [c, { label, percentiles }] of found.segments.entries()) {
      expect(label).toBe(`S${String(c + 1)}`);
      const sorted = [...labels.keys()]
        .filter((i) => labels[i] === c)
        .map(width)
        .sort((a, b) => a - b);
      const at = 0.05 * 29;
      expect(percentiles![0]).toBeCloseTo(sorted[1] + (at - 1) * (sorted[2] - sorted[1]), 10);
      expect(percentiles![9]).toBeCloseTo((sorted[14] + sorted[15]) / 2, 10);
      expect(percentiles).toHaveLength(19);
    }
  });

  it("are of the simplified silhouette for many distinct rows, and there are none for one segment", () => {
    expect(silhouetteBands({ x, n, d: 1 }, fit, 59)!.variant).toBe("simplified");
    expect(silhouetteBands({ x, n, d: 1 }, { labels: new Int32Array(n), k: 1, distinctRows: n }, 100)).toBeNull();
  });
});
