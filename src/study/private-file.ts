import { chmodSync, copyFileSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fail } from "../core/errors.js";

/** Writes a text for its owner alone (mode 0600), renamed into place when it is whole. Throws RUN-001 where it cannot be written. */
export function writePrivateFile(path: string, text: string): void {
  intoPlace(path, (beside) => {
    writeFileSync(beside, text, { mode: 0o600 });
  });
}

/** Moves a file across file systems without ever showing a partial file under the final name; its owner alone may read it. */
export function movePrivateFile(from: string, to: string): void {
  intoPlace(to, (beside) => {
    chmodSync(from, 0o600);
    copyFileSync(from, beside);
  });
}

/** The text of a file that an option names. Throws CLI-002 where it cannot be read. */
export function readTextFile(path: string, option: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    const place = { key: option, file: path };
    return fail("CLI-002", { message: `the file cannot be read (${code})`, place, hint: "check its name" }, error);
  }
}

/**
 * The text of a small file that an option names, in its encoding (UTF-8 unless given). Throws CLI-002 where it cannot be read
 * or the encoding is unknown, and DATA-005 where its bytes are not valid.
 */
export function readEncodedFile(path: string, option: string, encoding = "utf-8"): string {
  const place = { key: option, file: basename(path) };
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    return fail("CLI-002", { message: `the file cannot be read (${code})`, place, hint: "check its name" }, error);
  }
  return decoderOf(encoding)(bytes, place);
}

function decoderOf(encoding: string) {
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch (error) {
    const hint = "utf-8, gb18030, big5, utf-16le, windows-1252 are known";
    return fail("CLI-002", { message: "the encoding is not known", place: { key: "--encoding" }, hint }, error);
  }
  return (bytes: Uint8Array, place: { file: string; key: string }): string => {
    try {
      return decoder.decode(bytes);
    } catch (error) {
      const hint = "say --encoding; a Chinese export is most often gb18030";
      return fail("DATA-005", { message: `the bytes of the file are not valid ${encoding}`, place, hint }, error);
    }
  };
}

function intoPlace(path: string, make: (beside: string) => void): void {
  const final = resolve(path);
  const beside = join(dirname(final), `.${basename(final)}.part-${String(process.pid)}`);
  try {
    make(beside);
    renameSync(beside, final);
  } catch (error) {
    rmSync(beside, { force: true });
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    const hint = "choose another place for it";
    fail("RUN-001", { message: `the output file cannot be written (${code})`, place: { file: path }, hint }, error);
  }
}
