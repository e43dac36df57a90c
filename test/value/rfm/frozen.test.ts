import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../../src/core/canonical-json.js";
import { applyCuts, frozenCuts, rfm, rfmSettings, saveCuts } from "../../../src/value/rfm/index.js";
import { columnOf, tableRows, type TestTable } from "../support.js";
import { numbers, open, READY, ready } from "./open.js";

const COUNT = 300;
const days = numbers(COUNT, 400);
const counts = numbers(COUNT, 9, 5);
const money = numbers(COUNT, 1_000_000, 11);
const rows = days.map(
  (each, at) => [`c${String(at).padStart(4, "0")}`, each, counts[at] + 1, money[at] / 100] as const,
);
const settings = (given: Record<string, unknown> = {}) => rfmSettings.parse({ ...READY, ...given });

describe("frozen cuts", () => {
  it.each([
    [{}],
    [{ ties: "dense" }],
    [{ ties: "midrank" }],
    [{ nested: true }],
    [{ sign_aware: true }],
    [{ compat: "r-rfm" }],
    [{ segments: "octant" }],
    [{ weights: { source: "entropy" }, segments: "rfm-r-0.2" }],
    [{ method: "jenks", bins: 5 }],
    [
      {
        model: ["recency_days", "frequency", "monetary"],
        weights: { source: "given", given: { recency_days: 1, frequency: 1, monetary: 2 } },
      },
    ],
  ])("reproduce the scores on their own data: %j", async (given) => {
    const context = await open({ rfm_input: ready(rows) });
    const outcome = await rfm(context, settings(given));
    const first = await tableRows(context.engine, "rfm_scores");
    const saved = frozenCuts.parse(JSON.parse(canonicalJson(saveCuts(outcome, "ab12"))));
    expect(saved.data_hash).toBe("ab12");
    const again = await rfm(context, applyCuts(settings(), saved));
    expect(again.result.frozen).toBe(true);
    expect(again.result.weights.values.map((each) => each.weight)).toEqual(
      outcome.result.weights.values.map((each) => each.weight),
    );
    expect(await tableRows(context.engine, "rfm_scores")).toEqual(first);
    expect(again.warnings.filter((each) => each.code === "VAL-106")).toEqual([]);
  });

  it("re-estimate nothing for another population: end bins, clipped index, counted", async () => {
    const context = await open({ rfm_input: ready(rows) });
    const saved = saveCuts(await rfm(context, settings()));
    const other = await open({
      rfm_input: ready([
        ["x", 9000, 500, 1e9],
        ["y", 0, 1, 0],
      ]),
    });
    const { result, warnings } = await rfm(other, applyCuts(settings(), saved));
    expect(await columnOf(other.engine, "rfm_scores", "rfm_code")).toEqual(["155", "511"]);
    expect(result.cuts.map((each) => each.upper)).toEqual(
      saved.measures.flatMap((each) => [...each.cells[0].points, null]),
    );
    const index = (await columnOf(other.engine, "rfm_scores", "rfm_index")) as number[];
    expect(index.every((each) => each >= 0 && each <= 100)).toBe(true);
    expect(warnings.filter((each) => each.code === "VAL-106").length).toBeGreaterThan(0);
  });

  it("serve a customer whose nested cell had held nobody, and say so", async () => {
    const few = ready([
      ["a", 1, 1, 1],
      ["b", 9, 9, 9],
    ]);
    const context = await open({ rfm_input: few });
    const saved = saveCuts(await rfm(context, settings({ nested: true })));
    const other = await open({ rfm_input: ready([["x", 1, 9, 9]]) });
    const { warnings, result } = await rfm(other, applyCuts(settings(), saved));
    expect(result.scored).toBe(1);
    expect(warnings.some((each) => each.message.includes("without saved cuts"))).toBe(true);
  });

  it("refuse other money, another measure or another currency, all at once", async () => {
    const context = await open({ rfm_input: ready(rows) });
    const saved = saveCuts(await rfm(context, settings()));
    const foreign = { ...saved, currency: "USD", monetary_statistic: "mean" };
    await expect(rfm(context, applyCuts(settings(), foreign))).rejects.toMatchObject({
      problems: [{ code: "VAL-005" }, { code: "VAL-005" }],
    });
    const extended = settings({ frozen: saved, model: "lrfm" });
    await expect(rfm(context, extended)).rejects.toThrow(/VAL-003|VAL-005/);
  });

  it("keep window and filters, and refuse another length of observation or other bookings", async () => {
    const typed: TestTable = {
      columns: { customer_id: "varchar", booked_on: "date", amount: "money", type: "varchar" },
      rows: ["a", "b", "c"].flatMap((id, at) => [
        [id, `2023-0${String(at + 1)}-15`, 10 * (at + 1), "purchase"],
        [id, `2024-0${String(at + 1)}-15`, 5, "purchase"],
      ]),
    };
    const context = await open({ transactions: typed });
    const only = { type: { include: ["purchase", "cash"] } };
    const given = (more: Record<string, unknown>) =>
      rfmSettings.parse({ as_of: "2023-12-31", window: "1y", events: only, ...more });
    const saved = saveCuts(await rfm(context, given({})));
    expect(saved).toMatchObject({ window: "1y", window_days: 365, events: "type include cash purchase" });
    const apply = (more: Record<string, unknown>) => rfm(context, applyCuts(given(more), saved));
    const leap = await apply({ as_of: "2024-12-31", window: "2024-01-01" });
    expect([leap.result.frozen, leap.result.scored]).toEqual([true, 3]);
    await expect(apply({ window: "2y" })).rejects.toThrow(/VAL-005.*the window differs/);
    await expect(apply({ window: null })).rejects.toThrow(/VAL-005.*the window differs/);
    await expect(apply({ events: {} })).rejects.toThrow(/VAL-005.*the filter on events differs/);
    await expect(apply({ window: "2y", events: {} })).rejects.toMatchObject({
      problems: [{ code: "VAL-005" }, { code: "VAL-005" }],
    });
  });

  it("cannot be saved where ties are parted by customer", async () => {
    const context = await open({ rfm_input: ready(rows) });
    const outcome = await rfm(context, settings({ ties: "split" }));
    expect(() => saveCuts(outcome)).toThrow(/VAL-001/);
  });

  it("hold no customer: only cuts, ranges and counts", async () => {
    const context = await open({ rfm_input: ready(rows) });
    expect(canonicalJson(saveCuts(await rfm(context, settings())))).not.toMatch(/c0\d\d\d/);
  });
});

