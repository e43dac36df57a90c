import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { custval } from "../support/custval.js";
import { scratch } from "../support/scratch.js";

const folder = scratch();

async function run(name: string, text: string, args: readonly string[] = []) {
  writeFileSync(join(folder, name), text);
  return custval(["profit", name, "--quiet", ...args], { cwd: folder });
}

describe("custval profit in one line", () => {
  it("knows the usual names in Chinese, and says what is not there", async () => {
    const text = "客户号,利息净收入,中间业务收入,成本,拨备\n01,100,20,30,5\n02,10,0,30,1\n";
    const rows = await run("gbk.csv", text);
    expect(rows.exit).toBe(0);
    const [head, first] = rows.stdout.split("\n").map((line) => line.split(","));
    expect(first[head.indexOf("profit")]).toMatch(/^85(\.0+)?$/);
    const { result } = JSON.parse((await run("gbk.csv", text, ["--json"])).stdout) as {
      result: { total_profit: string; cost_income: number; accounts: null; mode: string };
    };
    expect(result).toMatchObject({ mode: "simple", total_profit: "64.00", accounts: null });
    expect(result.cost_income).toBeCloseTo(60 / 130, 12);
  });

  it("knows total_income and income, and lets a flag come before a name", async () => {
    const named = await run("a.csv", "Cust ID,Total Income,Cost,profit\nc,10,4,99\n", ["--json"]);
    expect((JSON.parse(named.stdout) as { result: { total_profit: string } }).result.total_profit).toBe("99.00");
    const told = await run("a.csv", "Cust ID,Total Income,Cost,profit\nc,10,4,99\n", [
      "--revenue",
      "Total Income",
      "--cost",
      "Cost",
      "--json",
    ]);
    expect((JSON.parse(told.stdout) as { result: { total_profit: string } }).result.total_profit).toBe("6.00");
  });

  it("does not choose between two columns that can mean the same", async () => {
    const ran = await run("b.csv", "customer_id,income,revenue\nc,1,2\n");
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toMatch(/VAL-018.*2 columns can be revenue[\s\S]*--revenue COLUMN/);
  });

  it("asks for what it needs", async () => {
    const ran = await run("c.csv", "id_of_somebody,x\nc,1\n");
    expect(ran.exit).toBeGreaterThan(0);
    expect(ran.stderr).toMatch(/customer_id/);
  });
});
