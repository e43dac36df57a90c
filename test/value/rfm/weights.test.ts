import { describe, expect, it } from "vitest";
import { rfm, rfmSettings } from "../../../src/value/rfm/index.js";
import { columnOf } from "../support.js";
import { open, READY, ready } from "./open.js";

/** The four customers of the specification: recency_days, frequency, monetary. */
const FOUR = ready([
  ["a", 30, 12, 500],
  ["b", 200, 3, 120],
  ["c", 5, 25, 2400],
  ["d", 90, 8, 300],
]);

const JUDGED = [
  [1, "1/3", "1/5"],
  [3, 1, "1/2"],
  [5, 2, 1],
];

async function weighted(weights: Record<string, unknown>) {
  const context = await open({ rfm_input: FOUR });
  const { result, warnings } = await rfm(context, rfmSettings.parse({ ...READY, weights }));
  return {
    values: result.weights.values.map((each) => each.weight),
    weights: result.weights,
    warnings: warnings.filter((each) => each.code !== "VAL-101"),
    index: (await columnOf(context.engine, "rfm_scores", "rfm_index")) as number[],
  };
}

const ratioOf = (text: string | number) => {
  const [top, below = "1"] = String(text).split("/");
  return Number(top) / Number(below);
};

const near = (values: readonly number[], digits = 6) => values.map((each) => expect.closeTo(each, digits));

describe("weights", () => {
  it("are equal by default, and the score is the mean of the scores", async () => {
    const context = await open({ rfm_input: FOUR });
    await rfm(context, rfmSettings.parse(READY));
    const scores = await Promise.all(
      ["r_score", "f_score", "m_score", "weighted_score"].map((each) => columnOf(context.engine, "rfm_scores", each)),
    );
    const [r, f, m, weightedScores] = scores as number[][];
    expect(weightedScores).toEqual(near(r.map((each, at) => (each + f[at] + m[at]) / 3, 12)));
  });

  it("follow the entropy example: entropies, weights and index", async () => {
    const { values, weights, index } = await weighted({ source: "entropy" });
    expect(weights.values.map((each) => each.entropy)).toEqual(near([0.773286, 0.664873, 0.447446]));
    expect(values).toEqual(near([0.203441, 0.300726, 0.495833]));
    expect(index.map((each) => each / 100)).toEqual(near([0.383022, 0, 1, 0.222253]));
    expect((await weighted({ source: "entropy", shift: 0.01 })).values).toEqual(near([0.205363, 0.300763, 0.493874]));
  });

  it("follow the pairwise example, with its consistency", async () => {
    const { values, weights } = await weighted({ source: "ahp", ahp: JUDGED });
    expect(values).toEqual(near([0.109452, 0.308996, 0.581552]));
    expect(weights.lambda_max).toBeCloseTo(3.0036946, 7);
    expect(weights.consistency_ratio).toBeCloseTo(0.003185, 6);
    expect(weights.consistency_index).toBeCloseTo(0.0018473, 7);
    expect([weights.random_index, weights.random_index_table]).toEqual([0.58, "Saaty 1980"]);
    const [first, second, third] = weights.worst!;
    expect([first, second, third].map(({ row, column }) => `${row}/${column}`).sort()).toEqual([
      "frequency/monetary",
      "recency_days/frequency",
      "recency_days/monetary",
    ]);
    for (const { row, column, judgement, consistent, deviation } of weights.worst!) {
      const [i, j] = [row, column].map((name) => weights.values.findIndex((each) => each.measure === name));
      expect(consistent).toBeCloseTo(values[i] / values[j], 12);
      expect(judgement).toBeCloseTo(ratioOf(JUDGED[i][j]), 12);
      expect(deviation).toBeCloseTo(Math.abs(Math.log(judgement / consistent)), 12);
    }
    expect(first.deviation).toBeGreaterThanOrEqual(third.deviation);
  });

  it("combine both ways as printed", async () => {
    const both = { source: "combined", ahp: JUDGED };
    expect((await weighted(both)).values).toEqual(near([0.055179, 0.230268, 0.714553]));
    expect((await weighted({ ...both, combine: "linear" })).values).toEqual(near([0.156447, 0.304861, 0.538693]));
  });

  it("warn when the judgements run in a circle, naming the farthest", async () => {
    const { values, weights, warnings } = await weighted({
      source: "ahp",
      ahp: [
        [1, 3, "1/3"],
        ["1/3", 1, 3],
        [3, "1/3", 1],
      ],
    });
    expect(values).toEqual(near([1 / 3, 1 / 3, 1 / 3], 12));
    expect(weights.consistency_ratio).toBeCloseTo(1.149425, 6);
    expect(warnings[0]).toMatchObject({ code: "VAL-104" });
    expect(warnings[0].message).toMatch(/recency_days against frequency/);
  });

  it("take the geometric mean of several experts and show each one's ratio", async () => {
    const { values, weights } = await weighted({ source: "ahp", ahp: [JUDGED, JUDGED] });
    expect(values).toEqual(near([0.109452, 0.308996, 0.581552]));
    expect(weights.expert_consistency_ratios).toEqual(near([0.003185, 0.003185]));
  });

  it("rescale given weights with a note, and refuse a measure without one", async () => {
    const { values, warnings } = await weighted({
      source: "given",
      given: { recency_days: 1, frequency: 2, monetary: 5 },
    });
    expect(values).toEqual([0.125, 0.25, 0.625]);
    expect(warnings.map((each) => each.code)).toEqual(["VAL-107"]);
    await expect(weighted({ source: "given", given: { frequency: 1 } })).rejects.toThrow(/recency_days, monetary/);
    await expect(weighted({ source: "ahp" })).rejects.toThrow(/VAL-014/);
    await expect(weighted({ source: "ahp", ahp: [[1, 2, 3]] })).rejects.toThrow(/VAL-014/);
  });

  it("give a constant measure no weight, and say so", async () => {
    const context = await open({
      rfm_input: ready([
        ["a", 1, 1, 10],
        ["b", 5, 1, 20],
        ["c", 9, 1, 50],
      ]),
    });
    const { result, warnings } = await rfm(context, rfmSettings.parse({ ...READY, weights: { source: "entropy" } }));
    expect(result.weights.values[1]).toEqual({ measure: "frequency", weight: 0, entropy: null });
    expect(warnings.filter((each) => each.code === "VAL-105")).not.toEqual([]);
  });
});
