import type { Problem } from "../../core/errors.js";
import { didYouMean } from "../../core/nearest.js";
import { CANONICAL_TABLES } from "../../tables/canonical.js";
import type { ColumnType, TableContract } from "../../tables/contract.js";
import { attributeOf, ruleOf, type ColumnRule, type SourceSpec } from "../source-spec.js";
import { dateFormFault, type DateForm } from "../values/date.js";
import type { Pseudonyms } from "../values/pseudonym.js";

/** One column of the canonical table as a source fills it. */
export interface MappedColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly rule: ColumnRule;
  readonly required: boolean;
  readonly attribute: boolean;
}

/** How one source fills its table. A lookup has no columns of its own. */
export interface SourcePlan {
  readonly source: string;
  readonly spec: SourceSpec;
  readonly contract: TableContract | null;
  readonly columns: readonly MappedColumn[];
  /** Given when direct identifiers may not pass the door. */
  readonly pseudonyms?: Pseudonyms;
}

const ORIGINS = ["from", "constant", "expression", "row_number"] as const;
/** Tables where one of two columns must be there. */
const EITHER: Readonly<Record<string, readonly string[]>> = {
  transactions: ["account_id", "customer_id"],
  programme: ["branch_id", "customer_id"],
  activity_costs: ["unit_cost", "pool"],
};

/** Spells out the mapping of a source and finds what does not fit the contract of its table. */
export function planSource(source: string, spec: SourceSpec): { plan: SourcePlan; problems: readonly Problem[] } {
  const contract = spec.table === "lookup" ? null : CANONICAL_TABLES[spec.table];
  const columns = contract ? mappedColumns(contract, spec) : [];
  const problems = contract ? contractProblems(source, spec, contract) : lookupProblems(source, spec);
  return {
    plan: { source, spec, contract, columns },
    problems: [...problems, ...columns.flatMap((each) => ruleProblems(source, spec, each))],
  };
}

function mappedColumns(contract: TableContract, spec: SourceSpec): MappedColumn[] {
  const mapped = Object.entries(spec.columns).flatMap(([name, entry]) => {
    const column = contract.columns.find((each) => each.name === name);
    if (!column) return [];
    return [{ name, type: column.type, rule: ruleOf(entry), required: column.required === true, attribute: false }];
  });
  const attributes = Object.entries(spec.attributes).map(([name, entry]) => {
    const rule = attributeOf(entry);
    return { name, type: rule.type, rule, required: false, attribute: true };
  });
  return [...mapped, ...currencyColumn(contract, spec), ...attributes];
}

function currencyColumn(contract: TableContract, spec: SourceSpec): MappedColumn[] {
  const fits = spec.currency !== undefined && !("currency" in spec.columns);
  if (!fits || !contract.columns.some((each) => each.name === "currency")) return [];
  return [{ name: "currency", type: "text", rule: { constant: spec.currency }, required: false, attribute: false }];
}

function misfit(source: string, key: string, message: string, hint: string): Problem {
  return { code: "DATA-015", message, place: { key: `sources.${source}.${key}` }, hint };
}

function lookupProblems(source: string, spec: SourceSpec): Problem[] {
  if (Object.keys(spec.columns).length + Object.keys(spec.attributes).length === 0) return [];
  return [
    misfit(
      source,
      "columns",
      `"${source}" is a lookup and fills no table`,
      "leave out columns: and attributes:, links name the columns of the file",
    ),
  ];
}

function contractProblems(source: string, spec: SourceSpec, contract: TableContract): Problem[] {
  const names = contract.columns.map((each) => each.name);
  const problems: Problem[] = [];
  for (const name of Object.keys(spec.columns)) {
    if (names.includes(name)) continue;
    const hint = `${didYouMean(name, names)} (further columns go under attributes:)`;
    problems.push(misfit(source, `columns.${name}`, `table ${contract.name} has no column "${name}"`, hint));
  }
  for (const name of Object.keys(spec.attributes)) {
    if (names.includes(name))
      problems.push(
        misfit(source, `attributes.${name}`, `"${name}" is a column of ${contract.name}`, "map it under columns:"),
      );
  }
  for (const column of contract.columns) {
    const has = column.name in spec.columns || (column.name === "currency" && spec.currency !== undefined);
    if (column.required && !has)
      problems.push(
        misfit(
          source,
          "columns",
          `table ${contract.name} needs "${column.name}" (${column.about})`,
          `map it: columns: {${column.name}: …}`,
        ),
      );
  }
  const either = EITHER[contract.name] as readonly string[] | undefined;
  if (either && !either.some((each) => each in spec.columns))
    problems.push(
      misfit(source, "columns", `table ${contract.name} needs one of ${either.join(", ")}`, "map one of them"),
    );
  return problems;
}

function ruleProblems(source: string, spec: SourceSpec, column: MappedColumn): Problem[] {
  const key = `${column.attribute ? "attributes" : "columns"}.${column.name}`;
  const { rule, type } = column;
  const origins = ORIGINS.filter((each) => rule[each] !== undefined);
  const twoColumns = rule.sign !== undefined && "debit" in rule.sign;
  const problems: Problem[] = [];
  if (origins.length + (twoColumns ? 1 : 0) !== 1)
    problems.push(
      misfit(
        source,
        key,
        `"${column.name}" needs exactly one origin`,
        "give one of from, constant, expression, row_number, or sign with debit and credit",
      ),
    );
  if (rule.sign && type !== "money")
    problems.push(misfit(source, `${key}.sign`, `"${column.name}" is not money`, "leave out sign:"));
  if (rule.codes && (rule.other ?? "reject") === "keep" && Object.keys(rule.codes).length === 0)
    problems.push(misfit(source, `${key}.codes`, "the code list is empty", "leave it out"));
  const fault = type === "date" ? dateFormFault(dateForm(spec, column)) : null;
  if (fault) problems.push(misfit(source, `${key}.date`, fault, "see `custval explain dates` for the forms"));
  return problems;
}

/** The date form of a column: its own settings, then those of the source. The end of a period is the last day of a month that names no day. */
export function dateForm(spec: SourceSpec, column: MappedColumn): DateForm {
  const { rule } = column;
  return {
    pattern: rule.date ?? spec.date,
    day: rule.day ?? (column.name === "period_end" ? "last" : null),
    pivot: rule.pivot ?? spec.pivot ?? null,
    monthOffset: rule.month_offset ?? null,
    timeZone: spec.time_zone ?? null,
  };
}
