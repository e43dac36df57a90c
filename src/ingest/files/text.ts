import { isAscii } from "node:buffer";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fail } from "../../core/errors.js";
import { transcode, type Transcoded } from "../encoding/transcode.js";
import { Utf8Check } from "../encoding/utf8-check.js";
import { fingerprint, type Fingerprint } from "./fingerprint.js";
import type { OpenContext, OpenedFile } from "./open.js";

/** The text of a file in UTF-8, or what should be it: a file that nothing declares otherwise is read where it lies. */
export interface FileText {
  readonly path: string;
  readonly decoded: boolean;
  /** Lines that did not decode. */
  readonly undecodable: number;
  /** Hash of the file as it lies on disk, where it was read on the way; else null. */
  readonly print: Fingerprint | null;
}

/** Lines that cannot be decoded are rejected up to this share; above it the declaration is wrong. */
const UNDECODABLE_SHARE = 0.001;
/** So many bytes beyond ASCII that form valid UTF-8 are no accident. */
const BYTES_BEYOND_ASCII = 24;

const known = new WeakMap<OpenedFile, FileText>();

/** The text of a file; it is decoded once, however often it is asked for. */
export async function textOf(context: OpenContext, file: OpenedFile): Promise<FileText> {
  const found = known.get(file) ?? (await newText(context, file));
  known.set(file, found);
  return found;
}

async function newText(context: OpenContext, file: OpenedFile): Promise<FileText> {
  if (file.label !== "utf-8") return declaredText(context, file);
  const print = file.plainPath === file.path ? null : await fingerprint(file.path, context.signal);
  return { path: file.plainPath, decoded: false, undecodable: 0, print };
}

/** A copy of a file in another encoding, decoded; refuses a file that is UTF-8 all the same. */
async function declaredText(context: OpenContext, file: OpenedFile): Promise<FileText> {
  const check = new Utf8Check();
  let beyond = 0;
  const see = (chunk: Buffer) => {
    check.push(chunk);
    if (check.valid && beyond < BYTES_BEYOND_ASCII && !isAscii(chunk))
      beyond += chunk.reduce((sum, each) => sum + (each >> 7), 0);
  };
  const compressed = file.plainPath !== file.path;
  const print = await fingerprint(file.path, context.signal, compressed ? undefined : see);
  if (compressed) await fingerprint(file.plainPath, context.signal, see);
  if (check.end() && beyond >= BYTES_BEYOND_ASCII && !file.label.startsWith("utf-16")) refuseUtf8(file);
  return decodedText(context, file, print);
}

/** A copy of a file with what decodes of it in UTF-8. Of a file that was cut inside its last character, the encoding is right and one line is bad. */
export async function decodedText(
  context: OpenContext,
  file: OpenedFile,
  print: Fingerprint,
  isCut = false,
): Promise<FileText> {
  const to = join(context.workFolder, `text-${String(context.next())}`);
  const found = await transcode(file.plainPath, to, file.label, context.signal);
  const tolerated = Math.max(found.lines * UNDECODABLE_SHARE, isCut ? 1 : 0);
  if (found.badLines > tolerated || found.firstBadLine === 1) {
    rmSync(to, { force: true });
    refuseDecoding(file, found);
  }
  return { path: to, decoded: true, undecodable: found.badLines, print };
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
