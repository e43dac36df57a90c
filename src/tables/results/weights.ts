import { z } from "zod";
import { count, finite, maybe } from "./common.js";

const criterion = z.object({
  criterion: z.string(),
  better: z.enum(["high", "low"]),
  weight: finite,
  ahp_weight: maybe,
  entropy_weight: maybe,
  entropy: maybe.describe("e_j; null without entropy weights and for a constant criterion"),
  divergence: maybe.describe("1 - e_j"),
});

/** A pairwise judgement that disagrees with the weights. */
export const worstJudgement = z.object({
  row: z.string(),
  column: z.string(),
  judgement: finite,
  consistent: finite.describe("the judgement that would agree with the weights"),
  deviation: finite.describe("|ln(a_ij w_j / w_i)|"),
});

const ahp = z.object({
  method: z.enum(["eigen", "geometric"]),
  lambda_max: finite,
  consistency_index: finite,
  consistency_ratio: finite,
  random_index: finite,
  random_index_table: z.string(),
  consistent: z.boolean().describe("the ratio is below 0.1"),
  experts: z.array(z.object({ expert: z.string(), consistency_ratio: finite })),
  worst: z.array(worstJudgement).describe("up to three judgements farthest from the weights"),
});

const change = z
  .object({
    weight: finite.describe("weight at which the two options are level"),
    change: finite,
    ahead: z.string(),
    behind: z.string(),
  })
  .nullable()
  .describe("smallest change of this weight, the others rescaled; null when no change does it");

/** Weights of criteria with their diagnostics, and the options ranked by them. */
export const weightsResult = z.object({
  source: z.enum(["equal", "given", "ahp", "entropy", "combined"]),
  criteria: z.array(criterion),
  ahp: ahp.nullable(),
  entropy: z.object({ on: z.string(), shift: finite, rows: count, constant: z.array(z.string()) }).nullable(),
  combined: z.object({ rule: z.enum(["multiplicative", "linear"]), theta: maybe }).nullable(),
  ranking: z
    .array(z.object({ option: z.string(), additive: maybe, additive_rank: maybe, topsis: maybe, topsis_rank: maybe }))
    .nullable()
    .describe("best additive score first"),
  sensitivity: z
    .array(z.object({ criterion: z.string(), weight: finite, first_place: change, any_pair: change }))
    .nullable(),
});

export type WeightsResult = z.infer<typeof weightsResult>;
