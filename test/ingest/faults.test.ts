import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "../../src/engine/sql.js";
import type { SourceInput } from "../../src/ingest/index.js";
import { conserves, scratch, type Scratch } from "./support.js";

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

async function refused(content: string | Uint8Array, changes: Partial<SourceInput> = {}) {
  bank.write("tx.csv", content);
  return (await bank.problems({ tx: { ...tx, ...changes } })).map((each) => each.code);
}

describe("files that are whole but unusual", () => {
  it.each<[string, string | Uint8Array, Partial<SourceInput>]>([
    ["a byte order mark", `\ufeff${HEAD}${row(1)}${row(2)}`, {}],
    ["CRLF", (HEAD + row(1) + row(2)).replaceAll("\n", "\r\n"), {}],
    ["CR alone", (HEAD + row(1) + row(2)).replaceAll("\n", "\r"), {}],
    ["mixed line ends", `${HEAD.replace("\n", "\r\n")}${row(1).replace("\n", "\r")}${row(2)}`, {}],
    ["no last line end", HEAD + row(1) + row(2).trim(), {}],
    ["blank lines", `${HEAD}\n${row(1)}\n\n${row(2)}\n`, {}],
    [
      "everything quoted",
      '"id","customer","date","amount"\n"1","0007","2023-01-31","1.50"\n"2","0007","2023-01-31","1.50"\n',
      {},
    ],
    ["blanks round the cells", `${HEAD} 1 ,0007 , 2023-01-31,\u30001.50 \n2,0007,2023-01-31,1.50\u00a0\n`, {}],
    [
      "semicolons and a decimal comma",
      (HEAD + row(1) + row(2)).replaceAll(",", ";").replaceAll("1.50", "1,50"),
      { delimiter: ";", decimal: "," },
    ],
    ["a delimiter of two signs", (HEAD + row(1) + row(2)).replaceAll(",", "||"), { delimiter: "||" }],
    ["tabs", (HEAD + row(1) + row(2)).replaceAll(",", "\t"), { delimiter: "tab" }],
    ["aligned columns", ` ${HEAD} ${row(1)} ${row(2)}`.replaceAll(",", "   "), { delimiter: "whitespace" }],
    [
      "a title above the head",
      `Report\nof a day, in January\n${HEAD}${row(1)}${row(2)}`,
      { header: { skip_lines: 2 } },
    ],
    ["two head rows", `${HEAD}no,no,day,yuan\n${row(1)}${row(2)}`, { header: { rows: 2 } }],
    ["no head", row(1) + row(2), { header: { rows: 0, names: ["id", "customer", "date", "amount"] } }],
    ["a head again in the middle", HEAD + row(1) + HEAD + row(2), {}],
    ["comment lines", `${HEAD}# note\n${row(1)}#\n${row(2)}`, { comment: "#" }],
    ["a quote inside a bare text", `${HEAD}1,5" pipe,2023-01-31,1.50\n2,"a",2023-01-31,1.50\n`, {}],
    ["a line break inside quotes", `${HEAD}1,"a\nb",2023-01-31,1.50\n2,"a",2023-01-31,1.50\n`, {}],
    [
      "UTF-16 with a mark",
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(HEAD + row(1) + row(2), "utf16le")]),
      {},
    ],
    ["UTF-16 without a mark, declared", Buffer.from(HEAD + row(1) + row(2), "utf16le"), { encoding: "utf-16" }],
  ])("reads %s", async (_, content, changes) => {
    const { outcome, ids, file } = await load(content, changes);
    expect(ids).toEqual(["1", "2"]);
    expect(file.rows_kept).toBe(2);
    expect(conserves(outcome)).toBe(true);
    expect(outcome.result.money[0].sum_kept).toBe("3.00");
  });

  it("keeps leading zeros of ids", async () => {
    await load(HEAD + row(1));
    expect(await bank.rows(sql`select customer_id from transactions`)).toEqual([{ customer_id: "0007" }]);
  });

  it("reads gzip, and says when it is damaged", async () => {
    const packed = gzipSync(HEAD + row(1));
    bank.write("tx.csv.gz", packed);
    const { result } = await bank.ingest({ tx: { ...tx, files: "tx.csv.gz" } });
    expect(result.files[0]).toMatchObject({ rows_kept: 1, bytes: packed.length });
    bank.write("tx.csv.gz", packed.subarray(0, packed.length - 6));
    expect((await bank.problems({ tx: { ...tx, files: "tx.csv.gz" } }))[0].code).toBe("DATA-017");
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
});

