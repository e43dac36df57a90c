import type { Engine } from "../../engine/engine.js";
import { id, join, literal, sql, type Sql } from "../../engine/sql.js";
import { numbersIn, type Probe } from "./probe.js";
import type { Unit } from "../source-spec.js";
import { numberText, type NumberForm } from "../values/number.js";
import { DEFAULT_MISSING, literals, tidied } from "../values/text.js";

/** Ways of writing numbers, the plainest first. */
const STYLES: readonly Omit<NumberForm, "unit">[] = [
  { decimal: ".", thousands: null },
  { decimal: ".", thousands: "," },
  { decimal: ",", thousands: null },
  { decimal: ",", thousands: "." },
  { decimal: ",", thousands: " " },
  { decimal: ".", thousands: "'" },
  { decimal: ".", thousands: " " },
];
const ENDINGS: readonly Unit[] = ["percent", "permille", "万元", "亿元"];

export interface FoundNumbers {
  readonly form: NumberForm;
  readonly present: number;
  readonly read: number;
  /** 1,234 can be a thousand or one and a bit: no value tells. */
  readonly ambiguous: boolean;
  readonly negative: number;
  readonly fractional: number;
  readonly decimals: number;
  readonly least: number;
  readonly most: number;
}

/** The way in which most values of a column are numbers, and their range; null where fewer than nearly all are. */
export async function numbersOf(engine: Engine, rows: Sql, column: string, probe: Probe): Promise<FoundNumbers | null> {
  const looks = numbersIn(probe);
  if (looks === "none") return null;
  const first = looks === "plain" ? await countStyles(engine, rows, column, FORMS.slice(0, 1)) : null;
  const likely = first !== null && first.read[0] === first.present ? FORMS.slice(0, 1) : FORMS;
  const { present, read } =
    first !== null && likely.length === 1 ? first : await countStyles(engine, rows, column, likely);
  const best = Math.max(...read);
  if (present === 0 || best < NEARLY * present) return null;
  const form = likely[read.indexOf(best)];
  const ambiguous = form === FORMS[1] && read[likely.indexOf(FORMS[2])] === best;
  return { form, present, read: best, ambiguous, ...(await rangeOf(engine, cellsOf(rows, column), form)) };
}

const FORMS: readonly NumberForm[] = [
  ...STYLES.map((each) => ({ ...each, unit: null })),
  ...ENDINGS.map((unit) => ({ ...STYLES[1], unit })),
];

function cellsOf(rows: Sql, column: string): Sql {
  const cells = sql`(select ${tidied(id(column), [], true)} as cell from ${rows})`;
  return sql`${cells} where cell is not null and cell not in (${literals(DEFAULT_MISSING)})`;
}

async function countStyles(engine: Engine, rows: Sql, column: string, forms: readonly NumberForm[]) {
  const counts = forms.map((form, at) => sql`count(${numberText(id("cell"), form)}) as ${id(`n_${String(at)}`)}`);
  const [row] = await engine.rows(sql`select count(*) as present, ${join(counts)} from ${cellsOf(rows, column)}`);
  return { present: Number(row.present), read: forms.map((_, at) => Number(row[`n_${String(at)}`])) };
}

/** Damaged cells are rejected when the export is loaded; they do not change what a column is. */
export const NEARLY = 0.99;

async function rangeOf(engine: Engine, cells: Sql, form: NumberForm) {
  const value = sql`try_cast(text as double)`;
  const decimals = sql`length(rtrim(split_part(text, '.', 2), '0'))`;
  const [row] = await engine.rows(sql`
    select min(${value}) as least, max(${value}) as most,
      count(case when ${value} < ${literal(0)} then 1 end) as negative,
      count(case when ${decimals} > 0 then 1 end) as fractional, max(${decimals}) as decimals
    from (select ${form === FORMS[0] ? id("cell") : numberText(id("cell"), form)} as text from ${cells})`);
  return {
    negative: Number(row.negative),
    fractional: Number(row.fractional),
    decimals: Number(row.decimals ?? 0),
    least: Number(row.least ?? 0),
    most: Number(row.most ?? 0),
  };
}
