import { z } from "zod";
import { date, rate, share } from "./settings/common.js";
import { activity, ledger, overhead, scenario } from "./settings/cost.js";
import { fees } from "./settings/fees.js";
import { ftp } from "./settings/ftp.js";
import { capital, chargeOffs, expectedLoss, RISK_COSTS } from "./settings/risk.js";

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
  risk_cost: z.enum(RISK_COSTS).nullable().default(null).describe("which cost of risk counts when both are supplied"),
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
  fees: fees.prefault({}).describe("fees that are not posted as such, and what takes fees off"),
  activity: activity.prefault({}).describe("cost of activities"),
  overhead: overhead.nullable().default(null).describe("cost that no activity causes"),
  cost_view: z
    .enum(["full", "marginal"])
    .default("full")
    .describe("profit after all cost, or after direct and driver cost only"),
  expected_loss: expectedLoss.prefault({}).describe("cost of risk"),
  charge_offs: chargeOffs.nullable().default(null).describe("loans written off and recovered, by day of booking"),
  capital: capital.nullable().default(null).describe("capital, RAROC and EVA"),
  tax_rate: share.nullable().default(null).describe("tax on profit; needed for NPAT, RAROC and EVA"),
  tax_on_losses: z.enum(["symmetric", "floored"]).default("symmetric").describe("a loss earns its tax back, or not"),
  joint: z
    .enum(["shares", "primary"])
    .default("shares")
    .describe("joint accounts by the shares of the holders, or to the first holder"),
  ledger: ledger.nullable().default(null).describe("totals of the ledger that the customers must meet"),
  what_if: z
    .array(scenario)
    .default([
      { kind: "to_zero", decile: 10, customers: "negative" },
      { kind: "raise_revenue", by: 0.1, decile: 10, customers: "negative" },
      { kind: "cut_cost", by: 0.1, decile: 10, customers: "negative" },
    ])
    .describe("what would change with the bottom decile"),
});

export type ProfitSettings = z.output<typeof profitSettings>;
