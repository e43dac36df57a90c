import { createReadStream, createWriteStream, openSync, readSync, closeSync } from "node:fs";
import { join } from "node:path";
import type { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { isUtf8 } from "node:buffer";
import type { Engine } from "../../engine/engine.js";
import { sql } from "../../engine/sql.js";
import { CustvalError, type Problem } from "../../core/errors.js";
import { byteOrderMarkOf, candidates, lastLineEnd, looksLikeUtf16 } from "../encoding/detect.js";
import { Utf8Check } from "../encoding/utf8-check.js";
import { decoderLabel } from "../encoding/names.js";
import type { SourceSpec } from "../source-spec.js";
import { readHeader } from "./header.js";
import { emptyProblem, type SourceFile } from "./resolve.js";
import { uncompressor, verifyZstd } from "./uncompress.js";

const SAMPLE = 1 << 18;

/** A file whose form is known: encoding decided and head read, its rows not yet looked at. */
export interface OpenedFile extends SourceFile {
  readonly source: string;
  readonly spec: SourceSpec;
  readonly format: "csv" | "parquet";
  /** Uncompressed bytes. */
  readonly plainPath: string;
  readonly label: string;
  readonly names: readonly string[];
  readonly repeated: readonly string[];
}

export interface OpenContext {
  readonly engine: Engine;
  readonly workFolder: string;
  /** A number that makes names of temporary files unique. */
  readonly next: () => number;
  readonly signal?: AbortSignal;
}

/** Decides the encoding of a file and reads its head; a problem when either cannot be done. */
export async function openFile(
  context: OpenContext,
  source: string,
  spec: SourceSpec,
  file: SourceFile,
): Promise<OpenedFile | Problem> {
  const key = `sources.${source}`;
  const format = spec.format ?? (file.name.endsWith(".parquet") ? "parquet" : "csv");
  if (format === "parquet") return openParquet(context, source, spec, file);
  if (file.name.endsWith(".zip")) return unsupported(file, key);
  const decoder = uncompressor(file.name);
  const plainPath = decoder === null ? file.path : await uncompress(context, file, decoder);
  if (typeof plainPath !== "string") return plainPath;
  const sample = head(plainPath);
  if (sample.length === 0) return emptyProblem(file.name, `${key}.files`);
  const label = encodingOf(sample, spec, file, source);
  if (typeof label !== "string") return label;
  const { names, repeated } = readHeader(decoded(sample, label), spec, sample.length < SAMPLE);
  if (names.length === 0) return sample.length < SAMPLE ? emptyProblem(file.name, `${key}.files`) : longHead(file, key);
  return { ...file, source, spec, format, plainPath, label, names, repeated };
}

function head(path: string): Buffer {
  const buffer = Buffer.alloc(SAMPLE);
  const descriptor = openSync(path, "r");
  try {
    return buffer.subarray(0, readSync(descriptor, buffer, 0, SAMPLE, 0));
  } finally {
    closeSync(descriptor);
  }
}

function decoded(sample: Buffer, label: string): Buffer {
  if (label === "utf-8") return sample;
  return Buffer.from(new TextDecoder(label).decode(sample, { stream: true }));
}

function encodingOf(sample: Buffer, spec: SourceSpec, file: SourceFile, source: string): string | Problem {
  const declared = decoderLabel(spec.encoding);
  const mark = byteOrderMarkOf(sample);
  const problem = (message: string, hint: string, place = {}): Problem => ({
    code: "DATA-005",
    message,
    place: { file: file.name, key: `sources.${source}.encoding`, ...place },
    hint,
  });
  if (declared === null)
    return problem(`unknown encoding "${spec.encoding}"`, "see `custval doctor` for the encodings");
  if (mark !== null && declared !== "auto" && declared !== mark && !(declared === "utf-16le" && mark === "utf-16be"))
    return problem(
      `the file begins with the mark of ${mark}, declared is ${spec.encoding}`,
      `declare encoding: ${mark}, or auto`,
    );
  if (mark !== null) return mark;
  if (declared !== "auto") return declared;
  const wide = looksLikeUtf16(sample);
  if (wide) return problem("the file is not UTF-8", `it looks like UTF-16 without a mark: declare encoding: ${wide}`);
  const whole = sample.length < SAMPLE ? sample : sample.subarray(0, lastLineEnd(sample));
  if (isUtf8Text(whole)) return "utf-8";
  return problem("the file is not UTF-8, and no encoding is declared", candidatesHint(sample), firstInvalid(whole));
}

/** UTF-8, of which the end of the bytes may cut the last character. */
function isUtf8Text(bytes: Buffer): boolean {
  const check = new Utf8Check();
  check.push(bytes);
  return check.valid;
}

/** What to declare for bytes that are not UTF-8. */
export function candidatesHint(sample: Uint8Array): string {
  const names = candidates(sample);
  if (names.length === 0) return "no encoding known here fits the whole beginning of the file; it may be damaged";
  return `declare encoding: one of ${names.join(", ")} decodes it (gb18030 is usual for Chinese exports); look at the result, decoding alone proves nothing`;
}

/** Line (from 1) and column (byte, from 1) of the first byte that is not UTF-8. */
export function firstInvalid(bytes: Buffer): { line: number; column: number } {
  let start = 0;
  let line = 1;
  for (
    let end = bytes.indexOf(10);
    end >= 0 && isUtf8(bytes.subarray(start, end + 1));
    end = bytes.indexOf(10, start)
  ) {
    start = end + 1;
    line++;
  }
  return { line, column: validLength(bytes, start) + 1 };
}

/** Length of the longest valid text that begins at `start`, found by halving: a prefix of valid text may only lack the rest of a character. */
function validLength(bytes: Buffer, start: number): number {
  const strict = (length: number) => {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(start, start + length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let low = 0;
  let high = bytes.length - start;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (strict(middle)) low = middle;
    else high = middle;
  }
  while (low > 0 && !isUtf8(bytes.subarray(start, start + low))) low--;
  return low;
}

async function uncompress(context: OpenContext, file: SourceFile, decoder: Transform): Promise<string | Problem> {
  const to = join(context.workFolder, `plain-${String(context.next())}`);
  try {
    await pipeline(createReadStream(file.path), decoder, createWriteStream(to, { mode: 0o600 }), {
      signal: context.signal,
    });
    if (file.name.endsWith(".zst")) await verifyZstd(context.engine, file.path);
    return to;
  } catch (error) {
    context.signal?.throwIfAborted();
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") throw error;
    return {
      code: "DATA-017",
      message: `"${file.name}" cannot be uncompressed`,
      place: { file: file.name },
      hint: "copy the file again, or uncompress it yourself to see how far it goes",
    };
  }
}

async function openParquet(
  context: OpenContext,
  source: string,
  spec: SourceSpec,
  file: SourceFile,
): Promise<OpenedFile | Problem> {
  try {
    const rows = await context.engine.rows(
      sql`select column_name as name from (describe select * from read_parquet(${file.path}))`,
    );
    const names = rows.map((each) => String(each.name));
    return { ...file, source, spec, format: "parquet", plainPath: file.path, label: "parquet", names, repeated: [] };
  } catch (error) {
    if (!(error instanceof CustvalError)) throw error;
    context.signal?.throwIfAborted();
    return {
      code: "DATA-019",
      message: `"${file.name}" cannot be read as Parquet`,
      place: { file: file.name, key: `sources.${source}.files` },
      hint: "copy the file again, or declare format: csv",
    };
  }
}

function longHead(file: SourceFile, key: string): Problem {
  return {
    code: "DATA-106",
    message: `the first line of "${file.name}" goes on for more than ${String(SAMPLE >> 10)} KiB`,
    place: { file: file.name, line: 1, key },
    hint: "check that the file is a table with line ends; a file without them was damaged on its way",
  };
}

function unsupported(file: SourceFile, key: string): Problem {
  return {
    code: "DATA-019",
    message: `"${file.name}" is compressed in a form that is not read here`,
    place: { file: file.name, key: `${key}.files` },
    hint: "uncompress it, or compress it with gzip or zstd",
  };
}
