import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { custval } from "../support/custval.js";
import { scratch } from "../support/scratch.js";

const folder = scratch();
const run = (line: string) => custval(line.split(" "), { cwd: folder });
const FIT = "segment people.csv --customer id --features balance --categories city --k 3";

beforeAll(() => {
  const rows = Array.from(
    { length: 60 },
    (_, i) => `P${String(i + 100)},${String((i % 3) * 10 + (i % 4))},${["N", "S", "W"][i % 3]}`,
  );
  writeFileSync(join(folder, "people.csv"), ["id,balance,city", ...rows, ""].join("\n"));
});

describe("segment --categories", () => {
  it("clusters by k-prototypes, and the saved model gives the same rows", async () => {
    const fitted = await run(`${FIT} --save-model model.json`);
    expect([fitted.exit, fitted.stdout.trim().split("\n").length]).toEqual([0, 61]);
    expect((await run("assign people.csv --customer id --model model.json")).stdout).toBe(fitted.stdout);
    const json = JSON.parse((await run(`${FIT} --json`)).stdout) as {
      result: { algorithm: string; mixed: { gamma: number } };
    };
    expect(json.result.algorithm).toBe("k-prototypes");
    expect(json.result.mixed.gamma).toBeGreaterThan(0);
  });

  it("refuses an algorithm that cannot compare them, and a category that training did not have", async () => {
    const refused = await run(`${FIT} --algorithm ward`);
    expect([refused.exit, refused.stderr.includes("error[SEG-001]")]).toEqual([2, true]);
    const text = readFileSync(join(folder, "people.csv"), "utf8").replace(",N\n", ",hidden\n");
    writeFileSync(join(folder, "new.csv"), text);
    const ran = await run("assign new.csv --customer id --model model.json");
    expect([ran.exit, ran.stderr.includes("error[SEG-015]"), ran.stderr.includes("hidden")]).toEqual([3, true, false]);
  });
});
