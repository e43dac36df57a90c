/** What a column of a canonical table holds. Money is an exact decimal, rates are annual fractions, ids are text. */
export type ColumnType = "id" | "text" | "date" | "money" | "decimal" | "rate" | "integer" | "double";

/** How sensitive a column is: a direct identifier never reaches a report, a log, a message or a manifest. */
export type PrivacyClass = "direct" | "quasi" | "sensitive" | "free";

export interface ColumnContract {
  readonly name: string;
  readonly type: ColumnType;
  readonly unit?: string;
  /** Part of the table's key: together unique, never null. */
  readonly key?: true;
  /** The table is of no use without it. */
  readonly required?: true;
  readonly privacy: PrivacyClass;
  /** One sentence for the codebook. */
  readonly about: string;
}

export interface TableContract {
  readonly name: string;
  readonly about: string;
  readonly columns: readonly ColumnContract[];
}

/** The contract of one column, or undefined for a declared attribute. */
export function columnContract(table: TableContract, column: string): ColumnContract | undefined {
  return table.columns.find((each) => each.name === column);
}

/** Names of the key columns. */
export function keyColumns(table: TableContract): readonly string[] {
  return table.columns.filter((each) => each.key).map((each) => each.name);
}
