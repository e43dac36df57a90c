import { createReadStream, rmSync } from "node:fs";
import { extname, join } from "node:path";
import { fail } from "../core/errors.js";
import type { Engine } from "../engine/engine.js";
import type { Sql } from "../engine/sql.js";
import { movePrivateFile } from "./private-file.js";

/** The forms of a row-level table, by file ending. */
const FORMATS = { ".csv": "csv", ".parquet": "parquet", ".json": "json" } as const;
export type RowFormat = (typeof FORMATS)[keyof typeof FORMATS];

/** The form that an output name asks for; `-` and no name are CSV. Refused before any work is done. */
export function rowFormatOf(path: string | undefined): RowFormat {
  if (path === undefined || path === "-") return "csv";
  const ending = extname(path).toLowerCase();
  if (ending in FORMATS) return FORMATS[ending as keyof typeof FORMATS];
  return fail("CLI-002", {
    message: "the ending of the output file names no form that can be written",
    place: { key: "--out" },
    expected: "a name ending in .csv, .parquet or .json, or - for CSV on stdout",
    hint: "give --out FILE.csv",
  });
}

interface Target {
  readonly path: string | undefined;
  readonly work: string;
  readonly stdout: (text: string) => Promise<void>;
}

/** Writes a query's rows to stdout as CSV, or to a file (mode 0600, renamed into place when it is whole). */
export async function writeRows(engine: Engine, query: Sql, target: Target): Promise<void> {
  const format = rowFormatOf(target.path);
  const spool = join(target.work, `rows.${format}`);
  await engine.execute(engine.dialect.copyTo(query, spool, format));
  if (target.path === undefined || target.path === "-") {
    for await (const block of createReadStream(spool, "utf8")) await target.stdout(block as string);
    rmSync(spool);
    return;
  }
  movePrivateFile(spool, target.path);
}
