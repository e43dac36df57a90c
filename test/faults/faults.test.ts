import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "../../src/engine/sql.js";
import type { SourceInput } from "../../src/ingest/index.js";
import { conserves, scratch, type Scratch } from "../ingest/support.js";

let bank: Scratch;
beforeAll(async () => {
  bank = await scratch();
});
afterAll(() => bank.close());

const tx: SourceInput = {
  table: "transactions",
  files: "tx.csv",
  columns: { transaction_id: "id", customer_id: "customer", booked_on: "date", amount: "amount" },
};
const HEAD = "id,customer,date,amount\n";
const row = (id: number, amount = "1.50") => `${String(id)},0007,2023-01-31,${amount}\n`;

async function load(content: string | Uint8Array, changes: Partial<SourceInput> = {}) {
  bank.write("tx.csv", content);
  const outcome = await bank.ingest({ tx: { ...tx, ...changes } });
  const ids = (await bank.rows(sql`select transaction_id from transactions`)).map((each) => each.transaction_id);
  return { outcome, file: outcome.result.files[0], ids, rejects: bank.rejects().map((each) => [each.line, each.code]) };
}

describe("what becomes of files, with their places", () => {
  it("keeps leading zeros of ids", async () => {
    await load(HEAD + row(1));
    expect(await bank.rows(sql`select customer_id from transactions`)).toEqual([{ customer_id: "0007" }]);
  });

  it("reads gzip, with the size of the file as it lies there", async () => {
    const packed = gzipSync(HEAD + row(1));
    bank.write("tx.csv.gz", packed);
    const { result } = await bank.ingest({ tx: { ...tx, files: "tx.csv.gz" } });
    expect(result.files[0]).toMatchObject({ rows_kept: 1, bytes: packed.length });
  });

  it("reads Parquet", async () => {
    const path = join(bank.data, "tx.parquet");
    await bank.engine.execute(
      sql`copy (select 1 as id, '0007' as customer, date '2023-01-31' as date, 1.5::double as amount) to ${path} (format parquet)`,
    );
    const { result } = await bank.ingest({ tx: { ...tx, files: "tx.parquet" } });
    expect(result.money[0]).toMatchObject({ sum_read: "1.50", sum_kept: "1.50" });
  });

  it("reads one row and one column, and files by a pattern in order", async () => {
    bank.write("branch-2.csv", "branch\n0002\n");
    bank.write("branch-1.csv", "branch\n0001\n");
    const { result } = await bank.ingest({
      programme: { table: "programme", files: "branch-?.csv", columns: { branch_id: "branch" } },
    });
    expect(result.files.map((each) => each.file)).toEqual(["branch-1.csv", "branch-2.csv"]);
    expect(await bank.rows(sql`select branch_id from programme`)).toEqual([
      { branch_id: "0001" },
      { branch_id: "0002" },
    ]);
  });

  it("writes raw lines only to rejects.csv, which is for its owner alone", async () => {
    const { outcome } = await load(`${HEAD}${row(1)}2,secret-4711,2023-01-31,"secret ""amount"""\n`);
    expect(bank.rejectsMode()).toBe(0o600);
    expect(bank.rejects()).toEqual([
      {
        file: "tx.csv",
        line: 3,
        column: "amount",
        code: "DATA-014",
        reason: "not a decimal number",
        raw: '2,secret-4711,2023-01-31,"secret ""amount"""',
      },
    ]);
    expect(JSON.stringify(outcome)).not.toMatch(/secret|4711/);
  });
});

