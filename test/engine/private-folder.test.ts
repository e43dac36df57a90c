import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mayBeRunning, makePrivateFolder, readOwner, thisOwner } from "../../src/engine/index.js";
import { scratch } from "../support/scratch.js";

const parent = scratch();
const deadProcess = 2 ** 22 + 1;

function left(name: string, owner: unknown): string {
  const folder = join(parent, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "plain-1"), "a raw row");
  if (owner !== undefined) writeFileSync(join(folder, "owner.json"), JSON.stringify(owner));
  return folder;
}

const owner = { pid: deadProcess, host: hostname(), started: "2024-01-01T00:00:00.000Z" };

describe("private folders", () => {
  it("are for their owner alone and name it", () => {
    const folder = makePrivateFolder(parent);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readOwner(join(folder, "owner.json"))).toMatchObject({ pid: process.pid, host: hostname() });
  });

  it("of dead processes go when the next one is made; all others stay", () => {
    const stay = [
      left("custval-living", { ...owner, pid: process.ppid }),
      left("custval-mine", thisOwner()),
      left("custval-other-host", { ...owner, host: "another-host" }),
      left("custval-nobody", undefined),
      left("custval-foreign", { what: "no owner" }),
      left("another-tool", owner),
    ];
    const outside = left("outside", owner);
    symlinkSync(outside, join(parent, "custval-link"));
    const dead = left("custval-dead", owner);
    makePrivateFolder(parent);
    expect(existsSync(dead)).toBe(false);
    expect([...stay, outside].filter((each) => !existsSync(join(each, "plain-1")))).toEqual([]);
  });

  it.skipIf(thisOwner().born === undefined)("tells a process from an earlier one with its number", () => {
    expect(mayBeRunning(thisOwner())).toBe(true);
    expect(mayBeRunning({ ...thisOwner(), born: "1" })).toBe(false);
  });
});
