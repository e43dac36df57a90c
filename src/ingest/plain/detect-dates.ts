import type { Problem } from "../../core/errors.js";
import type { Engine } from "../../engine/engine.js";
import type { Sql } from "../../engine/sql.js";
import { bestForm, countForms, formsThatFit, FULL_FORMS } from "../sniff/date-forms.js";

/** The one form that reads every value of a column, or the problem that asks for it. */
export async function detectDateForm(engine: Engine, rows: Sql, column: string): Promise<string | Problem> {
  const counts = await countForms(engine, rows, column, FULL_FORMS);
  const fits = formsThatFit(counts);
  if (fits.length === 1) return fits[0];
  if (fits.length > 1) return ambiguous(column, fits);
  return unknown(column, counts.present, ...bestForm(counts));
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
