import type { RfmCut, RfmResult, RfmSegment } from "../../tables/results/index.js";
import { isDominatedShare, suppressList, type CellFate, type Hidden } from "../../privacy/index.js";
import { guard, guardCount, moneyFates, type Guarded, type MoneyFate } from "./hide.js";
import { jointFates } from "./rfm-joint.js";
import { gridMoneyFates } from "./rfm-grid-money.js";

const CUT_COUNTS = ["customers", "share"] as const;
const SEGMENT_COUNTS = ["customers", "customer_share"] as const;
const SEGMENT_MONEY = ["occasions", "monetary", "money_share", "mean_per_occasion"] as const;
const SEGMENT_MEDIANS = ["median_recency_days", "median_frequency", "median_monetary", "medians"] as const;

type Grid = RfmResult["grid"][number];
type SegmentField = (typeof SEGMENT_COUNTS)[number] | (typeof SEGMENT_MONEY)[number] | (typeof SEGMENT_MEDIANS)[number];

export type GatedRfm = Omit<RfmResult, "cuts" | "segments" | "grid" | "without_transactions" | "customers" | "lint"> & {
  readonly customers: number | Hidden;
  readonly without_transactions: number | Hidden;
  readonly cuts: readonly Guarded<RfmCut, "lower" | "upper" | (typeof CUT_COUNTS)[number]>[];
  readonly segments: readonly Guarded<Omit<RfmSegment, "top_two_share">, SegmentField>[];
  readonly grid: readonly Guarded<Omit<Grid, "top_two_share">, "customers" | "mean_monetary">[];
  readonly lint: readonly Guarded<RfmResult["lint"][number], "customers">[];
};

/** RFM results without small cells, without the extremes of individuals, without money that two customers rule. */
export function gateRfm(rfm: RfmResult, threshold: number): GatedRfm {
  const without = guardCount(rfm.without_transactions, threshold);
  const fates = jointFates(rfm, threshold);
  const money = segmentMoneyFates(rfm.segments, fates.segments);
  return {
    ...rfm,
    without_transactions: without,
    customers: typeof without === "number" ? rfm.customers : { hidden: "protects" },
    cuts: gateCuts(rfm, threshold),
    segments: gateSegments(rfm.segments, fates.segments, money),
    grid: gateGrid(rfm, fates.grid, money),
    lint: rfm.lint.map((each) => ({
      ...each,
      customers: each.customers === null ? null : guardCount(each.customers, threshold),
    })),
  };
}

function gateCuts({ cuts, method, frozen }: RfmResult, threshold: number): GatedRfm["cuts"] {
  const measures = [...new Set(cuts.map((cut) => cut.measure))];
  const estimated = method !== "fixed" && method !== "custom" && frozen !== true;
  return measures.flatMap((measure) => {
    const own = cuts.filter((cut) => cut.measure === measure);
    const nested = own.some((cut) => cut.parent !== undefined);
    return nested ? gateNested(own, threshold, estimated) : gateList(own, threshold);
  });
}

function gateList(cuts: readonly RfmCut[], threshold: number): GatedRfm["cuts"] {
  const own = withoutExtremes(cuts).sort((a, b) => a.score - b.score);
  const counts = own.map((cut) => cut.customers);
  const fates = suppressList(counts, threshold);
  return own.map((cut, index) => guard(cut, fates[index], CUT_COUNTS)).sort((a, b) => a.bin - b.bin);
}

/**
 * Counts of nested classes are counts of score combinations, which are published elsewhere too: one small class hides all of
 * them. A bound estimated beside a small class is nearly the value of a customer and goes as well.
 */
function gateNested(cuts: readonly RfmCut[], threshold: number, estimated: boolean): GatedRfm["cuts"] {
  const small = (cut: RfmCut): boolean => cut.customers > 0 && cut.customers < threshold;
  const anySmall = cuts.some(small);
  const parents = [...new Set(cuts.map((cut) => cut.parent))];
  return parents.flatMap((parent) => {
    const own = withoutExtremes(cuts.filter((cut) => cut.parent === parent)).sort((a, b) => a.bin - b.bin);
    return own.map((cut, index) => {
      const fate = small(cut) ? "small" : anySmall ? "protects" : "shown";
      const below = estimated && own.slice(Math.max(0, index - 1), index + 1).some(small);
      const above = estimated && own.slice(index, index + 2).some(small);
      const bounded = guard(cut, below ? "protects" : "shown", ["lower"]);
      return guard(guard(bounded, above ? "protects" : "shown", ["upper"]), fate, CUT_COUNTS);
    });
  });
}

/** The outermost bounds are left open: they would be the smallest and the largest customer. */
function withoutExtremes(cuts: readonly RfmCut[]): RfmCut[] {
  const bins = cuts.map((cut) => cut.bin);
  const [first, last] = [Math.min(...bins), Math.max(...bins)];
  return cuts.map((cut) => ({
    ...cut,
    lower: cut.bin === first ? null : cut.lower,
    upper: cut.bin === last ? null : cut.upper,
  }));
}

function segmentMoneyFates(segments: readonly RfmSegment[], fates: readonly CellFate[]): MoneyFate[] {
  const dominated = segments.map((each) => isDominatedShare(each.top_two_share));
  return moneyFates(
    fates,
    dominated,
    segments.map((each) => each.customers),
  );
}

function gateSegments(
  segments: readonly RfmSegment[],
  fates: readonly CellFate[],
  money: readonly MoneyFate[],
): GatedRfm["segments"] {
  return segments.map((each, index) => {
    const counted = guard(withoutShare(each), fates[index], [...SEGMENT_COUNTS, ...SEGMENT_MEDIANS]);
    return guard(counted, money[index], SEGMENT_MONEY);
  });
}

/** The money of a cell is hidden with its count, where two customers rule it, and where it would tell a hidden sum. */
function gateGrid(rfm: RfmResult, fates: readonly CellFate[], money: readonly MoneyFate[]): GatedRfm["grid"] {
  const cells = gridMoneyFates(rfm, fates, money);
  return rfm.grid.map((cell, index) => {
    return guard(guard(withoutShare(cell), fates[index], ["customers"]), cells[index], ["mean_monetary"]);
  });
}

/** How far two customers rule a cell is for the gate alone. */
function withoutShare<T extends { top_two_share?: unknown }>(record: T): Omit<T, "top_two_share"> {
  const copy = { ...record };
  delete copy.top_two_share;
  return copy;
}
