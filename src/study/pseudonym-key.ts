import { readFileSync, statSync } from "node:fs";
import { fail } from "../core/errors.js";
import { FEWEST_KEY_BYTES, Pseudonyms } from "../ingest/index.js";

const LARGEST_KEY = 1 << 16;
const LABEL = /^[\p{L}\p{N}._-]+$/u;
const OTHERS = 0o077;

/** Where a secret key lies and what its pseudonyms are for. */
export interface PseudonymRequest {
  readonly keyFile: string;
  /** Pseudonyms of different labels are unrelated; a study's label is its name. */
  readonly label: string;
  readonly warn: (code: string, message: string) => void;
}

/** The pseudonyms of a label under the bytes of a key file, all of them, a last line end too. */
export function readPseudonyms({ keyFile, label, warn }: PseudonymRequest): Pseudonyms {
  if (!LABEL.test(label))
    fail("CLI-002", {
      message: "option --label has a value of the wrong form",
      place: { key: "--label" },
      expected: "letters, digits, dots, hyphens and underscores",
      hint: "the name of the study whose pseudonyms these shall be",
    });
  const key = readKey(keyFile);
  if (key.length < FEWEST_KEY_BYTES)
    refuse(
      `the key file holds ${String(key.length)} bytes, too few for a key`,
      `make one with: head -c 32 /dev/urandom > FILE`,
    );
  if (isOpenToOthers(keyFile))
    warn("PRIV-002", "other users of this machine may read the key file; `chmod 600` makes it yours alone");
  return new Pseudonyms(key, label);
}

function readKey(file: string): Buffer {
  try {
    const stats = statSync(file);
    if (stats.isFile() && stats.size <= LARGEST_KEY) return readFileSync(file);
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    const message = code === "ENOENT" ? "the key file does not exist" : `the key file cannot be read (${code})`;
    refuse(message, "give the path of a file with at least 32 secret bytes");
  }
  return refuse("the key file is no file of at most 64 KiB", "give the path of a file with at least 32 secret bytes");
}

function refuse(message: string, hint: string): never {
  return fail("PRIV-001", {
    message,
    place: { key: "--key-file" },
    expected: `a file of at least ${String(FEWEST_KEY_BYTES)} bytes`,
    hint,
  });
}

function isOpenToOthers(file: string): boolean {
  return process.platform !== "win32" && (statSync(file).mode & OTHERS) !== 0;
}
