import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { custval } from "../support/custval.js";
import { writeSampleFiles } from "../support/sample-files.js";
import { scratch } from "../support/scratch.js";

const folder = scratch();

const HEAD = `custval: 1
title: { en: A bank, zh: 某银行 }
as_of: 2023-12-31
period: { start: 2023-01-01, end: 2023-12-31 }
currency: CNY
report: { formats: [md, csv] }
row_level: [segment_assignments]
sources:
  customers:
    table: customers
    files: customers.csv
    columns: { customer_id: customer_id }
    attributes:
      balance: { from: balance, type: double }
      transactions: { from: transactions, type: double }
`;
const FIT = `${HEAD}study: fitted
segment:
  features: [{ column: balance, transform: log1p }, transactions]
  k: 3
  evidence_to: 3
  save_model: true
`;
const SCORE = `${HEAD}study: scored
assign: { model: ../fitted/segment_model.json }
`;

const write = (name: string, text: string) => {
  writeFileSync(join(folder, "bank", name), text);
};
const run = (name: string, ...more: readonly string[]) =>
  custval(["run", `bank/${name}.yaml`, "--out", name, ...more], { cwd: folder });
const read = (path: string) => readFileSync(join(folder, path), "utf8");

describe("the segment model of a study", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    mkdirSync(join(folder, "bank"));
    writeSampleFiles(join(folder, "bank"));
    write("fitted.yaml", FIT);
    write("scored.yaml", SCORE);
    const fitted = await run("fitted");
    expect([fitted.exit, fitted.stdout]).toEqual([0, ""]);
  });

  it("stands in the run folder for its owner alone, and is named in the manifest", () => {
    expect(statSync(join(folder, "fitted/segment_model.json")).mode & 0o777).toBe(0o600);
    const { outputs } = JSON.parse(read("fitted/run.json")) as { outputs: readonly { path: string }[] };
    expect(outputs.map((each) => each.path)).toContain("segment_model.json");
  });

  it("gives another study of the same customers the same segments, and says that nothing drifted", async () => {
    const scored = await run("scored");
    expect([scored.exit, scored.stdout]).toEqual([0, ""]);
    expect(read("scored/segment_assignments.csv")).toBe(read("fitted/segment_assignments.csv"));
    expect(read("scored/report.en.md")).toContain("Advice: keep the model");
    expect(read("scored/report.zh.md")).toContain("建议：保留模型");
    const again = await run("scored");
    expect([again.exit, again.stderr]).toEqual([0, expect.stringContaining("nothing is stale")]);
  });

  it("makes the study stale when the model file changes, and is refused when it was tampered with", async () => {
    write("../fitted/segment_model.json", read("fitted/segment_model.json").replace('"seed": 1', '"seed": 2'));
    const refused = await run("scored");
    expect([refused.exit, refused.stderr]).toEqual([3, expect.stringContaining("error[SEG-015]")]);
  });

  it("is not taken beside a new fit, and a missing file is named", async () => {
    write("both.yaml", `${FIT}assign: { model: x.json }\n`);
    expect(await run("both")).toMatchObject({ exit: 2, stderr: expect.stringContaining("assign") as string });
    write("gone.yaml", SCORE.replace("segment_model", "gone"));
    expect(await run("gone")).toMatchObject({ exit: 2, stderr: expect.stringContaining("assign.model") as string });
  });
});
