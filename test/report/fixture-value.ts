import { RF_GRID } from "../../src/report/gate/rf-grid.js";
import type { ProfitResult, RfmResult } from "../../src/tables/results/index.js";

const CUSTOMERS = 1200;
const WITHOUT = 20;
const SCORED = CUSTOMERS - WITHOUT;

/** Customers by R score (rows, from 1) and F score (columns, from 1). The segment cant_lose has 7. */
const GRID = [
  [90, 60, 30, 16, 4],
  [72, 60, 40, 35, 3],
  [50, 60, 50, 40, 40],
  [30, 50, 60, 60, 60],
  [20, 40, 50, 70, 90],
];

export function fixtureRfm(): RfmResult {
  const cells = gridCells();
  const total = cells.reduce((sum, cell) => sum + cell.customers * cell.mean, 0);
  return {
    as_of: "2024-12-31",
    window_start: "2024-01-01",
    customers: CUSTOMERS,
    scored: SCORED,
    without_transactions: WITHOUT,
    occasions: "day",
    occasion_count: cells.reduce((sum, cell) => sum + cell.customers * cell.f * 4, 0),
    monetary_source: "turnover",
    monetary_total: `${total}.00`,
    method: "quantile",
    ties: "together",
    bins: 5,
    compat: null,
    refunds: "net",
    negative_bookings: 312,
    currency: "CNY",
    frozen: false,
    fits: {},
    segment_table: "rf-grid",
    filters: [
      { step: "bookings", removed: 0, remaining: 48_000 },
      { step: "future", removed: 120, remaining: 47_880 },
      { step: "event_type", removed: 1880, remaining: 46_000 },
    ],
    cuts: [
      ...cutsOf("recency_days", [7.25, 20, 61.5, 140], GRID.map(sumOf).reverse(), true),
      ...cutsOf(
        "frequency",
        [4, 9, 14, 20],
        GRID[0].map((_, f) => sumOf(GRID.map((row) => row[f]))),
        false,
      ),
      ...cutsOf("monetary", [2400, 4100.5, 7000, 9800.25], [236, 236, 236, 236, 236], false),
    ],
    weights: {
      source: "ahp",
      values: [
        { measure: "recency_days", weight: 0.1047, entropy: null },
        { measure: "frequency", weight: 0.2583, entropy: null },
        { measure: "monetary", weight: 0.637, entropy: null },
      ],
      consistency_ratio: 0.0332,
      lambda_max: 3.0385,
      consistency_index: 0.0193,
      random_index: 0.58,
      random_index_table: "Saaty 1980",
      expert_consistency_ratios: [0.0332],
      worst: [
        { row: "recency_days", column: "monetary", judgement: 0.2, consistent: 0.1644, deviation: 0.1963 },
        { row: "recency_days", column: "frequency", judgement: 0.3333, consistent: 0.4053, deviation: 0.1956 },
        { row: "frequency", column: "monetary", judgement: 0.3333, consistent: 0.4055, deviation: 0.196 },
      ],
    },
    segments: [...segmentsOf(cells, total), withoutTransactions()],
    grid: cells.map((cell) => ({
      r_score: cell.r,
      f_score: cell.f,
      customers: cell.customers,
      mean_monetary: cell.mean,
    })),
    lint: [{ kind: "overlapping", rules: ["champions", "loyal"], cells: ["5-5-5"], customers: 60 }],
  };
}

interface GridCell {
  readonly r: number;
  readonly f: number;
  readonly customers: number;
  readonly mean: number;
}

function gridCells(): GridCell[] {
  return GRID.flatMap((row, r) =>
    row.map((customers, f) => ({ r: r + 1, f: f + 1, customers, mean: 1000 + 400 * r + 1500 * f })),
  );
}

function cutsOf(measure: string, points: number[], counts: number[], lowIsBest: boolean): RfmResult["cuts"] {
  return counts.map((customers, index) => ({
    measure,
    bin: index + 1,
    score: lowIsBest ? counts.length - index : index + 1,
    lower: points[index - 1] ?? null,
    upper: points[index] ?? null,
    closed: "right",
    customers,
    share: customers / SCORED,
  }));
}

function segmentsOf(cells: readonly GridCell[], total: number): RfmResult["segments"] {
  const names = [...new Set(RF_GRID.toReversed().flatMap((row) => row.toReversed()))];
  return names.map((segment, index) => {
    const own = cells.filter((cell) => RF_GRID[cell.r - 1][cell.f - 1] === segment);
    const customers = sumOf(own.map((cell) => cell.customers));
    const money = sumOf(own.map((cell) => cell.customers * cell.mean));
    const occasions = sumOf(own.map((cell) => cell.customers * cell.f * 4));
    return {
      segment,
      customers,
      customer_share: customers / CUSTOMERS,
      occasions,
      monetary: `${money}.00`,
      money_share: money / total,
      mean_per_occasion: money / occasions,
      median_recency_days: 5 + 17 * index,
      median_frequency: 22 - 2 * index,
      median_monetary: 9000.5 - 700 * index,
    };
  });
}

