import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { fail } from "../core/errors.js";

export const MANIFEST = "run.json";

/** A folder beside the target into which a run writes; it takes the target's place only when it is whole. */
export interface Staging {
  readonly folder: string;
  /** Writes and syncs one file; folders in between are made. */
  write(path: string, content: string | Uint8Array, mode?: number): void;
  /** Writes the manifest last, then renames. */
  commit(manifest: string): void;
  /** Removes the staging folder; nothing else changes. */
  discard(): void;
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function writeSynced(file: string, content: string | Uint8Array, mode: number): void {
  const handle = openSync(file, "w", mode);
  try {
    const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
    for (let done = 0; done < bytes.length;) done += writeSync(handle, bytes, done);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function siblings(target: string, kind: "staging" | "old"): readonly string[] {
  const parent = dirname(target);
  const prefix = `.${basename(target)}.${kind}-`;
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((each) => each.startsWith(prefix))
    .map((each) => join(parent, each));
}

/** Puts right what a killed run left behind: an old result without a new one comes back, staging folders go. */
function recover(target: string): void {
  for (const old of siblings(target, "old")) {
    if (existsSync(target)) rmSync(old, { recursive: true, force: true });
    else renameSync(old, target);
  }
  for (const left of siblings(target, "staging")) rmSync(left, { recursive: true, force: true });
}

function refuseForeign(target: string): void {
  if (!existsSync(target)) return;
  const isFolder = statSync(target).isDirectory();
  if (isFolder && (existsSync(join(target, MANIFEST)) || readdirSync(target).length === 0)) return;
  fail("RUN-004", {
    message: "the output folder exists and was not written by custval",
    seen: isFolder ? "a folder without run.json" : "a file",
    hint: "choose another folder with --out, or remove this one yourself",
  });
}

/** Opens a staging folder for a target; the lock of the study must be held. */
export function openStaging(target: string): Staging {
  const final = resolve(target);
  try {
    mkdirSync(dirname(final), { recursive: true });
    recover(final);
    refuseForeign(final);
    const folder = join(dirname(final), `.${basename(final)}.staging-${String(process.pid)}`);
    mkdirSync(folder, { recursive: true });
    return stagingAt(folder, final);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EACCES" || code === "EROFS" || code === "EPERM" || code === "ENOTDIR" || code === "ENOSPC") {
      fail(
        "RUN-001",
        { message: `the output folder cannot be written (${code})`, hint: "choose another with --out" },
        error,
      );
    }
    throw error;
  }
}

function stagingAt(folder: string, final: string): Staging {
  const inside = (path: string) => {
    const file = resolve(folder, path);
    if (!file.startsWith(folder + sep)) throw new RangeError("an output path leads outside the run folder");
    return file;
  };
  const write = (path: string, content: string | Uint8Array, mode = 0o644) => {
    const file = inside(path);
    mkdirSync(dirname(file), { recursive: true });
    writeSynced(file, content, mode);
  };
  return Object.freeze({
    folder,
    write,
    commit(manifest: string) {
      write(MANIFEST, manifest);
      syncFolder(folder);
      const old = join(dirname(final), `.${basename(final)}.old-${String(process.pid)}`);
      if (existsSync(final)) renameSync(final, old);
      renameSync(folder, final);
      syncFolder(dirname(final));
      rmSync(old, { recursive: true, force: true });
    },
    discard() {
      rmSync(folder, { recursive: true, force: true });
    },
  });
}
