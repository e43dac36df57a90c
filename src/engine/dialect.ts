import type { Quoting, Sql } from "./sql.js";

/**
 * The words in which engines differ. A stage uses these and never asks which engine it runs on.
 * Every word takes and gives SQL fragments.
 */
export interface Dialect extends Quoting {
  readonly name: string;
  /** Whole days from the first date to the second. */
  readonly daysBetween: (from: Sql, to: Sql) => Sql;
  /** Months counted from year 0: December to January is one step. Gives a whole number. */
  readonly monthIndex: (date: Sql) => Sql;
  /** A date so many calendar months later (earlier if negative); a day that the month lacks becomes its last. */
  readonly addMonths: (date: Sql, months: Sql) => Sql;
  /** Last day of the month of a date. */
  readonly monthEnd: (date: Sql) => Sql;
  /** A date from its ISO text. */
  readonly dateOf: (iso: string) => Sql;
  /** Rows: position, value; the values at the positions counted from 1 of the `size` values of a column of a table, in rising order. */
  readonly orderStatistics: (from: Sql, column: Sql, size: number, positions: readonly number[]) => Sql;
  /** `create or replace table … as …` */
  readonly createTableAs: (table: Sql, query: Sql) => Sql;
  /** The same for a table that ends with the session and never reaches the work database: for what must not be kept. */
  readonly createTemporaryAs: (table: Sql, query: Sql) => Sql;
  /** A statement that writes a query to a file; used for row-level outputs that were asked for. */
  readonly copyTo: (query: Sql, path: string, format: "csv" | "parquet" | "json") => Sql;
}
