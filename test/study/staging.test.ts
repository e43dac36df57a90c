import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CustvalError } from "../../src/core/errors.js";
import { openStaging } from "../../src/study/staging.js";
import { scratch } from "../support/scratch.js";

const folder = scratch();
const deadProcess = String(2 ** 22 + 1);

/** A manifest that names the files of a run. */
function manifest(...paths: readonly string[]): string {
  return JSON.stringify({ format: "custval-run", outputs: paths.map((path) => ({ path })) });
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof CustvalError ? error.problems[0].code : String(error);
  }
  return "no failure";
}

describe("the staging folder", () => {
  it("shows nothing under the final name before the commit, and all of it after", () => {
    const target = join(folder, "a", "report");
    const staging = openStaging(target);
    staging.write("tables/x.csv", "n\n1\n");
    staging.write("secret.csv", "id\n", 0o600);
    expect(existsSync(target)).toBe(false);
    staging.commit(manifest("tables/x.csv", "secret.csv"));
    expect(readFileSync(join(target, "tables/x.csv"), "utf8")).toBe("n\n1\n");
    expect(statSync(join(target, "secret.csv")).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, "a"))).toEqual(["report"]);
  });

  it("replaces an earlier result as a whole", () => {
    const target = join(folder, "b");
    for (const name of ["first.txt", "second.txt"]) {
      const staging = openStaging(target);
      staging.write(name, name);
      staging.commit(manifest(name));
    }
    expect(readdirSync(target).sort()).toEqual(["run.json", "second.txt"]);
  });

  it("leaves the previous result whole when it is discarded", () => {
    const target = join(folder, "c");
    const first = openStaging(target);
    first.write("kept.txt", "kept");
    first.commit(manifest("kept.txt"));
    const second = openStaging(target);
    second.write("kept.txt", "half");
    second.discard();
    expect(readFileSync(join(target, "kept.txt"), "utf8")).toBe("kept");
    expect(readdirSync(folder).filter((each) => each.startsWith(".c."))).toEqual([]);
  });

  it("puts right what a kill between the two renames left", () => {
    const target = join(folder, "d");
    mkdirSync(join(folder, `.d.old-${deadProcess}`));
    writeFileSync(join(folder, `.d.old-${deadProcess}`, "run.json"), manifest());
    mkdirSync(join(folder, `.d.staging-${deadProcess}`));
    openStaging(target).discard();
    expect(readFileSync(join(target, "run.json"), "utf8")).toBe(manifest());
    expect(readdirSync(folder).filter((each) => each.startsWith(".d."))).toEqual([]);
  });

  it("leaves the folders of a run that still works alone", () => {
    const theirs = join(folder, `.busy.staging-${String(process.ppid)}`);
    mkdirSync(theirs);
    openStaging(join(folder, "busy")).discard();
    expect(existsSync(theirs)).toBe(true);
  });

  it("refuses a result to which somebody added a file, and a folder with a run.json of another program", () => {
    const target = join(folder, "noted");
    const first = openStaging(target);
    first.write("report.en.md", "text");
    first.commit(manifest("report.en.md"));
    openStaging(target).discard();
    writeFileSync(join(target, "my-notes.txt"), "remember");
    expect(codeOf(() => openStaging(target))).toBe("RUN-004");
    const other = join(folder, "other");
    mkdirSync(other);
    writeFileSync(join(other, "run.json"), '{"my":"stuff"}');
    expect(codeOf(() => openStaging(other))).toBe("RUN-004");
    expect(readFileSync(join(target, "my-notes.txt"), "utf8")).toBe("remember");
  });

  it("never overwrites what it did not write", () => {
    const target = join(folder, "mine");
    mkdirSync(target);
    writeFileSync(join(target, "thesis.docx"), "three years of work");
    expect(codeOf(() => openStaging(target))).toBe("RUN-004");
    writeFileSync(join(folder, "file"), "x");
    expect(codeOf(() => openStaging(join(folder, "file")))).toBe("RUN-004");
    expect(readFileSync(join(target, "thesis.docx"), "utf8")).toBe("three years of work");
  });

  it("writes nothing outside its folder", () => {
    const staging = openStaging(join(folder, "e"));
    expect(() => {
      staging.write("../escaped.txt", "x");
    }).toThrow(RangeError);
    expect(() => {
      staging.write("/tmp-escaped.txt", "x");
    }).toThrow(RangeError);
    staging.discard();
    expect(existsSync(join(folder, "escaped.txt"))).toBe(false);
  });

  it.skipIf(process.getuid?.() === 0)("says so when the folder may not be written (root may write everywhere)", () => {
    const closed = join(folder, "closed");
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    expect(codeOf(() => openStaging(join(closed, "out")))).toBe("RUN-001");
  });
});
