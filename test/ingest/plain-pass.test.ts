import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainPass, type PlainColumn, type PlainTotals } from "../../src/ingest/records/plain-pass.js";
import { Counting } from "../../src/ingest/records/scan.js";
import { RecordScanner } from "../../src/ingest/records/scanner.js";

const none = { required: false, decimals: 0, digits: 0, slot: null, isKey: false, template: "" } as const;
const id: PlainColumn = { ...none, kind: "id", required: true };
const day: PlainColumn = { ...none, kind: "date", template: "dddd-dd-dd" };
const amount: PlainColumn = { ...none, kind: "number", decimals: 2, digits: 13, slot: 0 };
const currency: PlainColumn = { ...none, kind: "text", isKey: true };

function totals(text: string | Buffer, columns: readonly PlainColumn[], cuts = 1 << 20): PlainTotals | null {
  const bytes = Buffer.from(text);
  const layout = { delimiter: 44, quote: 34, headLines: 1, headLine: 0, columns };
  const pass = plainPass(layout, 1 << 20)!;
  for (let at = 0; at < bytes.length; at += cuts) pass.push(bytes.subarray(at, at + cuts));
  return pass.end();
}

const HEAD = "id,day,amount\n";
const plain = (row: string): boolean => totals(`${HEAD}1,2024-01-02,3.00\n${row}\n`, [id, day, amount]) !== null;

describe("a record is plain", () => {
  it.each([
    "a,2024-12-31,0.5",
    '"a,b",2024-12-31,"-1.25"',
    "客户,2024-12-31,+7",
    "a,,",
    "a,2024-12-31,12345678901.23",
    "a b,2024-12-31,1.",
  ])("as %s", (row) => {
    expect(plain(row)).toBe(true);
  });

  it.each([
    ["a required cell is empty", ",2024-01-02,1"],
    ["too few fields", "a,2024-01-02"],
    ["too many fields", "a,2024-01-02,1,2"],
    ["the date has another form", "a,2024-1-2,1"],
    ["the date goes on", "a,2024-01-021,1"],
    ["three decimals", "a,2024-01-02,1.005"],
    ["an exponent", "a,2024-01-02,1e3"],
    ["a digit separator", "a,2024-01-02,1_000"],
    ["an outer blank", "a,2024-01-02, 1"],
    ["an outer blank in a text", " a,2024-01-02,1"],
    ["an ideographic blank", "a\u3000,2024-01-02,1"],
    ["a no-break blank", "\u00a0客,2024-01-02,1"],
    ["more digits than sums have room for", "a,2024-01-02,123456789012.00"],
    ["a bare sign", "a,2024-01-02,-"],
    ["a missing value in words", "a,2024-01-02,NA"],
    ["a quote inside", 'a"b,2024-01-02,1'],
    ["a quote left open", '"a,2024-01-02,1'],
    ["text behind a quote", '"a"b,2024-01-02,1'],
    ["a line end in quotes", '"a\nb",2024-01-02,1'],
    ["an id changed by a spreadsheet", "6.2E+18,2024-01-02,1"],
    ["an invisible sign in an id", "a\u200bb,2024-01-02,1"],
    ["an invisible sign late in an id", "12345678901234567\ufeff,2024-01-02,1"],
    ["a NUL", "a\0,2024-01-02,1"],
    ["a tab", "a\tb,2024-01-02,1"],
    ["a blank line", "a,2024-01-02,1\n"],
    ["another line end", "a,2024-01-02,1\r"],
    ["a head that comes again", "id,day,amount"],
  ])("not with %s", (_, row) => {
    expect(plain(row)).toBe(false);
  });

  it("not where the head comes again in a file of texts, nor in a record that never ends", () => {
    expect(totals("id\na\nid\nb\n", [id])).toBeNull();
    expect(totals(`id\n${"x".repeat(3_000_000)}\n`, [id])).toBeNull();
    expect(totals("id\na\nb\n", [id])?.records).toBe(2);
  });
});

describe("the pass", () => {
  const cents = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
  const row = fc.record({
    id: fc.stringMatching(/^[a-z客0-9]{1,20}$/u),
    cents,
    code: fc.constantFrom("CNY", "USD", ""),
  });
  const written = (value: bigint): string => {
    const digits = (value < 0n ? -value : value).toString().padStart(3, "0");
    return `${value < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  };

  it("sums exactly for each currency, however the bytes are cut, with either line end and none at the last", () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 40 }),
        fc.constantFrom("\n", "\r\n"),
        fc.integer({ min: 1, max: 90 }),
        (rows, end, cuts) => {
          const lines = rows.map((each) => `${each.id},${written(each.cents)},${each.code}`);
          const expected = new Map<string, bigint[]>();
          for (const each of rows) expected.set(each.code, [(expected.get(each.code)?.[0] ?? 0n) + each.cents]);
          const head = `id,amount,currency${end}`.padEnd(cuts, " ");
          const text = head.includes(" ") ? `id,amount,currency${end}` : head;
          const found = totals(`${text}${lines.join(end)}`, [id, amount, currency], Math.max(cuts, text.length));
          expect(found?.records).toBe(rows.length);
          expect(found?.sums).toEqual(expected);
        },
      ),
    );
  });

  it("vouches for nothing that the diagnosing reader counts otherwise", () => {
    const pieces = fc.constantFrom(
      "a",
      "1",
      ",",
      ",",
      "\n",
      "\n",
      "\r\n",
      '"',
      '""',
      " ",
      "2024-01-02",
      "-1.5",
      "\0",
      "é",
      "\u3000",
      "id,amount",
    );
    let vouched = 0;
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (body) => {
        const text = `id,amount\na,1\n${body.join("")}`;
        const found = totals(text, [id, amount]);
        if (found === null) return;
        vouched++;
        const layout = {
          delimiter: Buffer.from(","),
          quote: 34,
          comment: null,
          footer: null,
          skipLines: 0,
          headRows: 1,
          fields: 2,
          trustQuotes: false,
          replacementIsBad: false,
        };
        const scanner = new RecordScanner(layout, new Counting());
        scanner.push(Buffer.from(text), true);
        expect([scanner.data, scanner.bad, scanner.skipped]).toEqual([found.records, 0, 0]);
        expect(scanner.clean).toBe(true);
        expect(scanner.sawOuterBlank).toBe(false);
      }),
      { numRuns: 1500 },
    );
    expect(vouched).toBeGreaterThan(20);
  });
});
