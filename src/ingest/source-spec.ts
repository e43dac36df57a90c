import { z } from "zod";
import { CANONICAL_NAMES } from "../tables/canonical.js";

const codeValue = z.union([z.string(), z.number()]);
const codeList = z.union([codeValue, z.array(codeValue).min(1)]);
const oneOrMore = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** Units in which an export may state money or rates; everything becomes the currency's unit or a fraction. */
export const UNITS = [
  "1",
  "fraction",
  "percent",
  "permille",
  "basis_points",
  "cents",
  "元",
  "千元",
  "万元",
  "百万元",
  "亿元",
  "thousand",
  "million",
] as const;

export const ATTRIBUTE_TYPES = ["id", "text", "date", "money", "decimal", "rate", "integer", "double"] as const;

const DATE_HELP =
  "form of the date: `iso`, `excel` (serial day number), or a pattern of yyyy yy mm m dd d with its separators, such as `yyyymmdd`, `dd.mm.yyyy`, `yyyy年m月d日`, `yyyy-mm-dd hh:mm:ss`; `z` stands for a zone (Z or +08:00), which needs the time_zone of the study; never guessed";

const signByColumn = z.strictObject({
  column: z.string().describe("source column that says debit or credit"),
  in: codeList.describe("codes of that column for money into the account (+)"),
  out: codeList.describe("codes of that column for money out of the account (-)"),
});

const signByTwoColumns = z.strictObject({
  debit: z.string().describe("source column with the money out of the account"),
  credit: z.string().describe("source column with the money into the account"),
});

const signByMark = z.strictObject({
  in: codeList.describe(
    "marks before or behind the amount, in its own cell, for money into the account (+), such as CR or 贷",
  ),
  out: codeList.describe("marks before or behind the amount for money out of the account (-), such as DR or 借"),
});

/** How one canonical column is made from the columns of an export. */
export const columnRule = z.strictObject({
  from: z.string().optional().describe("source column; `link.column` for a column of a link"),
  constant: codeValue.optional().describe("the same value in every row"),
  row_number: z.literal(true).optional().describe("the number of the row in its file, for files without an id"),
  expression: z.string().optional().describe("a simple expression in the declared, safe subset of SQL"),
  date: z.string().optional().describe(DATE_HELP),
  day: z.enum(["first", "last"]).optional().describe("day taken for a date that names only a month"),
  pivot: z
    .number()
    .int()
    .min(0)
    .max(100)
    .optional()
    .describe("two-digit years from this number on are 19yy, those below 20yy"),
  month_offset: z
    .number()
    .int()
    .min(1)
    .max(80)
    .optional()
    .describe("months above this number are read minus it (Czech birth numbers of women: 50)"),
  decimal: z.enum([".", ","]).optional().describe("decimal sign of this column"),
  thousands: z.enum([",", ".", " ", "'", "_"]).optional().describe("thousands separator of this column"),
  codes: z
    .record(z.string(), codeValue.nullable())
    .optional()
    .describe("code list: code of the export -> value in the table"),
  other: z
    .enum(["keep", "reject", "missing"])
    .optional()
    .describe("what becomes of a code that is not listed; default reject"),
  sign: z
    .union([signByColumn, signByTwoColumns, signByMark])
    .optional()
    .describe("where the sign of an amount comes from"),
  negate: z.boolean().optional().describe("turn the sign round"),
  unit: z
    .enum(UNITS)
    .optional()
    .describe("unit of the export; money becomes units of the currency, rates become fractions"),
  missing: z.array(codeValue).optional().describe("texts that stand for a missing value in this column"),
  sentinels: z.array(z.string()).optional().describe("ISO dates that stand for no date, such as 9999-12-31"),
  pad: z.number().int().min(1).max(64).optional().describe("fill an id with zeros on the left to this length"),
});

const attributeRule = columnRule.extend({
  type: z.enum(ATTRIBUTE_TYPES).describe("type of the attribute"),
});

const condition = z.union([codeList, z.strictObject({ not: codeList.describe("codes that are left out") })]);

const link = z.strictObject({
  source: z.string().describe("name of the source that is looked up; it may be a lookup or any other source"),
  on: z
    .record(z.string(), z.string())
    .describe("column of the looked-up file -> column of this file (or of an earlier link)"),
  where: z.record(z.string(), condition).optional().describe("rows of the looked-up file that count, by codes"),
});

const headerSpec = z.union([
  z.boolean(),
  z.strictObject({
    rows: z.number().int().min(0).max(20).default(1).describe("number of head rows"),
    names_row: z.number().int().min(1).max(20).optional().describe("which head row holds the names; default the first"),
    names: z.array(z.string().min(1)).optional().describe("names of the columns, in place of those of the head"),
    row_names: z.boolean().optional().describe("the head lacks the name of the first column; it is called row_name"),
    skip_lines: z.number().int().min(0).max(1000).optional().describe("lines above the head, such as a title"),
  }),
]);

const footerSpec = z.union([
  z.string().min(1),
  z.strictObject({
    starts: z.string().min(1).describe("text that the footer line begins with"),
    count: z
      .union([z.number().int().min(1), z.string()])
      .optional()
      .describe("where the footer states the number of rows: field number, or a regular expression with one group"),
    sums: z
      .record(z.string(), z.union([z.number().int().min(1), z.string()]))
      .optional()
      .describe(
        "source column -> where the footer states its sum: field number, or a regular expression with one group",
      ),
  }),
]);

