import { describe, expect, it } from "vitest";
import { rfm, rfmSettings } from "../../../src/value/rfm/index.js";
import { tableRows } from "../support.js";
import { bookings, numbers, open, READY, ready, type Booking } from "./open.js";

const settings = (given: Record<string, unknown> = {}) => rfmSettings.parse(given);
const ALL = { rules: [{ segment: "low", r: "1-2" }, { segment: "high" }] };

const SIZE = 401;
const [days, counts, money] = [numbers(SIZE, 300), numbers(SIZE, 12, 7), numbers(SIZE, 100_000, 9)];
const rows = days.map(
  (each, at) => [`c${String(at).padStart(4, "0")}`, each, counts[at] + 1, (money[at] - 30_000) / 100] as const,
);

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor((sorted.length - 1) / 2);
  return sorted.length === 0 ? null : (sorted[middle] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

describe("summary of segments and grid against a loop over the customers", () => {
  it("counts, money, medians, mean per occasion and the share of the two largest", async () => {
    const context = await open({ rfm_input: ready(rows) });
    const { result } = await rfm(context, settings({ ...READY, segments: ALL }));
    const scores = await tableRows(context.engine, "rfm_scores");
    const cellOf = (own: typeof scores) => {
      const cash = own.map((each) => Number(each.monetary));
      const sizes = cash.map(Math.abs).sort((a, b) => b - a);
      const total = sizes.reduce((sum, each) => sum + each, 0);
      return { sum: cash.reduce((sum, each) => sum + each, 0), share: (sizes[0] + (sizes[1] ?? 0)) / total };
    };
    expect(result.segments.map((each) => each.segment)).toEqual(["low", "high"]);
    for (const each of result.segments) {
      const own = scores.filter((row) => row.segment === each.segment);
      const values = (name: string) => own.map((row) => Number(row[name]));
      const { sum, share } = cellOf(own);
      expect(each.customers).toBe(own.length);
      expect(Number(each.monetary)).toBeCloseTo(sum, 6);
      expect(each.occasions).toBe(values("frequency").reduce((all, one) => all + one, 0));
      expect(each.mean_per_occasion).toBeCloseTo(sum / each.occasions, 9);
      expect(each.medians).toEqual({
        recency_days: median(values("recency_days")),
        frequency: median(values("frequency")),
        monetary: expect.closeTo(median(values("monetary"))!, 9),
      });
      expect(each.top_two_share).toBeCloseTo(share, 12);
    }
    for (const cell of result.grid) {
      const own = scores.filter((row) => row.r_score === cell.r_score && row.f_score === cell.f_score);
      expect(cell.customers).toBe(own.length);
      expect(cell.top_two_share).toBeCloseTo(cellOf(own).share, 12);
      expect(cell.segment).toBe(cell.r_score <= 2 ? "low" : "high");
    }
    expect(result.grid.reduce((sum, cell) => sum + cell.customers, 0)).toBe(SIZE);
  });

  it("takes equal largest customers as two, one customer as all, and no money as undefined", async () => {
    const shares = async (data: readonly (readonly [string, number, number, number])[]) => {
      const context = await open({ rfm_input: ready(data) });
      const one = { rules: [{ segment: "all" }] };
      return (await rfm(context, settings({ ...READY, segments: one }))).result.segments[0].top_two_share;
    };
    const tied = [10, -10, 10, 10].map((each, at) => [`c${String(at)}`, 1, 1, each] as const);
    expect(await shares(tied)).toBe(0.5);
    expect(await shares(tied.slice(0, 1))).toBe(1);
    expect(await shares([["a", 1, 1, 0]])).toBeNull();
  });

  it("adds the money itself where the score is of the mean per occasion", async () => {
    const orders: Booking[] = [
      ["a", "2024-01-01", 10],
      ["a", "2024-01-02", 20],
      ["a", "2024-01-03", 0.01],
      ["b", "2024-01-02", 7],
    ];
    const context = await open({ transactions: bookings(orders) });
    const all = { rules: [{ segment: "all" }] };
    const { result } = await rfm(context, settings({ monetary_statistic: "mean", segments: all }));
    expect([result.monetary_total, result.segments[0].monetary]).toEqual(["37.01", "37.01"]);
    expect(result.segments[0].mean_per_occasion).toBeCloseTo(37.01 / 4, 12);
    const one = settings({ monetary_statistic: "mean", monetary_source: "profit" });
    await expect(rfm(context, one)).rejects.toThrow(/VAL-001.*monetary_statistic mean/);
  });
});