describe("metamorphic properties", () => {
  const scoresOf = async (data: typeof rows, given: Record<string, unknown> = {}) => {
    const context = await open({ rfm_input: ready(data) });
    await rfm(context, settings(given));
    return tableRows(context.engine, "rfm_scores");
  };
  const codes = (scores: Awaited<ReturnType<typeof scoresOf>>) => scores.map((each) => each.rfm_code);

  it("fen for yuan, and weeks for days, change no score", async () => {
    const plain = codes(await scoresOf(rows));
    expect(codes(await scoresOf(rows.map(([id, r, f, m]) => [id, r, f, Math.round(m * 100)] as const)))).toEqual(plain);
    expect(codes(await scoresOf(rows.map(([id, r, f, m]) => [id, r * 7, f, m] as const)))).toEqual(plain);
  });

  it("the order of rows changes nothing", async () => {
    expect(await scoresOf([...rows].reverse())).toEqual(await scoresOf(rows));
  });

  it.each([{ ties: "midrank" }, { method: "jenks" }])(
    "every customer twice gives both the score of the one, where cuts do not interpolate: %j",
    async (given) => {
      const twice = rows.flatMap(([id, r, f, m]) => [[id, r, f, m] as const, [`${id}x`, r, f, m] as const]);
      const doubled = codes(await scoresOf(twice, given));
      const once = codes(await scoresOf(rows, given));
      expect(doubled).toEqual(once.flatMap((each) => [each, each]));
      expect(new Set(once).size).toBeGreaterThan(20);
    },
  );

  it("every customer twice moves no quantile cut beyond the neighbouring values", async () => {
    const cutsOf = async (data: typeof rows) => {
      const context = await open({ rfm_input: ready(data) });
      return (await rfm(context, settings())).result.cuts.filter((each) => each.measure === "monetary");
    };
    const twice = rows.flatMap(([id, r, f, m]) => [[id, r, f, m] as const, [`${id}x`, r, f, m] as const]);
    const sorted = rows.map(([, , , m]) => m).sort((a, b) => a - b);
    const [one, two] = [await cutsOf(rows), await cutsOf(twice)];
    for (const [at, { upper }] of one.slice(0, -1).entries()) {
      const below = sorted.filter((each) => each <= upper!).at(-1)!;
      const above = sorted.find((each) => each > upper!)!;
      expect(two[at].upper).toBeGreaterThanOrEqual(below);
      expect(two[at].upper).toBeLessThanOrEqual(above);
    }
  });

  it("scores never fall when a measure gets better, for every tie policy but split", async () => {
    for (const ties of ["together", "dense", "midrank"]) {
      const scores = await scoresOf(rows, { ties });
      const pairs = [
        ["recency_days", "r_score", -1],
        ["frequency", "f_score", 1],
        ["monetary", "m_score", 1],
      ] as const;
      for (const [measure, score, sign] of pairs) {
        const sorted = [...scores].sort((a, b) => sign * (Number(a[measure]) - Number(b[measure])));
        const steps = sorted.slice(1).map((each, at) => Number(each[score]) - Number(sorted[at][score]));
        expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
      }
    }
  });
});
