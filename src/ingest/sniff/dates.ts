import type { Engine } from "../../engine/engine.js";
import { id, join, literal, sql, type Sql } from "../../engine/sql.js";
import { dateOf } from "../values/date.js";
import { DEFAULT_MISSING, literals, tidied } from "../values/text.js";
import { bestForm, countForms, formsThatFit, FULL_FORMS, MORE_FORMS, narrowest, triedForm } from "./date-forms.js";
import { NEARLY } from "./number-forms.js";
import { likelyForms, type Probe } from "./probe.js";

/** How the dates of a column are written. */
export interface FoundDates {
  /** The form, or null where the values do not tell (see `open`). */
  readonly form: string | null;
  /** Forms that read the values equally well: a question to the user, never a guess. */
  readonly open: readonly string[];
  readonly present: number;
  readonly read: number;
  /** ISO days that stand for no date, from a fixed list. */
  readonly sentinels: readonly string[];
  /** Other texts that stand for no date, from a fixed list. */
  readonly missing: readonly string[];
  /** First and last day (ISO) without sentinels; two-digit years are read as 19yy. */
  readonly first: string | null;
  readonly last: string | null;
  /** Two-digit years that occur; empty for other forms. */
  readonly years: readonly number[];
  /** Months have 50 added to them for some rows, as in Czech birth numbers. */
  readonly monthOffset: number | null;
}

const SENTINELS: readonly string[] = [
  "1753-01-01",
  "1800-01-01",
  "1899-12-31",
  "1900-01-01",
  "1901-01-01",
  "2099-12-31",
  "2999-12-31",
  "9999-12-31",
];
const NO_DATE: readonly string[] = ["0", "00000000", "0000-00-00", "000000", "0001-01-01", "00010101", "0000/00/00"];
/** Digits alone can be ids: these forms are believed only where the name speaks of a date. */
const BARE = new Set(["yymmdd", "yyyymm"]);

/** How a column writes dates; null where it holds none. `named` says that its name is that of a date. */
export async function datesOf(
  engine: Engine,
  rows: Sql,
  column: string,
  probe: Probe,
  named: boolean,
): Promise<FoundDates | null> {
  const forms = [...FULL_FORMS, ...MORE_FORMS].filter((each) => named || !BARE.has(each));
  const likely = likelyForms(probe, forms, NO_DATE);
  if (likely.length === 0) return named ? offsetDates(engine, rows, column) : null;
  const counts = await countForms(engine, rows, column, likely, NO_DATE);
  if (counts.present === 0) return null;
  const fits = formsThatFit(counts);
  const [best, read] = bestForm(counts);
  if (fits.length === 0 && read < NEARLY * counts.present) return named ? offsetDates(engine, rows, column) : null;
  const near = narrowest([...counts.reads].filter(([, each]) => each >= NEARLY * counts.present).map(([form]) => form));
  const open = fits.length > 1 ? fits : fits.length === 0 && near.length > 1 ? near : [];
  const form = open.length > 0 ? null : (fits[0] ?? best);
  return {
    form,
    open,
    present: counts.present,
    read,
    monthOffset: null,
    ...(await rangeOf(engine, rows, column, form ?? open[0])),
  };
}

async function rangeOf(engine: Engine, rows: Sql, column: string, form: string) {
  const day = dateOf(id("cell"), triedForm(form), engine.dialect);
  const cells = sql`(select ${tidied(id(column), [], true)} as cell from ${rows})`;
  const shown = sql`cast(day as varchar)`;
  const occurs = (text: Sql, words: readonly string[]) =>
    join(
      words.map(
        (each, at) =>
          sql`count(case when ${text} = ${literal(each)} then 1 end) as ${id(`${words === NO_DATE ? "none" : "sentinel"}_${String(at)}`)}`,
      ),
    );
  const [range] = await engine.rows(sql`
    select min(case when ${shown} not in (${literals(SENTINELS)}) then ${shown} end) as first,
      max(case when ${shown} not in (${literals(SENTINELS)}) then ${shown} end) as last,
      ${occurs(shown, SENTINELS)}, ${occurs(id("cell"), NO_DATE)}
    from (select cell, ${day} as day from ${cells})`);
  return {
    sentinels: SENTINELS.filter((_, at) => Number(range[`sentinel_${String(at)}`]) > 0),
    missing: NO_DATE.filter((_, at) => Number(range[`none_${String(at)}`]) > 0),
    first: textOf(range.first),
    last: textOf(range.last),
    years: /yyyy/.test(form) || form === "iso" ? [] : await yearsOf(engine, day, cells),
  };
}

const textOf = (cell: unknown): string | null => (cell === null ? null : String(cell as string));

async function yearsOf(engine: Engine, day: Sql, cells: Sql): Promise<readonly number[]> {
  const rows = await engine.rows(
    sql`select distinct cast(substr(cast(${day} as varchar), 3, 2) as integer) as year from ${cells} order by 1`,
  );
  return rows.filter((each) => each.year !== null).map((each) => Number(each.year));
}

/** Six digits whose month is up to 12 or has 50 added. */
async function offsetDates(engine: Engine, rows: Sql, column: string): Promise<FoundDates | null> {
  const form = { pattern: "yymmdd", day: null, pivot: 0, monthOffset: 50, timeZone: null };
  const cells = sql`(select ${tidied(id(column), [], true)} as cell from ${rows})`;
  const day = dateOf(id("cell"), form, engine.dialect);
  const [row] = await engine.rows(sql`
    select count(*) as present, count(${day}) as read, cast(min(${day}) as varchar) as first, cast(max(${day}) as varchar) as last,
      count(case when ${day} is not null and substr(cell, 3, 2) > ${literal("50")} then 1 end) as moved
    from ${cells} where cell is not null and cell not in (${literals(DEFAULT_MISSING)})`);
  const present = Number(row.present);
  const read = Number(row.read);
  if (present === 0 || read < NEARLY * present || Number(row.moved) === 0) return null;
  const years = await yearsOf(engine, day, cells);
  return {
    form: "yymmdd",
    open: [],
    present,
    read,
    sentinels: [],
    missing: [],
    first: textOf(row.first),
    last: textOf(row.last),
    years,
    monthOffset: 50,
  };
}
