import { z } from "zod";
import { dateSettings, windowSettings } from "../settings-dates.js";

/** Settings of the stage `assign`. Everything else comes from the model. */
export const assignSettings = z.strictObject({
  population: z
    .string()
    .min(1)
    .optional()
    .describe("table with one row per customer to score; by default customers, else the first feature's table"),
  window: windowSettings.optional().describe("window of computed measures; by default the model's"),
  ...dateSettings,
  units: z
    .record(z.string(), z.string())
    .default({})
    .describe("units of the columns, by feature; another unit than the model's is refused"),
  digital_channels: z.array(z.string().min(1)).optional().describe("by default the model's"),
});

export type AssignSettings = z.infer<typeof assignSettings>;
