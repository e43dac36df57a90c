import { linkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fail } from "../core/errors.js";
import { mayBeRunning, readOwner, thisOwner, type Owner } from "../engine/index.js";

/** Writes the lock whole under another name and links it into place, so that nobody can read half of one. */
function create(file: string, owner: Owner): boolean {
  const own = `${file}.${String(owner.pid)}`;
  writeFileSync(own, JSON.stringify(owner), { mode: 0o600 });
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function isHeld(owner: Owner | null): owner is Owner {
  if (owner === null) return false;
  return owner.host !== hostname() || (owner.pid !== process.pid && mayBeRunning(owner));
}

function refuse(owner: Owner): never {
  return fail("RUN-002", {
    message: `another run (process ${String(owner.pid)} on ${owner.host}, started ${owner.started}) holds this study`,
    hint: "wait for it to end; if that machine is gone, delete the file `lock` in the study's .custval folder",
  });
}

/** Moves a dead lock away; if another run was quicker, what was moved is a living one and goes back. */
function takeOver(file: string): void {
  const away = `${file}.dead-${String(process.pid)}`;
  renameSync(file, away);
  const moved = readOwner(away);
  if (isHeld(moved)) {
    renameSync(away, file);
    refuse(moved);
  }
  rmSync(away, { force: true });
}

/**
 * Takes the lock of a work folder and returns how to give it back. A lock whose process on this host is gone, or that
 * was cut while it was written, is taken over with a note; a living owner is an error.
 */
export function takeLock(folder: string, note: (text: string) => void): () => void {
  const file = join(folder, "lock");
  const mine = thisOwner();
  if (!create(file, mine)) {
    const owner = readOwner(file);
    if (isHeld(owner)) refuse(owner);
    note("the lock of a run that has ended was taken over");
    takeOver(file);
    if (!create(file, mine))
      fail("RUN-002", { message: "another run took the study at the same moment", hint: "run again" });
  }
  return () => {
    if (readOwner(file)?.started === mine.started) rmSync(file, { force: true });
  };
}
