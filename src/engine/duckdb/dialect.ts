import type { Dialect } from "../dialect.js";
import { join, literal, sql, type Scalar, type Sql, type SqlType } from "../sql.js";

const TYPES: Readonly<Record<SqlType, string>> = {
  id: "varchar",
  text: "varchar",
  date: "date",
  money: "decimal(18, 2)",
  decimal: "decimal(28, 10)",
  rate: "decimal(18, 10)",
  integer: "integer",
  bigint: "bigint",
  exact: "hugeint",
  wide: "decimal(38, 6)",
  double: "double",
  boolean: "boolean",
};

const COPY_OPTIONS = {
  csv: sql`format csv, header true`,
  parquet: sql`format parquet, compression zstd`,
  json: sql`format json, array true`,
} as const;

function quoteText(text: string): string {
  if (text.includes("\0")) throw new RangeError("a literal holds no NUL");
  return `'${text.replaceAll("'", "''")}'`;
}

function quoteLiteral(value: Scalar): string {
  if (value === null) return "null";
  return typeof value === "string" ? quoteText(value) : String(value);
}

/** The discrete quantile at (position - 1/2) / size is the value at that position, whatever is rounded. */
function orderStatistics(from: Sql, column: Sql, size: number, positions: readonly number[]): Sql {
  const shares = positions.map((each) => sql`cast(${literal(String((each - 0.5) / size))} as double)`);
  return sql`select
  unnest([${join(positions.map((each) => literal(each)))}]) as position,
  unnest(quantile_disc(${column}, [${join(shares)}])) as value
from ${from}`;
}

/** DuckDB's words. */
export const duckdbDialect: Dialect = Object.freeze({
  name: "duckdb",
  identifier: (name: string) => `"${name.replaceAll('"', '""')}"`,
  literal: quoteLiteral,
  placeholder: (position: number) => `$${String(position)}`,
  type: (name: SqlType) => TYPES[name],
  daysBetween: (from: Sql, to: Sql) => sql`(${to} - ${from})`,
  monthIndex: (date: Sql) => sql`(year(${date}) * 12 + month(${date}) - 1)`,
  addMonths: (date: Sql, months: Sql) => sql`cast(${date} + to_months(cast(${months} as integer)) as date)`,
  monthEnd: (date: Sql) => sql`last_day(${date})`,
  dateOf: (iso: string) => sql`cast(${literal(iso)} as date)`,
  orderStatistics,
  createTableAs: (table: Sql, query: Sql) => sql`create or replace table ${table} as\n${query}`,
  createTemporaryAs: (table: Sql, query: Sql) => sql`create or replace temporary table ${table} as\n${query}`,
  copyTo: (query: Sql, path: string, format: keyof typeof COPY_OPTIONS) =>
    sql`copy (\n${query}\n) to ${literal(path)} (${COPY_OPTIONS[format]})`,
});
