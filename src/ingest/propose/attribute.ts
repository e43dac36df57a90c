import { CANONICAL_TABLES, type CanonicalTable } from "../../tables/canonical.js";
import type { ColumnType } from "../../tables/contract.js";
import { conceptOf } from "../dictionary/concepts.js";
import { wordsOf } from "../dictionary/name.js";
import type { ColumnFacts } from "../sniff/column.js";
import type { FoundNumbers } from "../sniff/number-forms.js";
import type { Century } from "./century.js";
import type { Entry } from "./draft.js";
import { entryOf } from "./rules.js";
import { isPersonal, type Role, type Roles } from "./roles.js";

/** What becomes of a column that the table has no place for: an attribute, or why it is left out. */
export type AttributeVerdict =
  | { readonly kind: "attribute"; readonly name: string; readonly entry: Entry }
  | { readonly kind: "left_out"; readonly reason: string };

/** `persons` says that a row of the file stands for a person or his account; then unknown texts are left out, which can be names. */
export function attributeOf(roles: Roles, column: ColumnFacts, persons: boolean, century: Century): AttributeVerdict {
  const role = roles.of(column)[0] ?? null;
  const reason =
    identifierReason(column, role) ?? openReason(column) ?? (persons ? personalTextReason(column, role) : null);
  if (reason !== null) return { kind: "left_out", reason };
  const type = typeOf(column, role);
  const entry = entryOf(column, type, null, century);
  return { kind: "attribute", name: nameOf(column, roles), entry: { ...entry, rule: { ...entry.rule, type } } };
}

/** Why a column is a direct identifier, by its name or by the form of its values; null where it is none. */
function identifierReason(column: ColumnFacts, role: Role | null): string | null {
  const named = column.meanings.find((each) => isPersonal(each.concept));
  if (named !== undefined && (role === null || isPersonal(role.concept))) return conceptOf(named.concept).leaveOut!;
  if (role !== null && DIRECT.has(role.concept)) return "a further id of a customer or an account: a direct identifier";
  return column.personal === null ? null : `looks like ${column.personal}: never loaded without a word from you`;
}

/** Why the values of a column cannot be loaded as they are. */
function openReason(column: ColumnFacts): string | null {
  if (column.kind === "empty") return "holds no value";
  if (column.longTexts) return FREE_TEXT;
  if (column.numbers?.ambiguous === true) return "1,234 can be a thousand or a decimal number, and no value tells";
  const open = column.dates !== null && column.dates.form === null ? column.dates.open : null;
  return open === null ? null : `question: ${open.join(" or ")}? every value reads both ways`;
}

const FREE_TEXT = "free text: it can hold names and account numbers";

/** Unknown texts beside persons can be their names. */
function personalTextReason(column: ColumnFacts, role: Role | null): string | null {
  if (column.kind === "text") return FREE_TEXT;
  const unknown = role === null && column.kind === "id" && column.numbers === null && column.dates === null;
  return unknown
    ? "unsure: texts that differ from row to row can be names; add it as an attribute of type id or text if they are not"
    : null;
}

/** Ids that a table has only one place for. */
const DIRECT: ReadonlySet<string> = new Set([
  "customer_id",
  "account_id",
  "contract_id",
  "holder_record_id",
  "transaction_id",
]);

function typeOf(column: ColumnFacts, role: Role | null): ColumnType {
  if (column.kind === "date") return "date";
  if (column.kind === "id" || wordsOf(column.name).at(-1) === "id") return "id";
  if (column.numbers === null) return "text";
  const money = role !== null && conceptOf(role.concept).kinds[0] === "money";
  return money && column.numbers.decimals <= 2 ? "money" : numberType(column.numbers, column.leadingZeros);
}

function numberType(numbers: FoundNumbers, leadingZeros: boolean): ColumnType {
  const { fractional, decimals, most, least, form } = numbers;
  if (fractional > 0 || form.unit !== null) return decimals > 6 || form.unit === "percent" ? "double" : "decimal";
  if (leadingZeros) return "text";
  return Math.max(most, -least) < 2 ** 31 ? "integer" : "id";
}

function nameOf(column: ColumnFacts, roles: Roles): string {
  const concept = roles.of(column)[0]?.concept ?? column.meanings[0]?.concept;
  const own = latin(column.name);
  if (own !== null) return own;
  if (concept !== undefined) return conceptOf(concept).attribute ?? concept;
  return `column_${String(roles.source.columns.indexOf(column) + 1)}`;
}

function latin(name: string): string | null {
  if (/[^\p{ASCII}]/u.test(name)) return null;
  const tidy = name.replaceAll(/[^A-Za-z0-9]+/g, "_").replaceAll(/^_+|_+$/g, "");
  return tidy === "" ? null : /^\d/.test(tidy) ? `c_${tidy}` : tidy;
}

/** A name for an attribute that neither the table nor another attribute has, whatever the case. */
export function freeName(name: string, table: CanonicalTable, taken: Iterable<string>): string {
  const used = new Set(
    [...CANONICAL_TABLES[table].columns.map((each) => each.name), ...taken].map((each) => each.toLowerCase()),
  );
  if (!used.has(name.toLowerCase())) return name;
  for (let at = 2; ; at++) if (!used.has(`${name}_${String(at)}`.toLowerCase())) return `${name}_${String(at)}`;
}
