import { z } from "zod";
import {
  assignResult,
  effectResult,
  ingestResult,
  profitResult,
  rfmResult,
  segmentResult,
  warning,
} from "../tables/results/index.js";
import { LOWEST_THRESHOLD } from "../privacy/index.js";

const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const words = z.object({ en: z.string(), zh: z.string() });

/** Why a stage has no result: a known reason code, or a text in both languages that is printed instead. */
export const omitted = z.object({ omitted: z.string(), text: words.optional() });

/** The unit in which totals of money are printed: amount / divisor. */
export const moneyUnit = z.object({
  label: words,
  divisor: z.number().int().positive(),
});

/** Everything a report is made of: the study, the results of its stages, and where they come from. No rows of customers. */
export const studyFacts = z.object({
  study: z.object({
    name: z.string(),
    title: words,
    bank: words.nullable().optional(),
    as_of: isoDate,
    period: z.object({ start: isoDate, end: isoDate }),
    currency: z.string().describe("ISO 4217 code; amounts per customer are printed in it"),
    money_unit: moneyUnit,
    seed: z.number().int(),
    version: z.string(),
  }),
  ingest: ingestResult,
  rfm: z.union([rfmResult, omitted]),
  profit: z.union([profitResult, omitted]),
  segment: z.union([segmentResult, omitted]),
  assign: z.union([assignResult, omitted]).default({ omitted: "not_declared" }),
  effect: z.union([effectResult, omitted]),
  warnings: z.array(warning),
  privacy: z.object({ threshold: z.number().int().min(LOWEST_THRESHOLD).default(10) }),
  provenance: z.object({
    inputs: z.array(z.object({ file: z.string(), bytes: z.number().int().nonnegative(), sha256: z.string() })),
    versions: z.array(z.object({ name: z.string(), version: z.string() })),
    settings: z.array(z.object({ key: z.string(), value: z.string(), origin: z.string() })),
    reproduce: z.string().describe("one command line"),
    sql_file: z.string().nullable().describe("relative name of the file with the SQL that ran"),
  }),
});

export type StudyFacts = z.infer<typeof studyFacts>;
export type Omitted = z.infer<typeof omitted>;
export type MoneyUnit = z.infer<typeof moneyUnit>;

/** Usual units of money, by the name a study file gives them. */
export const MONEY_UNITS: Readonly<Record<"yuan" | "wan" | "million", MoneyUnit>> = Object.freeze({
  yuan: { label: { en: "CNY", zh: "元" }, divisor: 1 },
  wan: { label: { en: "CNY ten thousand", zh: "万元" }, divisor: 10_000 },
  million: { label: { en: "CNY m", zh: "百万元" }, divisor: 1_000_000 },
});

/** Whether a stage was left out. */
export function isOmitted(result: object): result is Omitted {
  return "omitted" in result;
}
