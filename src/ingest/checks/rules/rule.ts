import type { Dialect } from "../../../engine/dialect.js";
import { id, type Sql } from "../../../engine/sql.js";
import type { RuleName } from "../../../tables/rules.js";

/** What a rule may depend on besides the tables. */
export interface RuleContext {
  /** The study's day; null without a study. */
  readonly asOf: Sql | null;
  /** The study's currency; null without a study. */
  readonly currency: string | null;
  readonly dialect: Dialect;
}

/** A table that a row points to; `child` is the row, the parent has at most one row for each key. */
export interface Parent {
  readonly table: string;
  readonly column: string;
}

/** A rule over the rows of one table; all rules of a table are counted in one pass. */
export interface RowRule {
  readonly name: RuleName;
  readonly table: string;
  /** Columns of the table that it needs. */
  readonly columns: readonly string[];
  /** The parent's columns that it needs, by alias `parent`; the rule's pass is joined to it. */
  readonly parent?: Parent & { readonly columns: readonly string[] };
  /** Whether a row breaks it; null is kept. Null where the context lacks what it needs. */
  readonly broken: (context: RuleContext) => Sql | null;
  /** Whether a row is looked at; default all rows. */
  readonly checked?: Sql;
  /** Said behind what the rule is about, where a table has the rule for several columns. */
  readonly column?: string;
}

/** A column of the row. */
export const child = (column: string): Sql => id("child", column);

/** A column of what the row points to. */
export const parentOf = ({ table, column }: Parent, name: string): Sql => id(aliasOf({ table, column }), name);

/** Name of a joined parent; a table may be joined by several columns. */
export const aliasOf = ({ table, column }: Parent): string => `parent:${table}:${column}`;
