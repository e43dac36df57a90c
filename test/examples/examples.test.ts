import { cpSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/commands/index.js";
import { custval, ROOT } from "../support/custval.js";
import { writeSampleFiles } from "../support/sample-files.js";
import { scratch } from "../support/scratch.js";

const folder = scratch();

beforeAll(() => {
  writeSampleFiles(folder);
  cpSync(join(ROOT, "data-samples/city-bank"), join(folder, "data-samples/city-bank"), {
    recursive: true,
    filter: (path) => !path.includes(".custval"),
  });
  symlinkSync(join(ROOT, "reports"), join(folder, "reports"));
});

function wordsOf(line: string): readonly string[] {
  return line.split(" ").slice(1);
}

const lines = COMMANDS.flatMap((spec) => spec.examples.map((each) => [spec.name, each.line] as const));

describe("the examples of the help", () => {
  it("exist for every command", () => {
    expect(COMMANDS.filter((each) => each.examples.length === 0).map((each) => each.name)).toEqual([]);
  });

  it.each(lines)("%s: %s", { timeout: 240_000 }, async (name, line) => {
    const ran = await custval(wordsOf(line), { cwd: folder });
    expect(ran.stderr).not.toMatch(/^error/m);
    expect(ran.exit).toBe(0);
    expect(`${ran.stdout}${ran.stderr}`.length, name).toBeGreaterThan(0);
  });
});

describe("the README", () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const blocks = [...readme.matchAll(/```\n([\s\S]*?)```/g)].map((match) => match[1].trim());

  it("shows exactly these commands", () => {
    expect(blocks).toEqual([
      "npm ci && npm run case-study",
      "npm test",
      "npx custval rfm orders.csv --customer customer_id --date order_date --amount revenue --as-of 2023-12-31",
      "npx custval run data-samples/berka/study.yaml --data FOLDER --out DIR",
    ]);
    const scripts = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };
    expect(scripts.scripts["case-study"]).toMatch(
      / run data-samples\/city-bank\/study\.yaml --out reports\/city-bank$/,
    );
    expect(scripts.scripts["test"]).toMatch(/vitest run$/);
  });

  it("has a one-line example that gives one row per customer", async () => {
    const line = blocks.find((each) => each.startsWith("npx custval rfm"))!;
    const ran = await custval(line.split(" ").slice(2), { cwd: folder });
    expect(ran.exit).toBe(0);
    expect(ran.stdout.trim().split("\n")).toHaveLength(61);
  });

  it("names files that exist", () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1]);
    expect(links.length).toBeGreaterThan(8);
    for (const link of links)
      expect(() => readFileSync(join(ROOT, link.replace(/\/$/, "/rfm.json"))), link).not.toThrow();
  });
});
