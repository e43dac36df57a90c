import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/commands/index.js";
import { ALGORITHMS, SCALES, SEGMENT_TABLES, TRANSFORMS } from "../../src/cli/choices.js";
import { segmentSettings } from "../../src/segment/index.js";
import { rfmSettings } from "../../src/value/index.js";
import { custval } from "../support/custval.js";
import { dataset } from "../support/datasets.js";
import { writeSampleFiles } from "../support/sample-files.js";
import { scratch } from "../support/scratch.js";

const folder = scratch();
const RFM = ["--customer", "customer_id", "--date", "order_date", "--amount", "revenue", "--as-of", "2023-12-31"];
const EFFECT = [
  "--unit",
  "customer_id",
  "--period",
  "period",
  "--outcome",
  "balance",
  "--cohort",
  "cohort",
  "--cluster",
  "branch_id",
];

beforeAll(() => {
  writeSampleFiles(folder);
});

interface Printed {
  readonly command: string;
  readonly data: { readonly files: readonly { readonly rows_kept: number }[] };
  readonly result: Record<string, unknown>;
}

async function json(args: readonly string[]): Promise<Printed> {
  const ran = await custval([...args, "--json", "--quiet"], { cwd: folder });
  expect([ran.exit, ran.stderr.match(/^error.*/m)]).toEqual([0, null]);
  return JSON.parse(ran.stdout) as Printed;
}