describe("rows that are rejected with their place", () => {
  it.each<[string, string, string[], [number, string][]]>([
    [
      "an open quote at the beginning",
      `${HEAD}"1,0007,2023-01-31,1.50\n${row(2)}${row(3)}`,
      ["2", "3"],
      [[2, "DATA-103"]],
    ],
    [
      "an open quote in the middle",
      `${HEAD}${row(1)}2,"0007,2023-01-31,1.50\n${row(3)}4,"a",2023-01-31,1\n`,
      ["1", "3", "4"],
      [[3, "DATA-103"]],
    ],
    ["an open quote at the end", `${HEAD}${row(1)}2,0007,2023-01-31,"1.50\n`, ["1"], [[3, "DATA-103"]]],
    ["a file cut in a row", `${HEAD}${row(1)}2,0007,2023-`, ["1"], [[3, "DATA-107"]]],
    ["a file cut in a quoted text", `${HEAD}${row(1)}2,"00`, ["1"], [[3, "DATA-107"]]],
    ["a NUL", `${HEAD}${row(1)}2,00\x0007,2023-01-31,1\n${row(3)}`, ["1", "3"], [[3, "DATA-105"]]],
    [
      "too few and too many fields",
      `${HEAD}1,2\n${row(2)}1,2,3,4,5\n`,
      ["2"],
      [
        [2, "DATA-101"],
        [4, "DATA-102"],
      ],
    ],
    ["text behind a quote", `${HEAD}"1"x,0007,2023-01-31,1\n${row(2)}`, ["2"], [[2, "DATA-104"]]],
    [
      "text in the amount",
      `${HEAD}${row(1)}${row(2, "abc")}${row(3, "1.2.3")}`,
      ["1"],
      [
        [3, "DATA-014"],
        [4, "DATA-014"],
      ],
    ],
    [
      "a thousands separator that was not declared",
      `${HEAD}${row(1)}2,0007,2023-01-31,"1,234.00"\n`,
      ["1"],
      [[3, "DATA-014"]],
    ],
    ["a third decimal", `${HEAD}${row(1, "1.005")}${row(2, "1.500")}`, ["2"], [[2, "DATA-112"]]],
    ["a decimal far behind", `${HEAD}${row(1, "1.00000000000000001")}${row(2)}`, ["2"], [[2, "DATA-112"]]],
    ["a number too large", `${HEAD}${row(1, "12345678901234567.00")}${row(2)}`, ["2"], [[2, "DATA-113"]]],
    [
      "no amount",
      `${HEAD}${row(1, "")}${row(2, "NULL")}${row(3)}`,
      ["3"],
      [
        [2, "DATA-116"],
        [3, "DATA-116"],
      ],
    ],
    [
      "impossible days",
      `${HEAD}1,a,2023-02-29,1\n2,a,31.01.2023,1\n3,a,2023-1-5,1\n${row(4)}`,
      ["4"],
      [
        [2, "DATA-114"],
        [3, "DATA-114"],
        [4, "DATA-114"],
      ],
    ],
    [
      "a key that comes again",
      `${HEAD}${row(1)}${row(2)}${row(1)}${row(1)}`,
      ["1", "2"],
      [
        [4, "DATA-121"],
        [5, "DATA-121"],
      ],
    ],
    ["an id from a spreadsheet", `${HEAD}6.2E+18,a,2023-01-31,1\n${row(2)}`, ["2"], [[2, "DATA-120"]]],
    ["a fault behind a text over two lines", `${HEAD}1,"a\nb",2023-01-31,1\n2,c,none,1\n`, ["1"], [[4, "DATA-114"]]],
  ])("%s", async (_, content, kept, rejects) => {
    const found = await load(content);
    expect(found.ids).toEqual(kept);
    expect(found.rejects).toEqual(rejects);
    expect(conserves(found.outcome)).toBe(true);
    expect(found.file.rows_rejected).toBe(rejects.length);
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

  it("reads the rest of a file in which a line has bytes of another encoding, when it is one of very many", async () => {
    const lines = Array.from({ length: 2000 }, (_, at) => row(at)).join("");
    const bad = Buffer.concat([
      Buffer.from(HEAD + lines),
      Buffer.from([0x78, 0x2c, 0xff, 0xfe, 0x2c]),
      Buffer.from("2023-01-31,1\n"),
    ]);
    const found = await load(bad, { encoding: "utf-8" });
    expect(found.rejects).toEqual([[2002, "DATA-108"]]);
    expect(found.file.rows_kept).toBe(2000);
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

  it("a file of which nothing is left", async () => {
    expect(await refused(HEAD)).toEqual(["DATA-018"]);
    expect(await refused(HEAD + row(1), { where: { customer: "none" } })).toEqual(["DATA-018"]);
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

  it("a name that stands twice in the head, only where it is mapped", async () => {
    expect(await refused(`id,customer,date,amount,amount\n1,a,2023-01-31,1,2\n`)).toEqual(["DATA-008"]);
    expect((await load(`id,customer,date,amount,x,x\n1,a,2023-01-31,1,2,3\n`)).ids).toEqual(["1"]);
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
