import { literal, sql, type Sql } from "../../engine/sql.js";
import type { Unit } from "../source-spec.js";

/** How numbers are written in an export. */
export interface NumberForm {
  readonly decimal: "." | ",";
  readonly thousands: string | null;
  readonly unit: Unit | null;
}

/** What a cell of a unit may end with, and what one unit is worth. */
const UNIT: Readonly<Record<Unit, { readonly suffix: string; readonly factor: string }>> = {
  "1": { suffix: "", factor: "1" },
  fraction: { suffix: "", factor: "1" },
  percent: { suffix: "%", factor: "0.01" },
  permille: { suffix: "‰", factor: "0.001" },
  basis_points: { suffix: "(?:bp|bps|BP|BPS)", factor: "0.0001" },
  cents: { suffix: "", factor: "0.01" },
  元: { suffix: "", factor: "1" },
  千元: { suffix: "千元?", factor: "1000" },
  万元: { suffix: "万元?", factor: "10000" },
  百万元: { suffix: "百万元?", factor: "1000000" },
  亿元: { suffix: "亿元?", factor: "100000000" },
  thousand: { suffix: "", factor: "1000" },
  million: { suffix: "", factor: "1000000" },
};

const WIDE_FROM = "０１２３４５６７８９．，－−＋（）％￥　\u00a0\u202f";
const WIDE_TO = "0123456789.,--+()%¥   ";
const CURRENCY = "(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])";
const ENDING = "(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)";

const escaped = (sign: string): string => (sign === "." ? "\\." : sign);

const PLAIN = "[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)";

function matches(text: Sql, pattern: string): Sql {
  return sql`regexp_full_match(${text}, ${literal(pattern)})`;
}

function replaced(text: Sql, pattern: string, by: string): Sql {
  return sql`regexp_replace(${text}, ${literal(pattern)}, ${literal(by)})`;
}

/** Full-width signs, parentheses, a minus behind, currency marks and the unit's own ending taken away; null when what is left is no number of the form. */
export function plainText(text: Sql, form: NumberForm): Sql {
  const suffix = UNIT[form.unit ?? "1"].suffix;
  const narrow = sql`trim(translate(${text}, ${literal(WIDE_FROM)}, ${literal(WIDE_TO)}))`;
  const unit = suffix === "" ? "" : `(?:\\s*${suffix})?`;
  const positive = replaced(narrow, `^\\((.*)\\)(${unit})$`, "-\\1\\2");
  const leading = replaced(positive, `^([^+-].*)-(${unit})$`, "-\\1\\2");
  const unsuffixed = suffix === "" ? leading : replaced(leading, `\\s*${suffix}$`, "");
  const bare = replaced(replaced(unsuffixed, `^([+-]?)\\s*${CURRENCY}\\s*`, "\\1"), `\\s*${ENDING}$`, "");
  return ungrouped(bare, form);
}

function ungrouped(text: Sql, form: NumberForm): Sql {
  const point = escaped(form.decimal);
  if (form.thousands === null) {
    const pattern = `[+-]?(?:\\d+(?:${point}\\d*)?|${point}\\d+)`;
    return sql`case when ${matches(text, pattern)} then replace(${text}, ${literal(form.decimal)}, '.') end`;
  }
  const mark = escaped(form.thousands);
  const pattern = `[+-]?(?:(?:\\d{1,3}(?:${mark}\\d{3})+|\\d+)(?:${point}\\d*)?|${point}\\d+)`;
  const joined = sql`replace(replace(${text}, ${literal(form.thousands)}, ''), ${literal(form.decimal)}, '.')`;
  return sql`case when ${matches(text, pattern)} then ${joined} end`;
}

/** Plain number text (digits, one point, a sign) from a cell, or null. The plain form is tried first, everything else only where that fails. */
export function numberText(text: Sql, form: NumberForm): Sql {
  const general = plainText(text, form);
  if (form.decimal === ",") return general;
  return sql`case when ${matches(text, PLAIN)} then ${text} else ${general} end`;
}

/** Decimals that stand in plain number text. */
function decimalsIn(number: Sql): Sql {
  return sql`case when contains(${number}, '.') then strlen(${number}) - strpos(${number}, '.') else 0 end`;
}

/**
 * An exact decimal with six decimals from plain number text; null where it needs more room. An engine casts text to this type
 * a hundred times faster than to a wider one.
 */
