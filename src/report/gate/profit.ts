import { formatMinor, parseMinor } from "../../core/money.js";
import type { ProfitResult } from "../../tables/results/index.js";
import { hiddenBy, isDominatedShare, suppressList, type Hidden } from "../../privacy/index.js";
import { guard, moneyFates, type Guarded } from "./hide.js";

type Decile = ProfitResult["deciles"][number];
type Whale = ProfitResult["whale"];
type Point = Whale["points"][number];

const DECILE_MONEY = ["profit", "share", "mean", "revenue", "cost", "expected_loss"] as const;
const WHALE_TAIL = ["peak", "peak_position", "unprofitable_share", "erosion"] as const;

const WHAT_IF = ["customers", "profit", "profit_after", "change", "total_after", "relative_change"] as const;
const CURRENCY_MONEY = ["nii_own_currency", "nii", "fx_effect"] as const;

type WhatIf = ProfitResult["what_if"][number];
type CurrencyLine = ProfitResult["currencies"][number];

export type GatedProfit = Omit<
  ProfitResult,
  "deciles" | "whale" | "concentration" | "what_if" | "currencies" | "upfront_fees"
> & {
  readonly what_if: readonly Guarded<WhatIf, (typeof WHAT_IF)[number]>[];
  readonly currencies: readonly Guarded<CurrencyLine, "accounts" | "customers" | (typeof CURRENCY_MONEY)[number]>[];
  /** Null also where few customers paid upfront fees. */
  readonly upfront_fees: ProfitResult["upfront_fees"];
  readonly deciles: readonly Guarded<Decile, "customers" | (typeof DECILE_MONEY)[number]>[];
  readonly whale: Guarded<Whale, (typeof WHALE_TAIL)[number]>;
  readonly concentration: Guarded<ProfitResult["concentration"], "top_1_share" | "top_10_share" | "top_20_share">;
};

/** Profitability without small deciles, and with a whale curve whose every step holds at least `threshold` customers. */
export function gateProfit(profit: ProfitResult, threshold: number): GatedProfit {
  const fees = gateFees(profit.waterfall, threshold);
  return {
    ...profit,
    deciles: gateDeciles(profit.deciles, threshold),
    whale: gateWhale(profit.whale, profit.customers, threshold),
    concentration: gateConcentration(profit, threshold),
    what_if: gateWhatIf(profit, threshold),
    currencies: gateCurrencies(profit.currencies, threshold),
    waterfall: fees.waterfall,
    upfront_fees: fees.merged || (profit.upfront_fees?.customers ?? 0) < threshold ? null : profit.upfront_fees,
  };
}

type Steps = readonly ProfitResult["waterfall"][number][];

/**
 * Parts of fees stand as one bar when few customers have one of them, or two customers rule it: any other part shown beside
 * the total would tell it.
 */
function gateFees(
  steps: ProfitResult["waterfall"],
  threshold: number,
): { waterfall: GatedProfit["waterfall"]; merged: boolean } {
  const parts = steps.filter((each) => each.customers !== undefined);
  const merged = parts.some(
    ({ customers, top_two_share: share }) => customers! > 0 && (customers! < threshold || isDominatedShare(share)),
  );
  const bars = merged ? [...steps.slice(0, steps.indexOf(parts[0])), sumOf(parts), ...after(steps, parts)] : steps;
  return { waterfall: bars.map(({ component, amount }) => ({ component, amount })), merged };
}

function sumOf(parts: Steps): Steps[number] {
  const total = parts.reduce((sum, each) => sum + parseMinor(each.amount, 6)!, 0n);
  return { component: "fees", amount: formatMinor(total, 6).replace(/0{1,4}$/, "") };
}

function after(steps: Steps, parts: Steps): Steps {
  return steps.slice(steps.indexOf(parts[0])).filter((each) => !parts.includes(each));
}

/**
 * A scenario is hidden when it touches few customers, or leaves few of its decile untouched (their profit would follow from the
 * decile), or when two customers rule its money.
 */
function gateWhatIf({ what_if: outcomes, deciles }: ProfitResult, threshold: number): GatedProfit["what_if"] {
  return outcomes.map((each) => {
    const all = deciles.find(({ decile }) => decile === each.decile)?.customers ?? 0;
    const isSmall = (count: number) => count > 0 && count < threshold;
    const fate = isSmall(each.customers)
      ? "small"
      : isSmall(all - each.customers)
        ? "protects"
        : isDominatedShare(each.top_two_share)
          ? "dominated"
          : "shown";
    return guard(each, fate, WHAT_IF);
  });
}

/** Currencies with few customers are hidden, and money that two customers rule. */
function gateCurrencies(lines: readonly CurrencyLine[], threshold: number): GatedProfit["currencies"] {
  const counts = lines.map((each) => each.customers);
  const fates = suppressList(counts, threshold);
  const money = moneyFates(
    fates,
    lines.map((each) => isDominatedShare(each.top_two_share)),
    counts,
  );
  return lines.map((each, index) => {
    const counted = guard(each, fates[index], ["accounts", "customers"]);
    return guard(counted, money[index], CURRENCY_MONEY);
  });
}

function gateDeciles(deciles: readonly Decile[], threshold: number): GatedProfit["deciles"] {
  const counts = deciles.map((each) => each.customers);
  const fates = suppressList(counts, threshold);
  const money = moneyFates(
    fates,
    deciles.map((each) => isDominatedShare(each.top_two_share)),
    counts,
  );
  return deciles.map((each, index) => guard(guard(each, fates[index], ["customers"]), money[index], DECILE_MONEY));
}

function gateWhale(whale: Whale, customers: number, threshold: number): GatedProfit["whale"] {
  const unprofitable = Math.round(whale.unprofitable_share * customers);
  const fate = unprofitable > 0 && unprofitable < threshold ? "small" : "shown";
  return guard({ ...whale, points: thinPoints(whale.points, customers, threshold) }, fate, WHALE_TAIL);
}

/** Points at least `threshold` customers apart, first and last included; the end wins over a point too near to it. */
function thinPoints(points: readonly Point[], customers: number, threshold: number): Point[] {
  const step = threshold / customers - 1e-12;
  const last = points.at(-1);
  const kept: Point[] = [];
  for (const point of points) {
    const before = kept.at(-1);
    const nearStart = before === undefined ? point.customer_share > 0 && point.customer_share < step : false;
    const nearBefore = before !== undefined && point.customer_share - before.customer_share < step;
    const nearEnd = last !== undefined && point !== last && last.customer_share - point.customer_share < step;
    if (!nearStart && !nearBefore && !nearEnd) kept.push(point);
  }
  return kept;
}

function gateConcentration(profit: ProfitResult, threshold: number): GatedProfit["concentration"] {
  const tops = [
    ["top_1_share", 0.01],
    ["top_10_share", 0.1],
    ["top_20_share", 0.2],
  ] as const;
  const small = tops.filter(([, share]) => profit.customers * share < threshold);
  const marks: Record<string, Hidden> = Object.fromEntries(small.map(([name]) => [name, hiddenBy("small")]));
  return { ...profit.concentration, ...marks };
}
