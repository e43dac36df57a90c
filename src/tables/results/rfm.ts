import { z } from "zod";
import { count, exactMoney, finite, flowStep, isoDate, maybe } from "./common.js";
import { worstJudgement } from "./weights.js";

const measureName = z.string().describe("recency_days, frequency, monetary, or a declared measure");

/** One bin of one measure. `score` is after direction: the highest score is best. */
export const rfmCut = z.object({
  measure: measureName,
  parent: z.string().optional().describe("with nested bins, the scores of the measures before, such as 5-3"),
  bin: count,
  score: count,
  lower: maybe,
  upper: maybe,
  closed: z.enum(["right", "left"]),
  customers: count,
  share: finite,
  minimum_score: maybe
    .optional()
    .describe("lowest score of a customer whose value lies in the bin; null when it is empty"),
  maximum_score: maybe.optional().describe("highest score of them; differs from the lowest only with ties split"),
});

export const rfmWeight = z.object({ measure: measureName, weight: finite, entropy: maybe });

export const rfmSegment = z.object({
  segment: z.string(),
  customers: count,
  customer_share: finite,
  occasions: count,
  monetary: exactMoney.nullable(),
  money_share: maybe,
  mean_per_occasion: maybe,
  median_recency_days: maybe,
  median_frequency: maybe,
  median_monetary: maybe,
  medians: z.record(z.string(), maybe).optional().describe("median of every measure of the model"),
  top_two_share: maybe
    .optional()
    .describe("share of the two largest customers in the money of the cell, for the dominance rule"),
});

/** One cell of the R x F heat map. */
export const rfmCell = z.object({
  r_score: count,
  f_score: count,
  customers: count,
  mean_monetary: maybe,
  top_two_share: maybe.optional().describe("as in a segment"),
  segment: z
    .string()
    .nullable()
    .optional()
    .describe("the segment all of the cell belongs to; null or absent when M or another measure splits it"),
});

export const lintFinding = z.object({
  kind: z.enum(["dead", "overlapping", "uncovered", "empty_range", "outside"]),
  rules: z.array(z.string()),
  cells: z.array(z.string()),
  customers: count.nullable(),
});

export const rfmResult = z.object({
  as_of: isoDate,
  window_start: isoDate.nullable(),
  customers: count,
  scored: count,
  without_transactions: count,
  occasions: z.enum(["day", "row"]),
  occasion_count: count,
  monetary_source: z.string(),
  monetary_total: exactMoney.nullable().describe("null where the input has no money; see undefined_items"),
  method: z.string(),
  ties: z.string(),
  bins: z.number().int(),
  compat: z.string().nullable(),
  refunds: z.string().optional().describe("how negative amounts counted: net, ignore, gross, signed"),
  negative_bookings: count.optional(),
  currency: z.string().nullable().optional(),
  frozen: z.boolean().optional().describe("scored by saved cuts; nothing was estimated"),
  fits: z.record(z.string(), maybe).optional().describe("goodness of variance fit of natural breaks, by measure"),
  segment_table: z.string(),
  filters: z.array(flowStep),
  cuts: z.array(rfmCut),
  weights: z.object({
    source: z.string(),
    values: z.array(rfmWeight),
    consistency_ratio: maybe,
    lambda_max: maybe.optional(),
    consistency_index: maybe.optional(),
    random_index: maybe.optional(),
    random_index_table: z.string().nullable().optional(),
    worst: z.array(worstJudgement).optional().describe("up to three judgements farthest from the weights"),
    expert_consistency_ratios: z.array(finite).optional(),
    entropy_shift: finite.optional(),
  }),
  segments: z.array(rfmSegment),
  grid: z.array(rfmCell),
  lint: z.array(lintFinding),
  undefined_items: z.array(z.object({ item: z.string(), reason: z.string() })).optional(),
});

export type RfmCut = z.infer<typeof rfmCut>;
export type RfmSegment = z.infer<typeof rfmSegment>;
export type RfmResult = z.infer<typeof rfmResult>;
