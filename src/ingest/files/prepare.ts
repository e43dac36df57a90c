import { join } from "node:path";
import { sql } from "../../engine/sql.js";
import { Utf8Check } from "../encoding/utf8-check.js";
import type { RecordKind } from "../records/kinds.js";
import { layoutOf, type RecordLayout } from "../records/layout.js";
import { Counting, copyRecords } from "../records/scan.js";
import { RecordScanner } from "../records/scanner.js";
import { chunksOf } from "./chunks.js";
import { fingerprint, type Fingerprint } from "./fingerprint.js";
import type { OpenContext, OpenedFile } from "./open.js";
import { decodedText, textOf, type FileText } from "./text.js";

/** A file whose records are counted by the tool itself and which the engine can read in bulk. */
export interface PreparedFile extends OpenedFile, Fingerprint {
  readonly layout: RecordLayout;
  /** UTF-8 bytes with the lines of the file: what the scanner reads. */
  readonly textPath: string;
  /** What the engine reads, and how many lines of head it skips there. */
  readonly readPath: string;
  readonly skipLines: number;
  readonly quoted: boolean;
  /** Some cell begins or ends with a blank, so that all are trimmed. */
  readonly padded: boolean;
  readonly parallel: boolean;
  readonly data: number;
  readonly skipped: number;
  readonly bad: ReadonlyMap<RecordKind, number>;
  readonly footers: readonly Buffer[];
}

/** Counts the records of a file, checks its encoding and hashes it; writes a plain copy only where the engine could not read the file as it is. */
export async function prepareFile(context: OpenContext, file: OpenedFile): Promise<PreparedFile> {
  if (file.format === "parquet") return prepareParquet(context, file);
  const { print, text, layout, scanner, sink } = await counted(context, file);
  const plain = scanner.clean && !/[*?[\]]/.test(text.path);
  const readPath = plain ? text.path : join(context.workFolder, `rows-${String(context.next())}`);
  if (!plain) await copyRecords(text.path, readPath, layout, context.signal);
  return {
    ...file,
    ...print,
    layout,
    textPath: text.path,
    readPath,
    skipLines: plain ? scanner.headLines : 0,
    quoted: scanner.sawQuote || file.spec.delimiter === "whitespace",
    padded: scanner.sawOuterBlank || file.spec.delimiter === "whitespace",
    parallel: scanner.multiline === 0,
    data: scanner.data,
    skipped: scanner.skipped,
    bad: sink.bad,
    footers: sink.footers,
  };
}

/** Hash and records of a file, in one pass where its bytes are the text; a file that should be UTF-8 and is not everywhere is decoded line by line. */
async function counted(context: OpenContext, file: OpenedFile) {
  const text = await textOf(context, file);
  const first = await scanned(context, file, text);
  if (first.utf8) return { ...first, text };
  const decoded = await decodedText(context, file, first.print, first.cut);
  return { ...(await scanned(context, file, decoded)), text: decoded };
}

async function scanned(context: OpenContext, file: OpenedFile, text: FileText) {
  const layout = layoutOf(file.spec, file.names.length, text.decoded);
  const sink = new Counting();
  const scanner = new RecordScanner(layout, sink);
  const check = new Utf8Check();
  const see = (chunk: Buffer) => {
    check.push(chunk);
    if (check.valid) scanner.push(chunk, false);
  };
  const print = text.print ?? (await fingerprint(text.path, context.signal, see));
  if (text.print !== null) for await (const chunk of chunksOf(text.path, context.signal)) see(chunk);
  const utf8 = check.end();
  if (utf8) scanner.push(Buffer.alloc(0), true);
  return { print, layout, scanner, sink, utf8, cut: check.valid && !utf8 };
}

async function prepareParquet(context: OpenContext, file: OpenedFile): Promise<PreparedFile> {
  const print = await fingerprint(file.path, context.signal);
  const [row] = await context.engine.rows(sql`select count(*) as n from read_parquet(${file.path})`);
  return {
    ...file,
    ...print,
    layout: layoutOf(file.spec, file.names.length),
    textPath: file.path,
    readPath: file.path,
    skipLines: 0,
    quoted: false,
    padded: true,
    parallel: true,
    data: Number(row.n),
    skipped: 0,
    bad: new Map(),
    footers: [],
  };
}