describe("what is refused as a whole", () => {
  it("more rejects than tolerated, after rejects.csv was written", async () => {
    const bad = Array.from({ length: 101 }, (_, at) => row(at, "secret-amount")).join("");
    bank.write("tx.csv", HEAD + row(999) + bad);
    const problems = await bank.problems({ tx });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: "DATA-009", place: { file: "tx.csv", line: 3 } });
    expect(problems[0].message).toContain("101 of 102");
    expect(JSON.stringify(problems)).not.toContain("secret");
    expect(bank.rejects()).toHaveLength(101);
    const { file } = await load(HEAD + row(999) + bad, { max_rejects: { rows: 101 } });
    expect(file.rows_rejected).toBe(101);
  });

  it("an empty file, a folder, a missing file and a way out of the folder, those of one kind together", async () => {
    bank.write("empty.csv", "");
    mkdirSync(join(bank.data, "folder.csv"), { recursive: true });
    symlinkSync("/etc/passwd", join(bank.data, "way-out.csv"));
    const files = (names: string[]) => bank.problems({ tx: { ...tx, files: names } });
    expect((await files(["tx.csv", "empty.csv"])).map((each) => each.code)).toEqual(["DATA-004"]);
    const codes = (await files(["tz.csv", "folder.csv", "/etc/passwd", "../x.csv", "way-out.csv"])).map(
      (each) => each.code,
    );
    expect(codes).toEqual(["DATA-001", "DATA-002", "DATA-007", "DATA-007", "DATA-007"]);
    expect((await files(["tz.csv"]))[0].hint).toContain("tx.csv");
    expect((await files(["none-*.csv"]))[0].code).toBe("DATA-001");
  });

  it.skipIf(process.getuid?.() === 0)("a file without permission [needs an ordinary user]", async () => {
    bank.write("closed.csv", HEAD);
    chmodSync(join(bank.data, "closed.csv"), 0);
    expect((await bank.problems({ tx: { ...tx, files: "closed.csv" } }))[0].code).toBe("DATA-003");
  });

  it("column names that the head does not have, all at once, with the nearest name", async () => {
    bank.write("tx.csv", HEAD + row(1));
    const problems = await bank.problems({
      tx: { ...tx, columns: { customer_id: "custmer", booked_on: "dat", amount: "amount" } },
    });
    expect(problems.map((each) => each.code)).toEqual(["DATA-006", "DATA-006"]);
    expect(problems[0].hint).toBe('did you mean "customer"?');
    expect(problems[0].expected).toContain("id, customer, date, amount");
    expect(problems[0].place?.key).toBe("sources.tx.columns.customer_id");
  });

  it("a mapping that does not fit the table", async () => {
    bank.write("tx.csv", HEAD + row(1));
    const problems = await bank.problems({
      tx: { ...tx, columns: { customer_id: "customer", amout: "amount", booked_on: { from: "date", constant: 1 } } },
    });
    expect(problems.map((each) => each.place?.key)).toEqual([
      "sources.tx.columns.amout",
      "sources.tx.columns",
      "sources.tx.columns.booked_on",
    ]);
    expect(new Set(problems.map((each) => each.code))).toEqual(new Set(["DATA-015"]));
  });

  it("two-digit years without a pivot, months without a day", async () => {
    bank.write("tx.csv", HEAD + row(1));
    for (const date of ["yymmdd", "yyyymm", "mm/dd", "yyyy-mm-dd-yyyy"])
      expect((await bank.problems({ tx: { ...tx, date } }))[0].code).toBe("DATA-015");
  });
});

describe("conservation", () => {
  it("rows in = kept + rejected + skipped, whatever the bytes are", async () => {
    const letters = fc.constantFrom(
      "1",
      "0007",
      ",",
      ",",
      ",",
      '"',
      "\n",
      "\n",
      "2023-01-31",
      "1.50",
      "x",
      "é",
      "\0",
      "\r",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(letters, { maxLength: 120 }), async (parts) => {
        const body = parts.join("");
        const { outcome, ids, rejects } = await load(`${HEAD}${row(9)}${body}`, { max_rejects: { share: 1 } });
        const [file] = outcome.result.files;
        expect(conserves(outcome)).toBe(true);
        expect(ids).toHaveLength(file.rows_kept);
        expect(rejects).toHaveLength(file.rows_rejected);
      }),
      { numRuns: 60, seed: 20231231 },
    );
  });
});
