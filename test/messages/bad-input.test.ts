import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { custval } from "../support/custval.js";
import { scratch } from "../support/scratch.js";

const folder = scratch();
const RFM = ["--customer", "customer_id", "--date", "day", "--amount", "amount"];

const STUDY = `custval: 1
study: x
titel: { en: a, zh: b }
as_of: "2023-01-01"
period: { start: "2023-01-01", end: "2022-01-01" }
currency: CNY
sources:
  tx:
    table: transactions
    files: nix.csv
    colums: { a: b }
rfm: { binz: 5, ties: togther }
`;

const SOUND = STUDY.replace("titel", "title")
  .replace('end: "2022', 'end: "2023')
  .replace("colums: { a: b }", "columns: { customer_id: a, booked_on: b, amount: c }")
  .replace("rfm: { binz: 5, ties: togther }\n", "");

beforeAll(() => {
  const files: Readonly<Record<string, string | Buffer>> = {
    "ok.csv": "customer_id,day,amount\nC1,2023-01-01,10.00\nC2,2023-01-02,SECRETVALUE\n",
    "empty.csv": "",
    "text-date.csv": "customer_id,day,amount\nC1,SECRETVALUE,5\nC2,SECRETWORDS,6\n",
    "gbk.csv": Buffer.from([
      ...Buffer.from("customer_id,day,amount\n1,"),
      0xb9,
      0xf3,
      0xb1,
      0xf6,
      ...Buffer.from(",3\n"),
    ]),
    "closed.csv": "customer_id,day,amount\n",
    "study.yaml": STUDY,
    "missing-file.yaml": SOUND,
    "row-level.yaml": `${SOUND}row_level: [rfm_scores]\n`,
    "tabs.yaml": "custval: 1\n\tstudy: x\n",
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  mkdirSync(join(folder, "folder.csv"));
  chmodSync(join(folder, "closed.csv"), 0o000);
});

const CASES: readonly (readonly [string, number, readonly string[]])[] = [
  ["a missing file", 2, ["rfm", "no-file.csv", ...RFM]],
  ["an empty file", 3, ["rfm", "empty.csv", ...RFM]],
  ["a directory", 2, ["rfm", "folder.csv", ...RFM]],
  [
    "wrong column names, all at once",
    2,
    ["rfm", "ok.csv", "--customer", "custmer_id", "--date", "dya", "--amount", "amount"],
  ],
  ["a date column of text", 2, ["rfm", "text-date.csv", ...RFM]],
  ["a wrong encoding", 2, ["rfm", "gbk.csv", ...RFM]],
  ["an encoding declared wrongly", 2, ["rfm", "gbk.csv", ...RFM, "--encoding", "utf-8"]],
  ["impossible option values, all at once", 2, ["rfm", "ok.csv", ...RFM, "--bins", "50", "--as-of", "2023-02-31"]],
  ["missing options, all at once", 2, ["effect", "ok.csv"]],
  ["bookings whose columns are not named", 2, ["rfm", "ok.csv", "--customer", "customer_id"]],
  ["unknown options", 2, ["rfm", "ok.csv", ...RFM, "--bin", "5", "--quite"]],
  [
    "options that exclude each other",
    2,
    ["profit", "ok.csv", "--customer", "customer_id", "--provision", "a", "--expected-loss", "b"],
  ],
  ["an unknown command", 2, ["rmf", "ok.csv"]],
  ["unknown keys and wrong values of a study, with their places", 2, ["run", "study.yaml"]],
  ["a study whose export is missing", 2, ["run", "missing-file.yaml"]],
  ["row-level output of a stage that is not declared", 2, ["run", "row-level.yaml"]],
  ["a study that is not YAML", 2, ["run", "tabs.yaml"]],
  ["a study that is a directory", 2, ["run", "folder.csv"]],
  ["a study that does not exist", 2, ["run", "nothing.yaml"]],
  ["too few customers to segment", 3, ["segment", "ok.csv", "--features", "amount"]],
  ["a folder that is no finished run", 3, ["verify", "."]],
  ["a word that nothing is known of", 2, ["explain", "recency"]],
];

describe("bad input", () => {
  it.each(CASES)("%s", async (_, exit, args) => {
    const ran = await custval(args, { cwd: folder });
    expect(ran.exit).toBe(exit);
    expect(ran.stdout).toBe("");
    expect(ran.stderr).toMatch(/^error\[[A-Z]+-\d+\]/m);
    expect(ran.stderr).toMatch(/^ {2}hint/m);
    expect(ran.stderr).not.toMatch(/^\s+at |SECRET|node:|\bundefined\b/m);
    expect(ran.stderr.replaceAll(folder, "{folder}")).toMatchSnapshot();
  });

  it.skipIf(process.getuid?.() === 0)("a file without permission (root may read everything)", async () => {
    const ran = await custval(["rfm", "closed.csv", ...RFM], { cwd: folder });
    expect([ran.exit, ran.stderr.includes("DATA-003")]).toEqual([6, true]);
  });

  it("leaves nothing behind in the temporary folder, also after a failure", async () => {
    const { readdirSync } = await import("node:fs");
    const temp = join(folder, "temp");
    mkdirSync(temp);
    for (const file of ["ok.csv", "text-date.csv", "gbk.csv"])
      await custval(["rfm", file, ...RFM, "--temp", temp], { cwd: folder });
    expect(readdirSync(temp)).toEqual([]);
  });
});
