import { z } from "zod";
import { parseIsoDate } from "../../core/calendar.js";
import { frozenCuts } from "./frozen-schema.js";
import { MEASURE_NAMES, MODELS } from "./measures.js";
import { SEGMENT_PRESETS, type SegmentPreset } from "./segments/presets.js";
import { segmentRule } from "./segments/rules.js";
import { isWindow } from "./window.js";

const date = z.string().refine((text) => parseIsoDate(text) !== null, "a date such as 2023-12-31");
const measure = z.enum(MEASURE_NAMES);
const bins = z.number().int().min(2).max(10);
const judgement = z.union([z.number().positive(), z.string().regex(/^\d+(\.\d+)?(\/\d+(\.\d+)?)?$/), z.null()]);
const matrix = z.array(z.array(judgement));

const codeFilter = z
  .strictObject({
    include: z.array(z.string()).optional().describe("only these codes; a missing code is left out"),
    exclude: z.array(z.string()).optional().describe("not these codes; a missing code is kept"),
  })
  .describe("codes to include or exclude");

const weights = z.strictObject({
  source: z
    .enum(["equal", "given", "ahp", "entropy", "combined"])
    .default("equal")
    .describe("where the weights come from"),
  given: z
    .partialRecord(measure, z.number().nonnegative())
    .optional()
    .describe("weights by measure; rescaled to sum 1"),
  ahp: z
    .union([matrix, z.array(matrix)])
    .optional()
    .describe("pairwise matrix in the order of the measures, or one per expert; null leaves a half to be completed"),
  geometric: z.boolean().default(false).describe("AHP by row geometric means in place of the principal eigenvector"),
  on: z
    .enum(["values", "log", "scores"])
    .default("values")
    .describe("entropy of the raw values, of sign(v) ln(1+|v|), or of the scores"),
  shift: z.number().nonnegative().default(0).describe("constant added to the scaled values before the entropy"),
  combine: z
    .enum(["multiplicative", "linear"])
    .default("multiplicative")
    .describe("how AHP and entropy weights combine"),
  theta: z.number().min(0).max(1).default(0.5).describe("share of the AHP weight in a linear combination"),
});

const segments = z.union([
  z.enum([...(Object.keys(SEGMENT_PRESETS) as SegmentPreset[]), "octant"]),
  z.strictObject({
    rules: z.array(segmentRule).min(1).describe("rules in order; the first that matches wins"),
    others: z.string().min(1).default("Others").describe("name of the rest"),
  }),
]);

const octant = z.strictObject({
  split: z.enum(["mean", "median"]).default("mean").describe("high is strictly better than the mean or the median"),
  labels: z
    .tuple([z.string(), z.string(), z.string(), z.string(), z.string(), z.string(), z.string(), z.string()])
    .default([
      "重要价值客户",
      "重要发展客户",
      "重要保持客户",
      "重要挽留客户",
      "一般价值客户",
      "一般发展客户",
      "一般保持客户",
      "一般挽留客户",
    ])
    .describe("M high then M low, each: R and F high; R high F low; R low F high; both low"),
});

const noTransactions = z.union([
  z.enum(["none", "lowest"]),
  z.strictObject({ floor_date: date.describe("recency is counted from this day") }),
]);

/** Settings of the RFM stage; all of them change numbers. */
export const rfmSettings = z.strictObject({
  input: z
    .enum(["transactions", "ready", "lifetime"])
    .default("transactions")
    .describe(
      "bookings, a table rfm_input with one row per customer, or a table lifetime_summary (x, t_x, T), which has no money",
    ),
  lifetime_unit: z
    .enum(["day", "week"])
    .nullable()
    .default(null)
    .describe("unit of t_x and T in a lifetime summary; never guessed"),
  as_of: date
    .nullable()
    .default(null)
    .describe("last day of observation, inclusive; default the last booking day of the data"),
  window: z
    .string()
    .refine(isWindow, "a date, or a length such as 90d, 24m, 2y")
    .nullable()
    .default(null)
    .describe("start date or length of the observation; default everything up to as_of"),
  occasions: z.enum(["day", "row"]).default("day").describe("one occasion is a customer's calendar day, or each row"),
  events: z
    .strictObject({ type: codeFilter.optional(), channel: codeFilter.optional() })
    .default({})
    .describe("which bookings count, by type and channel"),
  currency: z
    .string()
    .nullable()
    .default(null)
    .describe("only bookings in this currency; needed when the data hold several"),
  monetary_source: z
    .enum(["amount", "turnover", "fee", "average_balance", "profit"])
    .default("amount")
    .describe(
      "what monetary adds up: amounts, absolute turnover, fees; or the average balance or the profit of the customer",
    ),
  monetary_statistic: z.enum(["sum", "mean"]).default("sum").describe("sum over the occasions, or mean per occasion"),
  direction: z
    .enum(["both", "in", "out"])
    .default("both")
    .describe("in or out makes that side positive and the other a reversal"),
  refunds: z
    .enum(["net", "ignore", "gross"])
    .nullable()
    .default(null)
    .describe(
      "negative amounts: reduce the sum, are dropped, or count as positive; default gross, and net with a direction",
    ),
  model: z
    .union([z.enum(Object.keys(MODELS) as (keyof typeof MODELS)[]), z.array(measure).min(1)])
    .default("rfm")
    .describe("a named list of measures, or the list"),
  product_by: z
    .enum(["code", "family"])
    .default("code")
    .describe("product_count counts product codes, or their families in the table of products"),
  balance_side: z
    .enum(["liability", "asset"])
    .default("liability")
    .describe("side of the accounts whose average balance counts"),
  bins: z
    .union([bins, z.partialRecord(measure, bins)])
    .default(5)
    .describe("number of bins, 2 to 10, for all or by measure"),
  method: z
    .enum(["quantile", "fixed", "custom", "jenks"])
    .default("quantile")
    .describe("where the cut points come from"),
  cuts: z
    .partialRecord(measure, z.array(z.number()))
    .optional()
    .describe("increasing cut points by measure, for fixed and custom"),
  ties: z
    .enum(["together", "dense", "midrank", "split"])
    .default("together")
    .describe("what happens to equal values at a cut"),
  nested: z.boolean().default(false).describe("bin the second measure within the first, the third within both"),
  sign_aware: z.boolean().default(false).describe("the lowest monetary score is kept for sums of zero or below"),
  weights: weights.prefault({}).describe("weights of the measures in the composite"),
  segments: segments.default("rf-grid").describe("segment preset or own table"),
  octant: octant.prefault({}).describe("the octant preset"),
  no_transactions: noTransactions
    .default("none")
    .describe("customers without an occasion: no scores, the lowest scores, or recency from a given day"),
  compat: z
    .enum(["r-rfm"])
    .nullable()
    .default(null)
    .describe("reproduce the R package rfm: rows, cuts plus 1, left-closed"),
  frozen: frozenCuts.nullable().default(null).describe("saved cuts, applied unchanged"),
  cuts_file: z
    .string()
    .nullable()
    .default(null)
    .describe(
      "file of saved cuts beside the study file, applied unchanged; a run keeps its own as .custval/rfm-cuts.json",
    ),
  segments_file: z
    .string()
    .nullable()
    .default(null)
    .describe("own segment table as CSV (segment,r,f,m) or YAML beside the study file"),
});

export type RfmSettings = z.output<typeof rfmSettings>;
