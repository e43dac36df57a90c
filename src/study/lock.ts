import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fail } from "../core/errors.js";

interface Owner {
  readonly pid: number;
  readonly host: string;
  readonly started: string;
}

function ownerOf(file: string): Owner | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Owner;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function create(file: string): boolean {
  try {
    const handle = openSync(file, "wx", 0o600);
    const owner: Owner = { pid: process.pid, host: hostname(), started: new Date().toISOString() };
    writeSync(handle, JSON.stringify(owner));
    closeSync(handle);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Takes the lock of a work folder and returns how to give it back. A lock whose process on this host is gone, or that
 * was cut while it was written, is taken over with a note; a living owner is an error.
 */
export function takeLock(folder: string, note: (text: string) => void): () => void {
  const file = join(folder, "lock");
  if (!create(file)) {
    const owner = ownerOf(file);
    if (owner !== null && (owner.host !== hostname() || (owner.pid !== process.pid && isAlive(owner.pid)))) {
      fail("RUN-002", {
        message: `another run (process ${String(owner.pid)} on ${owner.host}, started ${owner.started}) holds this study`,
        hint: "wait for it to end; if that machine is gone, delete the file `lock` in the study's .custval folder",
      });
    }
    note("the lock of a run that has ended was taken over");
    rmSync(file, { force: true });
    if (!create(file)) fail("RUN-002", { message: "another run took the study at the same moment", hint: "run again" });
  }
  return () => {
    rmSync(file, { force: true });
  };
}
