import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CustvalError } from "../../src/core/errors.js";
import { sql } from "../../src/engine/sql.js";
import type { SourceInput } from "../../src/ingest/index.js";
import { encodeGb18030 } from "../../src/simulate/gb18030.js";
import { scratch, type Scratch } from "./support.js";

let bank: Scratch;
beforeAll(async () => {
  bank = await scratch();
});
afterAll(() => bank.close());

const source: SourceInput = {
  table: "transactions",
  files: "t.csv",
  columns: {
    transaction_id: "id",
    customer_id: "customer",
    booked_on: "day",
    amount: "amount",
    currency: "currency",
    fee: { from: "fee", negate: true },
  },
  attributes: { points: { from: "points", type: "integer" }, rate: { from: "rate", type: "rate" } },
};
/** A comment mark that no line has changes nothing but the way: the thorough one. */
const thorough: SourceInput = { ...source, comment: "@@@" };
const HEAD = "id,customer,day,amount,currency,fee,points,rate\n";

/** How many of the last statements read typed columns. */
async function typedReads(work: () => Promise<unknown>): Promise<number> {
  const from = bank.engine.statements.length;
  await work();
  return bank.engine.statements.slice(from).filter((each) => /read_csv[^]*'amount': 'decimal/.test(each)).length;
}

async function loaded(input: SourceInput) {
  const { result } = await bank.ingest({ t: input });
  const rows = await bank.rows(sql`select * from transactions`);
  const types = await bank.rows(
    sql`select column_name, data_type from duckdb_columns() where table_name = 'transactions'`,
  );
  return { result, rows, types, rejects: bank.rejects() };
}

async function twins(text: string, change: Partial<SourceInput> = {}) {
  bank.write("t.csv", text);
  const quick = await loaded({ ...source, ...change });
  const slow = await loaded({ ...thorough, ...change });
  expect(quick).toEqual(slow);
  return quick;
}

describe("plain files", () => {
  it("are loaded by the typed reader, in file order, and money is summed by the pass itself", async () => {
    const row = "1,007,2024-01-31,-12.30,CNY,0.50,3,0.0125\n2,008,2024-02-29,5,USD,,,\n";
    expect(await typedReads(() => twins(HEAD + row))).toBe(1);
    const { rows, result } = await twins(HEAD + row);
    expect(rows).toEqual([
      {
        transaction_id: "1",
        customer_id: "007",
        booked_on: "2024-01-31",
        amount: "-12.30",
        currency: "CNY",
        fee: "-0.50",
        points: 3,
        rate: "0.0125000000",
      },
      {
        transaction_id: "2",
        customer_id: "008",
        booked_on: "2024-02-29",
        amount: "5.00",
        currency: "USD",
        fee: null,
        points: null,
        rate: null,
      },
    ]);
    expect(result.money).toContainEqual({
      source: "t",
      file: "t.csv",
      column: "amount",
      currency: "CNY",
      sum_read: "-12.30",
      sum_kept: "-12.30",
    });
  });

  it("give what the thorough loading gives, for random tables with odd cells among them", async () => {
    const often = (usual: fc.Arbitrary<string>, ...odd: string[]) =>
      fc.oneof({ arbitrary: usual, weight: 4 * odd.length }, { arbitrary: fc.constantFrom(...odd), weight: 1 });
    const cents = fc.integer({ min: -99999, max: 99999 }).map((each) => (each / 100).toFixed(2));
    const money = often(cents, "", "7", "+3.5", "-.5", "1e2", "1.005", "1_0", "NA", "(3)", " 2");
    const line = fc.tuple(
      fc.nat(50).map(String),
      often(fc.constantFrom("01", "客户", '"a,b"'), '""', ""),
      often(fc.constantFrom("2024-02-29", "2023-12-31"), "2023-02-29", "2024-1-1", "0001-01-01", ""),
      money,
      fc.constantFrom("CNY", "USD", ""),
      money,
      often(fc.constantFrom("1", "", "-7"), "2.0"),
      often(fc.constantFrom("0.5", ""), "1.23456789012"),
    );
    let quick = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 6 }),
        fc.constantFrom("\n", "\r\n"),
        async (rows, end) => {
          const text = (HEAD + rows.map((each) => each.join(",")).join("\n") + "\n").replaceAll("\n", end);
          try {
            quick += await typedReads(() => twins(text, { max_rejects: { rows: 9 } }));
          } catch (error) {
            if (!(error instanceof CustvalError)) throw error;
            const problems = await bank.problems({ t: source });
            expect(problems).toEqual(await bank.problems({ t: thorough }));
          }
        },
      ),
      { numRuns: 12, seed: 1 },
    );
    expect(quick).toBeGreaterThan(0);
  });

  it("may repeat a key: the later row is rejected with its line and its money is not counted", async () => {
    const { rows, result, rejects } = await twins(
      `${HEAD}1,a,2024-01-31,1.00,CNY,,,\n2,a,2024-01-31,2.00,CNY,,,\n1,a,2024-01-31,4.00,CNY,,,\n`,
    );
    expect(rows.map((each) => each.amount)).toEqual(["1.00", "2.00"]);
    expect(rejects).toMatchObject([{ line: 4, code: "DATA-121" }]);
    expect(result.money[0]).toMatchObject({ sum_read: "3.00", sum_kept: "3.00" });
  });

  it("may be many, in one statement; one that is not plain sends all of them the thorough way", async () => {
    const months = ["01", "02", "03"];
    for (const month of months) bank.write(`m-${month}.csv`, `${HEAD}${month},a,2024-${month}-01,${month}.00,CNY,,,\n`);
    const files = "m-*.csv";
    expect(await typedReads(() => loaded({ ...source, files }))).toBe(1);
    const quick = await loaded({ ...source, files });
    expect(quick).toEqual(await loaded({ ...thorough, files }));
    expect(quick.result.files.map((each) => each.rows_kept)).toEqual([1, 1, 1]);
    bank.write("m-02.csv", `${HEAD}02,a,2024-02-01,"2,000.00",CNY,,,\n`);
    const mixed = await loaded({ ...source, files, thousands: "," });
    expect(mixed.rows.map((each) => each.amount)).toEqual(["1.00", "2000.00", "3.00"]);
  });

  it("may be in another encoding, quoted behind the first quarter mebibyte, and in any fixed form of dates", async () => {
    const rows = Array.from(
      { length: 9000 },
      (_, at) => `${String(at)},客户${String(at)},31.12.2024,1.00,CNY,,,\n`,
    ).join("");
    const text = `${HEAD}${rows}x,"客,户",01.12.2024,2.00,CNY,,,\n`;
    bank.write("t.csv", encodeGb18030(text));
    const change = { encoding: "gb18030", date: "dd.mm.yyyy" };
    expect(await typedReads(() => loaded({ ...source, ...change }))).toBe(2);
    const quick = await loaded({ ...source, ...change });
    expect(quick.rows.at(-1)).toMatchObject({ customer_id: "客,户", booked_on: "2024-12-01" });
    expect(quick).toEqual(await loaded({ ...thorough, ...change }));
  });

  it("with a day that is none are told so by the thorough way", async () => {
    const { rejects } = await twins(`${HEAD}1,a,2023-02-28,1,CNY,,,\n2,a,2023-02-29,1,CNY,,,\n`);
    expect(rejects).toMatchObject([{ line: 3, column: "day", code: "DATA-114" }]);
  });
});
