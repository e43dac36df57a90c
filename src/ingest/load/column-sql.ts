import type { ErrorCode } from "../../core/codes/index.js";
import type { Dialect } from "../../engine/dialect.js";
import { id, literal, sql, type as sqlType, type Sql } from "../../engine/sql.js";
import { dateForm, type MappedColumn } from "../mapping/plan.js";
import { cell, expressionSql, numberForm } from "../mapping/scope.js";
import { codesOf, type ColumnRule, type SourceSpec } from "../source-spec.js";
import { dateOf, withoutSentinels } from "../values/date.js";
import {
  doubleOf,
  exactOf,
  hasMoreDecimals,
  integerOf,
  largeOf,
  moneyOf,
  moneyType,
  numberText,
  rateOf,
} from "../values/number.js";
import { markOf, unmarked, type SignMarks } from "../values/sign-mark.js";
import { coded, DEFAULT_MISSING, isOneOf, literals, padded } from "../values/text.js";

/** A reason to reject a row, and where it holds. */
export interface RowFault {
  readonly column: string;
  readonly code: ErrorCode;
  readonly reason: string;
  readonly when: Sql;
}

/** A column of an inner step of the loading query. */
export interface StepColumn {
  readonly name: string;
  readonly sql: Sql;
}

/** One canonical column in the loading query: text -> number text -> read -> value, and what can be wrong with it. */
export interface ColumnSql {
  readonly name: string;
  readonly type: Sql;
  readonly money: boolean;
  /** The text the value is made from, after code lists. */
  readonly input: Sql;
  /** Plain number texts that are made from the input. */
  readonly numbers: readonly StepColumn[];
  /** Values read from the texts, before they are narrowed and put together. */
  readonly reads: readonly StepColumn[];
  readonly value: Sql;
  readonly faults: readonly RowFault[];
}

const isText = (column: MappedColumn): boolean => column.type === "id" || column.type === "text";

/** SQL of one mapped column. */
export function columnSql(column: MappedColumn, spec: SourceSpec, dialect: Dialect): ColumnSql {
  const input = inputSql(column, spec);
  const parts = partsOf(column, spec, dialect);
  const faults = [...codeFaults(column, spec), ...parts.faults, ...requiredFault(column, parts.value)];
  const type = column.type === "money" ? moneyType(spec.money_decimals) : sqlType(column.type);
  return { name: column.name, type, money: column.type === "money", input, ...parts, faults };
}

function partsOf(column: MappedColumn, spec: SourceSpec, dialect: Dialect): Parts {
  if (isText(column)) return textColumn(column);
  if (column.type === "money") return moneyColumn(column, spec);
  return column.type === "date" ? dateColumn(column, spec, dialect) : numberColumn(column, spec);
}

/** Where a reject of this column is shown: the source column, or the canonical one when there is none. */
function sourceName(column: MappedColumn): string {
  const { from, sign } = column.rule;
  if (from !== undefined) return from;
  return sign && "credit" in sign ? sign.credit : column.name;
}

function rawInput(column: MappedColumn, spec: SourceSpec): Sql {
  const { rule } = column;
  if (rule.from !== undefined) return cell(rule.from);
  if (rule.constant !== undefined) return literal(String(rule.constant));
  if (rule.expression !== undefined) return expressionSql(rule.expression, spec, rule).sql;
  if (rule.row_number) return sql`cast(row_number() over () as varchar)`;
  const { sign } = rule;
  if (sign && "debit" in sign) return sql`coalesce(${cell(sign.credit)}, ${cell(sign.debit)})`;
  throw new RangeError("a column without an origin");
}

function inputSql(column: MappedColumn, spec: SourceSpec): Sql {
  return padded(coded(uncoded(column, spec), column.rule), column.rule.pad);
}

function uncoded(column: MappedColumn, spec: SourceSpec): Sql {
  const raw = rawInput(column, spec);
  const missing = (column.rule.missing ?? []).map(String);
  return missing.length === 0 ? raw : sql`case when ${isOneOf(raw, missing)} then null else ${raw} end`;
}

const inputOf = (column: MappedColumn): Sql => id(`in:${column.name}`);
const readOf = (column: MappedColumn): Sql => id(`read:${column.name}`);

/** True where there is text and it is none of those that stand for a missing value. */
function present(column: MappedColumn, spec: SourceSpec): Sql {
  const input = inputOf(column);
  if (spec.missing !== undefined || column.rule.missing !== undefined) return sql`${input} is not null`;
  return sql`${input} is not null and ${input} not in (${literals(DEFAULT_MISSING)})`;
}

type Parts = Pick<ColumnSql, "numbers" | "reads" | "value" | "faults">;

function fault(column: MappedColumn, code: ErrorCode, reason: string, when: Sql): RowFault {
  return { column: sourceName(column), code, reason, when };
}

