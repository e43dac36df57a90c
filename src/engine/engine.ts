import type { Dialect } from "./dialect.js";
import type { Sql, SqlType } from "./sql.js";

/** A value of a small result. DECIMAL is exact text, DATE is `yyyy-mm-dd`, integers up to 2^53 are numbers, larger ones bigint. */
export type Cell = string | number | bigint | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

/** A result column by column, for kernels. */
export interface ColumnSet {
  readonly length: number;
  readonly names: readonly string[];
  /** Doubles, one a row; a missing value is NaN (kernels refuse it, so filter in SQL). Decimals are converted once, correctly rounded. */
  numbers(name: string): Float64Array;
  /** Texts, one a row; a missing value is null. Dates are `yyyy-mm-dd`. */
  texts(name: string): readonly (string | null)[];
}

/** A column going into the engine, one value a row; null is missing. */
export interface InputColumn {
  readonly name: string;
  readonly type: Extract<SqlType, "id" | "text" | "integer" | "double" | "boolean">;
  readonly values: ArrayLike<string | number | boolean | null>;
}

/**
 * The engine seam: four methods and a door. All set work goes through it; it never lets the engine's own error text through,
 * because that can quote rows of the input.
 */
export interface Engine {
  readonly dialect: Dialect;
  /** Runs a statement for its effect. */
  execute(statement: Sql): Promise<void>;
  /** Fetches a small result: settings, counts, one row per segment. */
  rows(query: Sql): Promise<readonly Row[]>;
  /** Fetches one row per customer (or fewer) as typed arrays. */
  columns(query: Sql): Promise<ColumnSet>;
  /** Creates or replaces a table from arrays of equal length: what a kernel found, one row per customer. */
  load(table: string, columns: readonly InputColumn[]): Promise<void>;
  /** Ends the work, removes the private temporary folder. Safe to call twice. */
  close(): Promise<void>;
  /** What ran so far, rendered, in order; parameters stand as `$1` and are listed in a comment. Written into the run folder. */
  readonly statements: readonly string[];
}
