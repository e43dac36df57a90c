import { z } from "zod";
import { effectDesign } from "../effect/design.js";
import { ruleSettings } from "../ingest/checks/rule-settings.js";
import { sourceSpec, timeZone } from "../ingest/source-spec.js";
import { assignSettings } from "../segment/model/assign-settings.js";
import { segmentSettings } from "../segment/settings.js";
import { profitSettings } from "../value/profit/settings.js";
import { rfmSettings } from "../value/rfm/settings.js";

const isoDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "a date such as 2023-12-31")
  .describe("a date, yyyy-mm-dd");

const bilingual = z.strictObject({
  en: z.string().min(1).describe("in English"),
  zh: z.string().min(1).describe("in Chinese"),
});

const moneyUnit = z.strictObject({
  label: bilingual.describe("the unit as printed in the head of a column"),
  divisor: z
    .int()
    .positive()
    .refine((value) => /^10*$/.test(String(value)), "a power of ten")
    .describe("how many currency units make one: 10000 for 万元"),
});

const reportSettings = z.strictObject({
  languages: z
    .array(z.enum(["en", "zh"]))
    .min(1)
    .default(["en", "zh"])
    .describe("languages of the report"),
  formats: z
    .array(z.enum(["md", "csv", "html"]))
    .min(1)
    .default(["md", "csv", "html"])
    .describe("formats of the report"),
  money_unit: moneyUnit.optional().describe("unit of money in the report; default the currency itself"),
  small_cell: z.int().min(5).default(10).describe("counts of customers below this are hidden"),
});

const rowOutput = z.enum(["rfm_scores", "profit_customers", "segment_assignments"]);

/** The study file: everything in it changes a number, so everything is declared and an unknown key is an error. */
export const studySchema = z
  .strictObject({
    custval: z.literal(1).describe("version of this file's form"),
    study: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*$/, "a name of lower-case letters, digits and hyphens")
      .describe("short name; also the name of the output folder"),
    title: bilingual.describe("title of the report"),
    seed: z.int().nonnegative().default(1).describe("seed of all random draws"),
    as_of: isoDate.describe("last day of observation, inclusive"),
    period: z.strictObject({ start: isoDate, end: isoDate }).describe("period of the study"),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "an ISO 4217 code such as CNY")
      .describe("currency of the study"),
    time_zone: timeZone
      .optional()
      .describe(
        "zone in which days are told, such as Asia/Shanghai; date-times with a zone are booked in it, and need it",
      ),
    data: z.string().default(".").describe("folder of the exports, relative to this file; --data overrides it"),
    sources: z.record(z.string(), sourceSpec).describe("the exports and how they map onto the canonical tables"),
    rules: ruleSettings.prefault({}).describe("data-quality rules: how bad each one is, or off"),
    rfm: rfmSettings.optional().describe("RFM; without this key the report leaves it out and says so"),
    profit: profitSettings.optional().describe("profitability; without this key the report leaves it out and says so"),
    segment: segmentSettings.optional().describe("segments; without this key the report leaves them out and says so"),
    assign: assignSettings
      .extend({ model: z.string().min(1).describe("the model file, from the folder of this file") })
      .optional()
      .describe("segments of a saved model for this study's customers, with their drift; in place of segment"),
    effect: effectDesign
      .optional()
      .describe("the declared programme; without this key the report leaves it out and says so"),
    report: reportSettings.prefault({}).describe("the report"),
    row_level: z
      .array(rowOutput)
      .default([])
      .describe("row-level tables to write, with mode 0600: they hold one row per customer"),
  })
  .refine(({ segment, assign }) => segment === undefined || assign === undefined, {
    path: ["assign"],
    message: "segments come either from a new fit (segment) or from a saved model (assign)",
  });

export type StudySettings = z.infer<typeof studySchema>;
