import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { fail } from "../core/errors.js";
import { filesBelow } from "./files-below.js";
import { isAlive } from "../engine/index.js";
import { MANIFEST, parseManifest } from "./manifest.js";

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

/** Whether the process that made a folder, named at its end, still runs. */
function isInUse(folder: string): boolean {
  const owner = Number(folder.slice(folder.lastIndexOf("-") + 1));
  return owner !== process.pid && isAlive(owner);
}

/** Puts right what a killed run left behind: an old result without a new one comes back, staging folders go. */
function recover(target: string): void {
  for (const old of siblings(target, "old").filter((each) => !isInUse(each))) {
    if (existsSync(target)) rmSync(old, { recursive: true, force: true });
    else renameSync(old, target);
  }
  for (const left of siblings(target, "staging").filter((each) => !isInUse(each))) {
    rmSync(left, { recursive: true, force: true });
  }
}

/** A folder is replaced only when custval wrote everything in it: nobody's notes are lost. */
function refuseForeign(target: string): void {
  if (!existsSync(target)) return;
  const foreign = foreignIn(target);
  if (foreign === null) return;
  fail("RUN-004", {
    message: "the output folder holds what custval did not write",
    seen: foreign,
    hint: "choose another folder with --out, or move that out of it",
  });
}

function foreignIn(target: string): string | null {
  if (!statSync(target).isDirectory()) return "a file";
  const files = filesBelow(target);
  if (files.length === 0) return null;
  const manifest = files.includes(MANIFEST) ? parseManifest(readFileSync(join(target, MANIFEST), "utf8")) : null;
  if (manifest === null) return "a folder without a run.json of custval";
  const known = new Set([MANIFEST, ...manifest.outputs.map((each) => each.path)]);
  return files.find((each) => !known.has(each) && !basename(each).startsWith(".")) ?? null;
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
      try {
        renameSync(folder, final);
      } catch (error) {
        if (existsSync(old)) renameSync(old, final);
        throw error;
      }
      syncFolder(dirname(final));
      rmSync(old, { recursive: true, force: true });
    },
    discard() {
      rmSync(folder, { recursive: true, force: true });
    },
  });
}
