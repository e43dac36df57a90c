import type { ColumnType } from "../../tables/contract.js";
import type { ConceptName } from "../dictionary/concepts.js";
import { nameKey, unitInName } from "../dictionary/name.js";
import { PERCENT_NAMES } from "../dictionary/systems.js";
import type { ColumnRule } from "../source-spec.js";
import type { ColumnFacts } from "../sniff/column.js";
import { codeOf, type VocabularyName } from "../sniff/vocabulary.js";
import { pivotOf, type Century } from "./century.js";
import type { Entry } from "./draft.js";
import type { Role } from "./roles.js";

/** Below this a mapping is marked as uncertain. */
const SURE = 0.8;

type Rule = Partial<ColumnRule>;
interface Piece {
  readonly rule: Rule;
  readonly unsure?: string | null;
  readonly question?: string | null;
}

/** The word that stands in a study file for a date form which only the user knows; the load refuses it. */
export const ASK = "ask";

/** How a source column becomes a column of a type: its date form, number style, unit and codes. */
export function entryOf(column: ColumnFacts, type: ColumnType, role: Role | null, century: Century): Entry {
  const piece = pieceOf(column, type, role?.concept ?? null, century);
  const byName =
    role !== null && role.confidence < SURE
      ? `by the end of its name only, confidence ${String(Math.round(role.confidence * 100))} %`
      : null;
  const doubts = [byName, piece.unsure ?? null].filter((each) => each !== null);
  return {
    rule: { from: column.name, ...piece.rule },
    unsure: doubts.length === 0 ? null : doubts.join("; "),
    question: piece.question ?? null,
  };
}

function pieceOf(column: ColumnFacts, type: ColumnType, concept: ConceptName | null, century: Century): Piece {
  if (type === "date") return dateRule(column, concept, century);
  if (type === "rate") return rateRule(column, concept);
  if (type === "money" || type === "decimal" || type === "double" || type === "integer")
    return numberRule(column, type);
  if (type === "text" && concept !== null) return codeRule(column, concept);
  return { rule: {} };
}

function dateRule({ dates, name }: ColumnFacts, concept: ConceptName | null, century: Century): Piece {
  if (dates === null) return { rule: {} };
  if (dates.form === null) {
    const question = `${dates.open.join(" or ")}? every value reads both ways; write the right form in place of ${ASK}`;
    return { rule: { date: ASK }, question };
  }
  const few =
    dates.read < dates.present
      ? `${String(dates.present - dates.read)} of ${String(dates.present)} values are no such date`
      : null;
  const pivot = pivotOf(dates, concept, century);
  const base: Rule = {
    date: dates.form,
    ...(pivot === null ? {} : { pivot: pivot.pivot }),
    ...(dates.monthOffset === null ? {} : { month_offset: dates.monthOffset }),
    ...(dates.sentinels.length === 0 ? {} : { sentinels: [...dates.sentinels] }),
    ...(dates.missing.length === 0 ? {} : { missing: [...dates.missing] }),
    ...(/d/.test(dates.form) || dates.form === "iso"
      ? {}
      : { day: concept === "period_end" ? ("last" as const) : ("first" as const) }),
  };
  const doubts = [few, pivot?.unsure ?? null].filter((each) => each !== null);
  return { rule: name === "" ? {} : base, unsure: doubts.length === 0 ? null : doubts.join("; ") };
}

function styleOf({ numbers }: ColumnFacts): Rule {
  if (numbers === null) return {};
  const { decimal, thousands } = numbers.form;
  return {
    ...(decimal === "." ? {} : { decimal }),
    ...(thousands === null ? {} : { thousands: thousands as "," }),
  };
}

function numberRule(column: ColumnFacts, type: ColumnType): Piece {
  const unit = type === "money" ? (column.numbers?.form.unit ?? moneyUnit(column.name)) : null;
  if (column.numbers?.ambiguous === true)
    return {
      rule: {},
      question:
        '1,234 can be a thousand or a decimal number: set decimal or thousands to ","; until then such cells are rejected',
    };
  return { rule: { ...styleOf(column), ...(unit === null ? {} : { unit }) } };
}

function moneyUnit(name: string) {
  const unit = unitInName(name);
  return unit === "元" || unit === "percent" || unit === "permille" || unit === "basis_points" ? null : unit;
}

/** A rate stated in percent is told from a fraction by its name, its ending or its size; what is left open is said. */
function rateRule(column: ColumnFacts, concept: ConceptName | null): Piece {
  const style = styleOf(column);
  const named =
    column.numbers?.form.unit ??
    unitInName(column.name) ??
    (PERCENT_NAMES.has(nameKey(column.name)) ? "percent" : null);
  if (named === "percent" || named === "permille" || named === "basis_points")
    return { rule: { ...style, unit: named } };
  const most = Math.abs(column.numbers?.most ?? 0);
  if (most > (concept === "risk_weight" ? 12.5 : 1))
    return {
      rule: { ...style, unit: "percent" },
      unsure: "taken as percent, because values are above 1; fraction otherwise",
    };
  const priced = concept === "customer_rate" || concept === "curve_rate";
  return {
    rule: style,
    unsure: priced
      ? "taken as a fraction (0.035 for 3.5 %), because no value is above 1; unit: percent otherwise"
      : null,
  };
}

const CODED: Partial<Readonly<Record<ConceptName, VocabularyName>>> = {
  side: "side",
  gender: "gender",
  rate_type: "rate_type",
  currency: "currency",
};

/** A code list in words of the dictionary; codes that are canonical already need none. */
function codeRule(column: ColumnFacts, concept: ConceptName): Piece {
  const vocabulary = CODED[concept];
  if (vocabulary === undefined) return { rule: {} };
  const words = column.words[vocabulary];
  if (words === undefined)
    return {
      rule: {},
      unsure:
        concept === "currency"
          ? "its codes are not ISO 4217 codes that are known here"
          : `its codes are not known here: give codes: {code: value} for ${concept}`,
    };
  const codes = Object.fromEntries(words.map((each) => [each, codeOf(vocabulary, each)!]));
  return Object.entries(codes).every(([word, code]) => word === code) ? { rule: {} } : { rule: { codes } };
}