function withoutTransactions(): RfmResult["segments"][number] {
  return {
    segment: "No transactions",
    customers: WITHOUT,
    customer_share: WITHOUT / CUSTOMERS,
    occasions: 0,
    monetary: "0.00",
    money_share: 0,
    mean_per_occasion: null,
    median_recency_days: null,
    median_frequency: null,
    median_monetary: null,
  };
}

/** Mean profit of a customer of each decile, CNY. */
const DECILE_MEANS = [9000, 4200, 2500, 1600, 1000, 600, 300, 80, -150, -1400];
const TOTAL = 120 * sumOf(DECILE_MEANS);

export function fixtureProfit(): ProfitResult {
  return {
    mode: "average_balance",
    period_start: "2024-01-01",
    period_end: "2024-12-31",
    currency: "CNY",
    day_count: "act/365",
    ftp_method: "straight_term",
    customers: CUSTOMERS,
    accounts: 1800,
    total_profit: `${TOTAL}.00`,
    mean_profit: TOTAL / CUSTOMERS,
    median_profit: 812.35,
    waterfall: [
      { component: "nii_assets", amount: "2100000.55" },
      { component: "nii_liabilities", amount: "1400000.45" },
      { component: "fees", amount: "412000.00" },
      { component: "activity_cost", amount: "-1209400.00" },
      { component: "expected_loss", amount: `${TOTAL - 2_702_601}.00` },
      { component: "profit", amount: `${TOTAL}.00` },
    ],
    cost_income: 0.3091,
    cost_views: { marginal: "1209400.00", full: "1209400.00" },
    whale: {
      points: whalePoints(),
      defined: true,
      reason: null,
      peak: 19_280 / 17_730,
      peak_position: 0.8,
      unprofitable_share: 0.2,
      erosion: 1550 / 17_730,
    },
    deciles: DECILE_MEANS.map((mean, index) => ({
      decile: index + 1,
      customers: 120,
      profit: `${120 * mean}.00`,
      share: (120 * mean) / TOTAL,
      mean,
      revenue: `${120 * (Math.abs(mean) + 600)}.00`,
      cost: `${120 * (Math.abs(mean) + 550 - mean)}.00`,
      expected_loss: `${120 * 50}.00`,
    })),
    concentration: {
      gini_plain: null,
      gini_normalised: 0.6612,
      top_1_share: 0.12,
      top_10_share: 9000 / 17_730,
      top_20_share: 13_200 / 17_730,
    },
    what_if: [
      whatIf({ scenario: "to_zero", change: "168000.00", profit_after: "0.00" }),
      whatIf({ scenario: "cut_cost", by: 0.1, change: "25200.50", profit_after: "-142799.50" }),
      whatIf({
        scenario: "leave",
        customers: 4,
        change: null,
        profit_after: null,
        reason: "the part of cost that stays is not known",
      }),
    ],
    currencies: [
      {
        currency: "USD",
        accounts: 42,
        customers: 40,
        nii_own_currency: "12000.00",
        nii: "84600.00",
        average_rate: 7.05,
        closing_rate: 7.1,
        fx_effect: "600.00",
        top_two_share: 0.2,
      },
    ],
    upfront_fees: { recognised: "spread", customers: 60, cash: "30000.00", spread: "12500.00" },
    reconciliation: [
      { item: "nii", customers: "3500001.00", accounts: "3500001.00", residual: "0.00" },
      { item: "treasury", customers: "210000.12", accounts: "210000.12", residual: "0.00" },
      { item: "fees", customers: "412000.00", accounts: "412300.00", residual: "-300.00" },
    ],
    undefined_items: [
      { item: "capital", reason: "no capital is assigned" },
      { item: "fees", reason: "3 groups of fees name no known account or customer; they stand as a residual" },
    ],
  };
}

type WhatIf = ProfitResult["what_if"][number];

function whatIf(given: Pick<WhatIf, "scenario" | "change" | "profit_after"> & Partial<WhatIf>): WhatIf {
  const { change } = given;
  return {
    by: null,
    decile: 10,
    only_losses: true,
    customers: 120,
    profit: "-168000.00",
    total_after: change === null ? null : (TOTAL + Number(change)).toFixed(2),
    relative_change: change === null ? null : Number(change) / TOTAL,
    top_two_share: 0.1,
    reason: null,
    ...given,
  };
}

function whalePoints(): ProfitResult["whale"]["points"] {
  return Array.from({ length: 200 }, (_, index) => {
    const customers = (index + 1) * 6;
    const before = sumOf(DECILE_MEANS.slice(0, Math.floor(customers / 120))) * 120;
    const cumulative = before + (customers % 120) * (DECILE_MEANS[Math.floor(customers / 120)] ?? 0);
    return {
      customer_share: customers / CUSTOMERS,
      profit_share: cumulative / TOTAL,
      cumulative_profit: cumulative,
    };
  });
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
