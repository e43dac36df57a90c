import type { Cell, Engine } from "../../engine/engine.js";
import { giniNormalised, giniPlain, topShares } from "../../stats/concentration.js";
import { whaleCurve, whalePoints } from "../../stats/whale-curve.js";
import type { ProfitResult } from "../../tables/results/profit.js";
import { customerProfits, decileSums, medianProfit } from "./sql/distribution.js";

type Distribution = Pick<ProfitResult, "mean_profit" | "median_profit" | "whale" | "deciles" | "concentration">;

/** Whale curve, deciles and concentration of the customers in profit_customers; `total` is their exact sum. */
export async function distributionOf(engine: Engine, total: string): Promise<Distribution> {
  const profits = (await engine.columns(customerProfits)).numbers("profit");
  const [middle] = await engine.rows(medianProfit);
  return {
    mean_profit: profits.length > 0 ? Number(total) / profits.length : null,
    median_profit: profits.length > 0 ? (Number(middle.lower) + Number(middle.upper)) / 2 : null,
    whale: whaleOf(profits),
    deciles: await decilesOf(engine, Number(total)),
    concentration: concentrationOf(profits),
  };
}

function whaleOf(profits: Float64Array): ProfitResult["whale"] {
  const curve = whaleCurve(profits);
  const n = profits.length;
  return {
    points: whalePoints(curve).map((at) => ({
      customer_share: at / n,
      profit_share: curve.total > 0 ? curve.cumulative[at - 1] / curve.total : null,
      cumulative_profit: curve.cumulative[at - 1],
    })),
    defined: curve.peak.defined,
    reason: curve.peak.reason,
    peak: curve.peak.value,
    peak_position: curve.peakPosition.value,
    unprofitable_share: curve.unprofitableShare.value ?? 0,
    erosion: curve.erosion.value,
  };
}

async function decilesOf(engine: Engine, total: number): Promise<ProfitResult["deciles"]> {
  const rows = await engine.rows(decileSums);
  const money = (cell: Cell) => (cell === null ? null : String(cell));
  return rows.map((row) => ({
    decile: Number(row.decile),
    customers: Number(row.customers),
    profit: String(row.profit),
    share: total > 0 ? Number(row.profit) / total : null,
    mean: Number(row.profit) / Number(row.customers),
    revenue: money(row.revenue),
    cost: money(row.cost),
    expected_loss: money(row.expected_loss),
    top_two_share: row.top_two_share === null ? null : Number(row.top_two_share),
  }));
}

function concentrationOf(profits: Float64Array): ProfitResult["concentration"] {
  const [one, ten, twenty] = topShares(profits);
  return {
    gini_plain: giniPlain(profits).value,
    gini_normalised: giniNormalised(profits).value,
    top_1_share: one.value,
    top_10_share: ten.value,
    top_20_share: twenty.value,
  };
}
