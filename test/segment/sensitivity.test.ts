import { describe, expect, it } from "vitest";
import { createStream } from "../../src/core/rng.js";
import { openEngine } from "../../src/engine/index.js";
import { catalogOf } from "../../src/engine/stage.js";
import { segment, segmentSettings, type SegmentSettingsInput } from "../../src/segment/index.js";
import { segmentResult, type SegmentResult } from "../../src/tables/results/segment.js";

const LITTLE = { gap_references: 2, halvings: 1, bootstraps: 2, null_references: 1, restarts: 1, mixture_rows: 100 };
type Columns = Readonly<Record<string, readonly number[]>>;

async function checksOf(columns: Columns, settings: SegmentSettingsInput): Promise<SegmentResult["sensitivity"]> {
  const engine = await openEngine({ threads: 1, memoryMiB: 512 });
  try {
    const n = Object.values(columns)[0].length;
    const ids = Array.from({ length: n }, (_, i) => `C${String(i).padStart(5, "0")}`);
    await engine.load("customers", [
      { name: "customer_id", type: "id", values: ids },
      ...Object.entries(columns).map(([name, values]) => ({ name, type: "double" as const, values })),
    ]);
    const parsed = segmentSettings.parse({ depth: "full", evidence_to: 3, resampling: LITTLE, ...settings });
    const catalog = catalogOf({ customers: ["customer_id", ...Object.keys(columns)] });
    const { result } = await segment({ engine, catalog, seed: 5 }, parsed);
    expect(segmentResult.parse(result)).toEqual(result);
    return result.sensitivity;
  } finally {
    await engine.close();
  }
}

/** Three groups that only the logarithm of `money` tells apart, and `noise` that tells nothing. */
function skewed(n: number): Columns {
  const stream = createStream(3, "test/sensitivity");
  const level = (i: number) => [10, 1_000, 100_000][i % 3];
  return {
    money: Array.from({ length: n }, (_, i) => level(i) * Math.exp(0.2 * stream.normal())),
    noise: Array.from({ length: n }, () => stream.normal()),
  };
}

const FEATURES: SegmentSettingsInput["features"] = [
  { column: "money", transform: "log1p", winsor: [0.01, 0.99], weight: 3 },
  { column: "noise" },
];

describe("the sensitivity table", () => {
  it("refits every other preparation and algorithm, and the other divisor of z moves nobody", async () => {
    const found = (await checksOf(skewed(150), { features: FEATURES, k: 3 }))!;
    expect(found.checks.map((each) => each.left_out ?? each.check)).toEqual([
      "without_log",
      "without_caps",
      "robust_scale",
      "other_z_divisor",
      "equal_weights",
      "money",
      "noise",
      "pam",
      "gmm",
      "ward",
    ]);
    const of = (name: string) => found.checks.find((each) => (each.left_out ?? each.check) === name)!;
    for (const same of ["other_z_divisor", "noise", "pam"])
      expect(of(same)).toMatchObject({ customers: 150, adjusted_rand: 1, jaccard_lowest: 1, moved: 0, reason: null });
    expect(of("without_log").adjusted_rand).toBeLessThan(0.9);
    expect(of("money").adjusted_rand).toBeLessThan(0.2);
    expect(of("money").moved).toBeGreaterThan(50);
  });

  it("says why a refit cannot be made, and leaves out what changes nothing", async () => {
    const columns = {
      x: [...new Array<number>(30).fill(0), 5, 6, 7, 8, 9, 10],
      y: Array.from({ length: 36 }, (_, i) => i),
    };
    const found = (await checksOf(columns, { features: ["x", "y"], k: 2 }))!;
    expect(found.checks.find((each) => each.check === "robust_scale")).toEqual({
      check: "robust_scale",
      left_out: null,
      customers: 0,
      adjusted_rand: null,
      jaccard_lowest: null,
      moved: null,
      reason: "no_spread",
    });
    expect(found.checks.map((each) => each.check)).not.toContain("without_log");
    expect(found.checks.map((each) => each.check)).not.toContain("equal_weights");
  });

  it("draws customers where the algorithm is slow, and says so by a refit on the sample alone", async () => {
    const mixture = { algorithm: "gmm", covariance: "spherical", mixture_restarts: 0 } as const;
    const found = (await checksOf(skewed(2_010), { features: FEATURES, k: 3, ...mixture }))!;
    expect(found.customers).toBe(2_010);
    expect(found.checks[0]).toMatchObject({ check: "sample_only", customers: 2_000, moved: 0 });
    expect(found.checks.find((each) => each.check === "k-means")).toMatchObject({ customers: 2_010, moved: 0 });
  });

  it("is not made where it is not asked for", async () => {
    expect(await checksOf(skewed(30), { features: FEATURES, k: 3, sensitivity: false })).toBeNull();
    expect(await checksOf(skewed(30), { features: FEATURES, k: 3, depth: "basic" })).toBeNull();
  });
});