/** Signs that take no room on a screen and yet make another id. */
const INVISIBLE = "[\\x{AD}\\x{200B}-\\x{200F}\\x{202A}-\\x{202E}\\x{2060}-\\x{2064}\\x{FEFF}]";

function textColumn(column: MappedColumn): Parts {
  const value = inputOf(column);
  if (column.type !== "id") return { numbers: [], reads: [], value, faults: [] };
  const garbled = sql`contains(${value}, 'E+') and regexp_full_match(${value}, '\\d(\\.\\d+)?E\\+\\d+')`;
  const odd = sql`strlen(${value}) > length(${value}) and regexp_matches(${value}, ${literal(INVISIBLE)})`;
  return {
    numbers: [],
    reads: [],
    value,
    faults: [
      fault(column, "DATA-120", "id changed by a spreadsheet", garbled),
      fault(column, "DATA-122", "id with an invisible sign", odd),
    ],
  };
}

function moneyColumn(column: MappedColumn, spec: SourceSpec): Parts {
  const { sign } = column.rule;
  return sign && "debit" in sign ? twoSided(column, sign, spec) : oneSided(column, spec);
}

/** A sum of money is read exactly twice over: with six decimals, or, where that has no room, with ten. */
function oneSided(column: MappedColumn, spec: SourceSpec): Parts {
  const { name, rule } = column;
  const form = numberForm(spec, rule);
  const number = id(`num:${name}`);
  const exact = exactOf(number, form.unit);
  const marks = marksOf(rule);
  const text = marks === null ? inputOf(column) : unmarked(inputOf(column), marks);
  const mark = marks === null ? [] : [{ name: `mark:${name}`, sql: markOf(inputOf(column), marks) }];
  return {
    numbers: [{ name: `num:${name}`, sql: numberText(text, form) }, ...mark],
    reads: [
      { name: `read:${name}`, sql: signed(exact, column) },
      { name: `large:${name}`, sql: signed(largeOf(number, exact, form.unit), column) },
    ],
    value: moneyValue(column, spec),
    faults: [
      ...signFault(column, spec),
      fault(column, "DATA-014", "not a decimal number", sql`${number} is null and ${present(column, spec)}`),
      ...decimalFaults(column, spec, number),
      tooLarge(column, spec, number),
    ],
  };
}

function moneyValue(column: MappedColumn, spec: SourceSpec): Sql {
  return moneyOf(id(`read:${column.name}`), id(`large:${column.name}`), spec.money_decimals);
}

function decimalFaults(column: MappedColumn, spec: SourceSpec, number: Sql): RowFault[] {
  const { unit } = numberForm(spec, column.rule);
  const more = hasMoreDecimals(number, id(`large:${column.name}`), unit, spec.money_decimals);
  return [fault(column, "DATA-112", `more than ${String(spec.money_decimals)} decimals`, more)];
}

function tooLarge(column: MappedColumn, spec: SourceSpec, number: Sql): RowFault {
  return fault(
    column,
    "DATA-113",
    "number too large",
    sql`${number} is not null and ${moneyValue(column, spec)} is null`,
  );
}

/** The marks of an amount that holds its sign in its own cell, or null. */
function marksOf({ sign }: ColumnRule): SignMarks | null {
  if (!sign || "column" in sign || "debit" in sign) return null;
  return { in: codesOf(sign.in), out: codesOf(sign.out) };
}

/** The amount with the sign that the rule gives it; null where a declared sign is missing. */
function signed(amount: Sql, { name, rule }: MappedColumn): Sql {
  const { sign } = rule;
  const turned = rule.negate === true ? sql`-(${amount})` : amount;
  if (!sign || "debit" in sign) return turned;
  if ("column" in sign) {
    const flag = cell(sign.column);
    return sql`case when ${isOneOf(flag, codesOf(sign.in))} then ${turned} when ${isOneOf(flag, codesOf(sign.out))} then -(${turned}) end`;
  }
  const mark = id(`mark:${name}`);
  return sql`case when ${mark} = 'in' then ${turned} when ${mark} = 'out' then -(${turned}) when ${amount} = 0 then ${amount} end`;
}

function signFault(column: MappedColumn, spec: SourceSpec): RowFault[] {
  const { sign } = column.rule;
  if (!sign || "debit" in sign) return [];
  if (!("column" in sign)) return markFault(column);
  const flag = cell(sign.column);
  const codes = [...codesOf(sign.in), ...codesOf(sign.out)];
  const when = sql`not coalesce(${isOneOf(flag, codes)}, false) and ${present(column, spec)}`;
  return [{ column: sign.column, code: "DATA-118", reason: "neither in nor out", when }];
}

