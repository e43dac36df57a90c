import { describe, expect, it } from "vitest";
import type { ClusterSums } from "../../src/effect/cluster-sums.js";
import { clusterThreats, fewClusterTest } from "../../src/effect/threats.js";
import { twoByTwo, type TwoByTwo } from "../../src/effect/two-by-two.js";

/** Clusters whose units all change alike, by a made-up amount each; the first `treated` of them are treated. */
function cells(treated: number, control: number, size: (cluster: number) => number = () => 10): TwoByTwo {
  const count = treated + control;
  const at = Array.from({ length: count }, (_, b) => b);
  const change = (b: number) => ((b * 7) % 11) - 5;
  const sums: ClusterSums = {
    cluster: Int32Array.from(at),
    treated: Uint8Array.from(at, (b) => (b < treated ? 1 : 0)),
    units: Float64Array.from(at, size),
    sum: Float64Array.from(at, (b) => size(b) * change(b)),
    squares: Float64Array.from(at, (b) => size(b) * change(b) * change(b)),
    centre: 0,
  };
  return twoByTwo(sums, 4, 0.05);
}

const codes = (each: TwoByTwo) => clusterThreats(each).map(({ code }) => code);
const headlines = (each: TwoByTwo) => clusterThreats(each).map(({ values }) => values.headline);

describe("threats of the clusters", () => {
  it("are none with many equal clusters in both arms", () => {
    const many = cells(30, 30);
    expect(codes(many)).toEqual([]);
    expect(fewClusterTest("y", many, 1)).toEqual([]);
  });

  it("name few clusters with the rule that follows", () => {
    expect(headlines(cells(10, 10))).toEqual(["crv3"]);
    expect(headlines(cells(3, 100))[0]).toBe("randomisation");
  });

  it("name unequal sizes and few effective clusters", () => {
    expect(codes(cells(30, 30, (b) => (b % 30 === 0 ? 5000 : 10)))).toEqual(["effective_clusters", "unequal_clusters"]);
  });

  it("take the wild bootstrap with six or more in each arm, randomisation below", () => {
    expect(fewClusterTest("y", cells(10, 10), 1)[0].values).toMatchObject({ outcome: "y", test: "wild_bootstrap" });
    const [{ values }] = fewClusterTest("y", cells(3, 5), 1);
    expect(values).toMatchObject({ test: "randomisation", draws: 56, smallest_p: 1 / 56 });
    expect(Number(values.p)).toBeGreaterThanOrEqual(1 / 56);
  });

  it("draw nothing for thousands of clusters", () => {
    expect(fewClusterTest("y", cells(50, 5000), 1)).toEqual([]);
  });
});
