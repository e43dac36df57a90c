import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { checkResult } from "../../src/tables/results/index.js";
import { custval } from "../support/custval.js";
import { scratch } from "../support/scratch.js";

const folder = scratch();

const rows = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join("\n");

const STUDY = `custval: 1
study: small
title: { en: Small, zh: 小 }
as_of: "2023-06-30"
period: { start: "2023-01-01", end: "2023-06-30" }
currency: CNY
sources:
  customers: { table: customers, files: customers.csv, columns: { customer_id: id, birth_date: born, region: region } }
  holders: { table: holders, files: holders.csv, columns: { account_id: account, customer_id: id, share: share } }
  transactions:
    table: transactions
    files: bookings.csv
    columns: { customer_id: id, booked_on: day, amount: amount }
`;

/** Planted customers: what must never be shown. */
const PLANTED = ["PLANTED7781", "1931-03-07", "张三丰", "Mallowdale", "998877.66"];

beforeAll(() => {
  const planted = "PLANTED7781,1931-03-07,Mallowdale";
  writeFileSync(
    join(folder, "customers.csv"),
    `id,born,region\n${planted}\n张三丰,1980-01-02,North\n${rows(60, (at) => `C${String(at)},1980-02-0${String((at % 9) + 1)},North`)}\n`,
  );
  writeFileSync(join(folder, "holders.csv"), "account,id,share\nA1,C1,0.5\nA1,C2,0.4\nA2,PLANTED7781,1\n");
  const day = (at: number) => `2023-0${String([1, 2, 4, 5, 6][at % 5])}-1${String(at % 9)}`;
  writeFileSync(
    join(folder, "bookings.csv"),
    `id,day,amount\nPLANTED7781,2023-01-01,998877.66\nPLANTED7781,2023-13-01,998877.66\n${rows(300, (at) => `C${String(at % 60)},${day(at)},${String(at)}.00`)}\n`,
  );
  mkdirSync(join(folder, "later"));
  writeFileSync(
    join(folder, "later", "bookings.csv"),
    `amount,id,day\n${rows(300, (at) => `${String(at * 3 + 1)}.50,C${String(at % 60)},${day(at)}`)}\n`,
  );
  writeFileSync(join(folder, "study.yaml"), STUDY);
  writeFileSync(join(folder, "lenient.yaml"), `${STUDY}rules: { holder_shares: warn }\n`);
  writeFileSync(
    join(folder, "strict.yaml"),
    STUDY.replace("files: bookings.csv", "files: bookings.csv\n    max_rejects: { rows: 0 }"),
  );
  writeFileSync(join(folder, "headless.csv"), "1001,2023-01-01,5\n1002,2023-01-02,6\n");
});

const run = (...words: string[]) => custval(["check", ...words], { cwd: folder });

describe("custval check", () => {
  it("ends with 3 where a rule of severity error is broken, says which, and shows no planted customer", async () => {
    const { stdout, stderr, exit } = await run("study.yaml");
    expect(exit).toBe(3);
    expect(stderr).toMatch(/^error\[DATA-030\].*holder_shares \(error\): 1 of 2 in holders/);
    expect(stdout).toMatch(/error {2}holder_shares +holders +1 of 2/);
    expect(stdout).toContain("MISSING 2023-03");
    expect(stdout).toMatch(/DATA-114 +1 .*bookings\.csv:3/);
    for (const each of PLANTED) expect(stdout + stderr, each).not.toContain(each);
  });

  it("prints its page where more rows are rejected than tolerated, then ends with 3 for that and for the rule", async () => {
    const { stdout, stderr, exit } = await run("strict.yaml");
    expect(exit).toBe(3);
    expect(stdout).toMatch(/DATA-114 +1 .*bookings\.csv:3/);
    expect(stdout).toMatch(/error {2}holder_shares +holders +1 of 2/);
    expect(stderr).toMatch(/^error\[DATA-009\] bookings\.csv:3/m);
    expect(stderr).toMatch(/^error\[DATA-030\].*holder_shares/m);
    for (const each of PLANTED) expect(stdout + stderr, each).not.toContain(each);
  });

  it("gives one object with --json, of the published form and without a planted customer", async () => {
    const { stdout, stderr, exit } = await run("study.yaml", "--json");
    expect(exit).toBe(3);
    const object = JSON.parse(stdout) as { command: string; result: unknown };
    expect(object.command).toBe("check");
    expect(checkResult.parse(object.result).broken.error).toBe(1);
    for (const each of PLANTED) expect(stdout + stderr, each).not.toContain(each);
  });

  it("passes where the study lowers the rule, and not with --strict", async () => {
    expect((await run("lenient.yaml")).exit).toBe(0);
    const strict = await run("lenient.yaml", "--strict");
    expect(strict.exit).toBe(3);
    expect(strict.stderr).toContain("error[DATA-GAP]");
    expect(strict.stderr).toContain("holder_shares (warn)");
  });

  it("compares plain files by the names in their heads, whatever their order", async () => {
    const words = ["--customer", "id", "--date", "day", "--amount", "amount", "--date-format", "iso"];
    const { stdout, stderr, exit } = await run(join("later", "bookings.csv"), ...words, "--against", "bookings.csv");
    expect([exit, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("Drift against bookings.csv");
    expect(stdout).toMatch(/transactions\.amount +shifted +PSI/);
    for (const each of PLANTED) expect(stdout + stderr, each).not.toContain(each);
  });

  it("profiles a plain file without a mapping, also from stdin", async () => {
    const { stdout, exit } = await custval(["check", "-"], { cwd: folder, stdin: "region,score\nN,1\nS,2\n" });
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^stdin {2}2 rows\n {2}region/);
    expect(stdout).not.toContain("customer_id");
  });

  it("refuses a head that is data, half a mapping, and columns beside a study", async () => {
    const headless = await run("headless.csv");
    expect(headless.exit).toBe(2);
    expect(headless.stderr).toContain("DATA-031");
    expect(headless.stderr).not.toMatch(/1001|2023-01-01/);
    expect((await run("bookings.csv", "--customer", "id")).stderr).toContain("CLI-003");
    expect((await run("study.yaml", "--customer", "id", "--date", "day", "--amount", "amount")).stderr).toContain(
      "CLI-004",
    );
  });
});