/** An amount other than zero needs a mark, and none may have a minus besides: nobody could tell what both mean. */
function markFault(column: MappedColumn): RowFault[] {
  const number = id(`num:${column.name}`);
  const mark = id(`mark:${column.name}`);
  const isZero = sql`regexp_full_match(${number}, '[+-]?[0.]*')`;
  return [
    fault(column, "DATA-118", "neither in nor out", sql`${number} is not null and ${mark} is null and not ${isZero}`),
    fault(column, "DATA-118", "a minus besides the mark", sql`${mark} is not null and starts_with(${number}, '-')`),
  ];
}

/** Debit and credit in two columns: credit minus debit; an empty one counts as zero, two empty ones are missing. */
function twoSided(column: MappedColumn, sign: { debit: string; credit: string }, spec: SourceSpec): Parts {
  const { name, rule } = column;
  const form = numberForm(spec, rule);
  const sides = [sign.credit, sign.debit] as const;
  const numbers = sides.map((side, at) => ({ name: `num${String(at)}:${name}`, sql: numberText(cell(side), form) }));
  const wide = numbers.map((each) => largeOf(id(each.name), sql`null`, form.unit));
  const total = sql`coalesce(${wide[0]}, 0) - coalesce(${wide[1]}, 0)`;
  const any = sql`(${id(numbers[0].name)} is not null or ${id(numbers[1].name)} is not null)`;
  const large = sql`case when ${any} then cast(${total} as decimal(28, 10)) end`;
  const faults = sides.flatMap((side, at) => sideFaults(column, side, id(numbers[at].name), spec));
  return {
    numbers,
    reads: [
      { name: `read:${name}`, sql: sql`cast(null as decimal(18, 6))` },
      { name: `large:${name}`, sql: rule.negate === true ? sql`-(${large})` : large },
    ],
    value: moneyValue(column, spec),
    faults: [...faults, tooLarge(column, spec, sql`case when ${any} then 1 end`)],
  };
}

function sideFaults(column: MappedColumn, side: string, number: Sql, spec: SourceSpec): RowFault[] {
  const missing = spec.missing === undefined ? sql` and ${cell(side)} not in (${literals(DEFAULT_MISSING)})` : sql``;
  const failed = sql`${cell(side)} is not null${missing} and ${number} is null`;
  return [
    { column: side, code: "DATA-014", reason: "not a decimal number", when: failed },
    ...decimalFaults(column, spec, number).map((each) => ({ ...each, column: side })),
  ];
}

function dateColumn(column: MappedColumn, spec: SourceSpec, dialect: Dialect): Parts {
  const read = readOf(column);
  const form = dateForm(spec, column);
  return {
    numbers: [],
    reads: [{ name: `read:${column.name}`, sql: dateOf(inputOf(column), form, dialect) }],
    value: withoutSentinels(read, column.rule.sentinels ?? spec.sentinels, dialect),
    faults: [
      fault(
        column,
        "DATA-114",
        `not a date of the form ${form.pattern}`,
        sql`${read} is null and ${present(column, spec)}`,
      ),
    ],
  };
}

function numberColumn(column: MappedColumn, spec: SourceSpec): Parts {
  const { name, type } = column;
  const form = numberForm(spec, column.rule);
  const number = id(`num:${name}`);
  const read = readOf(column);
  const failed = sql`${read} is null and ${present(column, spec)}`;
  const one = (value: Sql, reason: string, code: ErrorCode, text = numberText(inputOf(column), form)): Parts => ({
    numbers: [{ name: `num:${name}`, sql: text }],
    reads: [{ name: `read:${name}`, sql: value }],
    value: read,
    faults: [fault(column, code, reason, failed)],
  });
  if (type === "integer") return one(integerOf(number), "not a whole number", "DATA-119");
  if (type === "double") return one(doubleOf(inputOf(column), form), "not a number", "DATA-014", sql`null`);
  if (type === "rate") return one(rateOf(number, form.unit), "not a decimal number", "DATA-014");
  const exact = exactOf(number, form.unit);
  return one(
    sql`coalesce(cast(${exact} as decimal(28, 10)), ${largeOf(number, exact, form.unit)})`,
    "not a decimal number",
    "DATA-014",
  );
}

function codeFaults(column: MappedColumn, spec: SourceSpec): RowFault[] {
  const { codes, other } = column.rule;
  if (!codes || (other ?? "reject") !== "reject") return [];
  const text = uncoded(column, spec);
  const when = sql`${text} is not null and ${text} not in (${literals(Object.keys(codes))})`;
  return [fault(column, "DATA-115", "code not in the list", when)];
}

function requiredFault(column: MappedColumn, value: Sql): RowFault[] {
  if (!column.required) return [];
  const linked = column.rule.from?.includes(".") === true;
  const code = linked ? "DATA-117" : "DATA-116";
  return [fault(column, code, linked ? "no match in the link" : "required value missing", sql`${value} is null`)];
}
