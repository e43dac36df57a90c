import type { Engine } from "../../engine/engine.js";
import { id, literal, sql, type Sql } from "../../engine/sql.js";
import { compilePattern } from "../values/date.js";
import { DEFAULT_MISSING, literals, tidied } from "../values/text.js";

/**
 * Some different values of a column, the same ones on every machine: forms that cannot read them are not counted over the whole file.
 * They are looked at here and nowhere kept.
 */
export type Probe = readonly string[];

const VALUES = 400;
/** A form that reads less of the probe is no form of the column, damage or not. */
const LIKELY = 0.8;

/** Draws the probe of a column. */
export async function probeOf(engine: Engine, rows: Sql, column: string): Promise<Probe> {
  const found = await engine.rows(sql`
    select cell from (select distinct ${tidied(id(column), [], true)} as cell from ${rows})
    where cell is not null and cell not in (${literals(DEFAULT_MISSING)}) order by hash(cell), cell limit ${literal(VALUES)}`);
  return found.map((each) => String(each.cell));
}

/** The date forms whose pattern fits most of the probe; `missing` are texts that stand for no date. */
export function likelyForms(probe: Probe, forms: readonly string[], missing: readonly string[]): readonly string[] {
  const values = probe.filter((each) => !missing.includes(each));
  return values.length === 0 ? [] : forms.filter((form) => most(values, patternOf(form)));
}

function patternOf(form: string): RegExp {
  const compiled = compilePattern(form);
  if (typeof compiled === "string") throw new RangeError(compiled);
  return new RegExp(`^(?:${compiled.regex})$`, "u");
}

const NUMBER =
  /^[\s¥￥$€£(（+\-－]*(?:[A-Z]{3}\s*)?[-－+]?[\d０-９.,，．'_\s]+\s*(?:%|％|‰|bps?|元|圆|千元?|万元?|百万元?|亿元?|[A-Z]{3})?[)）\-－]?$/u;
const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/u;

/** Whether most of the probe is numbers: in the plainest form all of it, in some form, or not. */
export function numbersIn(probe: Probe): "plain" | "some" | "none" {
  if (probe.length > 0 && probe.every((each) => PLAIN.test(each))) return "plain";
  return most(probe, NUMBER) ? "some" : "none";
}

function most(values: Probe, pattern: RegExp): boolean {
  return values.length > 0 && values.filter((each) => pattern.test(each)).length >= LIKELY * values.length;
}
