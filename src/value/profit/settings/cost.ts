import { z } from "zod";
import { money } from "./common.js";

export const activity = z.strictObject({
  source: z
    .enum(["activities", "channel", "type"])
    .default("activities")
    .describe("what is counted: the table activities, or bookings by channel or type"),
  time_driven: z
    .strictObject({
      cost: money.describe("cost of the capacity supplied in the period"),
      practical_minutes: z.number().int().positive().describe("minutes of work that it can do"),
    })
    .nullable()
    .default(null)
    .describe("prices activities by activity_costs.minutes and the cost of a minute (Kaplan and Anderson 2004)"),
});

export const overhead = z.strictObject({
  amount: money.describe("overhead of the period"),
  by: z.enum(["customers", "activity_cost"]).default("customers").describe("spread equally, or with the activity cost"),
});

export const ledger = z.strictObject({
  nii: money.optional().describe("interest received less interest paid: customers and Treasury together"),
  fees: money.optional(),
  cost: money.optional().describe("cost of customers, unused capacity and unallocated pools together"),
  expected_loss: money.optional().describe("the cost of risk that counts"),
  profit: money.optional().describe("profit of customers with Treasury, less unused capacity and unallocated pools"),
  tolerance: money.default("0.00").describe("largest residual that is accepted"),
});

const bottom = {
  decile: z.number().int().min(1).max(10).default(10).describe("decile by profit; 10 is the worst"),
  customers: z
    .enum(["negative", "all"])
    .default("negative")
    .describe("only customers with a loss, or all of the decile"),
};
const by = z.number().min(0).max(10).describe("fraction: 0.1 is ten percent");

/** What would change if the bottom decile changed. */
export const scenario = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("to_zero"), ...bottom }).describe("losses become zero"),
  z.strictObject({ kind: z.literal("raise_revenue"), by, ...bottom }).describe("prices rise: revenue grows by a part"),
  z.strictObject({ kind: z.literal("cut_cost"), by: by.max(1), ...bottom }).describe("cost to serve falls by a part"),
  z.strictObject({ kind: z.literal("leave"), ...bottom }).describe("customers leave; overhead stays"),
]);

export type Scenario = z.output<typeof scenario>;
