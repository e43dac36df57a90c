import { isAscii } from "node:buffer";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fail } from "../../core/errors.js";
import { sql } from "../../engine/sql.js";
import { transcode, type Transcoded } from "../encoding/transcode.js";
import { Utf8Check } from "../encoding/utf8-check.js";
import type { RecordKind } from "../records/kinds.js";
import { layoutOf, type RecordLayout } from "../records/layout.js";
import { Counting, copyRecords, scanFile } from "../records/scan.js";
import { RecordScanner } from "../records/scanner.js";
import { fingerprint, type Fingerprint } from "./fingerprint.js";
import type { OpenContext, OpenedFile } from "./open.js";

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

/** Lines that cannot be decoded are rejected up to this share; above it the declaration is wrong. */
const UNDECODABLE_SHARE = 0.001;
/** So many bytes beyond ASCII that form valid UTF-8 are no accident. */
const BYTES_BEYOND_ASCII = 24;

/** Counts the records of a file, checks its encoding and hashes it; writes a plain copy only where the engine could not read the file as it is. */
export async function prepareFile(context: OpenContext, file: OpenedFile): Promise<PreparedFile> {
  if (file.format === "parquet") return prepareParquet(context, file);
  const first = await firstPass(context, file);
  const needsText = file.label !== "utf-8" || !first.utf8;
  const textPath = needsText ? await decodedCopy(context, file, first.cut) : file.plainPath;
  const layout = layoutOf(file.spec, file.names.length, needsText);
  const { scanner, sink } = needsText ? await secondPass(context, textPath, layout) : first;
  const plain = scanner.clean && !/[*?[\]]/.test(textPath);
  const readPath = plain ? textPath : temporary(context, "rows");
  if (!plain) await copyRecords(textPath, readPath, layout, context.signal);
  return {
    ...file,
    ...first.print,
    layout,
    textPath,
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

function temporary(context: OpenContext, what: string): string {
  return join(context.workFolder, `${what}-${String(context.next())}`);
}

/** Hash, validity and records of the bytes in one pass; the hash is that of the file as it lies on disk. */
async function firstPass(context: OpenContext, file: OpenedFile) {
  const sink = new Counting();
  const scanner = new RecordScanner(layoutOf(file.spec, file.names.length), sink);
  const check = new Utf8Check();
  const scans = file.label === "utf-8";
  let beyond = 0;
  const see = (chunk: Buffer) => {
    check.push(chunk);
    if (scans && check.valid) scanner.push(chunk, false);
    else if (beyond < BYTES_BEYOND_ASCII && !isAscii(chunk))
      beyond += chunk.reduce((sum, each) => sum + (each >> 7), 0);
  };
  const compressed = file.plainPath !== file.path;
  const print = await fingerprint(file.path, context.signal, compressed ? undefined : see);
  if (compressed) await fingerprint(file.plainPath, context.signal, see);
  if (scans && check.valid) scanner.push(Buffer.alloc(0), true);
  const utf8 = check.end();
  if (!scans && utf8 && beyond >= BYTES_BEYOND_ASCII && !file.label.startsWith("utf-16")) refuseUtf8(file);
  return { print, utf8, cut: scans && check.valid && !utf8, scanner, sink };
}

async function secondPass(context: OpenContext, path: string, layout: RecordLayout) {
  const sink = new Counting();
  const scanner = new RecordScanner(layout, sink);
  await scanFile(path, scanner, context.signal);
  return { scanner, sink };
}

/** Of a file that was cut inside its last character, the encoding is right and one line is bad. */
async function decodedCopy(context: OpenContext, file: OpenedFile, isCut: boolean): Promise<string> {
  const to = temporary(context, "text");
  const found = await transcode(file.plainPath, to, file.label, context.signal);
  const tolerated = Math.max(found.lines * UNDECODABLE_SHARE, isCut ? 1 : 0);
  if (found.badLines > tolerated || found.firstBadLine === 1) {
    rmSync(to, { force: true });
    refuseDecoding(file, found);
  }
  return to;
}

function refuseDecoding(file: OpenedFile, found: Transcoded): never {
  fail("DATA-005", {
    message: `"${file.name}" is not ${file.label}: ${String(found.badLines)} of ${String(found.lines)} lines do not decode`,
    place: { file: file.name, line: found.firstBadLine ?? 1, key: `sources.${file.source}.encoding` },
    seen: `a byte that does not fit, at offset ${String(found.firstBadByte ?? 0)} of the file`,
    expected: `text in ${file.label}`,
    hint: "declare the encoding that the export was written in; for a Chinese export most often gb18030",
  });
}

function refuseUtf8(file: OpenedFile): never {
  fail("DATA-005", {
    message: `"${file.name}" is declared as ${file.spec.encoding} but all its bytes are valid UTF-8`,
    place: { file: file.name, key: `sources.${file.source}.encoding` },
    expected: `text in ${file.spec.encoding}`,
    hint: "declare encoding: utf-8, or leave the key out",
  });
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
