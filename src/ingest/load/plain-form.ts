import type { ColumnType } from "../../tables/contract.js";
import type { Dialect } from "../../engine/dialect.js";
import { id, literal, sql, type as sqlType, type Sql } from "../../engine/sql.js";
import type { OpenedFile } from "../files/open.js";
import { dateForm, type MappedColumn, type SourcePlan } from "../mapping/plan.js";
import { numberForm } from "../mapping/scope.js";
import type { PlainColumn, PlainLayout } from "../records/plain-pass.js";
import { headerOf, layoutOf } from "../records/layout.js";
import type { SourceSpec } from "../source-spec.js";
import { withoutSentinels } from "../values/date.js";
import { fixedForm } from "../values/date-template.js";
import { isScaled, moneyType } from "../values/number.js";
import { coded, padded, tidied } from "../values/text.js";

/** How files of a source are loaded in one statement by the engine's own typed reader, when every record is plain. */
export interface PlainForm {
  readonly layout: PlainLayout;
  /** Type of each column of the file, in its order. */
  readonly types: readonly Sql[];
  /** The engine's words for the form of the dates; null for ISO. */
  readonly dateFormat: string | null;
  /** Value of each canonical column, in the order of the plan. */
  readonly values: readonly Sql[];
  /** Money columns in the order of their sums, and whether their sign is turned. */
  readonly money: readonly { readonly name: string; readonly negate: boolean }[];
  /** The sums are made for each currency, which a column of the file says. */
  readonly byCurrency: boolean;
}

