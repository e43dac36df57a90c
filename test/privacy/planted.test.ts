import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { custval, ROOT, type Ran } from "../support/custval.js";
import { scratch } from "../support/scratch.js";

const folder = scratch();
const bank = join(folder, "bank");
const temp = join(folder, "temp");
const work = join(bank, ".custval");
const out = join(folder, "out");
const key = join(folder, "key");

const PLANTED = Array.from({ length: 50 }, (_, at) => {
  const number = String(at).padStart(2, "0");
  return {
    id: `PLANTID${number}`,
    account: `6222PLANT${number}`,
    name: at < 25 ? `Agatha Marker${number}` : `植标客户${number}`,
  };
});
const IDS = PLANTED.flatMap(({ id, account }) => [id, account]);
const MARKS = [...IDS, ...PLANTED.map((each) => each.name)];

const STUDY = `custval: 1
study: planted
title: { en: Planted, zh: 植标 }
as_of: "2023-12-31"
period: { start: "2023-01-01", end: "2023-12-31" }
currency: CNY
sources:
  disp: { table: lookup, files: disp.csv }
  customers: { table: customers, files: customers.csv, columns: { customer_id: client, birth_date: born } }
  accounts:
    table: accounts
    files: accounts.csv
    link: { owner: { source: disp, on: { account: account } } }
    columns: { account_id: account, customer_id: owner.client }
  tx:
    table: transactions
    files: tx.csv
    max_rejects: { rows: LIMIT }
    columns: { account_id: account, booked_on: date, amount: amount }
rfm: {}
`;

/** Every planted customer stands in good rows; every third in bad ones too: text as amount or date, open quotes, rows too long or short. */
function writeBank(): void {
  const others = Array.from({ length: 200 }, (_, at) => ({
    id: `C${String(at)}`,
    account: `A${String(at)}`,
    name: "x",
  }));
  const all = [...PLANTED, ...others];
  const file = (name: string, head: string, rows: readonly string[]) => {
    writeFileSync(join(bank, name), `${[head, ...rows].join("\n")}\n`);
  };
  const bad = (each: (typeof all)[number], at: number) =>
    [
      `${each.account},2023-05-05,${each.name},${each.id}`,
      `${each.account},${each.id},1.00,${each.name}`,
      `${each.account},2023-05-05,1.00,"${each.name}`,
      `${each.account},${each.name}`,
      `${each.account},2023-05-05,1.00,${each.name},${each.id}`,
    ][at % 5];
  file("customers.csv", "client,born,name", [
    ...all.map((each) => `${each.id},1980-01-02,${each.name}`),
    `${PLANTED[0].id},1980-01-02,${PLANTED[0].name}`,
    `${PLANTED[1].name},nonsense,x`,
  ]);
  file(
    "disp.csv",
    "client,account",
    all.map((each) => `${each.id},${each.account}`),
  );
  file(
    "accounts.csv",
    "account",
    all.map((each) => each.account),
  );
  file("tx.csv", "account,date,amount,memo", [
    ...all.flatMap((each, at) =>
      [1, 2, 3].map(
        (month) => `${each.account},2023-0${String(month)}-1${String(at % 9)},${String(at * month)}.50,${each.name}`,
      ),
    ),
    ...PLANTED.filter((_, at) => at % 3 === 0).map(bad),
  ]);
  writeFileSync(join(bank, "study.yaml"), STUDY.replace("LIMIT", "100"));
  writeFileSync(join(bank, "strict.yaml"), STUDY.replace("LIMIT", "1"));
  writeFileSync(join(bank, "headless.csv"), PLANTED.map((each) => `${each.id},${each.name},12.50\n`).join(""));
}

const env = { TMPDIR: temp };
const run = (args: readonly string[]) => custval(args, { cwd: folder, env });
const PSEUDONYMS = ["--pseudonymise", "--key-file", key];

const found = (text: string | Buffer, marks = MARKS) => marks.filter((each) => text.includes(each));
const told = (ran: Ran) => found(ran.stdout + ran.stderr);

