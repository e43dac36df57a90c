import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { custval } from "../support/custval.js";
import { writeSampleFiles } from "../support/sample-files.js";
import { scratch } from "../support/scratch.js";

const folder = scratch();
const COLUMNS = ["--customer", "customer_id", "--date", "order_date", "--amount", "revenue"];
const RFM = ["orders.csv", ...COLUMNS, "--as-of", "2023-12-31"];
const run = (args: readonly string[]) => custval(["rfm", ...args], { cwd: folder });
const put = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return name;
};

beforeAll(() => {
  writeSampleFiles(folder);
});

describe("custval rfm --save-cuts and --cuts", () => {
  it("reproduces the scores on their own data and states all that was frozen", { timeout: 60_000 }, async () => {
    const first = await run([...RFM, "--save-cuts", "cuts.json"]);
    expect([first.exit, statSync(join(folder, "cuts.json")).mode & 0o777]).toEqual([0, 0o600]);
    const again = await run([...RFM, "--cuts", "cuts.json"]);
    expect([again.exit, again.stdout]).toEqual([0, first.stdout]);
    const saved = JSON.parse(readFileSync(join(folder, "cuts.json"), "utf8")) as Record<string, unknown>;
    expect(saved).toMatchObject({
      format: "custval-rfm-cuts",
      version: 1,
      as_of: "2023-12-31",
      method: "quantile",
      ties: "together",
      weights_source: "equal",
      segment_table: "rf-grid",
      data_hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    const [recency] = saved["measures"] as Record<string, unknown>[];
    expect(recency).toMatchObject({ measure: "recency_days", unit: "days", better: "low", bins: 5, closed: "right" });
    const [cell] = recency["cells"] as { customers: number[]; points: number[] }[];
    expect(cell.customers.reduce((sum, each) => sum + each, 0)).toBe(60);
    expect(JSON.stringify(saved)).not.toMatch(/C0\d\d/);
  });

  it("scores another period by them, end bins and counts beyond the range", async () => {
    put("later.csv", "customer_id,order_date,revenue\nZ1,2023-12-31,99999\nZ2,2021-01-01,0.01\n");
    await run([...RFM, "--save-cuts", "kept.json", "-o", "one.csv"]);
    const ran = await run(["later.csv", ...COLUMNS, "--as-of", "2023-12-31", "--cuts", "kept.json"]);
    expect(ran.exit).toBe(0);
    expect(ran.stdout).toMatch(/^Z1,.*,515,/m);
    expect(ran.stdout).toMatch(/^Z2,.*,111,/m);
    expect(ran.stderr).toMatch(/VAL-106.*recency_days: 0 customers below and 1 above the range/);
    const foreign = JSON.parse(readFileSync(join(folder, "kept.json"), "utf8")) as Record<string, unknown>;
    put("usd.json", JSON.stringify({ ...foreign, currency: "USD" }));
    const refused = await run([...RFM, "--cuts", "usd.json"]);
    expect([refused.exit, refused.stderr.includes("error[VAL-005]")]).toEqual([2, true]);
    put("next.json", JSON.stringify({ ...foreign, version: 2 }));
    const next = await run([...RFM, "--cuts", "next.json"]);
    expect([next.exit, next.stderr]).toEqual([2, expect.stringMatching(/VAL-005.*next\.json/) as string]);
    const both = await run([...RFM, "--cuts", "kept.json", "--bins", "4"]);
    expect([both.exit, both.stderr.startsWith("error[CLI-004]")]).toEqual([2, true]);
  });

  it("says that ties split has no cuts, before anything is written", async () => {
    const ran = await run([...RFM, "--ties", "split", "--save-cuts", "split.json"]);
    expect([ran.exit, ran.stdout, ran.stderr.includes("VAL-001")]).toEqual([2, "", true]);
  });
});

describe("custval rfm of other inputs", () => {
  it("scores a ready table, and refuses a column named recency with both meanings", async () => {
    put("ready.csv", "id,recency_days,recency,n,total\na,1,1,9,90\nb,5,5,5,50\nc,9,9,1,10\n");
    const columns = ["--customer", "id", "--frequency", "n", "--monetary", "total", "--as-of", "2024-12-31"];
    const ran = await run(["ready.csv", ...columns, "--recency-days", "recency_days"]);
    expect([ran.exit, ran.stdout.split("\n")[1]]).toEqual([
      0,
      expect.stringMatching(/^a,,2024-12-30,1,9,90/) as string,
    ]);
    const refused = await run(["ready.csv", ...columns, "--recency-days", "recency"]);
    expect(refused.exit).toBe(2);
    expect(refused.stderr).toMatch(/error\[VAL-021\][^]*days since the last purchase[^]*first to the last purchase/);
    const half = await run(["ready.csv", "--customer", "id", "--frequency", "n"]);
    expect([half.exit, half.stderr.startsWith("error[CLI-003]")]).toEqual([2, true]);
  });

  it("scores a lifetime summary by its flag alone, with money empty and the reason in the JSON", async () => {
    put("cbs.csv", "cust,x,t.x,T.cal,x.star,sales\na,1,36,37,0,5\nb,0,0,37,0,2\nc,2,20,22,1,9\n");
    put("lifetimes.csv", "cust,frequency,recency,T,monetary_value\na,1,36,37,5\nb,0,0,37,0\nc,2,20,22,4\n");
    const flags = ["--customer", "cust", "--summary", "btyd", "--unit", "day", "--as-of", "2015-02-07"];
    const btyd = await run(["cbs.csv", ...flags]);
    expect([btyd.exit, btyd.stdout.split("\n")[1]]).toEqual([
      0,
      expect.stringMatching(/^a,2015-01-01,2015-02-06,1,2,,/) as string,
    ]);
    expect((await run(["lifetimes.csv", ...flags])).stdout).toBe(btyd.stdout);
    const whole = JSON.parse((await run(["cbs.csv", ...flags, "--json"])).stdout) as {
      result: Record<string, unknown>;
    };
    expect(whole.result).toMatchObject({ monetary_total: null, undefined_items: [{ item: "monetary" }] });
    const week = await run(["cbs.csv", ...flags.map((each) => (each === "day" ? "week" : each))]);
    expect(week.stdout).toMatch(/^a,.*,7,2,,/m);
    const half = await run(["cbs.csv", "--customer", "cust", "--summary", "btyd", "--as-of", "2015-02-07"]);
    expect([half.exit, half.stderr.startsWith("error[CLI-")]).toEqual([2, true]);
    const money = await run(["cbs.csv", ...flags, "--monetary", "sales"]);
    expect([money.exit, money.stderr.startsWith("error[CLI-004]")]).toEqual([2, true]);
  });

  it("takes an own segment table as CSV and YAML alike, and lints it", async () => {
    put("own.csv", "segment,r,f\nfresh,4-5,\nnever,5,1\nrest,1-2,1-5\n");
    put(
      "own.yaml",
      "rules:\n  - { segment: fresh, r: 4-5 }\n  - { segment: never, r: 5, f: 1 }\n  - { segment: rest, r: 1-2, f: 1-5 }\n",
    );
    const csv = await run([...RFM, "--segments", "own.csv"]);
    const yaml = await run([...RFM, "--segments", "own.yaml"]);
    expect([csv.exit, yaml.stdout]).toEqual([0, csv.stdout]);
    expect(csv.stderr).toMatch(/VAL-102.*no cell is left for never/);
    const lint = await run([...RFM, "--segments", "own.csv", "--lint"]);
    const kinds = lint.stdout
      .trim()
      .split("\n")
      .map((row) => row.split(",")[0]);
    expect(kinds).toEqual(["kind", "dead", "overlapping", "uncovered"]);
    const strict = await run([...RFM, "--segments", "own.csv", "--lint", "--strict"]);
    expect(strict.exit).toBe(4);
    const wrong = await run([...RFM, "--segments", put("wrong.csv", "name,r\nx,1\n")]);
    expect([wrong.exit, wrong.stderr.startsWith("error[VAL-007]")]).toEqual([2, true]);
  });
});
