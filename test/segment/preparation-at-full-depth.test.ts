import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStream } from "../../src/core/rng.js";
import type { Engine } from "../../src/engine/engine.js";
import { openEngine } from "../../src/engine/index.js";
import { segmentResult } from "../../src/tables/results/segment.js";
import { ids, segmented, type Columns } from "./stage.js";

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ threads: 2, memoryMiB: 512 });
});
afterAll(() => engine.close());

const N = 60;
const stream = createStream(17, "test/full-depth");
const DATA: Columns = {
  customer_id: ids(N),
  x: Array.from({ length: N }, (_, i) => (i % 3) * 6 + stream.normal()),
  y: Array.from({ length: N }, () => stream.normal()),
  city: Array.from({ length: N }, (_, i) => ["north", "south", "west"][i % 3]),
  weight: Array.from({ length: N }, (_, i) => (i % 4) / 2),
};
const FULL = {
  features: ["x", "y"],
  k: 3,
  evidence_to: 3,
  restarts: 5,
  depth: "full",
  resampling: { gap_references: 5, halvings: 4, bootstraps: 6, null_references: 5, restarts: 2 },
};

async function checksOf(settings: object) {
  const { result } = await segmented(engine, DATA, { ...FULL, ...settings });
  expect(() => segmentResult.parse(result)).not.toThrow();
  expect(result.segments.every((each) => each.jaccard !== null)).toBe(true);
  return result.sensitivity!.checks;
}

describe("the sensitivity table", () => {
  it("keeps the categories in every refit, and compares with no algorithm that cannot take them", async () => {
    const features = ["x", "y", { column: "city", type: "category" }];
    const checks = await checksOf({ features, algorithm: "k-prototypes", gamma: 50 });
    expect(checks.map((each) => each.check)).toEqual(["robust_scale", "other_z_divisor", "left_out", "left_out"]);
    checks.forEach((each) => expect(each).toMatchObject({ adjusted_rand: 1, moved: 0, reason: null }));
  });

  it("weighs the customers in every refit: the other divisor moves nobody", async () => {
    const checks = await checksOf({ row_weight: "weight" });
    expect(checks.find((each) => each.check === "other_z_divisor")).toMatchObject({ adjusted_rand: 1, moved: 0 });
  });

  it("shows what components change", async () => {
    const checks = await checksOf({ pca: { share: 0.5 } });
    expect(checks.find((each) => each.check === "without_components")).toMatchObject({ customers: N, reason: null });
    expect((await checksOf({})).some((each) => each.check === "without_components")).toBe(false);
  });
});
