import type { Engine } from "../../engine/engine.js";
import { id, join, literal, sql, type Sql } from "../../engine/sql.js";
import { dateOf, type DateForm } from "../values/date.js";
import { DEFAULT_MISSING, literals, tidied } from "../values/text.js";

/** Forms with a four-digit year and a day; day and month of the last pairs are told apart only by the values themselves. */
export const FULL_FORMS: readonly string[] = [
  "iso",
  "yyyymmdd",
  "yyyy/m/d",
  "yyyy.m.d",
  "yyyy-m-d",
  "yyyy年m月d日",
  "yyyy-mm-dd hh:mi:ss",
  "yyyy-mm-dd hh:mi",
  "yyyy-mm-ddThh:mi:ss",
  "yyyy/m/d h:mi:ss",
  "yyyymmddhhmiss",
  "d.m.yyyy",
  "m.d.yyyy",
  "d/m/yyyy",
  "m/d/yyyy",
  "d-m-yyyy",
  "m-d-yyyy",
];

/** Further forms that a look at a whole export tries: months, two-digit years, times. */
export const MORE_FORMS: readonly string[] = [
  "yyyy/m/d h:mi",
  "yyyymmdd hh:mi:ss",
  "d/m/yyyy h:mi:ss",
  "m/d/yyyy h:mi:ss",
  "d/m/yyyy h:mi",
  "m/d/yyyy h:mi",
  "yyyymm",
  "yyyy-mm",
  "yyyy/m",
  "yyyy年m月",
  "yymmdd",
  "yymmdd hh:mi:ss",
  "yy-m-d",
  "d.m.yy",
  "d/m/yy",
  "m/d/yy",
];

/** `iso` is also `yyyy-m-d`; the narrower form wins where both read every value. */
const NARROWER: Readonly<Record<string, string>> = { "yyyy-m-d": "iso" };

/** Values that a column has and how many of them each form reads. Texts for missing values do not count. */
export interface FormCounts {
  readonly present: number;
  readonly reads: ReadonlyMap<string, number>;
}

/** A form for trying: any century, and the first day of a month that names none. */
export function triedForm(pattern: string): DateForm {
  return {
    pattern,
    day: /d/.test(pattern) || pattern === "iso" ? null : "first",
    pivot: /yyyy/.test(pattern) || pattern === "iso" ? null : 0,
    monthOffset: null,
    timeZone: null,
  };
}

/** Counts what each form reads of a column. `missing` are texts beyond the default that stand for no date. */
export async function countForms(
  engine: Engine,
  rows: Sql,
  column: string,
  forms: readonly string[],
  missing: readonly string[] = [],
): Promise<FormCounts> {
  const text = id("cell");
  const counts = forms.map(
    (form, at) =>
      sql`count(case when ${inRange(dateOf(text, triedForm(form), engine.dialect))} then 1 end) as ${id(`form_${String(at)}`)}`,
  );
  const [row] = await engine.rows(sql`
    select count(*) as present, ${join(counts)}
    from (select ${tidied(id(column), [], true)} as cell from ${rows})
    where cell is not null and cell not in (${literals([...DEFAULT_MISSING, ...missing])})`);
  return {
    present: Number(row.present),
    reads: new Map(forms.map((form, at) => [form, Number(row[`form_${String(at)}`])])),
  };
}

/** Years in which an export can have dates, sentinels included. */
function inRange(day: Sql): Sql {
  return sql`${day} between cast(${literal("1753-01-01")} as date) and cast(${literal("9999-12-31")} as date)`;
}

/** Forms that read every value, without those that are only wider than another of them. */
export function formsThatFit({ present, reads }: FormCounts): readonly string[] {
  const fits = [...reads.keys()].filter((each) => present > 0 && reads.get(each) === present);
  return narrowest(fits);
}

/** Forms without those that are only wider than another of them. */
export function narrowest(forms: readonly string[]): readonly string[] {
  return forms.filter((each) => !forms.includes(NARROWER[each]));
}

/** The form that reads most values, and how many. */
export function bestForm({ reads }: FormCounts): readonly [string, number] {
  return [...reads].reduce((best, each) => (each[1] > best[1] ? each : best));
}