describe("a plain file in one line", () => {
  it("reads stdin, a file, CSV and Parquet to the same bytes", async () => {
    const file = await custval(["rfm", "orders.csv", ...RFM], { cwd: folder });
    const stdin = await custval(["rfm", "-", ...RFM], { cwd: folder, stdin: readFileSync(join(folder, "orders.csv")) });
    expect(file.exit).toBe(0);
    expect(stdin.stdout).toBe(file.stdout);
    const again = await custval(["rfm", "orders.csv", ...RFM, "--threads", "1"], { cwd: folder });
    expect(again.stdout).toBe(file.stdout);
  });

  it("writes files for the owner alone, in the form that the ending asks for", async () => {
    for (const ending of ["csv", "parquet", "json"]) {
      const ran = await custval(["rfm", "orders.csv", ...RFM, "-o", `scores.${ending}`], { cwd: folder });
      expect([ending, ran.exit, ran.stdout]).toEqual([ending, 0, ""]);
      expect(statSync(join(folder, `scores.${ending}`)).mode & 0o777).toBe(0o600);
    }
    const rows = JSON.parse(readFileSync(join(folder, "scores.json"), "utf8")) as { customer_id: string }[];
    expect(rows).toHaveLength(60);
    const both = await custval(["rfm", "orders.csv", ...RFM, "-o", "scores.csv", "--json"], { cwd: folder });
    expect([both.exit, both.stderr.startsWith("error[CLI-004]")]).toEqual([2, true]);
    const refused = await custval(["rfm", "orders.csv", ...RFM, "-o", "scores.docx"], { cwd: folder });
    expect([refused.exit, refused.stderr.startsWith("error[CLI-002]")]).toEqual([2, true]);
  });

  it("prints one JSON object of the documented form for every analysis command", { timeout: 120_000 }, async () => {
    const lines: Readonly<Record<string, readonly string[]>> = {
      rfm: ["rfm", "orders.csv", ...RFM],
      weights: ["weights", "--pairwise", "judgements.csv"],
      profit: ["profit", "customers.csv", "--customer", "customer_id", "--revenue", "revenue", "--cost", "cost"],
      segment: [
        "segment",
        "customers.csv",
        "--customer",
        "customer_id",
        "--features",
        "balance,transactions",
        "--k",
        "3",
      ],
      assign: ["assign", "customers.csv", "--customer", "customer_id", "--model", "kept.json"],
      effect: ["effect", "panel.csv", ...EFFECT],
    };
    expect((await custval([...lines.segment, "--save-model", "kept.json"], { cwd: folder })).exit).toBe(0);
    const ofExports = ["check", "ingest"];
    const analyses = COMMANDS.filter((each) => each.resultSchema && !ofExports.includes(each.name));
    expect(analyses.map((each) => each.name).sort()).toEqual(Object.keys(lines).sort());
    for (const spec of analyses) {
      const printed = await json(lines[spec.name]);
      const schema = await spec.resultSchema!();
      expect(Object.keys(printed)).toEqual(["command", "version", "settings", "data", "result", "warnings"]);
      expect(schema.safeParse(printed.result).error?.issues ?? [], spec.name).toEqual([]);
    }
  });

  it("finds the three groups and the effect that the sample files were made with", async () => {
    const segments = await json([
      "segment",
      "customers.csv",
      "--customer",
      "customer_id",
      "--features",
      "balance,transactions",
    ]);
    expect(segments.result).toMatchObject({ k: 3, customers: 90 });
    const effect = await json(["effect", "panel.csv", ...EFFECT]);
    const [outcome] = effect.result["outcomes"] as {
      did: { estimate: number; clusters: number; ci_low: number; ci_high: number };
    }[];
    expect(outcome.did.clusters).toBe(16);
    expect(outcome.did.ci_low).toBeLessThan(10);
    expect(outcome.did.ci_high).toBeGreaterThan(10);
    expect(Math.abs(outcome.did.estimate - 10)).toBeLessThan(1);
  });

  it("ends quietly with 0 when the reader closes the pipe", async () => {
    const { spawnSync } = await import("node:child_process");
    const line = `node ${join(import.meta.dirname, "../../bin/custval.js")} rfm orders.csv ${RFM.join(" ")} | head -n 1`;
    const temp = join(folder, "pipe-temp");
    mkdirSync(temp);
    const ran = spawnSync("bash", ["-o", "pipefail", "-c", line.replace(" |", ` --temp ${temp} |`)], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(readdirSync(temp)).toEqual([]);
    expect([ran.status, ran.stdout.trim().startsWith("customer_id,"), /error/.test(ran.stderr)]).toEqual([
      0,
      true,
      false,
    ]);
  });

  it("calls a full disk and a missing temporary folder the environment's fault", async () => {
    const missing = await custval(["rfm", "orders.csv", ...RFM, "--temp", join(folder, "nowhere")], { cwd: folder });
    expect([missing.exit, missing.stderr.startsWith("error[RUN-001]")]).toEqual([6, true]);
    if (!existsSync("/dev/full")) return;
    const { spawnSync } = await import("node:child_process");
    const line = `node ${join(import.meta.dirname, "../../bin/custval.js")} rfm orders.csv ${RFM.join(" ")} > /dev/full`;
    const full = spawnSync("bash", ["-c", line], { cwd: folder, encoding: "utf8" });
    expect([full.status, /^\s+at /m.test(full.stderr)]).toEqual([6, false]);
  });

  it("offers on the command line exactly what the settings know", () => {
    for (const segments of SEGMENT_TABLES) expect(rfmSettings.safeParse({ segments }).success, segments).toBe(true);
    for (const transform of TRANSFORMS)
      expect(segmentSettings.safeParse({ features: [{ column: "a", transform }] }).success, transform).toBe(true);
    for (const algorithm of ALGORITHMS)
      expect(segmentSettings.safeParse({ features: ["a"], algorithm }).success, algorithm).toBe(true);
    for (const scale of SCALES)
      expect(segmentSettings.safeParse({ features: [{ column: "a", scale }] }).success, scale).toBe(true);
  });
});

describe.skipIf(!dataset("rfm_r"))("the public orders of the R package rfm [needs datasets]", () => {
  const orders = `${String(dataset("rfm_r"))}/rfm_data_orders.csv`;
  const flags = ["--customer", "customer_id", "--date", "order_date", "--amount", "revenue", "--as-of", "2006-12-31"];
  /** Type 7 cuts at fifths of the days per customer, counted from the text of the file. */
  const daysOfOrders = () => {
    const [head, ...rows] = readFileSync(orders, "utf8")
      .trim()
      .split(/\r?\n/)
      .map((row) => row.split(","));
    const at = (name: string) => head.findIndex((each) => each.replaceAll('"', "") === name);
    const days = new Map<string, Set<string>>();
    for (const row of rows) {
      const own = days.get(row[at("customer_id")]) ?? new Set<string>();
      days.set(row[at("customer_id")], own.add(row[at("order_date")]));
    }
    const sorted = [...days.values()].map((each) => each.size).sort((a, b) => a - b);
    return [0.2, 0.4, 0.6, 0.8].map((p) => {
      const h = (sorted.length - 1) * p;
      const j = Math.floor(h + 1e-12);
      return expect.closeTo(
        sorted[j] + (h - j) * (sorted[Math.min(j + 1, sorted.length - 1)] - sorted[j]),
        9,
      ) as number;
    });
  };
  const cuts = async (more: readonly string[]) => {
    const { result } = await json(["rfm", orders, ...flags, ...more]);
    const rows = result["cuts"] as { measure: string; upper: number | null }[];
    return (measure: string) =>
      rows
        .filter((each) => each.measure === measure && each.upper !== null)
        .map((each) => each.upper)
        .sort((a, b) => a! - b!)
        .slice(0, 4);
  };

  it("counts days without a flag: eleven customers have two rows on one day, and money and recency stay", async () => {
    const { result } = await json(["rfm", orders, ...flags]);
    expect(result).toMatchObject({
      customers: 995,
      occasions: "day",
      occasion_count: 4895,
      monetary_total: "464158.00",
    });
    const ours = await cuts([]);
    expect(ours("recency_days")).toEqual([114, 180, expect.closeTo(296.4, 9), 481]);
    expect(ours("monetary")).toEqual([expect.closeTo(254.8, 9), 381, expect.closeTo(505.4, 9), 665]);
    expect(ours("frequency")).toEqual(daysOfOrders());
  });

  it("has the type 7 cuts by row, and the package's cuts plus 1 with --compat r-rfm", async () => {
    const ours = await cuts(["--occasions", "row"]);
    expect(ours("recency_days")).toEqual([114, 180, expect.closeTo(296.4, 9), 481]);
    expect(ours("frequency")).toEqual([3, 4, 5, 7]);
    expect(ours("monetary")).toEqual([expect.closeTo(254.8, 9), 381, expect.closeTo(505.4, 9), 665]);
    const theirs = await cuts(["--compat", "r-rfm"]);
    expect(theirs("recency_days")).toEqual([115, 181, expect.closeTo(297.4, 9), 482]);
    expect(theirs("frequency")).toEqual([4, 5, 6, 8]);
    expect(theirs("monetary")).toEqual([expect.closeTo(255.8, 9), 382, expect.closeTo(506.4, 9), 666]);
  });
});
