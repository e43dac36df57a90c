import { z } from "zod";
import { count, exactMoney, finite, isoDate, maybe } from "./common.js";

/** One bar of the waterfall; amounts add up to the last one. */
export const waterfallStep = z.object({
  component: z.string(),
  amount: exactMoney,
  customers: count.optional().describe("customers with an amount, of a part of fees; for the small-cell rule"),
  top_two_share: maybe.optional().describe("share of the two largest of them, by size, for the dominance rule"),
});

export const whalePoint = z.object({ customer_share: finite, profit_share: maybe, cumulative_profit: finite });

export const whale = z.object({
  points: z.array(whalePoint).describe("at most 201 points, first and peak and last always among them"),
  defined: z.boolean(),
  reason: z.string().nullable().describe("why the curve is in money and not in shares: total profit not positive"),
  peak: maybe,
  peak_position: maybe,
  unprofitable_share: finite,
  erosion: maybe,
});

export const profitDecile = z.object({
  decile: count,
  customers: count,
  profit: exactMoney,
  share: maybe,
  mean: maybe,
  revenue: exactMoney.nullable(),
  cost: exactMoney.nullable(),
  expected_loss: exactMoney.nullable(),
  top_two_share: maybe
    .optional()
    .describe("share of the two largest customers in the profit of the decile, by size, for the dominance rule"),
});

export const concentration = z.object({
  gini_plain: maybe.describe("null when a customer makes a loss"),
  gini_normalised: maybe.describe("Raffinetti, Siletti and Vernizzi 2015; in 0..1 also with losses"),
  top_1_share: maybe,
  top_10_share: maybe,
  top_20_share: maybe,
});

export const reconciliation = z.object({
  item: z.string(),
  customers: exactMoney,
  accounts: exactMoney,
  residual: exactMoney,
});

/** What would change if customers of one decile changed. */
export const whatIfOutcome = z.object({
  scenario: z.enum(["to_zero", "raise_revenue", "cut_cost", "leave"]),
  by: maybe.describe("fraction by which revenue rises or cost falls"),
  decile: count,
  only_losses: z.boolean().describe("only customers of the decile with a loss"),
  customers: count,
  profit: exactMoney.describe("profit of these customers as it is"),
  profit_after: exactMoney.nullable(),
  change: exactMoney.nullable(),
  total_after: exactMoney.nullable(),
  relative_change: maybe.describe("change over total profit; null when that is not positive"),
  top_two_share: maybe.describe("share of the two largest customers, by size, for the dominance rule"),
  reason: z.string().nullable(),
});

/** Accounts in one foreign currency: flows at mean rates, the effect of the closing rate apart. */
export const currencyLine = z.object({
  currency: z.string(),
  accounts: count,
  customers: count.describe("all holders of these accounts"),
  nii_own_currency: exactMoney,
  nii: exactMoney.describe("in the currency of the study, at the mean rate of each month"),
  average_rate: finite.describe("mean of the months' mean rates"),
  closing_rate: finite,
  fx_effect: exactMoney.describe("margin at the closing rate less margin at mean rates; not part of profit"),
  top_two_share: maybe.describe("share of the two largest customers in the margin, by size, for the dominance rule"),
});

export const profitResult = z.object({
  mode: z.enum(["simple", "average_balance"]),
  period_start: isoDate.nullable(),
  period_end: isoDate.nullable(),
  currency: z.string(),
  day_count: z.string().nullable(),
  ftp_method: z.string().nullable(),
  customers: count,
  accounts: count.nullable(),
  total_profit: exactMoney,
  mean_profit: maybe,
  median_profit: maybe,
  waterfall: z.array(waterfallStep),
  cost_income: maybe,
  cost_views: z
    .object({ marginal: exactMoney.nullable(), full: exactMoney })
    .nullable()
    .describe("cost of customers: direct and driver cost, and with overhead"),
  whale,
  deciles: z.array(profitDecile),
  concentration,
  what_if: z.array(whatIfOutcome),
  currencies: z.array(currencyLine),
  upfront_fees: z
    .object({ recognised: z.enum(["cash", "spread"]), customers: count, cash: exactMoney, spread: exactMoney })
    .nullable(),
  reconciliation: z.array(reconciliation),
  undefined_items: z.array(z.object({ item: z.string(), reason: z.string() })),
});

export type ProfitResult = z.infer<typeof profitResult>;
