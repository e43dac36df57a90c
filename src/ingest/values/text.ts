import { join, literal, sql, type Sql } from "../../engine/sql.js";
import type { ColumnRule } from "../source-spec.js";

/** Texts that stand for a missing value in columns that are not text, unless the source declares its own. */
export const DEFAULT_MISSING: readonly string[] = ["NA", "N/A", "NULL", "null", "nan", "NaN", "?", "-", "\\N"];

/**
 * A cell with outer blanks taken away; empty is missing, and so are the declared texts. Trimming costs as much as reading, so it is left
 * out where the scanner saw no outer blank in the file; the reader gives empty cells as missing.
 */
export function tidied(cell: Sql, missing: readonly string[], padded: boolean): Sql {
  const text = padded ? sql`nullif(trim(${cell}, ${literal(" \t　\u00a0")}), '')` : cell;
  return missing.length === 0 ? text : sql`case when ${text} in (${literals(missing)}) then null else ${text} end`;
}

export function literals(values: readonly string[]): Sql {
  return join(values.map((each) => literal(each)));
}

/** The value a code list gives; `other: keep` lets unlisted codes through, otherwise they become missing (and rejects, if so declared). */
export function coded(text: Sql, rule: ColumnRule): Sql {
  const entries = Object.entries(rule.codes ?? {});
  if (entries.length === 0) return text;
  const whens = entries.map(
    ([code, value]) => sql`when ${literal(code)} then ${value === null ? sql`null` : literal(String(value))}`,
  );
  const other = rule.other === "keep" ? sql` else ${text}` : sql``;
  return sql`case ${text} ${join(whens, " ")}${other} end`;
}

/** An id filled with zeros on the left; a longer one is left as it is. */
export function padded(text: Sql, length: number | undefined): Sql {
  if (length === undefined) return text;
  return sql`case when length(${text}) < ${literal(length)} then lpad(${text}, ${literal(length)}, '0') else ${text} end`;
}

/** True where a text is one of a list of codes. */
export function isOneOf(text: Sql, codes: readonly string[]): Sql {
  return sql`${text} in (${literals(codes)})`;
}
