import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatMinor } from "../../src/core/money.js";
import { sql } from "../../src/engine/sql.js";
import type { SourceInput } from "../../src/ingest/index.js";
import { scratch, texts, type Scratch } from "./support.js";

let bank: Scratch;
beforeAll(async () => {
  bank = await scratch();
});
afterAll(() => bank.close());

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** Loads amounts, one a row, and gives what the table holds; rejected rows are left out. */
async function amounts(cells: readonly string[], changes: Partial<SourceInput> = {}) {
  bank.write("tx.csv", `n,amount\n${cells.map((each, at) => `${String(at)},${cell(each)}\n`).join("")}`);
  const spec: SourceInput = {
    table: "transactions",
    files: "tx.csv",
    columns: { customer_id: "n", booked_on: { constant: "2023-01-31" }, amount: "amount" },
  };
  const { result } = await bank.ingest({ tx: { ...spec, max_rejects: { share: 1 }, ...changes } });
  return { kept: texts(await bank.rows(sql`select amount from transactions`), "amount"), money: result.money[0] };
}

describe("money", () => {
  it("is read in all the forms that exports use", async () => {
    const cells = [
      "12.3",
      "+12.30",
      "-12.30",
      "12.30-",
      "(12.30)",
      "¥12.30",
      "￥ 12.30",
      "-¥12.30",
      "CNY 12.30",
      "12.30元",
      "１２．３０",
      "－１２．３０",
      ".5",
      "12.",
      "12.300",
    ];
    const { kept } = await amounts(cells);
    expect(kept).toEqual([
      "12.30",
      "12.30",
      "-12.30",
      "-12.30",
      "-12.30",
      "12.30",
      "12.30",
      "-12.30",
      "12.30",
      "12.30",
      "12.30",
      "-12.30",
      "0.50",
      "12.00",
      "12.30",
    ]);
  });

  it("takes thousands only where declared and well placed", async () => {
    const cells = ["1", "1,234.50", "-1,234,567.89", "1,23.00", "12,34", "1234,567.00"];
    expect((await amounts(cells, { thousands: "," })).kept).toEqual(["1.00", "1234.50", "-1234567.89"]);
    expect(
      (await amounts(["1", "1.234,5", "1.234.567,89", "0,01", "1.5"], { thousands: ".", decimal: "," })).kept,
    ).toEqual(["1.00", "1234.50", "1234567.89", "0.01"]);
    expect((await amounts(["1", "1 234,50", "2'0"], { thousands: " ", decimal: "," })).kept).toEqual([
      "1.00",
      "1234.50",
    ]);
  });

  it("is turned into units of the currency by declaration alone", async () => {
    const columns = (unit: "万元" | "cents") => ({
      customer_id: "n",
      booked_on: { constant: "2023-01-31" },
      amount: { from: "amount", unit },
    });
    expect(
      (await amounts(["1.23", "0.000001", "0.0000001", "3万元", "100000"], { columns: columns("万元") })).kept,
    ).toEqual(["12300.00", "0.01", "30000.00", "1000000000.00"]);
    expect((await amounts(["1234", "-5"], { columns: columns("cents") })).kept).toEqual(["12.34", "-0.05"]);
    expect((await amounts(["1", "1.2万元"])).kept).toEqual(["1.00"]);
  });

  it("keeps up to six decimals where declared, never rounding", async () => {
    expect((await amounts(["0.123456", "1.5", "0.1234567"], { money_decimals: 6 })).kept).toEqual([
      "0.123456",
      "1.500000",
    ]);
    expect((await amounts(["5", "5.1", "5.0"], { money_decimals: 0 })).kept).toEqual(["5.00", "5.00"]);
  });

  it("holds sixteen digits before the point to the cent", async () => {
    const { kept, money } = await amounts(["9999999999999999.99", "-9999999999999999.98", "0.01", "1234567890123.45"]);
    expect(kept).toEqual(["9999999999999999.99", "-9999999999999999.98", "0.01", "1234567890123.45"]);
    expect(money).toMatchObject({ sum_read: "1234567890123.47", sum_kept: "1234567890123.47" });
  });

  it("takes its sign from a code, or from two columns", async () => {
    bank.write("tx.csv", "n,amount,flag\n1,5.00,贷\n2,5.00,借\n3,-5.00,借\n4,5.00,?\n5,5.00,\n");
    const spec: SourceInput = {
      table: "transactions",
      files: "tx.csv",
      columns: {
        customer_id: "n",
        booked_on: { constant: "2023-01-31" },
        amount: { from: "amount", sign: { column: "flag", in: "贷", out: ["借"] } },
      },
    };
    await bank.ingest({ tx: spec });
    expect(texts(await bank.rows(sql`select amount from transactions`), "amount")).toEqual(["5.00", "-5.00", "5.00"]);
    expect(bank.rejects().map((each) => [each.line, each.code, each.column])).toEqual([
      [5, "DATA-118", "flag"],
      [6, "DATA-118", "flag"],
    ]);
    bank.write("tx.csv", "n,out,in\n1,5.00,\n2,,5.00\n3,0.00,7.00\n4,,\n5,x,1.00\n6,1.005,\n");
    await bank.ingest({
      tx: { ...spec, columns: { ...spec.columns, amount: { sign: { debit: "out", credit: "in" } } } },
    });
    expect(texts(await bank.rows(sql`select amount from transactions`), "amount")).toEqual(["-5.00", "5.00", "7.00"]);
    expect(bank.rejects().map((each) => [each.line, each.code])).toEqual([
      [5, "DATA-116"],
      [6, "DATA-014"],
      [7, "DATA-112"],
    ]);
  });

  it("is equal to the cent for random amounts, signs and separators", async () => {
    const styles = [
      { decimal: ".", thousands: undefined },
      { decimal: ".", thousands: "," },
      { decimal: ",", thousands: "." },
      { decimal: ",", thousands: " " },
    ] as const;
    const signs = [(text: string) => `-${text}`, (text: string) => `${text}-`, (text: string) => `(${text})`];
    const minor = fc.oneof(
      fc.bigInt({ min: -99_999n, max: 99_999n }),
      fc.bigInt({ min: -999_999_999_999_999_999n, max: 999_999_999_999_999_999n }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(minor, fc.nat(2)), { minLength: 1, maxLength: 40 }),
        fc.constantFrom(...styles),
        async (cents, style) => {
          const cells = cents.map(([each, sign]) => written(each, style, signs[sign]));
          const { kept, money } = await amounts(cells, {
            decimal: style.decimal,
            ...(style.thousands ? { thousands: style.thousands } : {}),
          });
          expect(kept).toEqual(cents.map(([each]) => formatMinor(each)));
          const sum = formatMinor(cents.reduce((total, [each]) => total + each, 0n));
          expect(money).toMatchObject({ sum_read: sum, sum_kept: sum });
        },
      ),
      { numRuns: 40, seed: 7 },
    );
  });
});

