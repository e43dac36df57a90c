import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { weightsResult } from "../../src/tables/results/index.js";
import { custval } from "../support/custval.js";
import { writeSampleFiles } from "../support/sample-files.js";
import { scratch } from "../support/scratch.js";

const folder = scratch();

beforeAll(() => {
  writeSampleFiles(folder);
});

const run = (args: readonly string[]) => custval(["weights", ...args], { cwd: folder });
const put = (name: string, text: string | Uint8Array) => {
  writeFileSync(join(folder, name), text);
  return name;
};
const near = (value: number, digits = 6) => expect.closeTo(value, digits) as number;

async function result(args: readonly string[]) {
  const ran = await run([...args, "--json", "--quiet"]);
  expect([ran.exit, ran.stderr.match(/^error.*/m)]).toEqual([0, null]);
  return weightsResult.parse((JSON.parse(ran.stdout) as { result: unknown }).result);
}

/** The entropy example of the specification, section 2.5. */
const FOUR = "id,recency_days,frequency,monetary\na,30,12,500\nb,200,3,120\nc,5,25,2400\nd,90,8,300\n";
const ENTROPY = ["--criteria", "recency_days,frequency,monetary", "--lower", "recency_days"];

describe("custval weights", () => {
  it("prints the weights of the pairwise example, the consistency on stderr", async () => {
    const ran = await run(["--pairwise", "judgements.csv"]);
    expect(ran.exit).toBe(0);
    const [head, ...rows] = ran.stdout.trim().split("\n");
    expect(head).toBe("criterion,better,weight,ahp_weight,entropy_weight,entropy,divergence");
    expect(rows.map((row) => row.split(",")[0])).toEqual(["recency_days", "frequency", "monetary"]);
    expect(rows.map((row) => Number(row.split(",")[2]))).toEqual([near(0.109452), near(0.308996), near(0.581552)]);
    expect(ran.stderr).toMatch(/lambda_max 3\.003695, CI 0\.001847, CR 0\.003185 with RI 0\.58 \(Saaty 1980\)/);
  });

  it("reads the full matrix without names, with rows in another order, and in GB18030, to the same weights", async () => {
    const plain = put("plain.csv", '1,1/3,0.2\n3,"1",1/2\n5,2,1\n');
    const turned = put("turned.csv", "x;frequency;recency_days\nrecency_days;1/3;1\nfrequency;1;3\n");
    const chinese = put(
      "gbk.csv",
      Uint8Array.from([
        0x2c, 0xbc, 0xdb, 0x2c, 0xd6, 0xca, 0x0a, 0xbc, 0xdb, 0x2c, 0x31, 0x2c, 0x33, 0x0a, 0xd6, 0xca, 0x2c, 0x2c,
        0x31, 0x0a,
      ]),
    );
    const named = await result(["--pairwise", plain, "--criteria", "recency_days,frequency,monetary"]);
    expect(named.criteria.map((each) => each.weight)).toEqual([near(0.109452), near(0.308996), near(0.581552)]);
    expect((await result(["--pairwise", turned])).criteria.map((each) => [each.criterion, each.weight])).toEqual([
      ["frequency", near(0.75, 12)],
      ["recency_days", near(0.25, 12)],
    ]);
    const gbk = await result(["--pairwise", chinese, "--encoding", "gb18030"]);
    expect(gbk.criteria.map((each) => each.criterion)).toEqual(["价", "质"]);
    const wrong = await run(["--pairwise", chinese]);
    expect([wrong.exit, wrong.stderr.startsWith("error[DATA-005]")]).toEqual([2, true]);
  });

  it("takes the geometric mean of experts in several files or in one, and shows each one's ratio", async () => {
    put("first.csv", ",a,b,c\na,1,2,4\nb,,1,2\nc,,,1\n");
    put("second.csv", ",a,b,c\na,1,8,4\nb,,1,1/2\nc,,,1\n");
    put("both.csv", "who,,a,b,c\nx,a,1,2,4\nx,b,,1,2\nx,c,,,1\ny,a,1,8,4\ny,b,,1,1/2\ny,c,,,1\n");
    const apart = await result(["--pairwise", "first.csv,second.csv"]);
    const together = await result(["--pairwise", "both.csv", "--expert", "who"]);
    expect(together.criteria).toEqual(apart.criteria);
    // entry-wise geometric means: a/b 4, a/c 4, b/c 1: consistent, weights 4/6, 1/6, 1/6
    expect(apart.criteria.map((each) => each.weight)).toEqual([near(4 / 6, 12), near(1 / 6, 12), near(1 / 6, 12)]);
    expect(apart.ahp!.experts.map((each) => [each.expert, each.consistency_ratio])).toEqual([
      ["first.csv", near(0, 9)],
      ["second.csv", near(0, 9)],
    ]);
    expect(together.ahp!.experts.map((each) => each.expert)).toEqual(["x", "y"]);
  });

  it("warns of judgements that run in a circle, says what would be consistent, and ends with 4 under --strict", async () => {
    const circle = put("circle.csv", "1,3,1/3\n1/3,1,3\n3,1/3,1\n");
    const ran = await run(["--pairwise", circle, "--show", "judgements"]);
    expect(ran.exit).toBe(0);
    expect(ran.stdout.split("\n")[0]).toBe("row,column,judgement,consistent,deviation");
    expect(ran.stderr).toMatch(/VAL-104.*1\.1494.*1 against 2 \(consistent: 1\.00\)/);
    const strict = await run(["--pairwise", circle, "--strict"]);
    expect([strict.exit, strict.stdout]).toEqual([4, ""]);
    const { ahp } = await result(["--pairwise", circle]);
    expect(ahp!.lambda_max).toBeCloseTo(13 / 3, 12);
    expect(ahp!.worst.map((each) => each.judgement)).toEqual([3, near(1 / 3, 12), 3]);
  });

  it("follows the entropy example, with and without shift, and both combinations with the pairwise one", async () => {
    put("four.csv", FOUR);
    const weightsOf = async (more: readonly string[]) =>
      (await result(["--entropy", "four.csv", ...ENTROPY, ...more])).criteria.map((each) => each.weight);
    expect(await weightsOf([])).toEqual([near(0.203441), near(0.300726), near(0.495833)]);
    expect(await weightsOf(["--shift", "0.01"])).toEqual([near(0.205363), near(0.300763), near(0.493874)]);
    const both = ["--pairwise", "judgements.csv"];
    expect(await weightsOf(both)).toEqual([near(0.055179), near(0.230268), near(0.714553)]);
    expect(await weightsOf([...both, "--combine", "linear"])).toEqual([near(0.156447), near(0.304861), near(0.538693)]);
    const full = await result(["--entropy", "four.csv", ...ENTROPY]);
    expect(full.criteria.map((each) => each.entropy)).toEqual([near(0.773286), near(0.664873), near(0.447446)]);
    expect(full.entropy).toEqual({ on: "values", shift: 0, rows: 4, constant: [] });
    // the logarithm is monotone and flatter: money no longer rules
    const logs = await weightsOf(["--on", "log"]);
    expect(logs[2]).toBeLessThan(0.495833);
  });

  it("ranks implementation patterns and says by how much a weight must change", async () => {
    const ran = await run(["--options", "patterns.csv", "--lower", "cost,months", "--given", "0.5,0.3,0.2"]);
    // y: benefit 1, 0, 1/2; cost 0, 1, 2/3; months 1, 0, 1/2: additive 0.7, 0.3, 0.55
    const rows = ran.stdout
      .trim()
      .split("\n")
      .slice(1)
      .map((row) => row.split(","));
    expect(rows.map((row) => [row[0], Number(row[1]), Number(row[2])])).toEqual([
      ["big bang", near(0.7, 12), 1],
      ["pilot first", near(0.55, 12), 2],
      ["branch by branch", near(0.3, 12), 3],
    ]);
    const full = await result(["--options", "patterns.csv", "--lower", "cost,months", "--given", "0.5,0.3,0.2"]);
    // cost at t: big bang 1 - t, pilot 2/3 t + (1 - t) / 2; level at t = 3/7
    const cost = full.sensitivity!.find((each) => each.criterion === "cost")!;
    expect(cost.first_place).toEqual({
      weight: near(3 / 7, 12),
      change: near(3 / 7 - 0.3, 12),
      ahead: "big bang",
      behind: "pilot first",
    });
  });

  it("refuses a matrix with its place", async () => {
    const ran = await run(["--pairwise", put("bad.csv", "1,2\n3,1\n")]);
    expect([ran.exit, ran.stdout]).toEqual([2, ""]);
    expect(ran.stderr).toMatch(/^error\[VAL-014\] bad\.csv:2:1 .*not reciprocal/);
  });

  it("refuses options with gaps, other criteria, and nothing at all", async () => {
    const gap = await run(["--options", put("gap.csv", "p,a,b\nx,1,\ny,2,three\n")]);
    expect([gap.exit, gap.stderr.match(/VAL-020/g)?.length]).toEqual([2, 2]);
    expect(gap.stderr).toMatch(/gap\.csv:2:3[^]*gap\.csv:3:3/);
    const other = await run(["--options", "patterns.csv", "--pairwise", "judgements.csv"]);
    expect([other.exit, other.stderr.includes("VAL-020")]).toEqual([2, true]);
    expect((await run([])).exit).toBe(2);
  });
});
