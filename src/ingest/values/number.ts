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

const WIDE_FROM = "０１２３４５６７８９．，－＋（）％￥　";
const WIDE_TO = "0123456789.,-+()%¥ ";
const CURRENCY = "(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK|[¥$€£])";
const ENDING = "(?:元|圆|CNY|RMB|USD|EUR|GBP|JPY|HKD|CZK)";

const escaped = (sign: string): string => (sign === "." ? "\\." : sign);

/** A number written plainly, with up to ten decimals that count. */
const PLAIN = "[+-]?(?:\\d{1,18}(?:\\.\\d{0,10}0*)?|\\.\\d{1,10})";
/** The same with any number of decimals, for what is not money. */
const PLAIN_LONG = "[+-]?(?:\\d{1,18}(?:\\.\\d*)?|\\.\\d+)";

/** A fragment as an exact decimal with ten decimals, or null. Trailing zeros beyond them do no harm. */
function wide(text: Sql): Sql {
  return sql`try_cast(${text} as decimal(28, 10))`;
}

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
  const unsuffixed = suffix === "" ? narrow : replaced(narrow, `\\s*${suffix}$`, "");
  const positive = replaced(unsuffixed, "^\\((.*)\\)$", "-\\1");
  const leading = replaced(positive, "^([^+-].*)-$", "-\\1");
  const bare = replaced(replaced(leading, `^([+-]?)\\s*${CURRENCY}\\s*`, "\\1"), `\\s*${ENDING}$`, "");
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

/**
 * An exact decimal (ten decimals) from text: the plain form first, everything else only where that fails.
 * `money` refuses an eleventh decimal that is not zero; other numbers are rounded there.
 */
export function decimalOf(text: Sql, form: NumberForm, money: boolean): Sql {
  const plain = money ? PLAIN : PLAIN_LONG;
  const general = plainText(text, form);
  const slow = sql`case when ${matches(general, plain)} then ${wide(general)} end`;
  if (form.decimal === ",") return scaled(slow, form.unit);
  return scaled(sql`case when ${matches(text, plain)} then ${wide(text)} else ${slow} end`, form.unit);
}

function scaled(value: Sql, unit: Unit | null): Sql {
  const { factor } = UNIT[unit ?? "1"];
  return factor === "1" ? value : sql`try_cast(${value} * ${literalNumber(factor)} as decimal(28, 10))`;
}

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

/** A whole number from text; `2.0` is one, `2.5` is none. */
export function integerOf(text: Sql, form: NumberForm): Sql {
  const whole = sql`case when ${matches(text, "[+-]?\\d{1,10}(?:\\.0*)?")} then ${text} else ${plainText(text, form)} end`;
  return sql`case when ${matches(whole, "[+-]?\\d{1,10}(?:\\.0*)?")} then try_cast(${whole} as integer) end`;
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

/** Money from an exact decimal; null when it has too many digits. A value with more decimals is rounded here and rejected by the caller. */
export function moneyOf(exact: Sql, decimals: number): Sql {
  return sql`try_cast(${exact} as ${moneyType(decimals)})`;
}

/** True where an exact decimal has more decimals than declared. */
export function hasMoreDecimals(exact: Sql, decimals: number): Sql {
  return sql`${exact} <> try_cast(${exact} as ${MONEY[decimals]})`;
}
