import { z } from "zod";
import { count, finite, maybe } from "./common.js";

/** What scoring customers with a saved segment model found; counts only. */
export const assignResult = z.object({
  customers: count,
  scored: count,
  not_scored: count,
  outside_range: count,
  features: z.array(z.object({ feature: z.string(), outside_range: count, imputed: count })),
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
