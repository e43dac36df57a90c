import type { Problem } from "../../core/errors.js";
import type { Engine } from "../../engine/engine.js";
import { id, join, sql, type Sql } from "../../engine/sql.js";
import { dateOf } from "../values/date.js";
import { DEFAULT_MISSING, literals, tidied } from "../values/text.js";

/** Forms that are tried; day and month of the last pairs are told apart only by the values themselves. */
const FORMS = [
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
] as const;

/** `iso` is also `yyyy-m-d`; the narrower form wins where both read every value. */
const NARROWER: Readonly<Record<string, string>> = { "yyyy-m-d": "iso" };

/** The one form that reads every value of a column, or the problem that asks for it. */
export async function detectDateForm(engine: Engine, rows: Sql, column: string): Promise<string | Problem> {
  const text = id("cell");
  const counts = FORMS.map(
    (form, at) =>
      sql`count(${dateOf(text, { pattern: form, day: null, pivot: null, monthOffset: null }, engine.dialect)}) as ${id(`form_${String(at)}`)}`,
  );
  const [row] = await engine.rows(sql`
    select count(*) as present, ${join(counts)}
    from (select ${tidied(id(column), [], true)} as cell from ${rows})
    where cell is not null and cell not in (${literals(DEFAULT_MISSING)})`);
  const present = Number(row.present);
  const fits = FORMS.filter((_, at) => Number(row[`form_${String(at)}`]) === present);
  const narrow = fits.filter((each) => !fits.some((other) => other === NARROWER[each]));
  if (present > 0 && narrow.length === 1) return narrow[0];
  const best = Math.max(...FORMS.map((_, at) => Number(row[`form_${String(at)}`])));
  return present > 0 && narrow.length > 1
    ? ambiguous(column, narrow)
    : unknown(
        column,
        present,
        FORMS.find((_, at) => Number(row[`form_${String(at)}`]) === best)!,
        best,
      );
}

function ambiguous(column: string, fits: readonly string[]): Problem {
  return {
    code: "DATA-012",
    message: `the dates of column "${column}" can be read in more than one way: ${fits.join(", ")}`,
    hint: `say which with --date-format, for example --date-format ${fits[0]}`,
  };
}

function unknown(column: string, present: number, form: string, read: number): Problem {
  if (present === 0)
    return {
      code: "DATA-012",
      message: `column "${column}" holds no value`,
      hint: "name the column of the dates with --date",
    };
  return {
    code: "DATA-012",
    message: `no date form reads every value of column "${column}"; ${form} reads ${String(read)} of ${String(present)}`,
    hint:
      read > 0
        ? `--date-format ${form} takes these and rejects the others with their lines`
        : "name the form with --date-format, for example --date-format dd.mm.yyyy",
  };
}
