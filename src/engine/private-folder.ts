import { lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mayBeRunning, readOwner, thisOwner } from "./owner.js";

const PREFIX = "custval-";
const OWNER = "owner.json";

/**
 * A private folder (0700) below the system's temporary folder or the one given, which names its owner. Folders that killed
 * processes left there are removed first: they can hold rows of the exports.
 */
export function makePrivateFolder(parent = tmpdir()): string {
  sweepPrivateFolders(parent);
  const folder = mkdtempSync(join(parent, PREFIX));
  writeFileSync(join(folder, OWNER), JSON.stringify(thisOwner()), { mode: 0o600 });
  return folder;
}

/** Removes the private folders of this user whose process on this host is gone; everything else is left alone. */
export function sweepPrivateFolders(parent = tmpdir()): void {
  for (const name of namesIn(parent).filter((each) => each.startsWith(PREFIX))) {
    const folder = join(parent, name);
    const owner = isOwnFolder(folder) ? readOwner(join(folder, OWNER)) : null;
    if (owner !== null && !mayBeRunning(owner)) removeQuietly(folder);
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isOwnFolder(path: string): boolean {
  try {
    const stats = lstatSync(path);
    return stats.isDirectory() && stats.uid === (process.getuid?.() ?? stats.uid);
  } catch {
    return false;
  }
}

/** Another run may sweep at the same moment. */
function removeQuietly(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    return;
  }
}