const maxRejects = z.strictObject({
  share: z.number().min(0).max(1).optional().describe("share of the rows; default 0.001"),
  rows: z.number().int().min(0).optional().describe("number of rows; default 100; the larger of the two is tolerated"),
});

const columnEntry = z.union([z.string().min(1), columnRule]);
const attributeEntry = z.union([z.string().min(1), attributeRule]);

/** A zone of the time zone database, by its name. */
export const timeZone = z
  .string()
  .refine(isTimeZone, "a zone of the time zone database, such as Asia/Shanghai, Europe/Prague or UTC");

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

/** One entry of `sources:` in study.yaml: a set of export files of one form and how they fill a canonical table. */
export const sourceSpec = z.strictObject({
  table: z
    .enum([...CANONICAL_NAMES, "lookup"])
    .describe("canonical table that is filled; `lookup` for a file that only serves links"),
  files: oneOrMore.describe("file or pattern (* and ?) or list of them, below the data folder"),
  format: z.enum(["csv", "parquet"]).optional().describe("default by the ending of the file"),
  encoding: z
    .string()
    .default("auto")
    .describe(
      "utf-8, utf-16, gb18030, gbk, gb2312, big5, latin1, windows-125x …; auto = byte order mark or valid UTF-8, else an error",
    ),
  delimiter: z
    .string()
    .default(",")
    .describe("one or two characters, or comma, semicolon, tab, pipe, whitespace (blank-aligned)"),
  quote: z
    .string()
    .regex(/^[\x21-\x7e]?$/)
    .default('"')
    .describe("quote character; empty for none"),
  header: headerSpec.default(true).describe("true = one head row; false = none; or the number of rows and the names"),
  comment: z.string().optional().describe("lines that begin with this text are skipped and counted"),
  footer: footerSpec.optional().describe("line at the end with totals: skipped, and its totals are checked"),
  multiline: z
    .boolean()
    .optional()
    .describe("true = a quoted text may hold whole rows; default: then the quote counts as not closed"),
  decimal: z.enum([".", ","]).default(".").describe("decimal sign"),
  thousands: z.enum([",", ".", " ", "'", "_"]).optional().describe("thousands separator; default none"),
  date: z.string().default("iso").describe(DATE_HELP),
  pivot: z
    .number()
    .int()
    .min(0)
    .max(100)
    .optional()
    .describe("two-digit years from this number on are 19yy, those below 20yy"),
  sentinels: z
    .array(z.string())
    .default([])
    .describe("ISO dates that stand for no date, such as 1900-01-01 or 9999-12-31"),
  missing: z
    .array(codeValue)
    .optional()
    .describe(
      "texts that stand for a missing value, in every column; default for columns that are not text: NA NULL nan ? - \\N; empty is always missing",
    ),
  time_zone: timeZone
    .optional()
    .describe("zone in which date-times with a zone are booked; default the time_zone of the study"),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .describe("currency of the rows where no column says it"),
  money_decimals: z
    .number()
    .int()
    .min(0)
    .max(6)
    .default(2)
    .describe("decimals of money; a row with more is rejected, never rounded"),
  columns: z.record(z.string(), columnEntry).default({}).describe("canonical column -> source column or rule"),
  attributes: z
    .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), attributeEntry)
    .default({})
    .describe("further columns to keep: name -> source column (as text) or rule with a type"),
  where: z
    .record(z.string(), condition)
    .optional()
    .describe("rows that are taken, by codes of source columns; the others are counted as declared skips"),
  link: z
    .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), link)
    .optional()
    .describe("links to other sources; their columns are named link.column"),
  deduplicate: z
    .union([z.boolean(), z.array(z.string()).min(1)])
    .optional()
    .describe("reject rows that repeat an earlier row in all (or these) canonical columns, for overlapping exports"),
  overlap: z
    .literal("drop_identical")
    .optional()
    .describe(
      "for files of the source that overlap in time and have no key: a row equal in all canonical columns to one of an earlier file is skipped; equal rows within one file stay",
    ),
  max_rejects: maxRejects.optional().describe("tolerated rejects; above it the run ends with exit 3"),
});

/** A complete source: defaults filled in. */
export type SourceSpec = z.output<typeof sourceSpec>;
/** A source as a user writes it. */
export type SourceInput = z.input<typeof sourceSpec>;
export type ColumnRule = z.output<typeof columnRule>;
export type AttributeRule = z.output<typeof attributeRule>;
export type Condition = z.output<typeof condition>;
export type LinkSpec = z.output<typeof link>;
export type Unit = (typeof UNITS)[number];

/** A rule written as a plain source column name, spelled out. */
export function ruleOf(entry: string | ColumnRule): ColumnRule {
  return typeof entry === "string" ? { from: entry } : entry;
}

/** An attribute written as a plain source column name is text. */
export function attributeOf(entry: string | AttributeRule): AttributeRule {
  return typeof entry === "string" ? { from: entry, type: "text" } : entry;
}

/** The codes of a list written as one value or many, as texts. */
export function codesOf(list: z.output<typeof codeList>): readonly string[] {
  return (Array.isArray(list) ? list : [list]).map(String);
}