export function exactOf(number: Sql, unit: Unit | null): Sql {
  if (isScaled(unit)) return sql`cast(null as decimal(18, 6))`;
  return sql`case when ${decimalsIn(number)} <= 6 then try_cast(${number} as decimal(18, 6)) end`;
}

/** What has no room in `exactOf`: an exact decimal with ten decimals, in the unit of the table; null where it has no room here either. */
export function largeOf(number: Sql, exact: Sql, unit: Unit | null): Sql {
  const wide = sql`try_cast(${number} as decimal(28, 10))`;
  const scaled = isScaled(unit) ? sql`try_cast(${wide} * ${factorOf(unit)} as decimal(28, 10))` : wide;
  return sql`case when ${number} is not null and ${exact} is null then ${scaled} end`;
}

/** A rate with ten decimals, as a fraction; further decimals are rounded. */
export function rateOf(number: Sql, unit: Unit | null): Sql {
  const rate = sql`try_cast(${number} as decimal(18, 10))`;
  return isScaled(unit) ? sql`try_cast(${rate} * ${factorOf(unit)} as decimal(18, 10))` : rate;
}

/** A number for an expression: six decimals. */
export function expressionNumber(text: Sql, form: NumberForm): Sql {
  return sql`try_cast(${numberText(text, form)} as decimal(18, 6))`;
}

/** True for a unit whose numbers are multiplied. */
export function isScaled(unit: Unit | null): unit is Unit {
  return unit !== null && UNIT[unit].factor !== "1";
}

/** True where scaling or the width of the exact type would lose a decimal of the text that is not zero. */
function losesDecimals(number: Sql, unit: Unit | null): Sql {
  const room = isScaled(unit) ? 6 : 10;
  return sql`regexp_matches(${number}, ${literal(`\\.\\d{${String(room)}}\\d*[1-9]`)})`;
}

const factorOf = (unit: Unit): Sql => literalNumber(UNIT[unit].factor);

const DIGITS = /^\d+(\.\d+)?$/;

function literalNumber(digits: string): Sql {
  if (!DIGITS.test(digits)) throw new RangeError("not digits");
  return sql`cast(${literal(digits)} as decimal(18, 4))`;
}

/** A double from text; scientific notation is allowed. */
export function doubleOf(text: Sql, form: NumberForm): Sql {
  const scientific = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,3})?";
  const factor = Number(UNIT[form.unit ?? "1"].factor);
  const general = plainText(text, form);
  const fast = form.decimal === "." ? sql`when ${matches(text, scientific)} then try_cast(${text} as double) ` : sql``;
  const value = sql`case ${fast}else try_cast(${general} as double) end`;
  return factor === 1 ? value : sql`${value} * ${literal(factor)}::double`;
}

/** A whole number from plain number text; `2.0` is one, `2.5` is none. */
export function integerOf(number: Sql): Sql {
  return sql`case when ${matches(number, "[+-]?\\d{1,10}(?:\\.0*)?")} then try_cast(${number} as integer) end`;
}

const MONEY = [
  sql`decimal(18, 0)`,
  sql`decimal(18, 1)`,
  sql`decimal(18, 2)`,
  sql`decimal(18, 3)`,
  sql`decimal(18, 4)`,
  sql`decimal(18, 5)`,
  sql`decimal(18, 6)`,
] as const;

/** The exact type of money with a number of decimals (0 to 6). Fewer than two are kept as two, the type of the contract. */
export function moneyType(decimals: number): Sql {
  return MONEY[Math.max(2, decimals)];
}

/** Money from what was read; null when it has too many digits. A value with more decimals is rounded here and rejected by the caller. */
export function moneyOf(exact: Sql, large: Sql, decimals: number): Sql {
  const type = moneyType(decimals);
  return sql`coalesce(try_cast(${exact} as ${type}), try_cast(${large} as ${type}))`;
}

/** True where a number has more decimals than declared. */
export function hasMoreDecimals(number: Sql, large: Sql, unit: Unit | null, decimals: number): Sql {
  const inText = sql`regexp_matches(${number}, ${literal(`\\.\\d{${String(decimals)}}\\d*[1-9]`)})`;
  const suspicious = sql`${decimalsIn(number)} > ${literal(decimals)} and ${inText}`;
  if (!isScaled(unit)) return suspicious;
  return sql`(${losesDecimals(number, unit)} or ${large} <> try_cast(${large} as ${MONEY[decimals]}))`;
}
