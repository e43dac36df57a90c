import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatMinor } from "../../src/core/money.js";
import { sql } from "../../src/engine/sql.js";
import type { IngestOutcome, SourceInput } from "../../src/ingest/index.js";
import { conserves, scratch, type Scratch } from "./support.js";

const STUDY = "data-samples/city-bank/study.yaml";

interface Truth {
  files: { file: string; rows: number; damaged_rows: number; sums: Record<string, string> }[];
  damaged_rows: { file: string; line: number; kind: string; caught_by: "read" | "key" | "reference" | "rule" }[];
}

/** The truth names files below exports/, the study below the sample's folder. */
function belowTheSample({ files, damaged_rows }: Truth): Truth {
  const below = <Named extends { file: string }>(all: Named[]) =>
    all.map((each) => ({ ...each, file: `exports/${each.file}` }));
  return { files: below(files), damaged_rows: below(damaged_rows) };
}

describe.skipIf(!existsSync(STUDY))("the exports of the simulated city bank", () => {
  const truth = belowTheSample(JSON.parse(readFileSync("data-samples/city-bank/truth.json", "utf8")) as Truth);
  let bank: Scratch;
  let outcome: IngestOutcome;
  beforeAll(async () => {
    bank = await scratch("data-samples/city-bank");
    const study = parse(readFileSync(STUDY, "utf8")) as { sources: Record<string, SourceInput> };
    outcome = await bank.ingest(study.sources, { asOf: "2023-12-31" });
  });
  afterAll(() => bank.close());

  it("rejects exactly the rows that cannot be read or repeat a key, at their lines", () => {
    const expected = truth.damaged_rows.filter((each) => each.caught_by === "read" || each.caught_by === "key");
    const place = (each: { file: string; line: number }) => `${each.file}:${String(each.line)}`;
    expect(bank.rejects().map(place).sort()).toEqual(expected.map(place).sort());
    expect(conserves(outcome)).toBe(true);
  });

  it("keeps the good rows of every file, and flags the rows that break a rule", () => {
    const flagged = truth.damaged_rows.filter((each) => each.caught_by === "reference" || each.caught_by === "rule");
    for (const { file, rows_kept } of outcome.result.files.filter((each) => each.table !== "lookup")) {
      const good = truth.files.find((each) => each.file === file)!.rows;
      expect([file, rows_kept]).toEqual([file, good + flagged.filter((each) => each.file === file).length]);
    }
    const broken = outcome.result.rules
      .filter((each) => each.rows > 0 && each.severity !== "info")
      .map((each) => each.rule);
    expect(broken.sort()).toEqual([
      "duplicate_key",
      "duplicate_key",
      "negative_credit_limit",
      "orphan_accounts_customer",
      "orphan_transactions_account",
      "transaction_in_future",
    ]);
  });

  it("has the money of the truth to the cent, file by file", () => {
    const spoiled = new Set(
      truth.damaged_rows
        .filter((each) => each.caught_by === "reference" || each.caught_by === "rule")
        .map((each) => each.file),
    );
    const names: Record<string, string> = {
      amount: "net_cents",
      fee: "fee_cents",
      average_balance: "average_cents",
      end_balance: "end_cents",
      credit_limit: "limit_cents",
    };
    let compared = 0;
    for (const line of outcome.result.money) {
      const cents = truth.files.find((each) => each.file === line.file)?.sums[names[line.column]];
      if (cents === undefined || spoiled.has(line.file)) continue;
      expect([line.file, line.column, line.sum_kept]).toEqual([line.file, line.column, formatMinor(BigInt(cents))]);
      compared++;
    }
    expect(compared).toBeGreaterThan(70);
  });

  it("finds the totals of the footers right and no month missing", () => {
    const totals = outcome.result.rules.filter((each) => each.rule === "control_total");
    expect(totals.map((each) => [each.rows, each.checked])).toEqual([
      [0, 3],
      [0, 3],
      [0, 3],
    ]);
    expect(outcome.result.missing_months).toEqual([]);
  });

  it("reads names that only GB18030 can write", async () => {
    const rows = await bank.rows(sql`select distinct region from customers`);
    const regions = rows.map((each) => String(each.region)).join("");
    expect(regions).toContain("㮾");
    expect(regions).toContain("𡐓");
  });
});