function written(
  cents: bigint,
  style: { decimal: string; thousands?: string },
  negative: (text: string) => string,
): string {
  const [whole, fraction] = formatMinor(cents < 0n ? -cents : cents).split(".");
  const grouped = style.thousands ? whole.replace(/\B(?=(\d{3})+$)/g, style.thousands) : whole;
  const text = `${grouped}${style.decimal}${fraction}`;
  return cents < 0n ? negative(text) : text;
}

async function dates(cells: readonly string[], rule: Record<string, unknown>) {
  bank.write("c.csv", `n,day\n${cells.map((each, at) => `${String(at)},${cell(each)}\n`).join("")}`);
  await bank.ingest({
    c: {
      table: "customers",
      files: "c.csv",
      max_rejects: { share: 1 },
      columns: { customer_id: "n", open_date: { from: "day", ...rule } },
    },
  });
  return texts(await bank.rows(sql`select open_date from customers`), "open_date");
}

describe("dates", () => {
  it.each<[string, Record<string, unknown>, string[], (string | null)[]]>([
    ["ISO", { date: "iso" }, ["2024-02-29", "2023-02-29", "2023-1-1", "20230101"], ["2024-02-29"]],
    ["yyyymmdd", { date: "yyyymmdd" }, ["20240229", "20230229", "2024-02-29"], ["2024-02-29"]],
    ["two-digit years", { date: "yymmdd", pivot: 50 }, ["500101", "491231", "99123"], ["1950-01-01", "2049-12-31"]],
    [
      "birth numbers",
      { date: "yymmdd", pivot: 0, month_offset: 50 },
      ["706213", "450204", "706313"],
      ["1970-12-13", "1945-02-04"],
    ],
    ["day first", { date: "dd.mm.yyyy" }, ["31.01.2023", "01.31.2023"], ["2023-01-31"]],
    ["month first", { date: "m/d/yyyy" }, ["1/31/2023", "31/1/2023"], ["2023-01-31"]],
    ["Chinese", { date: "yyyy年m月d日" }, ["2023年1月31日", "2023年13月1日"], ["2023-01-31"]],
    [
      "a time behind",
      { date: "yyyy-mm-dd hh:mm:ss" },
      ["2023-01-31 23:59:59", "2023-01-31 23:59:59.123", "2023-01-31 25:00:00"],
      ["2023-01-31", "2023-01-31"],
    ],
    ["compact times", { date: "yyyymmddhhmiss" }, ["20230131235959"], ["2023-01-31"]],
    ["a spreadsheet's serial days", { date: "excel" }, ["44957", "44957.5", "60", "x"], ["2023-01-31", "2023-01-31"]],
    ["months, last day", { date: "yyyymm", day: "last" }, ["202402", "202313"], ["2024-02-29"]],
    ["months, first day", { date: "yyyy年m月", day: "first" }, ["2024年2月"], ["2024-02-01"]],
    [
      "sentinels",
      { date: "iso", sentinels: ["9999-12-31", "1900-01-01"] },
      ["9999-12-31", "1900-01-01", "2023-01-31"],
      [null, null, "2023-01-31"],
    ],
    [
      "missing words",
      { date: "iso" },
      ["", "NULL", "?", "\\N", "none", "2023-01-31"],
      [null, null, null, null, "2023-01-31"],
    ],
    [
      "declared missing words",
      { date: "iso", missing: ["none"] },
      ["none", "NULL", "2023-01-31"],
      [null, "2023-01-31"],
    ],
  ])("%s", async (_, rule, cells, kept) => {
    expect(await dates(cells, rule)).toEqual(kept);
  });
});

