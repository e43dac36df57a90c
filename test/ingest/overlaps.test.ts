import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { sql } from "../../src/engine/sql.js";
import type { SourceInput } from "../../src/ingest/index.js";
import { conserves, scratch, type Scratch } from "./support.js";

let bank: Scratch;
beforeAll(async () => {
  bank = await scratch();
});
beforeEach(() => {
  for (const each of readdirSync(bank.data)) rmSync(join(bank.data, each));
});
afterAll(() => bank.close());

const HEAD = "id,customer,date,amount\n";
const withId: SourceInput = {
  table: "transactions",
  files: "m-*.csv",
  currency: "CNY",
  columns: { transaction_id: "id", customer_id: "customer", booked_on: "date", amount: "amount" },
};
const withoutId: SourceInput = {
  ...withId,
  columns: { customer_id: "customer", booked_on: "date", amount: "amount" },
};
/** A comment sign that no file has: the quick way does not take such a source. */
const thorough = (source: SourceInput): SourceInput => ({ ...source, comment: "//" });
const linesOf = (outcome: Awaited<ReturnType<Scratch["ingest"]>>) =>
  outcome.result.files.map((each) => [
    each.file,
    each.rows_read,
    each.rows_kept,
    each.rows_rejected,
    each.rows_skipped,
  ]);

describe.each([
  ["the quick way", (source: SourceInput) => source],
  ["the thorough way", thorough],
])("files of one source, %s", (_, way) => {
  it("are loaded once where two have the same bytes, and the other is named", async () => {
    bank.write("m-1.csv", `${HEAD}1,a,2024-01-31,1.00\n2,a,2024-01-31,2.00\n`);
    bank.write("m-2.csv", `${HEAD}3,a,2024-02-29,4.00\n4,b,2024-02-29,8.00\n`);
    bank.write("m-2b.csv", `${HEAD}3,a,2024-02-29,4.00\n4,b,2024-02-29,8.00\n`);
    const outcome = await bank.ingest({ t: way(withoutId) });
    expect(linesOf(outcome)).toEqual([
      ["m-1.csv", 2, 2, 0, 0],
      ["m-2.csv", 2, 2, 0, 0],
      ["m-2b.csv", 2, 0, 0, 2],
    ]);
    expect(conserves(outcome)).toBe(true);
    expect(outcome.warnings.filter((each) => each.code === "DATA-023")).toHaveLength(1);
    expect(outcome.warnings[0]).toMatchObject({ code: "DATA-023", message: expect.stringContaining("m-2b.csv") });
    expect(await bank.rows(sql`select sum(amount) as s from transactions`)).toEqual([{ s: "15.00" }]);
  });

  it("may overlap by id: an equal row is skipped, a row of other content rejected with its line", async () => {
    bank.write("m-1.csv", `${HEAD}1,a,2024-01-31,1.00\n2,a,2024-01-31,2.00\n`);
    bank.write(
      "m-2.csv",
      `${HEAD}2,a,2024-01-31,2.00\n1,a,2024-01-31,1.50\n3,a,2024-02-01,4.00\n3,a,2024-02-01,4.00\n`,
    );
    const outcome = await bank.ingest({ t: way(withId) });
    expect(linesOf(outcome)).toEqual([
      ["m-1.csv", 2, 2, 0, 0],
      ["m-2.csv", 4, 1, 2, 1],
    ]);
    expect(bank.rejects()).toMatchObject([
      { file: "m-2.csv", line: 3, code: "DATA-121" },
      { file: "m-2.csv", line: 5, code: "DATA-121" },
    ]);
    const counted = outcome.result.rules.map(({ rule, rows }) => [rule, rows]);
    expect(counted.slice(0, 2)).toEqual([
      ["duplicate_key", 2],
      ["overlapping_rows", 1],
    ]);
    expect(outcome.result.money.map((each) => [each.sum_read, each.sum_kept])).toEqual([
      ["3.00", "3.00"],
      ["4.00", "4.00"],
    ]);
  });

  it("keep equal rows without an id unless the source declares the overlap", async () => {
    bank.write("m-1.csv", `${HEAD}1,a,2024-01-31,1.00\n`);
    bank.write("m-2.csv", `${HEAD}2,a,2024-01-31,1.00\n3,b,2024-02-01,2.00\n`);
    expect(linesOf(await bank.ingest({ t: way(withoutId) })).map((each) => each[2])).toEqual([1, 2]);
    const declared = await bank.ingest({ t: { ...way(withoutId), overlap: "drop_identical" } });
    expect(linesOf(declared)).toEqual([
      ["m-1.csv", 1, 1, 0, 0],
      ["m-2.csv", 2, 1, 0, 1],
    ]);
    expect(bank.rejects()).toEqual([]);
  });
});

describe("overlap: drop_identical", () => {
  it("keeps each row as often as the file that has it most often", async () => {
    const file = fc.array(fc.tuple(fc.constantFrom("a", "b"), fc.integer({ min: 1, max: 3 })), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 2, maxLength: 3 }), async (files) => {
        for (const each of readdirSync(bank.data)) rmSync(join(bank.data, each));
        const most = new Map<string, number>();
        for (const [at, rows] of files.entries()) {
          const text = rows.map(([who, amount]) => `${String(at)},${who},2024-01-31,${String(amount)}.00\n`);
          bank.write(`m-${String(at)}.csv`, `${HEAD}${text.join("")}`);
          const own = new Map<string, number>();
          for (const row of rows) own.set(row.join(), (own.get(row.join()) ?? 0) + 1);
          for (const [row, n] of own) most.set(row, Math.max(n, most.get(row) ?? 0));
        }
        const outcome = await bank
          .ingest({ t: { ...withoutId, overlap: "drop_identical" } })
          .catch((error: unknown) => error as Error);
        if (outcome instanceof Error) throw outcome;
        expect(conserves(outcome)).toBe(true);
        const kept = await bank.rows(
          sql`select customer_id as c, cast(amount as integer) as a, count(*) as n from transactions group by all`,
        );
        const found = new Map(kept.map((each) => [`${String(each.c)},${String(each.a)}`, Number(each.n)]));
        expect(new Map([...found].sort())).toEqual(new Map([...most].sort()));
      }),
      { numRuns: 15 },
    );
  });
});
