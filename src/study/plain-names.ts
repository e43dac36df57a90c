import type { CheckResult } from "../tables/results/index.js";

/** What the table and the columns of a plain file are called where a user sees them. */
export interface Heads {
  /** Name in place of the table's; null keeps it. */
  readonly table: string | null;
  /** Column of the table -> name in the head of the file. */
  readonly columns: ReadonlyMap<string, string>;
}

/** A table that stands for a file without a mapping has a column that numbers the rows; nobody asked for it. */
const ROW_NUMBER = "customer_id";

/** A check of a plain file in the words of its own head. */
export function withHeads(result: CheckResult, heads: Heads): CheckResult {
  const table = <T extends { readonly table: string }>(each: T): T => ({ ...each, table: heads.table ?? each.table });
  const column = <T extends { readonly table: string; readonly column: string }>(each: T): T => ({
    ...table(each),
    column: heads.columns.get(each.column) ?? each.column,
  });
  const isOwn = (name: string) => heads.table === null || name !== ROW_NUMBER;
  return {
    ...result,
    rules: result.rules.map(table),
    profile: result.profile.filter((each) => isOwn(each.column)).map(column),
    drift: result.drift?.filter((each) => isOwn(each.column)).map(column) ?? null,
    columns_missing: result.columns_missing.map(column),
    tables: result.tables.map((each) => ({
      ...table(each),
      columns: each.columns.filter(isOwn).map((name) => heads.columns.get(name) ?? name),
    })),
  };
}
