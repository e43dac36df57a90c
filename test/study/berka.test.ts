import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RunManifest } from "../../src/study/manifest.js";
import { custval } from "../support/custval.js";
import { dataset } from "../support/datasets.js";
import { scratch } from "../support/scratch.js";

const data = dataset("berka");
const folder = scratch();

/** Rows that the card of the public data states, one file a line. */
const CARD: Readonly<Record<string, readonly [kept: number, rejected: number]>> = {
  "account.asc": [4500, 0],
  "client.asc": [5369, 0],
  "disp.asc": [5369, 0],
  "district.asc": [77, 0],
  "loan.asc": [682, 0],
  "card.asc": [892, 0],
  "trans.asc": [49102, 1],
};

describe.skipIf(!data)("the study of the public Czech bank data [needs datasets]", { timeout: 240_000 }, () => {
  it("ends with 0, has the card's counts, and says why it has no effect chapter", async () => {
    const out = join(folder, "berka");
    const ran = await custval(["run", "data-samples/berka/study.yaml", "--data", data!, "--out", out]);
    expect([ran.exit, ran.stderr.match(/^error.*/m)]).toEqual([0, null]);
    const manifest = JSON.parse(readFileSync(join(out, "run.json"), "utf8")) as RunManifest;
    const counts = manifest.inputs.map((each) => [each.path, [each.rows_kept, each.rows_rejected]] as const);
    expect(Object.fromEntries(counts)).toEqual(CARD);
    expect(ran.stderr).toContain("first in line 49104");
    for (const [language, words] of [
      ["en", /declares no programme/i],
      ["zh", /未声明/],
    ] as const)
      expect(readFileSync(join(out, `report.${language}.md`), "utf8")).toMatch(words);
  });
});
