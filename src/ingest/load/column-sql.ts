import type { ErrorCode } from "../../core/codes/index.js";
import type { Dialect } from "../../engine/dialect.js";
import { id, join, literal, sql, type as sqlType, type Sql } from "../../engine/sql.js";
import { dateForm, type MappedColumn } from "../mapping/plan.js";
import { cell, expressionSql, numberForm } from "../mapping/scope.js";
import { codesOf, type ColumnRule, type SourceSpec } from "../source-spec.js";
import { dateOf } from "../values/date.js";
import { decimalOf, doubleOf, hasMoreDecimals, integerOf, moneyOf, moneyType } from "../values/number.js";
import { coded, DEFAULT_MISSING, isOneOf, literals, padded } from "../values/text.js";

/** A reason to reject a row, and where it holds. */
export interface RowFault {
  readonly column: string;
  readonly code: ErrorCode;
  readonly reason: string;
  readonly when: Sql;
}

/** One canonical column in the loading query: text -> read -> value, and what can be wrong with it. */
export interface ColumnSql {
  readonly name: string;
  readonly type: Sql;
  readonly money: boolean;
  /** The text the value is made from, after code lists. */
  readonly input: Sql;
  /** The value as read, before narrowing; null where the text is none. Null for text columns. */
  readonly read: Sql | null;
  readonly value: Sql;
  readonly faults: readonly RowFault[];
}

const isText = (column: MappedColumn): boolean => column.type === "id" || column.type === "text";

/** SQL of one mapped column. */
export function columnSql(column: MappedColumn, spec: SourceSpec, dialect: Dialect): ColumnSql {
  const input = inputSql(column, spec);
  const parts = isText(column) ? textColumn(column) : column.type === "money" ? moneyColumn(column, spec) : otherColumn(column, spec, dialect);
  const faults = [...codeFaults(column, spec), ...parts.faults, ...requiredFault(column, parts.value)];
  const type = column.type === "money" ? moneyType(spec.money_decimals) : sqlType(column.type);
  return { name: column.name, type, money: column.type === "money", input, read: parts.read, value: parts.value, faults };
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

interface Parts {
  readonly read: Sql | null;
  readonly value: Sql;
  readonly faults: readonly RowFault[];
}

function fault(column: MappedColumn, code: ErrorCode, reason: string, when: Sql): RowFault {
  return { column: sourceName(column), code, reason, when };
}

function textColumn(column: MappedColumn): Parts {
  if (column.type !== "id") return { read: null, value: inputOf(column), faults: [] };
  const garbled = sql`contains(${inputOf(column)}, 'E+') and regexp_full_match(${inputOf(column)}, '\\d(\\.\\d+)?E\\+\\d+')`;
  return { read: null, value: inputOf(column), faults: [fault(column, "DATA-120", "id changed by a spreadsheet", garbled)] };
}

function moneyColumn(column: MappedColumn, spec: SourceSpec): Parts {
  const { rule } = column;
  const decimals = spec.money_decimals;
  const read = readOf(column);
  const value = moneyOf(read, decimals);
  const faults = [
    ...signFault(column, spec),
    fault(column, "DATA-014", "not a decimal number", sql`${present(column, spec)} and ${read} is null`),
    fault(column, "DATA-112", `more than ${String(decimals)} decimals`, hasMoreDecimals(read, decimals)),
    fault(column, "DATA-113", "number too large", sql`${read} is not null and ${value} is null`),
  ];
  return { read: negated(signed(column, spec), rule), value, faults };
}

function negated(value: Sql, rule: ColumnRule): Sql {
  return rule.negate === true ? sql`-(${value})` : value;
}

function signed(column: MappedColumn, spec: SourceSpec): Sql {
  const { sign } = column.rule;
  const form = numberForm(spec, column.rule);
  const amount = decimalOf(inputOf(column), form, true);
  if (!sign) return amount;
  if ("column" in sign) return sql`cast(${amount} * ${factor(sign)} as decimal(28, 10))`;
  const [credit, debit] = [sign.credit, sign.debit].map((each) => twoSided(each, form, spec));
  return sql`case when ${cell(sign.credit)} is not null or ${cell(sign.debit)} is not null then cast(${credit} - ${debit} as decimal(28, 10)) end`;
}

function twoSided(name: string, form: ReturnType<typeof numberForm>, spec: SourceSpec): Sql {
  const missing = spec.missing === undefined ? sql` or ${isOneOf(cell(name), DEFAULT_MISSING)}` : sql``;
  return sql`case when ${cell(name)} is null${missing} then 0 else ${decimalOf(cell(name), form, true)} end`;
}

function factor(sign: Extract<NonNullable<ColumnRule["sign"]>, { column: string }>): Sql {
  const flag = cell(sign.column);
  return sql`case when ${isOneOf(flag, codesOf(sign.in))} then 1 when ${isOneOf(flag, codesOf(sign.out))} then -1 end`;
}

function signFault(column: MappedColumn, spec: SourceSpec): RowFault[] {
  const { sign } = column.rule;
  if (!sign || !("column" in sign)) return [];
  const when = sql`${present(column, spec)} and ${factor(sign)} is null`;
  return [{ column: sign.column, code: "DATA-118", reason: "neither in nor out", when }];
}

function otherColumn(column: MappedColumn, spec: SourceSpec, dialect: Dialect): Parts {
  const input = inputOf(column);
  const read = readOf(column);
  const form = numberForm(spec, column.rule);
  const failed = sql`${present(column, spec)} and ${read} is null`;
  switch (column.type) {
    case "date":
      return {
        read: dateOf(input, dateForm(spec, column), dialect),
        value: withoutSentinels(read, column.rule.sentinels ?? spec.sentinels, dialect),
        faults: [fault(column, "DATA-114", `not a date of the form ${dateForm(spec, column).pattern}`, failed)],
      };
    case "integer":
      return { read: integerOf(input, form), value: read, faults: [fault(column, "DATA-119", "not a whole number", failed)] };
    case "double":
      return { read: doubleOf(input, form), value: read, faults: [fault(column, "DATA-014", "not a number", failed)] };
    default:
      return {
        read: decimalOf(input, form, false),
        value: sql`try_cast(${read} as ${sqlType(column.type)})`,
        faults: [fault(column, "DATA-014", "not a decimal number", failed)],
      };
  }
}

function withoutSentinels(read: Sql, sentinels: readonly string[], dialect: Dialect): Sql {
  if (sentinels.length === 0) return read;
  return sql`case when ${read} in (${join(sentinels.map((each) => dialect.dateOf(each)))}) then null else ${read} end`;
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
