import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CustvalError } from "../../src/core/errors.js";
import { takeLock } from "../../src/study/lock.js";
import { scratch } from "../support/scratch.js";

const folder = scratch();
const deadProcess = 2 ** 22 + 1;

function lockFolder(name: string, content?: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  if (content !== undefined) writeFileSync(join(path, "lock"), content);
  return path;
}

function owner(pid: number, host = hostname()): string {
  return JSON.stringify({ pid, host, started: "2024-01-01T00:00:00.000Z" });
}

describe("the lock of a study", () => {
  it("is given back", () => {
    const path = lockFolder("free");
    const release = takeLock(path, () => undefined);
    expect(existsSync(join(path, "lock"))).toBe(true);
    release();
    expect(existsSync(join(path, "lock"))).toBe(false);
  });

  it("refuses a second run while the first lives, here and on another host", () => {
    const parent = process.ppid;
    for (const text of [owner(parent), owner(1, "another-host")]) {
      const path = lockFolder(`held-${String(text.length)}-${String(Math.abs(text.indexOf("another")))}`, text);
      expect(() => takeLock(path, () => undefined)).toThrow(CustvalError);
    }
  });

  it.each([
    ["a dead process", owner(deadProcess)],
    ["a lock cut while it was written", '{"pid": 12'],
  ])("is taken over from %s, with a note", (name, content) => {
    const notes: string[] = [];
    takeLock(lockFolder(name.replaceAll(" ", "-"), content), (text) => notes.push(text))();
    expect(notes).toEqual(["the lock of a run that has ended was taken over"]);
  });
});