/** Files below a folder that hold a planted value; rejects.csv may, for its owner alone. */
function leaks(below: string, marks = MARKS): readonly string[] {
  if (!existsSync(below)) return [];
  return readdirSync(below, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .filter((file) => !file.endsWith("rejects.csv") || (statSync(file).mode & 0o777) !== 0o600)
    .filter((file) => found(readFileSync(file), marks).length > 0);
}

beforeAll(() => {
  for (const each of [bank, temp]) mkdirSync(each);
  writeBank();
  writeFileSync(key, Buffer.alloc(32, 7));
  chmodSync(key, 0o600);
});

describe("fifty planted customers", { timeout: 180_000 }, () => {
  it("are found nowhere after a study, but in rejects.csv and the work database", async () => {
    const ran = await run(["run", "bank/study.yaml", "--out", out, "--verbose"]);
    expect([ran.exit, told(ran)]).toEqual([0, []]);
    expect([
      ...leaks(out),
      ...leaks(temp),
      ...leaks(
        work,
        PLANTED.map((each) => each.name),
      ),
    ]).toEqual([]);
    expect(found(readFileSync(join(work, "rejects.csv"))).length).toBeGreaterThan(15);
    expect(leaks(work)).toEqual([join(work, "work.duckdb")]);
    expect(readdirSync(temp)).toEqual([]);
  });

  it("leave the work database too under pseudonyms, also what an earlier run put there", async () => {
    const ran = await run(["run", "bank/study.yaml", "--out", out, "--log-format", "json", ...PSEUDONYMS]);
    expect([ran.exit, told(ran)]).toEqual([0, []]);
    expect(
      ran.stderr
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { ts: string }).ts.length),
    ).not.toContain(0);
    expect([...leaks(out), ...leaks(temp), ...leaks(work)]).toEqual([]);
    const secret = Buffer.alloc(32, 7);
    const files = [out, work].flatMap((each) =>
      readdirSync(each, { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map((one) => readFileSync(join(one.parentPath, one.name))),
    );
    expect(files.filter((each) => each.includes(secret) || each.includes(secret.toString("hex")))).toEqual([]);
    expect(JSON.parse(readFileSync(join(out, "run.json"), "utf8"))).toMatchObject({
      pseudonyms: { method: "HMAC-SHA-256", label: "planted" },
    });
    const again = await run(["run", "bank/study.yaml", "--out", out, ...PSEUDONYMS]);
    expect(again.stderr).toContain("nothing is stale");
  });

  it("are not told by a run that fails for its data, nor left behind by it", async () => {
    const ran = await run([
      "run",
      "bank/strict.yaml",
      "--out",
      join(folder, "none"),
      "--verbose",
      "--log-format",
      "json",
      ...PSEUDONYMS,
    ]);
    expect([ran.exit, told(ran)]).toEqual([3, []]);
    const lines = ran.stderr
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.filter((each) => each["code"] === "DATA-009" && each["level"] === "error").length).toBeGreaterThan(0);
    expect(lines.at(-1)).toMatchObject({ event: "summary", exit: 3 });
    expect([...leaks(temp), ...leaks(work)]).toEqual([]);
  });

  it.each([
    [
      "rfm of good and bad rows",
      0,
      [
        "rfm",
        "bank/tx.csv",
        "--customer",
        "account",
        "--date",
        "date",
        "--amount",
        "amount",
        "--date-format",
        "iso",
        "--json",
      ],
    ],
    [
      "rfm whose dates are not said",
      2,
      ["rfm", "bank/tx.csv", "--customer", "account", "--date", "memo", "--amount", "amount", "--verbose"],
    ],
    ["a file without a head", 2, ["profit", "bank/headless.csv", "--customer", "client", "--revenue", "revenue"]],
    ["profit of text", 3, ["profit", "bank/tx.csv", "--customer", "account", "--revenue", "memo", "--verbose"]],
    [
      "segments of text",
      3,
      ["segment", "bank/customers.csv", "--features", "name", "--customer", "client", "--verbose"],
    ],
    [
      "a key that does not exist",
      2,
      [
        "rfm",
        "bank/tx.csv",
        "--customer",
        "account",
        "--date",
        "date",
        "--amount",
        "amount",
        "--pseudonymise",
        "--key-file",
        "no-key",
      ],
    ],
    [
      "pseudonyms without a key",
      2,
      ["rfm", "bank/tx.csv", "--customer", "account", "--date", "date", "--amount", "amount", "--pseudonymise"],
    ],
    ["a check of good and bad rows", 0, ["check", "bank/study.yaml", "--verbose"]],
    ["a check above the tolerance, with --json", 3, ["check", "bank/strict.yaml", "--json"]],
    ["a profile of a plain file", 0, ["check", "bank/customers.csv"]],
    ["a proposal of a study", 0, ["init", "bank", "--out", "proposed.yaml", "--json", "--verbose"]],
  ])("are not told by %s", async (_, exit, args) => {
    const ran = await run(args);
    expect([ran.exit, told(ran)]).toEqual([exit, []]);
    expect(readdirSync(temp)).toEqual([]);
  });

  it("stand in no line of the study that init proposes", () => {
    expect(found(readFileSync(join(folder, "proposed.yaml")))).toEqual([]);
  });

  it("are not told by assign, but in its rows, and there as pseudonyms where asked", async () => {
    const rows = Array.from(
      { length: 200 },
      (_, at) => `C${String(at)},${String((at % 2) * 900 + at)},${String(at % 7)}`,
    );
    const own = PLANTED.map(({ id }, at) => `${id},${String(at)},1`);
    const bad = PLANTED.map(({ id, name }) => `${id},${name},1`);
    writeFileSync(join(bank, "fit.csv"), ["client,money,count", ...rows, ""].join("\n"));
    writeFileSync(join(bank, "score.csv"), ["client,money,count", ...own, ...bad, ""].join("\n"));
    const fit = ["segment", "bank/fit.csv", "--customer", "client", "--features", "money,count", "--k", "2"];
    expect((await run([...fit, "--save-model", "model.json", "--out", "fitted.csv"])).exit).toBe(0);
    const args = ["assign", "bank/score.csv", "--customer", "client", "--model", "model.json"];
    const json = await run([...args, "--json", "--verbose"]);
    expect([json.exit, told(json)]).toEqual([0, []]);
    const masked = await run([...args, ...PSEUDONYMS, "--label", "planted"]);
    expect([masked.exit, told(masked)]).toEqual([0, []]);
    expect(masked.stdout.match(/^[0-9a-f]{64},/gm)?.length).toBe(50);
    expect(readdirSync(temp)).toEqual([]);
  });

  it("stand as pseudonyms in the rows of a one-line command", async () => {
    const args = [
      "rfm",
      "bank/tx.csv",
      "--customer",
      "account",
      "--date",
      "date",
      "--amount",
      "amount",
      "--date-format",
      "iso",
    ];
    const ran = await run([...args, ...PSEUDONYMS, "--label", "planted"]);
    expect([ran.exit, told(ran)]).toEqual([0, []]);
    expect(ran.stdout.match(/^[0-9a-f]{64},/gm)?.length).toBe(250);
  });

  it("are swept from what a killed process left in the temporary folder", async () => {
    const args = ["rfm", "-", "--customer", "account", "--date", "date", "--amount", "amount"];
    const child = spawn(process.execPath, [join(ROOT, "bin/custval.js"), ...args], {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ["pipe", "ignore", "ignore"],
    });
    child.stdin.write(readFileSync(join(bank, "tx.csv")));
    for (let tries = 0; tries < 300 && leaks(temp).length === 0; tries++) await sleep(100);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(leaks(temp)).not.toEqual([]);
    await run(["doctor"]);
    expect(readdirSync(temp)).toEqual([]);
  });

  it("are swept from a study's folder that a killed run left", async () => {
    const copies = join(work, "transcoded", "ingest");
    mkdirSync(copies, { recursive: true });
    writeFileSync(join(copies, "text-1"), readFileSync(join(bank, "tx.csv")));
    const ran = await run(["run", "bank/study.yaml", "--out", out, ...PSEUDONYMS]);
    expect([ran.exit, leaks(work)]).toEqual([0, []]);
    rmSync(work, { recursive: true });
  });
});
