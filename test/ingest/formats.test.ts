import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatMinor } from "../../src/core/money.js";
import { sql } from "../../src/engine/sql.js";
import type { IngestOptions, SourceInput } from "../../src/ingest/index.js";
import { scratch, texts, type Scratch } from "./support.js";

let bank: Scratch;
beforeAll(async () => {
  bank = await scratch();
});
afterAll(() => bank.close());

const MARKS = { in: ["CR", "C", "贷"], out: ["DR", "D", "借"] };
const BASE: SourceInput = {
  table: "transactions",
  files: "tx.csv",
  max_rejects: { share: 1 },
  columns: { customer_id: "n", booked_on: { constant: "2023-01-31" }, amount: "amount" },
};

async function load(cells: readonly string[], amount: object, changes: Partial<SourceInput> = {}) {
  bank.write("tx.csv", `n,amount\n${cells.map((each, at) => `${String(at)},"${each}"\n`).join("")}`);
  const columns = { ...BASE.columns, amount: { from: "amount", ...amount } };
  const { result } = await bank.ingest({ tx: { ...BASE, columns, ...changes } });
  return { kept: texts(await bank.rows(sql`select amount from transactions`), "amount"), money: result.money[0] };
}

describe("a sign in the amount's own cell", () => {
  it("stands before or behind, beside currencies and separators", async () => {
    const cells = [
      "1,234.50 DR",
      "1234.50CR",
      "D 5.00",
      "C5",
      "借5.00",
      "5.00元贷",
      "CR ¥1,000.01",
      "C CNY 7.00",
      "D 8 USD",
    ];
    const { kept } = await load(cells, { sign: MARKS, thousands: "," });
    expect(kept).toEqual(["-1234.50", "1234.50", "-5.00", "5.00", "-5.00", "5.00", "1000.01", "7.00", "-8.00"]);
  });

  it("is never guessed: no mark, two marks, a minus besides, and a word are rejects; zero needs none", async () => {
    const cells = ["0.00", "5.00", "DR 5.00 CR", "-5.00 DR", "(5.00) CR", "CNY 5.00", "5.00 X"];
    const { kept } = await load(cells, { sign: MARKS });
    expect(kept).toEqual(["0.00"]);
    expect(bank.rejects().map((each) => [each.line, each.code])).toEqual([
      [3, "DATA-118"],
      [4, "DATA-014"],
      [5, "DATA-118"],
      [6, "DATA-118"],
      [7, "DATA-118"],
      [8, "DATA-014"],
    ]);
  });

  it("takes the unit inside parentheses and before a minus, and a true minus sign", async () => {
    const { kept } = await load(["(3万元)", "3万元-", "（3）万元", "−3", "(3万元)万元"], { unit: "万元" });
    expect(kept).toEqual(["-30000.00", "-30000.00", "-30000.00", "-30000.00"]);
  });

  it("keeps every cent of random amounts with marks, currencies and units", async () => {
    const forms = [
      (text: string, out: boolean) => `${text} ${out ? "DR" : "CR"}`,
      (text: string, out: boolean) => `${out ? "借" : "贷"}¥${text}`,
      (text: string, out: boolean) => `${out ? "D" : "C"} CNY ${text}`,
      (text: string, out: boolean) => `${text}${out ? "借" : "贷"}`,
    ];
    const each = fc.tuple(fc.bigInt({ min: 0n, max: 99_999_999_999_999n }), fc.boolean(), fc.nat(forms.length - 1));
    await fc.assert(
      fc.asyncProperty(fc.array(each, { minLength: 1, maxLength: 30 }), fc.boolean(), async (list, tenThousands) => {
        const cells = list.map(([cents, out, form]) =>
          forms[form](tenThousands ? inTenThousands(cents) : formatMinor(cents), out),
        );
        const { kept, money } = await load(cells, { sign: MARKS, ...(tenThousands ? { unit: "万元" } : {}) });
        const signed = list.map(([cents, out]) => (out ? -cents : cents));
        expect(kept).toEqual(signed.map((one) => formatMinor(one)));
        const sum = formatMinor(signed.reduce((total, one) => total + one, 0n));
        expect(money).toMatchObject({ sum_read: sum, sum_kept: sum });
      }),
      { numRuns: 25, seed: 11 },
    );
  });
});

