import { describe, expect, it } from "vitest";
import { createStream } from "../../src/core/rng.js";
import { openEngine } from "../../src/engine/index.js";
import { catalogOf } from "../../src/engine/stage.js";
import { segment, segmentSettings } from "../../src/segment/index.js";
import { verdictOf } from "../../src/segment/stability/verdict.js";
import { segmentResult, type SegmentResult } from "../../src/tables/results/segment.js";

type Row = SegmentResult["evidence"][number];

const EMPTY: Row = {
  k: 1,
  wss: 1,
  explained: 0,
  silhouette: null,
  silhouette_macro: null,
  silhouette_se: null,
  silhouette_variant: "exact",
  silhouette_simplified: null,
  silhouette_squared: null,
  calinski_harabasz: null,
  davies_bouldin: null,
  smallest: 1,
  smallest_share: 1,
  restarts_agreeing: 1,
  restarts: 1,
  converged: true,
  bic_full: null,
  bic_tied: null,
  bic_diag: null,
  bic_spherical: null,
  icl: null,
  gap: null,
  gap_se: null,
  prediction_strength: null,
  jaccard_mean: null,
  jaccard_lowest: null,
  rand_median: null,
  rand_low: null,
  rand_high: null,
};

/** k = 1 … 4 with every index best at the k given. */
function evidence(best: { macro: number; ch: number; db: number; gap: number; ps: number }, jaccard: number): Row[] {
  return [1, 2, 3, 4].map((k) => ({
    ...EMPTY,
    k,
    silhouette_macro: k === 1 ? null : k === best.macro ? 0.7 : 0.3,
    calinski_harabasz: k === 1 ? null : k === best.ch ? 70 : 30,
    davies_bouldin: k === 1 ? null : k === best.db ? 0.3 : 0.7,
    gap: k === best.gap ? 1 : k < best.gap ? 0.1 * k : 0.5,
    gap_se: 0.01,
    prediction_strength: k <= best.ps ? 0.9 : 0.5,
    jaccard_lowest: k === 1 ? null : jaccard,
  }));
}

describe("the verdict", () => {
  it("is strong when four votes agree, nothing speaks for no structure, and every segment is stable", () => {
    const verdict = verdictOf(evidence({ macro: 3, ch: 3, db: 3, gap: 3, ps: 2 }, 0.8), 0.01, null);
    expect(verdict).toMatchObject({ kind: "strong", leading_k: 3, reasons: ["indices_disagree", "few_coarse_groups"] });
    expect(verdict.votes.find((each) => each.index === "prediction_strength")).toMatchObject({ k: 2, at_edge: false });
  });

  it("is stable when votes differ but every segment comes back, and open when not", () => {
    const mixed = { macro: 3, ch: 3, db: 2, gap: 3, ps: 2 };
    expect(verdictOf(evidence(mixed, 0.8), 0.01, null).kind).toBe("stable");
    expect(verdictOf(evidence(mixed, 0.7), 0.01, null).kind).toBe("open");
    expect(verdictOf(evidence({ macro: 3, ch: 3, db: 3, gap: 3, ps: 3 }, 0.7), 0.01, null).kind).toBe("open");
  });

  it("is no structure when two signs say so, and one sign is not enough for strong", () => {
    const one = { macro: 3, ch: 3, db: 3, gap: 1, ps: 1 };
    expect(verdictOf(evidence(one, 0.9), 0.01, null)).toMatchObject({
      kind: "no_structure",
      reasons: ["gap_gives_one", "prediction_strength_gives_one", "indices_disagree", "few_coarse_groups"],
    });
    expect(verdictOf(evidence({ macro: 3, ch: 3, db: 3, gap: 3, ps: 3 }, 0.9), 0.2, null).kind).toBe("stable");
  });

  it("voids a vote at the edge and never lets an index without a value vote", () => {
    const edge = verdictOf(evidence({ macro: 4, ch: 4, db: 4, gap: 4, ps: 2 }, 0.9), 0.01, null);
    expect(edge).toMatchObject({ kind: "stable", leading_k: 2 });
    expect(edge.reasons).toEqual(["indices_disagree", "vote_at_edge", "gap_still_rising", "few_coarse_groups"]);
    const nothing = verdictOf(
      [1, 2, 3].map((k) => ({ ...EMPTY, k })),
      null,
      null,
    );
    expect(nothing).toMatchObject({ kind: "open", leading_k: null, votes: [], gap_rules: null });
  });
});

describe("the reasons of a verdict", () => {
  const withBic = (best: number) =>
    evidence({ macro: 2, ch: 2, db: 2, gap: 2, ps: 2 }, 0.9).map((row) => ({
      ...row,
      bic_full: row.k === best ? 10 : 20,
      bic_diag: 30,
    }));

  it("say that BIC adds components only where it votes for more than every other index", () => {
    expect(verdictOf(withBic(3), 0.01, null).reasons).toContain("bic_adds_components");
    expect(verdictOf(withBic(2), 0.01, null).reasons).toEqual([]);
  });

  it("say that silhouette and prediction strength favour few groups only where they vote for fewer than another", () => {
    expect(verdictOf(withBic(3), 0.01, null).reasons).toContain("few_coarse_groups");
    const more = evidence({ macro: 3, ch: 2, db: 2, gap: 2, ps: 3 }, 0.9);
    expect(verdictOf(more, 0.01, null).reasons).not.toContain("few_coarse_groups");
  });
});

describe("the stage at depth full", () => {
  async function run(rows: readonly (readonly [number, number])[]) {
    const engine = await openEngine({ threads: 2, memoryMiB: 512 });
    try {
      await engine.load("customers", [
        { name: "customer_id", type: "id", values: rows.map((_, i) => `C${String(i).padStart(4, "0")}`) },
        { name: "x", type: "double", values: rows.map((row) => row[0]) },
        { name: "y", type: "double", values: rows.map((row) => row[1]) },
      ]);
      const settings = segmentSettings.parse({
        features: ["x", "y"],
        depth: "full",
        evidence_to: 5,
        k: { min: 2, max: 5 },
        resampling: { gap_references: 19, halvings: 10, bootstraps: 20, null_references: 19, restarts: 4 },
      });
      const catalog = catalogOf({ customers: ["customer_id", "x", "y"] });
      return (await segment({ engine, catalog, seed: 2 }, settings)).result;
    } finally {
      await engine.close();
    }
  }

  it("calls four groups strong and one blob no structure", async () => {
    const stream = createStream(8, "test/groups");
    const point = (i: number, gap: number): [number, number] => [
      gap * (i % 2) + stream.normal(),
      gap * (Math.floor(i / 2) % 2) + stream.normal(),
    ];
    const strong = await run(Array.from({ length: 160 }, (_, i) => point(i, 15)));
    expect(segmentResult.parse(strong)).toEqual(strong);
    expect(strong.verdict).toMatchObject({ kind: "strong", leading_k: 4, null_probability: 0.05 });
    expect(strong.segments.map((each) => each.stability)).toEqual(new Array(4).fill("highly_stable"));
    const blob = await run(Array.from({ length: 160 }, (_, i) => point(i, 0)));
    expect(blob.verdict!.kind).toBe("no_structure");
  });
});
