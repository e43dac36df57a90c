import { z } from "zod";
import { MEASURE_NAMES } from "./measures.js";
import { segmentRule } from "./segments/rules.js";

/** Cut points of one measure, or of one parent cell with nested bins. A null point has no value below or at it. */
export const frozenPoints = z.strictObject({
  parent: z.string(),
  points: z.array(z.number().nullable()),
  customers: z
    .array(z.number().int())
    .optional()
    .describe("customers of each bin when the cuts were made, lowest bin first"),
});

export const frozenMeasure = z.strictObject({
  measure: z.enum(MEASURE_NAMES),
  unit: z.enum(["days", "count", "money"]),
  better: z.enum(["high", "low"]),
  bins: z.number().int(),
  closed: z.enum(["right", "left"]),
  cells: z.array(frozenPoints),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  customers: z.number().int(),
  weight: z.number(),
  octant_threshold: z.number().nullable(),
});

/** Saved cuts: everything that scores a customer, and nothing of a customer. */
export const frozenCuts = z.strictObject({
  format: z.literal("custval-rfm-cuts"),
  version: z.literal(1),
  as_of: z.string(),
  currency: z.string().nullable(),
  monetary_source: z.string(),
  monetary_statistic: z.string(),
  occasions: z.enum(["day", "row"]),
  refunds: z.enum(["net", "ignore", "gross", "signed"]),
  window: z
    .string()
    .nullable()
    .describe("start or length of the observation as declared; null is everything up to as_of"),
  window_days: z.number().int().nullable().describe("days of that observation"),
  events: z.string().describe("filters on bookings by type and channel; empty without one"),
  product_by: z.enum(["code", "family"]).nullable().describe("null where product_count is not scored"),
  balance_side: z.enum(["liability", "asset"]).nullable().describe("null where no balance is scored"),
  direction: z.enum(["both", "in", "out"]),
  method: z.string(),
  ties: z.string(),
  nested: z.boolean(),
  weights_source: z.string(),
  measures: z.array(frozenMeasure),
  segment_table: z.string(),
  segments: z.array(segmentRule),
  others: z.string(),
  octant_labels: z.array(z.string()).nullable(),
  data_hash: z.string().nullable(),
});

export type FrozenCuts = z.infer<typeof frozenCuts>;
export type FrozenMeasure = z.infer<typeof frozenMeasure>;
