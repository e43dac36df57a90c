import { id, join, literal, sql, type Sql } from "../../engine/sql.js";
import type { PreparedFile } from "../files/prepare.js";
import { delimiterText } from "../records/layout.js";
import type { SourceSpec } from "../source-spec.js";

/** Longest line the engine takes; the scanner rejects longer records before. */
const LONGEST_LINE = 2_200_000;

/** The rows of a prepared file as text columns under their head names. */
export function rowsOf(file: PreparedFile): Sql {
  if (file.format === "parquet") return parquetRows(file);
  const columns = file.names.map((each) => sql`${literal(each)}: 'varchar'`);
  const options = [
    ...dialectOptions(file.spec, file.quoted ? file.spec.quote : "", file.skipLines),
    sql`parallel = ${literal(file.parallel)}`,
    sql`max_line_size = ${literal(LONGEST_LINE)}`,
    sql`columns = {${join(columns)}}`,
  ];
  return sql`read_csv(${file.readPath}, ${join(options)})`;
}

function dialectOptions(spec: SourceSpec, quote: string, skipLines: number): Sql[] {
  return [
    sql`auto_detect = false`,
    sql`header = false`,
    sql`skip = ${literal(skipLines)}`,
    sql`delim = ${literal(delimiterText(spec) ?? "\t")}`,
    sql`quote = ${literal(quote)}`,
    sql`escape = ${literal(quote)}`,
  ];
}

/** What the engine's own typed reader needs for files of one form. */
export interface TypedRows {
  readonly spec: SourceSpec;
  readonly names: readonly string[];
  readonly types: readonly Sql[];
  readonly quote: string;
  readonly skipLines: number;
  readonly dateFormat: string | null;
}

/** The rows of files, one after the other in order, in typed columns; a cell that does not fit its type is an error of the statement. */
export function typedRows(paths: readonly string[], rows: TypedRows): Sql {
  const types = rows.names.map((name, at) => sql`${literal(name)}: '${rows.types[at]}'`);
  const options = [
    ...dialectOptions(rows.spec, rows.quote, rows.skipLines),
    ...(rows.dateFormat === null ? [] : [sql`dateformat = ${literal(rows.dateFormat)}`]),
    sql`max_line_size = ${literal(LONGEST_LINE)}`,
    sql`columns = {${join(types)}}`,
  ];
  return sql`read_csv([${join(paths.map((each) => literal(each)))}], ${join(options)})`;
}

function parquetRows(file: PreparedFile): Sql {
  const columns = file.names.map((each) => sql`cast(${id(each)} as varchar) as ${id(each)}`);
  return sql`(select ${join(columns)} from read_parquet(${file.readPath}))`;
}
