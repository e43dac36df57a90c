import type { Dialect } from "../../engine/dialect.js";
import { join, literal, sql, type Sql } from "../../engine/sql.js";

/** How dates are written in an export. */
export interface DateForm {
  readonly pattern: string;
  readonly day: "first" | "last" | null;
  readonly pivot: number | null;
  readonly monthOffset: number | null;
  /** Where a pattern names a zone: the zone in which the day is told. */
  readonly timeZone: string | null;
}

type Part = "yyyy" | "yy" | "mm" | "m" | "dd" | "d";

interface Compiled {
  readonly regex: string;
  readonly parts: readonly Part[];
  /** Start of each part when all widths are fixed, else null. */
  readonly starts: readonly number[] | null;
  /** The text ends with a zone. */
  readonly zoned: boolean;
}

const TOKEN = /yyyy|yy|mi|mm|m|dd|d|hh|h|ss|z/y;
const WIDTH: Readonly<Record<Part, string>> = {
  yyyy: "(\\d{4})",
  yy: "(\\d{2})",
  mm: "(\\d{2})",
  m: "(\\d{1,2})",
  dd: "(\\d{2})",
  d: "(\\d{1,2})",
};
const ZONE = "(?:Z|[+-](?:0\\d|1[0-5]):?[0-5]\\d)";
const TIME: Readonly<Record<string, string>> = {
  hh: "(?:[01]\\d|2[0-4])",
  h: "(?:[01]?\\d|2[0-4])",
  mi: "[0-5]\\d",
  ss: "[0-5]\\d(?:[.,]\\d{1,9})?",
  z: ZONE,
};
const NAMES: Readonly<Record<string, string>> = {
  iso: "yyyy-mm-dd",
  iso_datetime: "yyyy-mm-dd hh:mi:ss",
};

/** The pattern spelled out, or the reason why it is none. */
export function compilePattern(pattern: string): Compiled | string {
  const full = (NAMES[pattern] ?? pattern).replace(/YYYY|YY|DD|D|Z/g, (each) => each.toLowerCase());
  const parts: Part[] = [];
  const starts: number[] = [];
  let regex = "";
  let width = 0;
  let fixed = true;
  let time = false;
  for (let at = 0; at < full.length;) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(full)?.[0];
    if (found === undefined) {
      regex += full[at].replace(/[.^$*+?()[\]{}|\\/]/, "\\$&");
      width++;
      at++;
      continue;
    }
    at += found.length;
    time ||= found.startsWith("h");
    const word = time && found === "mm" ? "mi" : found;
    if (word in TIME) regex += TIME[word];
    else {
      parts.push(word as Part);
      starts.push(width);
      regex += WIDTH[word as Part];
      fixed &&= word.length > 1;
    }
    width += found.length;
  }
  return faultOf(parts, full) ?? { regex, parts, starts: fixed ? starts : null, zoned: full.endsWith("z") };
}

const CLOCK = /(hh?:mm(:ss)?|hhmm(ss)?|hhmi(ss)?|hh?:mi(:ss)?) ?z$/;

function faultOf(parts: readonly Part[], full: string): string | null {
  if (full.includes("z") && !CLOCK.test(full)) return "a zone (z) stands at the end, behind a time such as hh:mm:ss";
  const kinds = parts.map((each) => each[0]);
  if (new Set(kinds).size !== kinds.length) return "a part of the date stands twice";
  if (!kinds.includes("y")) return "the year is missing";
  if (!kinds.includes("m")) return "the month is missing";
  return null;
}

/** What is wrong with a date form, or null. */
export function dateFormFault(form: DateForm): string | null {
  if (form.pattern === "excel") return null;
  if (form.pattern === "ask")
    return "day and month cannot be told apart by the values: write the form, such as d/m/yyyy or m/d/yyyy, in place of ask";
  const compiled = compilePattern(form.pattern);
  if (typeof compiled === "string") return `"${form.pattern}" is no date pattern: ${compiled}`;
  if (compiled.parts.includes("yy") && form.pivot === null)
    return `"${form.pattern}" has two-digit years: declare \`pivot:\` (years from it on are 19yy)`;
  if (compiled.zoned && form.timeZone === null)
    return `"${form.pattern}" has a zone: declare the \`time_zone:\` of the study, in which days are told`;
  const noDay = !compiled.parts.some((each) => each.startsWith("d"));
  if (noDay && form.day === null) return `"${form.pattern}" names no day: declare \`day: first\` or \`day: last\``;
  return null;
}

