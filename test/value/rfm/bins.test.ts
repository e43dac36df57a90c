import { describe, expect, it } from "vitest";
import { binOf, cutsQuantile } from "../../../src/stats/bins.js";
import { rfm, rfmSettings } from "../../../src/value/rfm/index.js";
import { columnOf, tableRows } from "../support.js";
import { numbers, open, READY, ready, varying } from "./open.js";

const settings = (given: Record<string, unknown> = {}) => rfmSettings.parse({ ...READY, ...given });

/** The tied values of the specification. */
const TIED = [1, 1, 1, 1, 1, 1, 2, 2, 3, 9];
const six = (score: number) => Array.from({ length: 6 }, () => score);

async function frequencyScores(values: readonly number[], given: Record<string, unknown> = {}) {
  const context = await open({ rfm_input: varying(values) });
  const outcome = await rfm(context, settings(given));
  const scores = await columnOf(context.engine, "rfm_scores", "f_score");
  return { scores, cuts: outcome.result.cuts.filter((each) => each.measure === "frequency"), outcome };
}

describe("bins and ties", () => {
  it("cuts 1..10 at the type 7 quantiles", async () => {
    const { cuts } = await frequencyScores([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(cuts.slice(0, 4).map((each) => each.upper)).toEqual(
      [2.8, 4.6, 6.4, 8.2].map((each) => expect.closeTo(each, 12)),
    );
  });

  it("keeps equal values together and the numbers of empty bins", async () => {
    const { scores, cuts, outcome } = await frequencyScores(TIED);
    expect(cuts.map((each) => each.upper)).toEqual([1, 1, expect.closeTo(1.4, 12), expect.closeTo(2.2, 12), null]);
    expect(scores).toEqual([...six(1), 4, 4, 5, 5]);
    const told = outcome.warnings.filter((each) => each.code === "VAL-101").map((each) => each.message);
    expect(told.filter((each) => each.startsWith("frequency"))).toEqual([
      "frequency: bins 2, 3 are empty; bin 1 holds 60.0 % of customers, a fair share is 20.0 %",
    ]);
    expect(told).toHaveLength(3);
  });

  it("names the value behind empty and overfull bins when ten customers share it, and never a rarer one", async () => {
    const shared = [...Array.from({ length: 12 }, () => 1), ...Array.from({ length: 11 }, () => 7), 8, 9];
    const { outcome } = await frequencyScores(shared);
    const told = outcome.warnings.filter((each) => each.code === "VAL-101" && each.message.startsWith("frequency"));
    expect(told.map((each) => each.message)).toEqual([
      "frequency: bins 2, 4 are empty; bin 1 holds 48.0 % of customers, a fair share is 20.0 %; bin 3 holds 44.0 % of customers, a fair share is 20.0 %; 12 customers share the value 1; 11 customers share the value 7",
    ]);
    const rare = await frequencyScores(TIED);
    expect(rare.outcome.warnings.some((each) => each.message.includes("share the value 1 "))).toBe(false);
  });

  it("renumbers surviving bins with dense, and says how many there are", async () => {
    const { scores, cuts } = await frequencyScores(TIED, { ties: "dense" });
    expect(scores).toEqual([...six(1), 2, 2, 3, 3]);
    expect(cuts.map((each) => each.customers)).toEqual([6, 2, 2]);
  });

  it("puts a block of ties where its middle rank lies with midrank", async () => {
    expect((await frequencyScores(TIED, { ties: "midrank" })).scores).toEqual([...six(2), 4, 4, 5, 5]);
  });

  it("parts ties by customer with split, and warns", async () => {
    const { scores, outcome } = await frequencyScores(TIED, { ties: "split" });
    expect(scores).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    const spans = outcome.result.cuts.filter((each) => each.measure === "frequency");
    expect(spans.map((each) => [each.minimum_score, each.maximum_score])).toEqual([
      [1, 3],
      [null, null],
      [null, null],
      [4, 4],
      [5, 5],
    ]);
    expect(outcome.warnings.map((each) => each.code)).toContain("VAL-103");
    expect(outcome.frozen).toBeNull();
  });

  it("finds the natural breaks of the printed example", async () => {
    const { cuts, outcome } = await frequencyScores([1, 2, 4, 5, 9, 10, 20, 21], {
      method: "jenks",
      bins: { frequency: 3, recency_days: 3, monetary: 3 },
      segments: { rules: [{ segment: "all" }] },
    });
    expect(cuts.map((each) => each.upper)).toEqual([5, 10, null]);
    expect(outcome.result.fits!.frequency).toBeCloseTo(1 - 11 / 420, 12);
  });

  it("takes custom cuts with their own number of bins, a value on a cut staying below", async () => {
    const { scores } = await frequencyScores([1, 5, 6, 10, 11], {
      method: "custom",
      cuts: { recency_days: [30], frequency: [5, 10], monetary: [100] },
      segments: { rules: [{ segment: "all" }] },
    });
    expect(scores).toEqual([1, 1, 2, 2, 3]);
  });

  it("names the pair of cut points that does not rise, for all measures at once", async () => {
    const context = await open({ rfm_input: varying([1, 2]) });
    const given = settings({
      method: "custom",
      cuts: { recency_days: [30, 30], frequency: [5, 4], monetary: [1] },
    });
    await expect(rfm(context, given)).rejects.toMatchObject({
      problems: [
        { code: "VAL-002", seen: "30 then 30", place: { key: "rfm.cuts.recency_days" } },
        { code: "VAL-002", seen: "5 then 4", place: { key: "rfm.cuts.frequency" } },
      ],
    });
  });

  it("keeps the lowest score for losses when sign_aware", async () => {
    const rows = [-5, 0, 1, 2, 3, 4, 5, 6, 7, 8].map((each, at) => [`c${String(at)}`, 1, 1, each] as const);
    const context = await open({ rfm_input: ready(rows) });
    const { result } = await rfm(context, settings({ sign_aware: true }));
    expect(await columnOf(context.engine, "rfm_scores", "m_score")).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect(result.cuts.filter((each) => each.measure === "monetary")[0].upper).toBe(0);
  });

  it("agrees with the kernels on five hundred customers, and nested bins with their brute-force twin", async () => {
    const [days, counts, money] = [numbers(500, 300), numbers(500, 12, 7), numbers(500, 100_000, 9)];
    const rows = days.map(
      (each, at) => [`c${String(at).padStart(4, "0")}`, each, counts[at] + 1, money[at] / 100] as const,
    );
    const context = await open({ rfm_input: ready(rows) });
    const bin = (all: readonly number[], value: number) => binOf(value, cutsQuantile(all, 5));
    await rfm(context, settings());
    const plain = await tableRows(context.engine, "rfm_scores");
    const column = (at: 1 | 2 | 3) => rows.map((row) => row[at]);
    expect(plain.map((row) => [row.r_score, row.f_score, row.m_score])).toEqual(
      rows.map((row) => [6 - bin(column(1), row[1]), bin(column(2), row[2]), bin(column(3), row[3])]),
    );
    await rfm(context, settings({ nested: true }));
    const nested = await tableRows(context.engine, "rfm_scores");
    const r = rows.map((row) => 6 - bin(column(1), row[1]));
    const f = rows.map((row, at) =>
      bin(
        rows.filter((_, other) => r[other] === r[at]).map((each) => each[2]),
        row[2],
      ),
    );
    const m = rows.map((row, at) =>
      bin(
        rows.filter((_, other) => r[other] === r[at] && f[other] === f[at]).map((each) => each[3]),
        row[3],
      ),
    );
    expect(nested.map((row) => [row.r_score, row.f_score, row.m_score])).toEqual(
      rows.map((_, at) => [r[at], f[at], m[at]]),
    );
  });

  it("writes every bin of every measure into rfm_cuts, with the scores of its customers", async () => {
    const context = await open({ rfm_input: varying(TIED) });
    const { tables } = await rfm(context, settings());
    const rows = await tableRows(context.engine, "rfm_cuts");
    expect(rows).toHaveLength(15);
    const own = rows.filter((row) => row.measure === "frequency").sort((a, b) => Number(a.bin) - Number(b.bin));
    expect(own.map((row) => [row.minimum_score, row.maximum_score])).toEqual([
      [1, 1],
      [null, null],
      [null, null],
      [4, 4],
      [5, 5],
    ]);
    expect(Object.keys(rows[0])).toEqual(tables.rfm_cuts);
  });
});

describe("settings that contradict each other", () => {
  it.each([
    [{ method: "jenks", ties: "midrank" }, /ties midrank and method jenks/],
    [{ nested: true, ties: "dense" }, /nested bins/],
    [{ compat: "r-rfm", nested: true }, /compat/],
    [{ cuts: { frequency: [1] } }, /cuts given and method quantile/],
    [{ model: ["relationship_days", "span_days"] }, /same letter/],
  ])("refuses %j", async (given, message) => {
    const context = await open({ rfm_input: varying([1, 2]) });
    await expect(rfm(context, settings(given))).rejects.toThrow(message);
  });

  it("refuses a preset that needs five bins, and rules on a score that the model lacks", async () => {
    const context = await open({ rfm_input: varying([1, 2]) });
    await expect(rfm(context, settings({ bins: 4 }))).rejects.toThrow(/VAL-007.*made for 5 bins/);
    const rules = { rules: [{ segment: "x", p: 1 }] };
    await expect(rfm(context, settings({ segments: rules }))).rejects.toThrow(/VAL-007.*score p/);
  });

  it("refuses unknown keys and values outside their range", () => {
    expect(() => rfmSettings.parse({ recencey: 1 })).toThrow();
    expect(() => rfmSettings.parse({ bins: 11 })).toThrow();
    expect(() => rfmSettings.parse({ window: "3 months" })).toThrow();
  });
});
