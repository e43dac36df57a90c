import type { StageContext, StageOutcome } from "../../engine/stage.js";
import type { ProfitResult } from "../../tables/results/profit.js";
import { averageBalanceProfit } from "./average-balance.js";
import type { ProfitSettings } from "./settings.js";
import { simpleProfit } from "./simple.js";

/**
 * Profit of every customer. Tables in: `profit_input` in simple mode; else `accounts` and `balances`, optional `products`,
 * `holders`, `transactions`, `activities`, `activity_costs`, `curves`, `customers`. Tables out: `profit_customers`, and
 * `profit_accounts` (and
 * `profit_households` where customers have households) in the average-balance mode. A component whose input is missing is null and named in `undefined_items`.
 * Throws what the data lack (VAL-003) and what would make an amount wrong (VAL-006 to VAL-015).
 */
export async function profit(context: StageContext, settings: ProfitSettings): Promise<StageOutcome<ProfitResult>> {
  return settings.mode === "simple" ? simpleProfit(context, settings) : averageBalanceProfit(context, settings);
}
