import { id, join, literal, sql, type Sql } from "../../engine/sql.js";
import type { PreparedFile } from "../files/prepare.js";
import { delimiterText } from "../records/layout.js";

/** Longest line the engine takes; the scanner rejects longer records before. */
const LONGEST_LINE = 2_200_000;

/** The rows of a prepared file as text columns under their head names. */
export function rowsOf(file: PreparedFile): Sql {
  if (file.format === "parquet") return parquetRows(file);
  const delimiter = delimiterText(file.spec) ?? "\t";
  const quote = file.quoted ? file.spec.quote : "";
  const columns = join(file.names.map((each) => sql`${literal(each)}: 'varchar'`));
  const options = [
    sql`auto_detect = false`,
    sql`header = false`,
    sql`skip = ${literal(file.skipLines)}`,
    sql`delim = ${literal(delimiter)}`,
    sql`quote = ${literal(quote)}`,
    sql`escape = ${literal(quote)}`,
    sql`parallel = ${literal(file.parallel)}`,
    sql`max_line_size = ${literal(LONGEST_LINE)}`,
    sql`columns = {${columns}}`,
  ];
  return sql`read_csv(${file.readPath}, ${join(options)})`;
}

function parquetRows(file: PreparedFile): Sql {
  const columns = file.names.map((each) => sql`cast(${id(each)} as varchar) as ${id(each)}`);
  return sql`(select ${join(columns)} from read_parquet(${file.readPath}))`;
}
