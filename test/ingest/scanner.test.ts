import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Kind, type RecordKind } from "../../src/ingest/records/kinds.js";
import type { RecordLayout } from "../../src/ingest/records/layout.js";
import { LONGEST_RECORD, RecordScanner } from "../../src/ingest/records/scanner.js";

const layout: RecordLayout = {
  delimiter: Buffer.from(";"),
  quote: 34,
  comment: null,
  footer: null,
  skipLines: 0,
  headRows: 0,
  fields: 3,
  trustQuotes: false,
  replacementIsBad: false,
};

interface Found {
  kind: RecordKind;
  line: number;
  text: string;
}

function scan(text: string | Buffer, changes: Partial<RecordLayout> = {}, piece = Infinity) {
  const found: Found[] = [];
  const scanner = new RecordScanner(
    { ...layout, ...changes },
    {
      wantsData: true,
      record(kind, line, bytes, start, end) {
        found.push({ kind, line, text: bytes.toString("utf8", start, Math.min(end, start + 1000)) });
      },
    },
  );
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += piece) scanner.push(bytes.subarray(at, at + piece), false);
  scanner.push(Buffer.alloc(0), true);
  return { found, scanner };
}

const kinds = (text: string, changes: Partial<RecordLayout> = {}) =>
  scan(text, changes).found.map((each) => [each.kind, each.line]);

describe("the record scanner", () => {
  it("tells good rows from short, long and cut ones, with their lines", () => {
    expect(kinds("1;2;3\n4;5\n6;7;8;9\n1;2;3\n4;5")).toEqual([
      [Kind.DATA, 1],
      [Kind.TOO_FEW, 2],
      [Kind.TOO_MANY, 3],
      [Kind.DATA, 4],
      [Kind.CUT, 5],
    ]);
  });

  it("loses one row to an open quote at the beginning, in the middle and at the end", () => {
    expect(kinds('"1;2;3\n4;5;6\n7;8;9\n')).toEqual([
      [Kind.UNCLOSED, 1],
      [Kind.DATA, 2],
      [Kind.DATA, 3],
    ]);
    expect(kinds('1;2;3\n4;"5;6\n7;"8";9\n1;"";3\n')).toEqual([
      [Kind.DATA, 1],
      [Kind.UNCLOSED, 2],
      [Kind.DATA, 3],
      [Kind.DATA, 4],
    ]);
    expect(kinds('1;2;3\n4;5;"6\n')).toEqual([
      [Kind.DATA, 1],
      [Kind.UNCLOSED, 2],
    ]);
    expect(kinds('1;2;3\n4;5;"6')).toEqual([
      [Kind.DATA, 1],
      [Kind.CUT, 2],
    ]);
  });

  it("does not let two open quotes hide the rows between them", () => {
    const middle = Array.from({ length: 20 }, (_, at) => `${String(at)};a;b\n`).join("");
    const { found } = scan(`1;"a;2\n${middle}9;b";2\n`);
    expect(found.filter((each) => each.kind === Kind.DATA).map((each) => each.line)).toContain(10);
    expect(found[0]).toMatchObject({ kind: Kind.UNCLOSED, line: 1 });
    expect(scan(`1;"a;2\n${middle}9;b";2\n`, { trustQuotes: true }).found).toHaveLength(1);
  });

  it("takes a quoted text over several lines as one row and goes on with the right line", () => {
    const { found, scanner } = scan('1;"a\nb\r\nc";3\n4;5\n');
    expect(found.map((each) => [each.kind, each.line])).toEqual([
      [Kind.DATA, 1],
      [Kind.TOO_FEW, 4],
    ]);
    expect(scanner.multiline).toBe(1);
  });

  it("rejects text after a closing quote and keeps a quote inside a bare text", () => {
    expect(kinds('1;"a"b;3\n1;5" pipe;3\n1;"a""b";3\n')).toEqual([
      [Kind.AFTER_QUOTE, 1],
      [Kind.DATA, 2],
      [Kind.DATA, 3],
    ]);
  });

  it("knows all three line ends, also mixed, and a missing last one", () => {
    const { found, scanner } = scan("1;2;3\r\n4;5;6\n7;8;9\r1;2;3");
    expect(found.map((each) => [each.kind, each.line, each.text])).toEqual([
      [Kind.DATA, 1, "1;2;3"],
      [Kind.DATA, 2, "4;5;6"],
      [Kind.DATA, 3, "7;8;9"],
      [Kind.DATA, 4, "1;2;3"],
    ]);
    expect(scanner.clean).toBe(false);
    expect(scan("1;2;3\r\n4;5;6\r\n").scanner.clean).toBe(true);
  });

  it("tells blank, comment, footer and repeated head lines", () => {
    const special = { comment: Buffer.from("#"), footer: Buffer.from("合计"), headRows: 1 };
    expect(kinds("a;b;c\n# note\n1;2;3\n\na;b;c\n合计;2\n", special)).toEqual([
      [Kind.HEAD, 1],
      [Kind.COMMENT, 2],
      [Kind.DATA, 3],
      [Kind.BLANK, 4],
      [Kind.REPEATED_HEAD, 5],
      [Kind.FOOTER, 6],
    ]);
  });

  it("rejects NUL in bare and in quoted text", () => {
    expect(kinds('1;\0;3\n1;"\0";3\n1;2;3\n')).toEqual([
      [Kind.NUL, 1],
      [Kind.NUL, 2],
      [Kind.DATA, 3],
    ]);
  });

  it("rejects an endless line without holding it, and reads on behind it", () => {
    const long = "x".repeat(3 * LONGEST_RECORD);
    const { found } = scan(`1;2;3\n${long};5;6\n7;8;9\n"${long}\n1;2;3\n`, {}, 1 << 20);
    expect(found.map((each) => [each.kind, each.line])).toEqual([
      [Kind.DATA, 1],
      [Kind.TOO_LONG, 2],
      [Kind.DATA, 3],
      [Kind.TOO_LONG, 4],
      [Kind.DATA, 5],
    ]);
  });

  it("splits blank-aligned lines", () => {
    const blank = { delimiter: null };
    expect(kinds(' 1  2   3 \r\n "a b" 2 3\n\n1 2\n"a 2 3\n', blank)).toEqual([
      [Kind.DATA, 1],
      [Kind.DATA, 2],
      [Kind.BLANK, 3],
      [Kind.TOO_FEW, 4],
      [Kind.UNCLOSED, 5],
    ]);
  });

  it("finds the same records however the bytes are cut into pieces", () => {
    const letters = fc.constantFrom("a", "1", ";", ";", '"', "\n", "\r\n", "\r", "é", "\0", "客");
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 80 }), fc.integer({ min: 3, max: 9 }), (parts, piece) => {
        const text = parts.join("");
        expect(scan(text, {}, piece).found).toEqual(scan(text).found);
      }),
      { numRuns: 500 },
    );
  });

  it("accounts for every line: the records together are the file", () => {
    const letters = fc.constantFrom("a", "1", ";", ";", '"', "\n", "\n", "é");
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 100 }), (parts) => {
        const text = parts.join("");
        const { found } = scan(text);
        const joined = found.map((each) => each.text).join("\n");
        expect(joined).toBe(text.endsWith("\n") ? text.slice(0, -1) : text);
      }),
      { numRuns: 500 },
    );
  });
});