/** Whole digits that leave room for sums of a piece in 64 bits. */
const SUMMED_DIGITS = 13;
/** Most decimals, and most digits once all decimals are written, that the type of a column holds without rounding. */
const DIGITS: Readonly<Partial<Record<ColumnType, readonly [decimals: number, digits: number]>>> = {
  decimal: [10, 28],
  rate: [10, 18],
  integer: [0, 9],
  double: [15, 30],
};
/** Signs of numbers and dates cannot part fields. */
const DELIMITER = /^[,;|\t!~^#$%&*:]$/;

/**
 * The plain form of a source's files, or null where its mapping needs more than columns of one fixed form each: then the thorough
 * loading has the word, which knows every form.
 */
export function plainForm(plan: SourcePlan, file: OpenedFile, dialect: Dialect): PlainForm | null {
  const layout = plainLayout(plan.spec, file);
  if (layout === null || !isPlainSource(plan)) return null;
  if (!plan.columns.every((each) => isPlainConstant(each) || isPlainColumn(each, plan))) return null;
  const uses = plan.columns.filter((each) => each.rule.from !== undefined);
  const formats = new Set(uses.filter((each) => each.type === "date").map((each) => formatOf(plan.spec, each)));
  if (formats.size > 1) return null;
  const money = uses.filter((each) => each.type === "money");
  const owners = uses.filter((each) => isOwner(plan, each));
  const columns: PlainColumn[] = [];
  for (const name of file.names) {
    const own = uses.filter((each) => each.rule.from === name);
    if (new Set(own.map((each) => each.type)).size > 1 || own.filter((each) => each.type === "money").length > 1)
      return null;
    columns.push(plainColumn(own, plan, money, owners.length > 0));
  }
  return {
    layout: { ...layout, columns },
    types: file.names.map((name) =>
      readerType(
        uses.find((each) => each.rule.from === name),
        plan.spec,
      ),
    ),
    dateFormat: [...formats].at(0) ?? null,
    values: plan.columns.map((each) => valueSql(each, plan.spec, dialect)),
    money: money.map((each) => ({ name: each.name, negate: each.rule.negate === true })),
    byCurrency: money.length > 0 && uses.some((each) => each.name === "currency"),
  };
}

function plainLayout(spec: SourceSpec, file: OpenedFile): Omit<PlainLayout, "columns"> | null {
  const header = headerOf(spec);
  const { delimiter, quote, comment, footer } = layoutOf(spec, file.names.length);
  if (file.format !== "csv" || delimiter === null || delimiter.length !== 1 || comment || footer) return null;
  if (!DELIMITER.test(String.fromCharCode(delimiter[0])) || /[*?[\]]/.test(file.plainPath)) return null;
  const headLines = header.skipLines + header.rows;
  return { delimiter: delimiter[0], quote, headLines, headLine: header.rows === 0 ? null : header.skipLines };
}

function isPlainSource(plan: SourcePlan): boolean {
  const { where, link } = plan.spec;
  return plan.contract !== null && where === undefined && link === undefined;
}

/** A booking that names both an account and a customer needs only one of them; in the plain form both stand in every row. */
function isOwner(plan: SourcePlan, { name }: MappedColumn): boolean {
  return plan.spec.table === "transactions" && (name === "account_id" || name === "customer_id");
}

const isTextual = ({ type }: MappedColumn): boolean => type === "id" || type === "text";

function isPlainConstant(column: MappedColumn): boolean {
  const { constant, codes, pad, missing } = column.rule;
  return constant !== undefined && isTextual(column) && !codes && pad === undefined && missing === undefined;
}

function isPlainColumn(column: MappedColumn, plan: SourcePlan): boolean {
  const { from, sign } = column.rule;
  if (from === undefined || sign !== undefined) return false;
  return isTextual(column) ? isPlainText(column, plan) : isPlainValue(column, plan.spec);
}

/** Code lists and declared missing texts are applied in SQL; where they could take a value away that must be there, the row is not plain. */
function isPlainText(column: MappedColumn, plan: SourcePlan): boolean {
  const { codes, other, missing } = column.rule;
  if (codes !== undefined && (other ?? "reject") === "reject") return false;
  const changes = codes !== undefined || missing !== undefined || plan.spec.missing !== undefined;
  return !changes || !(column.required || isOwner(plan, column) || column.name === "currency");
}

function isPlainValue(column: MappedColumn, spec: SourceSpec): boolean {
  const { rule, type } = column;
  if (rule.codes !== undefined || rule.pad !== undefined) return false;
  if (type === "date") return formatOf(spec, column) !== undefined && (!column.required || noSentinels(column, spec));
  const form = numberForm(spec, rule);
  return form.decimal === "." && !isScaled(form.unit) && (rule.negate !== true || type === "money");
}

const noSentinels = ({ rule }: MappedColumn, spec: SourceSpec): boolean =>
  (rule.sentinels ?? spec.sentinels).length === 0;

/** The engine's date format; null for ISO; undefined where the form has no fixed width. */
function formatOf(spec: SourceSpec, column: MappedColumn): string | null | undefined {
  return fixedForm(dateForm(spec, column))?.format;
}

function plainColumn(
  own: readonly MappedColumn[],
  plan: SourcePlan,
  money: readonly MappedColumn[],
  owned: boolean,
): PlainColumn {
  const none = { required: false, decimals: 0, digits: 0, slot: null, isKey: false, template: "" };
  const [first] = own as readonly (MappedColumn | undefined)[];
  if (!first) return { ...none, kind: "any" };
  const required = own.some((each) => each.required || (owned && isOwner(plan, each)));
  if (first.type === "text" || first.type === "id") {
    const isKey = money.length > 0 && own.some((each) => each.name === "currency");
    return { ...none, kind: first.type, required, isKey };
  }
  if (first.type === "date")
    return { ...none, kind: "date", required, template: fixedForm(dateForm(plan.spec, first))!.template };
  if (first.type === "money") {
    const decimals = plan.spec.money_decimals;
    return { ...none, kind: "number", required, decimals, digits: SUMMED_DIGITS, slot: money.indexOf(first) };
  }
  const [decimals, digits] = DIGITS[first.type]!;
  return { ...none, kind: "number", required, decimals, digits };
}

function readerType(column: MappedColumn | undefined, spec: SourceSpec): Sql {
  if (!column) return sqlType("text");
  return column.type === "money" ? moneyType(spec.money_decimals) : sqlType(column.type);
}

function valueSql(column: MappedColumn, spec: SourceSpec, dialect: Dialect): Sql {
  const { rule, type } = column;
  if (rule.from === undefined) return literal(String(rule.constant));
  const cell = id(rule.from);
  if (isTextual(column)) {
    const known = tidied(cell, [...(spec.missing ?? []), ...(rule.missing ?? [])].map(String), false);
    return padded(coded(known, rule), rule.pad);
  }
  if (type === "date") return withoutSentinels(cell, rule.sentinels ?? spec.sentinels, dialect);
  return rule.negate === true ? sql`-(${cell})` : cell;
}