function inTenThousands(cents: bigint): string {
  return `${String(cents / 1_000_000n)}.${String(cents % 1_000_000n).padStart(6, "0")}`;
}

async function days(cells: readonly string[], date: string, options: Partial<IngestOptions>) {
  bank.write("c.csv", `n,day\n${cells.map((each, at) => `${String(at)},${each}\n`).join("")}`);
  const columns = { customer_id: "n", open_date: { from: "day", date } };
  await bank.ingest({ c: { table: "customers", files: "c.csv", max_rejects: { share: 1 }, columns } }, options);
  return texts(await bank.rows(sql`select open_date from customers`), "open_date");
}

describe("date-times with a zone", () => {
  const cells = [
    "2023-01-31T16:00:00Z",
    "2023-01-31T15:59:59.9Z",
    "2023-01-31T23:30:00-0500",
    "2023-02-01T00:30:00+08:00",
    "2023-01-31T10:00:00",
    "2023-02-30T10:00:00Z",
  ];

  it("are booked in the study's zone, and a cell without a zone is a reject", async () => {
    expect(await days(cells, "yyyy-mm-ddThh:mm:ssz", { timeZone: "Asia/Shanghai" })).toEqual([
      "2023-02-01",
      "2023-01-31",
      "2023-02-01",
      "2023-02-01",
    ]);
    expect(bank.rejects().map((each) => [each.line, each.code])).toEqual([
      [6, "DATA-114"],
      [7, "DATA-114"],
    ]);
  });

  it("follow summer time", async () => {
    const prague = await days(["2023-07-01 22:30Z", "2023-12-01 22:30Z"], "yyyy-mm-dd hh:mmz", {
      timeZone: "Europe/Prague",
    });
    expect(prague).toEqual(["2023-07-02", "2023-12-01"]);
  });

  it("are refused where the study has no zone, or the form names none", async () => {
    const columns = { customer_id: "n", open_date: { from: "day", date: "yyyy-mm-ddThh:mm:ssz" } };
    const problems = await bank.problems({ c: { table: "customers", files: "c.csv", columns } });
    expect(problems.map((each) => [each.code, each.place?.key])).toEqual([
      ["DATA-015", "sources.c.columns.open_date.date"],
    ]);
    expect(
      await days(["2023-01-31T16:00:00Z", "2023-01-31T16:00:00"], "yyyy-mm-ddThh:mm:ss", { timeZone: "Asia/Shanghai" }),
    ).toEqual(["2023-01-31"]);
  });
});

describe("zstd", () => {
  const SPEC: SourceInput = { ...BASE, files: "z.csv.zst" };
  async function packed(): Promise<Buffer> {
    const path = join(bank.work, "z.csv.zst");
    await bank.engine.execute(
      sql`copy (select i as n, cast(i * 0.01 as decimal(18, 2)) as amount from range(20000) t(i)) to ${path} (format csv, header true, compression zstd)`,
    );
    return readFileSync(path);
  }

  it("loads what the engine wrote, in one frame and in two", async () => {
    const bytes = await packed();
    bank.write("z.csv.zst", bytes);
    const { result } = await bank.ingest({ tx: SPEC });
    expect(result.money[0]).toMatchObject({ sum_kept: formatMinor((20_000n * 19_999n) / 2n) });
    bank.write("z.csv.zst", Buffer.concat([bytes, bytes]));
    const twice = await bank.ingest({ tx: SPEC });
    expect(twice.result.money[0]).toMatchObject({ sum_kept: formatMinor(20_000n * 19_999n) });
  });

  it("refuses one that is cut or no zstd at all, naming the file", async () => {
    const bytes = await packed();
    for (const bad of [bytes.subarray(0, -1), bytes.subarray(0, bytes.length >> 1), Buffer.from("n,amount\n1,2\n")]) {
      bank.write("z.csv.zst", bad);
      const problems = await bank.problems({ tx: SPEC });
      expect(problems.map((each) => [each.code, each.place?.file])).toEqual([["DATA-017", "z.csv.zst"]]);
    }
  });
});
