import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CustvalError } from "../../src/core/errors.js";
import { runStudy } from "../../src/study/run-study.js";
import { scratch } from "../support/scratch.js";

const STUDY = `custval: 1
study: months
title: { en: Months, zh: 月份 }
as_of: "2024-03-31"
period: { start: "2024-01-01", end: "2024-03-31" }
currency: CNY
sources:
  tx:
    table: transactions
    files: "m-*.csv"
    columns: { transaction_id: id, customer_id: customer, booked_on: date, amount: amount }
`;

const root = scratch();

function bank(name: string, months: readonly number[]): string {
  const folder = join(root, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "study.yaml"), STUDY);
  for (const each of months) month(folder, each);
  return folder;
}

function month(folder: string, number: number, amount = "5.00"): void {
  const rows = ["a", "b", "c"].map((who) => `${who}${String(number)},${who},2024-0${String(number)}-15,${amount}\n`);
  writeFileSync(join(folder, `m-${String(number)}.csv`), `id,customer,date,amount\n${rows.join("")}`);
}

async function run(folder: string, append: boolean): Promise<string> {
  const said: string[] = [];
  const nothing = () => undefined;
  await runStudy({
    studyFile: join(folder, "study.yaml"),
    out: join(folder, "report"),
    append,
    version: "test",
    session: { threads: 1, memoryMiB: 512 },
    say: (text) => said.push(text),
    warn: nothing,
    answer: nothing,
    progress: nothing,
    step: nothing,
  });
  return said.join("\n");
}

function contentOf(folder: string): Record<string, string> {
  const report = join(folder, "report");
  const files = readdirSync(report, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const read = files.map((each) => {
    const path = join(each.parentPath, each.name);
    return [path.slice(report.length + 1), readFileSync(path, "utf8")] as const;
  });
  const content = Object.fromEntries(read.sort());
  const manifest = JSON.parse(content["run.json"]) as object;
  return { ...content, "run.json": JSON.stringify({ ...manifest, time: null }) };
}

async function problems(folder: string) {
  const error = await run(folder, true).catch((each: unknown) => each);
  expect(error).toBeInstanceOf(CustvalError);
  return (error as CustvalError).problems.map(({ code, place }) => [code, place?.file]);
}

describe("run --append", { timeout: 120_000 }, () => {
  it("gives the bytes of a full run over all months, and names what is new", async () => {
    const grown = bank("grown", [1, 2]);
    expect(await run(grown, true)).toContain("no report of this study to append to");
    month(grown, 3);
    expect(await run(grown, true)).toContain("the 2 files of the last report are unchanged; new: m-3.csv");
    const whole = bank("whole", [1, 2, 3]);
    await run(whole, false);
    expect(contentOf(grown)).toEqual(contentOf(whole));
  });

  it("refuses changed and missing files together and leaves the report; without it they are replaced", async () => {
    const folder = bank("changed", [1, 2, 3]);
    await run(folder, false);
    const before = contentOf(folder);
    month(folder, 1, "7.00");
    rmSync(join(folder, "m-2.csv"));
    expect(await problems(folder)).toEqual([
      ["RUN-007", "m-1.csv"],
      ["RUN-007", "m-2.csv"],
    ]);
    expect(contentOf(folder)).toEqual(before);
    await run(folder, false);
    const fresh = bank("fresh", [3]);
    month(fresh, 1, "7.00");
    await run(fresh, false);
    expect(contentOf(folder)).toEqual(contentOf(fresh));
  });
});
