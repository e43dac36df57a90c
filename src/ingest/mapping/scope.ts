import type { Problem } from "../../core/errors.js";
import { didYouMean } from "../../core/nearest.js";
import { id, sql, type Sql } from "../../engine/sql.js";
import type { ColumnRule, SourceSpec } from "../source-spec.js";
import { compileExpression } from "../values/expression.js";
import { expressionNumber, type NumberForm } from "../values/number.js";
import { looksLikeData, namesToShow, shownNames } from "./head-names.js";
import { ExpressionError } from "../values/tokens.js";
import type { MappedColumn, SourcePlan } from "./plan.js";

/** A tidied source column inside the loading query. */
export function cell(name: string): Sql {
  return id(`s:${name}`);
}

/** How numbers of a column are written: its own settings, then those of the source. */
export function numberForm(spec: SourceSpec, rule: ColumnRule): NumberForm {
  return {
    decimal: rule.decimal ?? spec.decimal,
    thousands: rule.thousands ?? spec.thousands ?? null,
    unit: rule.unit ?? null,
  };
}

/** SQL text of an expression and the columns that it names. Throws an ExpressionError. */
export function expressionSql(text: string, spec: SourceSpec, rule: ColumnRule) {
  const columns: string[] = [];
  const form = { ...numberForm(spec, rule), unit: null };
  const compiled = compileExpression(text, {
    column: (name) => {
      columns.push(name);
      return cell(name);
    },
    number: (value) => expressionNumber(value, form),
  });
  return { sql: sql`(${compiled})`, columns };
}

/** Source columns that a rule reads, each with the key that names it. An expression that is not understood names none. */
export function columnsOfRule(spec: SourceSpec, rule: ColumnRule): readonly string[] {
  const columns: string[] = [];
  if (rule.from !== undefined) columns.push(rule.from);
  columns.push(...signColumns(rule));
  if (rule.expression !== undefined) columns.push(...expressionColumns(rule.expression, spec, rule));
  return columns;
}

function signColumns({ sign }: ColumnRule): readonly string[] {
  if (!sign) return [];
  if ("debit" in sign) return [sign.debit, sign.credit];
  return "column" in sign ? [sign.column] : [];
}

function expressionColumns(text: string, spec: SourceSpec, rule: ColumnRule): readonly string[] {
  try {
    return expressionSql(text, spec, rule).columns;
  } catch (error) {
    if (error instanceof ExpressionError) return [];
    throw error;
  }
}

/** Where a source column name stands in the study. */
interface Use {
  readonly name: string;
  readonly key: string;
}

function uses(plan: SourcePlan): Use[] {
  const base = `sources.${plan.source}`;
  const columns = plan.columns.flatMap((each) =>
    columnsOfRule(plan.spec, each.rule).map((name) => ({ name, key: `${base}.${section(each)}.${each.name}` })),
  );
  const where = Object.keys(plan.spec.where ?? {}).map((name) => ({ name, key: `${base}.where` }));
  const links = Object.entries(plan.spec.link ?? {}).flatMap(([link, { on }]) =>
    Object.values(on).map((name) => ({ name, key: `${base}.link.${link}.on` })),
  );
  return [...columns, ...where, ...links];
}

const section = (column: MappedColumn): string => (column.attribute ? "attributes" : "columns");

/** Names of all source columns that a plan reads (own and of links), each once, in order. */
export function columnsUsed(plan: SourcePlan): readonly string[] {
  return [...new Set(uses(plan).map((each) => each.name))];
}

/** The columns a plan reads that belong to its links, as [link, column]. */
export function linkedColumns(plan: SourcePlan, own: readonly string[]): readonly (readonly [string, string])[] {
  const links = Object.keys(plan.spec.link ?? {});
  return columnsUsed(plan).flatMap((name) => {
    const dot = name.indexOf(".");
    const isLinked = !own.includes(name) && dot > 0 && links.includes(name.slice(0, dot));
    return isLinked ? [[name.slice(0, dot), name.slice(dot + 1)] as const] : [];
  });
}

/** Names in the mapping that neither the head of the file nor a link has. Head names may be shown, cells never. */
export function columnProblems(
  plan: SourcePlan,
  file: { name: string; names: readonly string[]; repeated: readonly string[] },
): Problem[] {
  const links = Object.keys(plan.spec.link ?? {});
  return uses(plan).flatMap(({ name, key }): Problem[] => {
    const dot = name.indexOf(".");
    if (file.repeated.includes(name)) return [repeatedProblem(name, key, file.name)];
    if (file.names.includes(name) || (dot > 0 && links.includes(name.slice(0, dot)))) return [];
    return [missingProblem(name, key, file)];
  });
}

/** A name that a mapping asks for and the head lacks. A first row that looks like data is not shown: it may be a customer's. */
export function missingProblem(name: string, key: string, file: { name: string; names: readonly string[] }): Problem {
  const problem = {
    code: "DATA-006" as const,
    message: `column "${name}" is not in the head of "${file.name}"`,
    place: { file: file.name, line: 1, key },
  };
  if (file.names.length === 1 && file.names[0] === "column_1")
    return { ...problem, seen: "an empty first line", hint: "say where the head stands: header: {skip_lines: n}" };
  if (looksLikeData(file.names))
    return {
      ...problem,
      seen: `${String(file.names.length)} cells that look like data, not like names (values hidden)`,
      hint: "if the file has no head, declare header: {rows: 0, names: [...]}; if lines stand above it, header: {skip_lines: n}",
    };
  return {
    ...problem,
    expected: `one of: ${shownNames(file.names)}`,
    hint: didYouMean(name, namesToShow(file.names)),
  };
}

function repeatedProblem(name: string, key: string, file: string): Problem {
  return {
    code: "DATA-008",
    message: `column "${name}" stands more than once in the head of "${file}"`,
    place: { file, line: 1, key },
    hint: "give the columns names of your own with header: {rows: 1, names: [...]}",
  };
}

/** Expressions of a plan that are not understood. */
export function expressionProblems(plan: SourcePlan): Problem[] {
  return plan.columns.flatMap((each): Problem[] => {
    if (each.rule.expression === undefined) return [];
    try {
      expressionSql(each.rule.expression, plan.spec, each.rule);
      return [];
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const key = `sources.${plan.source}.${section(each)}.${each.name}.expression`;
      return [
        {
          code: "DATA-016",
          message: `expression not understood: ${error.message}`,
          place: { key },
          hint: "see `custval explain expressions`",
        },
      ];
    }
  });
}
