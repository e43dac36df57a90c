import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CustvalError, type Problem } from "../../src/core/errors.js";
import { sql } from "../../src/engine/sql.js";
import {
  ingestSources,
  locatePlainFile,
  PLAIN_SOURCE,
  plainCsvSource,
  type PlainCsvFlags,
} from "../../src/ingest/index.js";
import { scratch, type Scratch } from "./support.js";

let bank: Scratch;
beforeAll(async () => {
  bank = await scratch();
});
afterAll(() => bank.close());

const flags: PlainCsvFlags = {
  table: "transactions",
  columns: { customer_id: "customer", booked_on: "date", amount: "amount" },
};

async function load(content: string | Buffer, changes: Partial<PlainCsvFlags> = {}, stdin = false) {
  bank.write("tx.csv", content);
  const file = stdin
    ? await locatePlainFile("-", bank.work, Readable.from([Buffer.from(content)]))
    : await locatePlainFile(join(bank.data, "tx.csv"), bank.work, Readable.from([]));
  const spec = await plainCsvSource(bank.engine, file, { ...flags, ...changes }, { workFolder: bank.work });
  const outcome = await ingestSources(
    bank.engine,
    { [PLAIN_SOURCE]: spec },
    { dataFolder: file.dataFolder, rejectsFile: join(bank.work, "rejects.csv"), workFolder: bank.work },
  );
  return { spec, outcome, rows: await bank.rows(sql`select * from transactions`) };
}

async function problem(content: string | Buffer, changes: Partial<PlainCsvFlags> = {}): Promise<Problem> {
  try {
    await load(content, changes);
  } catch (error) {
    if (error instanceof CustvalError) return error.problems[0];
    throw error;
  }
  throw new Error("did not fail");
}

const table = (dates: readonly string[], amounts: readonly string[] = []) =>
  `customer,date,amount\n${dates.map((date, at) => `c${String(at)},${date},${amounts[at] ?? "1"}\n`).join("")}`;

describe("a plain CSV", () => {
  it.each([
    [["2023-01-31", "2023-02-01"], "iso"],
    [["20230131", "20230201"], "yyyymmdd"],
    [["2023/1/31", "2023/02/01"], "yyyy/m/d"],
    [["2023年1月31日", "2023年2月1日"], "yyyy年m月d日"],
    [["2023-01-31 10:00:00", "2023-02-01 23:59:59"], "yyyy-mm-dd hh:mi:ss"],
    [["31.01.2023", "01.02.2023"], "d.m.yyyy"],
    [["31/01/2023", "1/2/2023"], "d/m/yyyy"],
    [["1/31/2023", "2/1/2023"], "m/d/yyyy"],
    [["2023-1-31", "2023-02-01", ""], "yyyy-m-d"],
  ])("has its date form found: %s", async (dates, form) => {
    const { spec, rows } = await load(table(dates.filter((each) => each !== "")));
    expect(spec.columns.booked_on).toMatchObject({ date: form });
    expect(rows.map((each) => each.booked_on)).toEqual(["2023-01-31", "2023-02-01"]);
  });

  it("has day and month asked for where both fit, never guessed", async () => {
    const found = await problem(table(["01/02/2023", "03/04/2023"]));
    expect(found.code).toBe("DATA-012");
    expect(found.message).toContain("d/m/yyyy, m/d/yyyy");
    expect(found.hint).toContain("--date-format");
    const { rows } = await load(table(["01/02/2023"]), { dateFormat: "dd/mm/yyyy" });
    expect(rows[0].booked_on).toBe("2023-02-01");
  });

  it("with a date that fits no form says how many others do, and shows none", async () => {
    const found = await problem(table(["2023-01-31", "secret-4711"]));
    expect(found).toMatchObject({ code: "DATA-012", message: expect.stringContaining("iso reads 1 of 2") });
    expect(JSON.stringify(found)).not.toContain("4711");
    expect((await problem(table(["abc", "def"]))).code).toBe("DATA-012");
  });

  it("has its delimiter and its decimals found", async () => {
    const semicolons = table(["2023-01-31", "2023-02-01"], ["1.5", "2.1234"]).replaceAll(",", ";");
    const { spec, rows } = await load(semicolons);
    expect(spec).toMatchObject({ delimiter: ";", money_decimals: 4 });
    expect(rows.map((each) => each.amount)).toEqual(["1.5000", "2.1234"]);
    expect((await load(table(["2023-01-31"], ["1.50000000"]))).spec.money_decimals).toBe(2);
  });

  it("is read from stdin, and the spooled copy is for its owner alone", async () => {
    const { rows, outcome } = await load(table(["2023-01-31"]), {}, true);
    expect(rows).toHaveLength(1);
    expect(outcome.result.files[0].file).toBe("stdin.csv");
    expect(statSync(join(bank.work, "stdin", "stdin.csv")).mode & 0o777).toBe(0o600);
  });

  it("names the nearest column, a missing file, a wrong encoding, an empty file", async () => {
    const named = await problem(table(["2023-01-31"]), { columns: { ...flags.columns, amount: "amuont" } });
    expect(named).toMatchObject({ code: "DATA-006", hint: 'did you mean "amount"?' });
    expect(named.place?.key).toBeUndefined();
    expect((await problem("")).code).toBe("DATA-004");
    const chinese = Buffer.concat([
      Buffer.from("customer,date,amount\n"),
      Buffer.from("d5c5c8fd", "hex"),
      Buffer.from(",2023-01-31,1\n"),
    ]);
    expect((await problem(chinese)).code).toBe("DATA-005");
    expect((await load(chinese, { encoding: "gb18030" })).rows[0].customer_id).toBe("张三");
    const gone = await locatePlainFile(join(bank.data, "gone.csv"), bank.work, Readable.from([]));
    await expect(plainCsvSource(bank.engine, gone, flags, { workFolder: bank.work })).rejects.toThrow(/DATA-001/);
  });

  it("leaves no copy behind", () => {
    expect(existsSync(join(bank.work, "plain"))).toBe(false);
    expect(existsSync(join(bank.work, "ingest"))).toBe(false);
    expect(readdirSync(bank.work).sort()).toEqual(["rejects.csv", "stdin"]);
  });
});
