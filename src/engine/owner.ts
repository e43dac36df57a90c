import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/** Who holds a lock or a folder. `born` tells a process from a later one with the same number, where the system says it. */
export interface Owner {
  readonly pid: number;
  readonly host: string;
  readonly started: string;
  readonly born?: string;
}

/** This process as an owner from now on. */
export function thisOwner(): Owner {
  const born = bornOf(process.pid);
  const owner = { pid: process.pid, host: hostname(), started: new Date().toISOString() };
  return Object.freeze(born === null ? owner : { ...owner, born });
}

/** The owner that a file names; null when there is none, or it was cut while it was written. */
export function readOwner(file: string): Owner | null {
  try {
    const found = JSON.parse(readFileSync(file, "utf8")) as Partial<Owner> | null;
    return typeof found?.pid === "number" && typeof found.host === "string" ? (found as Owner) : null;
  } catch {
    return null;
  }
}

/** Whether a process runs on this host. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether an owner may still be at work; of another host nothing can be known, so it may. */
export function mayBeRunning(owner: Owner): boolean {
  if (owner.host !== hostname()) return true;
  const born = bornOf(owner.pid);
  return isAlive(owner.pid) && (born === null || owner.born === undefined || owner.born === born);
}

/** Clock ticks between the start of the machine and of a process: field 22 of Linux's stat file; null elsewhere. */
function bornOf(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
