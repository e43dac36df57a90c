import { z } from "zod";
import { parseIsoDate } from "../../core/calendar.js";

const date = z.string().refine((text) => parseIsoDate(text) !== null, "a date such as 2023-12-31");
const PERCENT = "an annual fraction: 3.5 % is 0.035";
const rate = z.number().min(-1, PERCENT).max(1, PERCENT);
const share = z.number().min(0).max(1);
const money = z.string().regex(/^-?\d{1,16}(\.\d{1,2})?$/, 'money as text with at most two decimals, such as "110.00"');

/** A rate by product, else by side. */
const rateRule = z.strictObject({
  asset: rate.optional().describe("for loans and overdrawn accounts"),
  liability: rate.optional().describe("for deposits"),
  products: z.record(z.string(), rate).optional().describe("by product code; comes before the side"),
});

const months = z.number().int().positive();
const tenor = z
  .union([months, z.array(z.strictObject({ share, months })).min(1).refine(sumsToOne, "shares sum to 1")])
  .describe("months of the curve, or a blend such as a core and a volatile share");

function sumsToOne(parts: readonly { share: number }[]): boolean {
  return Math.abs(parts.reduce((sum, each) => sum + each.share, 0) - 1) < 1e-9;
}

const tenorRule = z.strictObject({
  asset: tenor.optional(),
  liability: tenor.optional(),
  products: z.record(z.string(), tenor).optional(),
});

export const ADD_ONS = ["liquidity", "option", "basis", "contingent_liquidity", "incentive", "other"] as const;

const addOns = z.strictObject({
  liquidity: rateRule.optional().describe("liquidity premium"),
  option: rateRule.optional().describe("option cost"),
  basis: rateRule.optional().describe("basis cost"),
  contingent_liquidity: rate.optional().describe("price of an undrawn limit"),
  incentive: rateRule.optional().describe("pricing incentive"),
  other: rateRule.optional(),
});

const ftp = z.strictObject({
  method: z.enum(["flat", "straight_term"]).default("flat").describe("one rate, or the curve at origination and term"),
  flat: rateRule.prefault({}).describe("funds-transfer prices of the flat method"),
  curve: z.string().nullable().default(null).describe("curve_id to use; needed when the table holds several"),
  without_maturity: tenorRule.prefault({}).describe("tenor on the month's curve for balances without a maturity"),
  add_ons: addOns.prefault({}).describe("what stands on top of the base rate"),
});

const activity = z.strictObject({
  source: z
    .enum(["activities", "channel", "type"])
    .default("activities")
    .describe("what is counted: the table activities, or bookings by channel or type"),
});

const overhead = z.strictObject({
  amount: money.describe("overhead of the period"),
  by: z.enum(["customers", "activity_cost"]).default("customers").describe("spread equally, or with the activity cost"),
});

const expectedLoss = z.strictObject({
  pd_floor: share.default(0).describe("lowest probability of default"),
  lgd: share.nullable().default(null).describe("loss given default where the account states none"),
  ccf: share.default(0).describe("part of an undrawn limit that counts as exposure"),
});

const capital = z.strictObject({
  method: z
    .enum(["standardised", "irb_retail"])
    .describe("risk weights of the accounts, or the retail formula (CRE31)"),
  ratio: share.default(0.105).describe("capital per risk-weighted asset"),
  asset_class: z
    .enum(["mortgage", "revolving", "other"])
    .default("other")
    .describe("retail class of products not listed"),
  asset_classes: z
    .record(z.string(), z.enum(["mortgage", "revolving", "other"]))
    .default({})
    .describe("retail class by product"),
  benefit: rate.nullable().default(null).describe("risk-free rate earned on capital; only if loans are funded in full"),
  cost_of_equity: rate.nullable().default(null).describe("price of capital for EVA"),
});

/** Settings of the profit stage; all of them change numbers. */
export const profitSettings = z.strictObject({
  mode: z
    .enum(["simple", "average_balance"])
    .default("average_balance")
    .describe("a table profit_input with ready components, or accounts and monthly balances"),
  currency: z.string().default("CNY").describe("currency of the study"),
  period: z
    .strictObject({ start: date, end: date })
    .nullable()
    .default(null)
    .describe("first and last day; default the months of the balances"),
  missing: z.enum(["error", "zero"]).default("error").describe("simple mode: an empty component is an error, or zero"),
  risk_cost: z
    .enum(["expected_loss", "provision"])
    .nullable()
    .default(null)
    .describe("which cost of risk counts when both are supplied"),
  day_count: z
    .enum(["ACT/365", "ACT/360", "ACT/ACT", "30/360", "30/ACT"])
    .default("ACT/365")
    .describe("days over basis"),
  balance_period: z.enum(["month", "day"]).default("month").describe("what a row of balances covers"),
  balance_average: z
    .enum(["calendar_days", "open_days"])
    .default("calendar_days")
    .describe("averages over all days of the month, or over the days the account was open"),
  ftp: ftp.prefault({}).describe("funds-transfer pricing"),
  overdraft_rate: rate
    .nullable()
    .default(null)
    .describe("customer rate of a deposit below zero; default the rate of the month's row"),
  fee_types: z
    .array(z.string())
    .default([])
    .describe("booking types whose amount is a fee: out of the account is income"),
  activity: activity.prefault({}).describe("cost of activities"),
  overhead: overhead.nullable().default(null).describe("cost that no activity causes"),
  expected_loss: expectedLoss.prefault({}).describe("cost of risk"),
  capital: capital.nullable().default(null).describe("capital, RAROC and EVA"),
  tax_rate: share.nullable().default(null).describe("tax on profit; needed for NPAT, RAROC and EVA"),
  tax_on_losses: z.enum(["symmetric", "floored"]).default("symmetric").describe("a loss earns its tax back, or not"),
  joint: z
    .enum(["shares", "primary"])
    .default("shares")
    .describe("joint accounts by the shares of the holders, or to the first holder"),
});

export type ProfitSettings = z.output<typeof profitSettings>;
export type RateRule = z.output<typeof rateRule>;
export type Tenor = z.output<typeof tenor>;
