import { z } from "zod";
import { count, exactMoney, maybe } from "./common.js";

/** What happened to one export file. `rows_read = rows_kept + rows_rejected + rows_skipped`, always. */
export const fileReport = z.object({
  source: z.string(),
  table: z.string(),
  file: z.string().describe("path as declared, never absolute"),
  bytes: count,
  sha256: z.string(),
  encoding: z.string(),
  rows_read: count,
  rows_kept: count,
  rows_rejected: count,
  rows_skipped: count.describe("declared skips: comment lines, footer, repeated head"),
});

/** Money before and after, per file, money column and currency: equal to the cent or the run fails. */
export const moneyReport = z.object({
  source: z.string(),
  file: z.string(),
  column: z.string(),
  currency: z.string().nullable(),
  sum_read: exactMoney.describe("sum over the rows kept, taken from the text of the export"),
  sum_kept: exactMoney.describe("sum in the canonical table"),
});

export const rejectCount = z.object({
  source: z.string(),
  file: z.string(),
  code: z.string(),
  reason: z.string(),
  rows: count,
  first_line: count.nullable(),
});

export const ruleReport = z.object({
  rule: z.string(),
  table: z.string(),
  severity: z.enum(["error", "warn", "info"]),
  rows: count.describe("rows that break the rule"),
  checked: count,
  about: z.string(),
});

export const columnProfile = z.object({
  table: z.string(),
  column: z.string(),
  type: z.string(),
  rows: count,
  missing: count,
  distinct: count,
  low: z.string().nullable().describe("1 % quantile of numbers or first month of dates; never an individual extreme"),
  high: z.string().nullable(),
  negative: z.boolean().describe("a number column holds values below zero"),
  skewness: maybe.describe("third standardised moment of a number column, divisor n; null for fewer than 30 values"),
  transform: z.enum(["log1p", "slog", "rank"]).nullable().describe("what a skewed column needs as a feature"),
  top: z
    .array(z.object({ code: z.string(), rows: count }))
    .describe("most frequent codes of a text column, none of them with few rows"),
});

/** Account-months whose end balance is not that of the month before plus the bookings. */
export const continuityReport = z.object({
  tolerance: exactMoney.describe("difference tolerated per account and month, in units of the currency"),
  months: z.array(z.object({ month: z.string(), checked: count, broken: count })),
});

export const monthCoverage = z.object({ table: z.string(), month: z.string(), rows: count });

export const ingestResult = z.object({
  files: z.array(fileReport),
  money: z.array(moneyReport),
  rejects: z.array(rejectCount),
  rules: z.array(ruleReport),
  profile: z.array(columnProfile),
  coverage: z.array(monthCoverage),
  continuity: continuityReport.nullable().describe("null where a table or column that it needs is missing"),
  missing_months: z.array(z.object({ table: z.string(), month: z.string() })),
  tables: z.array(z.object({ table: z.string(), rows: count, columns: z.array(z.string()) })),
});

export type FileReport = z.infer<typeof fileReport>;
export type RejectCount = z.infer<typeof rejectCount>;
export type RuleReport = z.infer<typeof ruleReport>;
export type IngestResult = z.infer<typeof ingestResult>;
