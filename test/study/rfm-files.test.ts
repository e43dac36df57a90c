import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
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
row_level: [rfm_scores]
sources:
  orders:
    table: transactions
    files: orders.csv
    columns: { customer_id: customer_id, booked_on: order_date, amount: revenue }
`;
const SEGMENTS = "segment,r,f\nfresh,4-5,\nrest,1-3,\n";

const write = (name: string, text: string) => {
  writeFileSync(join(folder, "bank", name), text);
};
const run = (name: string) => custval(["run", `bank/${name}.yaml`, "--out", name], { cwd: folder });
const read = (path: string) => readFileSync(join(folder, path), "utf8");

describe("files of saved cuts and of segments beside a study", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    mkdirSync(join(folder, "bank"));
    writeSampleFiles(join(folder, "bank"));
    write("own.csv", SEGMENTS);
    write("first.yaml", `${HEAD}study: first\nrfm: { refunds: net, segments_file: own.csv }\n`);
    write("second.yaml", `${HEAD}study: second\nrfm: { cuts_file: cuts.json }\n`);
    const columns = ["--customer", "customer_id", "--date", "order_date", "--amount", "revenue"];
    const saved = await custval(
      ["rfm", "orders.csv", ...columns, "--as-of", "2023-12-31", "--segments", "own.csv", "--save-cuts", "cuts.json"],
      { cwd: join(folder, "bank") },
    );
    expect(saved.exit).toBe(0);
  });

  it("the segments of a file are those of the report and of the rows", async () => {
    const ran = await run("first");
    expect([ran.exit, ran.stdout]).toEqual([0, ""]);
    const rows = read("first/rfm_scores.csv").trim().split("\n");
    const at = rows[0].split(",").indexOf("segment");
    expect(new Set(rows.slice(1).map((row) => row.split(",")[at]))).toEqual(new Set(["fresh", "rest"]));
    expect(read("first/report.en.md")).toContain("fresh");
  });

  it("saved cuts give the study the scores of the command, and the report says that nothing was estimated", async () => {
    const ran = await run("second");
    expect([ran.exit, ran.stdout]).toEqual([0, ""]);
    expect(read("second/rfm_scores.csv")).toBe(read("first/rfm_scores.csv"));
    expect(read("second/report.en.md")).toContain("The cut points were saved before");
    expect(read("second/report.zh.md")).toContain("分档切点为事先保存");
  });

  it("another file makes the study stale, another window is refused, and a missing file is named", async () => {
    write("own.csv", SEGMENTS.replace("fresh", "recent"));
    const again = await run("first");
    expect([again.exit, read("first/rfm_scores.csv").includes("recent")]).toEqual([0, true]);
    write("window.yaml", `${HEAD}study: window\nrfm: { cuts_file: cuts.json, window: 6m }\n`);
    expect(await run("window")).toMatchObject({ exit: 2, stderr: expect.stringContaining("VAL-005") as string });
    write("gone.yaml", `${HEAD}study: gone\nrfm: { cuts_file: gone.json }\n`);
    expect(await run("gone")).toMatchObject({ exit: 2, stderr: expect.stringContaining("rfm.cuts_file") as string });
  });
});
