import type { Dialect } from "../../engine/dialect.js";
import { id, join, literal, sql, type Sql } from "../../engine/sql.js";
import { CANONICAL_TABLES } from "../../tables/canonical.js";
import type { SourcePlan } from "../mapping/plan.js";
import { cell, columnsUsed } from "../mapping/scope.js";
import { codesOf, type Condition } from "../source-spec.js";
import { tidied } from "../values/text.js";
import { stored } from "./shield.js";
import { columnSql, type ColumnSql, type RowFault, type StepColumn } from "./column-sql.js";

/** A row that the study itself leaves out. */
export const SKIPPED = -1;

/** The loading query of one source: what its columns are and why rows can be rejected. Fault n of a row is `faults[n - 1]`. */
export interface StageSql {
  readonly columns: readonly ColumnSql[];
  readonly faults: readonly RowFault[];
  readonly money: readonly string[];
}

/** Columns and faults of a source; the same for all its files. */
export function stageSql(plan: SourcePlan, dialect: Dialect): StageSql {
  const columns = plan.columns.map((each) => columnSql(each, plan.spec, dialect));
  const faults = [...columns.flatMap((each) => each.faults), ...eitherFault(plan)];
  const money = columns.filter((each) => each.money).map((each) => each.name);
  return Object.freeze({ columns, faults, money });
}

/** A booking must name an account or a customer. */
function eitherFault(plan: SourcePlan): RowFault[] {
  if (plan.spec.table !== CANONICAL_TABLES.transactions.name) return [];
  const owners = plan.columns.filter((each) => each.name === "account_id" || each.name === "customer_id");
  const missing = join(
    owners.map((each) => sql`${id(`in:${each.name}`)} is null`),
    " and ",
  );
  return [
    {
      column: owners[0].rule.from ?? owners[0].name,
      code: "DATA-116",
      reason: "required value missing",
      when: missing,
    },
  ];
}

/**
 * Rows of one file as canonical columns with `__file`, `__fault` (null = kept, -1 = declared skip, n = fault n) and, for each money
 * column, the exact amount as read. `rows` gives the source columns as text, in file order.
 */
export function stageQuery(plan: SourcePlan, stage: StageSql, rows: Sql, file: number, padded: boolean): Sql {
  const used = columnsUsed(plan);
  const missing = (plan.spec.missing ?? []).map(String);
  const cells = used.map((each) => sql`${tidied(id(each), missing, padded)} as ${cell(each)}`);
  const passed = used.map(cell);
  const inputs = stage.columns.map((each) => sql`${each.input} as ${id(`in:${each.name}`)}`);
  const names = stage.columns.map((each) => id(`in:${each.name}`));
  const steps = (list: readonly StepColumn[]) => list.map((each) => sql`${each.sql} as ${id(each.name)}`);
  const numbers = stage.columns.flatMap((each) => each.numbers);
  const reads = stage.columns.flatMap((each) => each.reads);
  const digits = numbers.map((each) => id(each.name));
  const values = stage.columns.map(
    (each, at) => sql`${stored(plan, plan.columns[at], each.value)} as ${id(each.name)}`,
  );
  const money = stage.money.flatMap((each) => [id(`read:${each}`), id(`large:${each}`)]);
  const lines = (parts: readonly Sql[]) => join(parts, ",\n    ");
  return sql`with cells as (
  select
    ${lines(cells.length > 0 ? cells : [sql`1 as ${id("s:")}`])}
  from ${rows}
), inputs as (
  select
    ${lines([...passed, ...inputs])}
  from cells
), numbers as (
  select
    ${lines([...passed, ...names, ...steps(numbers)])}
  from inputs
), readings as (
  select
    ${lines([...passed, ...names, ...digits, ...steps(reads)])}
  from numbers
)
select
    ${lines([...values, ...money, sql`cast(${literal(file)} as integer) as "__file"`, sql`cast(${faultSql(plan, stage)} as smallint) as "__fault"`])}
from readings`;
}

function faultSql(plan: SourcePlan, stage: StageSql): Sql {
  const skips = Object.entries(plan.spec.where ?? {}).map(
    ([column, condition]) => sql`when not ${conditionSql(cell(column), condition)} then ${literal(SKIPPED)}`,
  );
  const faults = stage.faults.map((each, at) => sql`when ${each.when} then ${literal(at + 1)}`);
  const whens = [...skips, ...faults];
  return whens.length === 0 ? sql`null` : sql`case\n      ${join(whens, "\n      ")}\n    end`;
}

/** True or false, never null: whether a text fulfils a condition of `where:`. */
export function conditionSql(text: Sql, condition: Condition): Sql {
  const negated = typeof condition === "object" && !Array.isArray(condition);
  const codes = codesOf(negated ? condition.not : condition);
  const listed = sql`coalesce(${text} in (${join(codes.map((each) => literal(each)))}), false)`;
  return negated ? sql`(not ${listed})` : listed;
}