/** A date from text of the declared form, null where it is none. A time behind the day is read and left out. */
export function dateOf(text: Sql, form: DateForm, dialect: Dialect): Sql {
  if (form.pattern === "excel") return excelDate(text);
  const compiled = compilePattern(form.pattern);
  if (typeof compiled === "string") throw new RangeError(compiled);
  const matched = sql`regexp_full_match(${text}, ${literal(compiled.regex)})`;
  if (isIso(compiled, form)) return sql`case when ${matched} then try_cast(${text} as date) end`;
  if (compiled.zoned) return sql`case when ${matched} then ${zonedDay(text, compiled, form)} end`;
  const day = sql`try_cast(concat(${isoPieces(text, compiled, form)}) as date)`;
  const value = form.day === "last" && !hasDay(compiled) ? dialect.monthEnd(day) : day;
  return sql`case when ${matched} then ${value} end`;
}

/** The day in the declared zone of a text with a time and a zone. Hour 24 has no moment here. */
function zonedDay(text: Sql, compiled: Compiled, form: DateForm): Sql {
  const part = (at: number) => sql`regexp_extract(${text}, ${literal(CLOCK_TEXT)}, ${literal(at)})`;
  const zone = sql`replace(replace(${part(4)}, 'Z', '+00:00'), ':', '')`;
  const offset = sql`substr(${zone}, 1, 3), ':', substr(${zone}, 4, 2)`;
  const seconds = sql`case when ${part(3)} = '' then '00' else ${part(3)} end`;
  const moment = sql`concat(${isoPieces(text, compiled, form)}, ' ', lpad(${part(1)}, 2, '0'), ':', ${part(2)}, ':', ${seconds}, ${offset})`;
  return sql`cast(timezone(${literal(form.timeZone ?? "UTC")}, try_cast(${moment} as timestamptz)) as date)`;
}

/** Hours, minutes, whole seconds and the zone at the end of a text. */
const CLOCK_TEXT = `(\\d{1,2}):?(\\d{2})(?::?(\\d{2})(?:[.,]\\d{1,9})?)? ?(${ZONE})$`;

function isIso(compiled: Compiled, form: DateForm): boolean {
  return compiled.regex === "(\\d{4})-(\\d{2})-(\\d{2})" && form.monthOffset === null;
}

function hasDay(compiled: Compiled): boolean {
  return compiled.parts.some((each) => each.startsWith("d"));
}

function isoPieces(text: Sql, compiled: Compiled, form: DateForm): Sql {
  const piece = (letter: string): Sql | null => {
    const at = compiled.parts.findIndex((each) => each.startsWith(letter));
    if (at < 0) return null;
    const { starts, parts, regex } = compiled;
    if (starts) return sql`substr(${text}, ${literal(starts[at] + 1)}, ${literal(parts[at].length)})`;
    return sql`regexp_extract(${text}, ${literal(regex)}, ${literal(at + 1)})`;
  };
  const year = fullYear(piece("y")!, compiled, form);
  const month = plainMonth(piece("m")!, form);
  return join([year, sql`'-'`, month, sql`'-'`, piece("d") ?? sql`'01'`]);
}

function fullYear(year: Sql, compiled: Compiled, form: DateForm): Sql {
  if (!compiled.parts.includes("yy")) return year;
  return sql`case when cast(${year} as integer) >= ${literal(form.pivot ?? 0)} then '19' else '20' end, ${year}`;
}

function plainMonth(month: Sql, form: DateForm): Sql {
  if (form.monthOffset === null) return month;
  const offset = literal(form.monthOffset);
  return sql`cast(case when cast(${month} as integer) > ${offset} then cast(${month} as integer) - ${offset} else cast(${month} as integer) end as varchar)`;
}

/** Serial day numbers of the 1900 system; those before March 1900 are refused because the system counts a day that never was. */
function excelDate(text: Sql): Sql {
  const serial = sql`cast(split_part(${text}, '.', 1) as integer)`;
  return sql`case when regexp_full_match(${text}, '\\d{2,7}(?:\\.\\d+)?') and ${serial} between 61 and 2958465 then date '1899-12-30' + ${serial} end`;
}

/** A date, or null where it is one of the dates that stand for none. */
export function withoutSentinels(read: Sql, sentinels: readonly string[], dialect: Dialect): Sql {
  if (sentinels.length === 0) return read;
  return sql`case when ${read} in (${join(sentinels.map((each) => dialect.dateOf(each)))}) then null else ${read} end`;
}
