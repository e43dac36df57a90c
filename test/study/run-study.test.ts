import { spawn } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { RunManifest } from "../../src/study/manifest.js";
import { custval, ROOT } from "../support/custval.js";
import { scratch } from "../support/scratch.js";

const folder = scratch();
const study = join(folder, "bank", "study.yaml");
const out = join(folder, "out");
const work = join(folder, "bank", ".custval");

function filesOf(path: string): ReadonlyMap<string, string> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return new Map(
    files.map((each) => {
      const file = join(each.parentPath, each.name);
      return [relative(path, file), readFileSync(file, "utf8")] as const;
    }),
  );
}

/** Content of a run folder; of the manifest all but the time fields. */
function contentOf(path: string): ReadonlyMap<string, string> {
  const manifest = JSON.parse(readFileSync(join(path, "run.json"), "utf8")) as RunManifest;
  const files = new Map(filesOf(path));
  files.set("run.json", JSON.stringify({ ...manifest, time: null }));
  return new Map([...files].sort());
}

function firstDifference(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string | null {
  for (const name of new Set([...a.keys(), ...b.keys()])) if (a.get(name) !== b.get(name)) return name;
  return null;
}

const run = (target: string, ...more: readonly string[]) =>
  custval(["run", study, "--out", target, ...more], { cwd: folder });

beforeAll(async () => {
  cpSync(join(ROOT, "data-samples/city-bank"), join(folder, "bank"), {
    recursive: true,
    filter: (path) => !path.includes(".custval"),
  });
  const first = await run(out);
  expect([first.exit, first.stdout]).toEqual([0, ""]);
}, 240_000);

describe("the case study", { timeout: 240_000 }, () => {
  it("writes the report in both languages, tables, at least six figures, the SQL, and run.json", () => {
    const files = [...filesOf(out).keys()];
    for (const name of [
      "report.en.md",
      "report.zh.md",
      "report.en.html",
      "report.zh.html",
      "run.sql",
      "study.resolved.yaml",
      "run.json",
    ])
      expect(files).toContain(name);
    expect(files.filter((each) => /^figures\/.*\.en\.svg$/.test(each)).length).toBeGreaterThanOrEqual(6);
    expect(files.filter((each) => /^figures\/.*\.zh\.svg$/.test(each)).length).toBeGreaterThanOrEqual(6);
    expect(files.filter((each) => /^tables\/.*\.csv$/.test(each)).length).toBeGreaterThan(10);
  });

  it("is what the committed report is, byte for byte apart from the time fields: run `npm run case-study`", () => {
    expect(firstDifference(contentOf(out), contentOf(join(ROOT, "reports/city-bank")))).toBeNull();
  });

  it("says that nothing is stale when it is run again, and changes no byte", async () => {
    const before = filesOf(out);
    const again = await run(out);
    expect(again.exit).toBe(0);
    expect(again.stderr).toContain("nothing is stale");
    expect(firstDifference(before, filesOf(out))).toBeNull();
    const dry = await run(out, "--dry-run");
    expect([dry.exit, dry.stdout.includes("would be left as it is")]).toEqual([0, true]);
    const strict = await run(out, "--strict");
    expect([strict.exit, strict.stderr.includes("error[RUN-006]")]).toEqual([4, true]);
    expect(firstDifference(before, filesOf(out))).toBeNull();
  });

  it("gives the same bytes with one thread and without its cache", async () => {
    rmSync(work, { recursive: true });
    const ran = await run(join(folder, "one-thread"), "--threads", "1", "--memory", "1024");
    expect(ran.exit).toBe(0);
    expect(firstDifference(contentOf(out), contentOf(join(folder, "one-thread")))).toBeNull();
  });

  it("keeps rows = kept + rejected + skipped for every file and states every hash", () => {
    const manifest = JSON.parse(readFileSync(join(out, "run.json"), "utf8")) as RunManifest;
    for (const each of manifest.inputs)
      expect([each.path, each.rows_kept + each.rows_rejected + each.rows_skipped]).toEqual([each.path, each.rows_read]);
    expect(manifest.inputs.length).toBeGreaterThan(45);
    expect(manifest.outputs.map((each) => each.path).sort()).toEqual(
      [...filesOf(out).keys()].filter((each) => each !== "run.json").sort(),
    );
  });

  it("holds no customer or account number and no path of the machine", () => {
    const ids = readFileSync(join(ROOT, "data-samples/city-bank/truth_customers.csv"), "utf8")
      .trim()
      .split("\n")
      .slice(1);
    const customers = new Set(ids.map((each) => each.split(",")[0]));
    expect(customers.size).toBe(3000);
    for (const [name, text] of filesOf(out)) {
      const words = text.match(/(?<![\w.,])\d{7}(?![\w.,])/g) ?? [];
      expect([name, words.filter((each) => customers.has(each))]).toEqual([name, []]);
      expect([name, text.includes(folder)]).toEqual([name, false]);
    }
  });

  it("keeps the raw lines of rejects for the owner alone, and only in the private folder", () => {
    expect(statSync(join(work, "rejects.csv")).mode & 0o777).toBe(0o600);
    expect(statSync(work).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(work, "rejects.csv"), "utf8").trim().split("\n").length).toBe(13);
  });

  it("verifies, and names a changed, an added and a missing file", async () => {
    const copy = join(folder, "copy");
    cpSync(out, copy, { recursive: true });
    expect((await custval(["verify", copy])).exit).toBe(0);
    appendFileSync(join(copy, "report.en.md"), " ");
    rmSync(join(copy, "run.sql"));
    mkdirSync(join(copy, "more"));
    appendFileSync(join(copy, "more", "x.txt"), "x");
    const { exit, stderr } = await custval(["verify", copy]);
    expect(exit).toBe(3);
    for (const word of ["report.en.md  file was changed", "run.sql  file is missing", "more/x.txt  file was added"])
      expect(stderr).toContain(word);
  });

  it("renders again, and only that, when a file of the report was changed", async () => {
    appendFileSync(join(out, "report.en.md"), "changed");
    const again = await run(out);
    expect([again.exit, again.stderr.includes("rfm      skipped: nothing changed")]).toEqual([0, true]);
    expect((await custval(["verify", out])).exit).toBe(0);
  });

  it("leaves the previous result whole when it is killed, and needs no manual step afterwards", async () => {
    const before = contentOf(out);
    for (const wait of [300, 900, 2500]) {
      const child = spawn(process.execPath, [
        join(ROOT, "bin/custval.js"),
        "run",
        study,
        "--out",
        out,
        "--seed",
        String(wait),
      ]);
      await new Promise((resolve) => setTimeout(resolve, wait));
      child.kill("SIGKILL");
      await new Promise((resolve) => child.once("close", resolve));
      const whole = existsSync(join(out, "run.json")) ? contentOf(out) : before;
      expect(firstDifference(before, whole)).toBeNull();
    }
    const after = await run(out);
    expect(after.exit).toBe(0);
    expect(firstDifference(before, contentOf(out))).toBeNull();
    expect(readdirSync(folder).filter((each) => each.startsWith(".out"))).toEqual([]);
  });

  it("stops on Ctrl-C with 130, removes its staging folder and keeps the result", async () => {
    const before = contentOf(out);
    const child = spawn(process.execPath, [join(ROOT, "bin/custval.js"), "run", study, "--out", out, "--seed", "5"]);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const asked = performance.now();
    child.kill("SIGINT");
    const exit = await new Promise((resolve) => child.once("close", resolve));
    expect(exit).toBe(130);
    expect(performance.now() - asked).toBeLessThan(10_000);
    expect(firstDifference(before, contentOf(out))).toBeNull();
    expect(readdirSync(folder).filter((each) => each.startsWith(".out"))).toEqual([]);
  });
});
