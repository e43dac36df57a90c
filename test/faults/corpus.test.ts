import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CustvalError } from "../../src/core/errors.js";
import { sql } from "../../src/engine/sql.js";
import type { IngestOutcome } from "../../src/ingest/index.js";
import { conserves, scratch, type Scratch } from "../ingest/support.js";
import { TX, type FaultCase } from "./case.js";
import { fileCases } from "./cases/files.js";
import { quoteCases } from "./cases/quotes.js";
import { rowCases } from "./cases/rows.js";
import { wholeCases } from "./cases/whole.js";

const CASES: readonly FaultCase[] = [...wholeCases, ...quoteCases, ...rowCases, ...fileCases];

let bank: Scratch;
beforeAll(async () => {
  bank = await scratch();
});
afterAll(() => bank.close());

function write(files: ReturnType<FaultCase["files"]>): void {
  rmSync(bank.data, { recursive: true, force: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(bank.data, name)), { recursive: true });
    bank.write(name, content);
  }
}

async function load(each: FaultCase): Promise<IngestOutcome | CustvalError> {
  write(each.files());
  try {
    return await bank.ingest({ ...(each.sources ?? { tx: { ...TX, ...each.source } }) });
  } catch (error) {
    if (error instanceof CustvalError) return error;
    throw error;
  }
}

describe("the corpus of bad files", () => {
  it("has at least 60 files, each with a name of its own", () => {
    expect(new Set(CASES.map((each) => each.name)).size).toBe(CASES.length);
    expect(CASES.length).toBeGreaterThanOrEqual(60);
  });

  it.each(CASES.filter((each) => each.exit === 0).map((each) => [each.name, each] as const))(
    "reads %s",
    async (_, each) => {
      const found = await load(each);
      if (found instanceof CustvalError) throw found;
      expect(conserves(found)).toBe(true);
      const { files, money, rules } = found.result;
      const total = (what: "rows_kept" | "rows_rejected" | "rows_skipped") =>
        files.reduce((sum, file) => sum + file[what], 0);
      const rejects = bank.rejects();
      expect(rejects.map(({ line, code }) => [line, code])).toEqual(each.rejects ?? []);
      expect(total("rows_rejected")).toBe(rejects.length);
      if (each.skipped !== undefined) expect(total("rows_skipped")).toBe(each.skipped);
      if (typeof each.kept === "number") expect(total("rows_kept")).toBe(each.kept);
      else if (each.kept !== undefined) {
        const kept = await bank.rows(sql`select transaction_id as id from transactions order by rowid`);
        expect(kept.map(({ id }) => id)).toEqual(each.kept);
        expect(total("rows_kept")).toBe(each.kept.length);
      }
      if (each.money !== undefined)
        expect(money.map(({ sum_kept }) => Number(sum_kept)).reduce((a, b) => a + b)).toBe(Number(each.money));
      for (const [rule, broken] of Object.entries(each.rules ?? {}))
        expect(rules.find((one) => one.rule === rule)?.rows).toBe(broken);
    },
  );

  it.each(CASES.filter((each) => each.exit !== 0).map((each) => [each.name, each] as const))(
    "refuses %s",
    async (_, each) => {
      const found = await load(each);
      if (!(found instanceof CustvalError)) throw new Error("the load did not fail");
      expect(found.problems.map((problem) => problem.code)).toEqual(each.refused);
      expect(found.exit).toBe(each.exit);
      for (const problem of found.problems) {
        expect(problem.hint.length).toBeGreaterThan(10);
        expect(problem.place).toBeDefined();
        expect(JSON.stringify(problem)).not.toMatch(/0007|1\.50|客户|secret|M.?ller|node:|\bundefined\b/);
      }
    },
  );
});