describe("codes, expressions, rates, filters", () => {
  it("maps codes and says what becomes of the others", async () => {
    bank.write("c.csv", "n,sex\n1,男\n2,女\n3,X\n4,\n");
    const load = async (rule: Record<string, unknown>) => {
      await bank.ingest({
        c: {
          table: "customers",
          files: "c.csv",
          columns: { customer_id: "n", gender: { from: "sex", codes: { 男: "M", 女: "F" }, ...rule } },
        },
      });
      return texts(await bank.rows(sql`select gender from customers`), "gender");
    };
    expect(await load({})).toEqual(["M", "F", null]);
    expect(bank.rejects()).toMatchObject([{ line: 4, code: "DATA-115", column: "sex" }]);
    expect(await load({ other: "keep" })).toEqual(["M", "F", "X", null]);
    expect(await load({ other: "missing" })).toEqual(["M", "F", null, null]);
    expect(await load({ codes: { 男: "M", 女: "F", X: null } })).toEqual(["M", "F", null, null]);
  });

  it.each<[string, string | null]>([
    ["concat(n, '-', code)", "7-ab"],
    ["n || '-' || upper(code)", "7-AB"],
    ["substr(code, 2, 1)", "b"],
    ["coalesce(empty, 'none')", "none"],
    ["case when number(price) * 2 + 1 > 3.5 then 'dear' else 'cheap' end", "dear"],
    ["case code when 'ab' then 'yes' else 'no' end", "yes"],
    ["case when code in ('x', 'ab') and not (n = '8') then 'in' end", "in"],
    ["case when empty is null or code is not null then 'null' end", "null"],
    ["nullif(code, 'ab')", null],
    ["lpad(n, 4, '0')", "0007"],
    ["'it''s; drop table customers'", "it's; drop table customers"],
    ['"odd name"', "z"],
    ["case when n not in ('7') then 'a' else 'b' end", "b"],
  ])("computes %s", async (expression, expected) => {
    bank.write("c.csv", "n,code,price,empty,odd name\n7,ab,1.50,,z\n");
    await bank.ingest({
      c: { table: "customers", files: "c.csv", columns: { customer_id: "n", tier: { expression } } },
    });
    expect(await bank.rows(sql`select tier from customers`)).toEqual([{ tier: expected }]);
  });

  it.each([
    "select 1",
    "n; drop table t",
    "read_csv('x')",
    "(n",
    "n +",
    "current_date()",
    "n = ",
    "case when n then 1 end",
    "1 /* x */",
    "$1",
    "substr(n)",
    "n::int",
  ])("refuses %s", async (expression) => {
    bank.write("c.csv", "n\n7\n");
    const problems = await bank.problems({
      c: { table: "customers", files: "c.csv", columns: { customer_id: "n", tier: { expression } } },
    });
    expect(problems[0].code).toMatch(/DATA-016|DATA-006/);
  });

  it("reads rates in percent or as fractions and filters rows by declaration", async () => {
    bank.write("a.csv", "a,c,rate,state\n1,9,3.25,open\n2,9,3.25%,open\n3,9,0.1,closed\n4,9,,\n");
    const columns = { account_id: "a", customer_id: "c", customer_rate: { from: "rate", unit: "percent" as const } };
    const { result } = await bank.ingest({
      a: { table: "accounts", files: "a.csv", columns, where: { state: { not: "closed" } } },
    });
    expect(texts(await bank.rows(sql`select customer_rate from accounts`), "customer_rate")).toEqual([
      "0.0325000000",
      "0.0325000000",
      null,
    ]);
    expect(result.files[0]).toMatchObject({ rows_read: 4, rows_kept: 3, rows_skipped: 1, rows_rejected: 0 });
  });

  it("refuses a percent sign where no percent is declared", async () => {
    bank.write("a.csv", "a,c,rate\n1,9,3.25%\n2,9,0.0325\n");
    await bank.ingest({
      a: { table: "accounts", files: "a.csv", columns: { account_id: "a", customer_id: "c", customer_rate: "rate" } },
    });
    expect(bank.rejects()).toMatchObject([{ line: 2, code: "DATA-014" }]);
  });

  it("reads attributes of every type", async () => {
    bank.write("c.csv", "n,x,k,m\n1,1.5e3,2.0,3.10\n2,-0.25,x,1\n");
    await bank.ingest({
      c: {
        table: "customers",
        files: "c.csv",
        columns: { customer_id: { row_number: true } },
        attributes: {
          x: { from: "x", type: "double" },
          k: { from: "k", type: "integer" },
          m: { from: "m", type: "money" },
          note: "n",
        },
      },
    });
    expect(await bank.rows(sql`select * from customers`)).toEqual([
      { customer_id: "1", x: 1500, k: 2, m: "3.10", note: "1" },
    ]);
    expect(bank.rejects()).toMatchObject([{ line: 3, code: "DATA-119", column: "k" }]);
  });
});
