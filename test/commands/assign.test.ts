import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { custval } from "../support/custval.js";
import { writeSampleFiles } from "../support/sample-files.js";
import { scratch } from "../support/scratch.js";

const folder = scratch();
const run = (line: string) => custval(line.split(" "), { cwd: folder });
const FIT = "segment customers.csv --customer customer_id --features balance,transactions --transform slog --k 3";
const SCORE = "assign customers.csv --customer customer_id --model model.json";
let fitted = "";

beforeAll(async () => {
  writeSampleFiles(folder);
  fitted = (await run(`${FIT} --save-model model.json`)).stdout;
});

describe("a saved model", () => {
  it("is for the owner alone, and gives the training file its bytes, in any order of rows and in parts", async () => {
    expect(statSync(join(folder, "model.json")).mode & 0o777).toBe(0o600);
    expect((await run(SCORE)).stdout).toBe(fitted);
    const [head, ...rows] = readFileSync(join(folder, "customers.csv"), "utf8").trim().split("\n");
    writeFileSync(join(folder, "back.csv"), [head, ...rows.reverse(), ""].join("\n"));
    expect((await run(SCORE.replace("customers.csv", "back.csv"))).stdout).toBe(fitted);
    writeFileSync(join(folder, "one.csv"), [head, rows[7], ""].join("\n"));
    const one = (await run(SCORE.replace("customers.csv", "one.csv"))).stdout.trim().split("\n");
    expect(fitted.split("\n")).toContain(one[1]);
    expect(one).toHaveLength(2);
  });

  it("says that the training customers did not drift, and that others did", async () => {
    const json = async (line: string) => JSON.parse((await run(`${line} --json`)).stdout) as Scored;
    expect((await json(SCORE)).result.drift.advice).toBe("keep");
    const text = readFileSync(join(folder, "customers.csv"), "utf8");
    const richer = text.replace(/^(C\d+),(\d+)/gm, (_, id: string, balance: string) => `${id},${balance}000`);
    writeFileSync(join(folder, "richer.csv"), richer);
    const { result, warnings } = await json(SCORE.replace("customers.csv", "richer.csv"));
    expect([result.drift.advice, warnings.map((each) => each.code)]).toEqual(["refit", ["SEG-110", "SEG-112"]]);
  });

  it("traces its segments into a new fit", async () => {
    const traced = async (more: string) => {
      const ran = await run(`${FIT.replace("--k 3", more)} --previous model.json --json`);
      return (JSON.parse(ran.stdout) as { result: { lineage: Traced } }).result.lineage;
    };
    const same = await traced("--k 3");
    expect(same.common_customers).toBe(90);
    expect(same.segments.map((each) => [each.label, each.state, each.matched, each.jaccard])).toEqual([
      ["S1", "kept", "S1", 1],
      ["S2", "kept", "S2", 1],
      ["S3", "kept", "S3", 1],
    ]);
    const two = await traced("--k 2");
    expect(two.previous.map((each) => each.state).sort()).toEqual(["kept", "merged", "merged"]);
    expect(two.previous.flatMap((each) => each.customers).reduce((a, b) => a + b, 0)).toBe(90);
  });

  it("refuses a changed model, a missing column, another unit, and a file that is not there", async () => {
    const model = readFileSync(join(folder, "model.json"), "utf8");
    writeFileSync(join(folder, "changed.json"), model.replace('"seed": 1', '"seed": 2'));
    const lines: readonly (readonly [string, number, string])[] = [
      [SCORE.replace("model.json", "changed.json"), 3, "SEG-015"],
      [SCORE.replace("model.json", "gone.json"), 2, "CLI-002"],
      [`${SCORE} --units balance=EUR`, 3, "SEG-015"],
      [SCORE.replace("customers.csv", "orders.csv"), 2, ""],
    ];
    for (const [line, exit, code] of lines) {
      const ran = await run(line);
      expect([line, ran.exit, ran.stderr.includes(`error[${code}`), ran.stdout]).toEqual([line, exit, true, ""]);
    }
  });

  it("is not written where it would hold values of single customers", async () => {
    const ran = await run(`${FIT} --scale minmax --save-model extremes.json`);
    expect([ran.exit, ran.stderr.includes("error[SEG-020]")]).toEqual([2, true]);
    expect(() => statSync(join(folder, "extremes.json"))).toThrow();
  });
});

interface Traced {
  readonly common_customers: number;
  readonly previous: readonly { readonly state: string; readonly customers: readonly number[] }[];
  readonly segments: readonly {
    readonly label: string;
    readonly state: string;
    readonly matched: string | null;
    readonly jaccard: number;
  }[];
}

interface Scored {
  readonly result: { readonly drift: { readonly advice: string } };
  readonly warnings: readonly { readonly code: string }[];
}
