import { z } from "zod";
import { count, finite, maybe } from "./common.js";

/** How far a distribution lies from its training form. */
const shift = z.object({
  of: z.enum(["feature", "distance", "segments"]),
  feature: z.string().nullable(),
  psi: finite.describe("population stability index over the training bins"),
  sampling_limit: finite.describe("what chance alone exceeds in 5 of 100 samples of these sizes"),
  empty_bins: count,
  level: z.enum(["chance", "slight", "moderate", "large"]),
});

const oldAndNew = z.object({ training: maybe, scored: maybe });

/** What scoring customers with a saved segment model found; counts only. */
export const assignResult = z.object({
  customers: count,
  scored: count,
  not_scored: count,
  outside_range: count,
  features: z.array(z.object({ feature: z.string(), outside_range: count, imputed: count })),
  categories: z
    .array(z.object({ feature: z.string(), unseen: count, policy: z.enum(["error", "flag", "other"]) }))
    .describe("features of categories: customers with a category that training did not have"),
  drift: z
    .object({
      training_customers: count,
      shifts: z.array(shift),
      wss_per_row: oldAndNew,
      silhouette_simplified: oldAndNew,
      advice: z.enum(["keep", "watch", "refit"]),
    })
    .nullable()
    .describe("null where nobody was scored"),
  segments: z.array(
    z.object({
      label: z.string(),
      name_en: z.string(),
      name_zh: z.string(),
      customers: count,
      share: maybe,
      training_share: finite,
    }),
  ),
});

export type AssignResult = z.infer<typeof assignResult>;
