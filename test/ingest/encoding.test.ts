import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "../../src/engine/sql.js";
import { Utf8Check } from "../../src/ingest/encoding/utf8-check.js";
import type { SourceInput } from "../../src/ingest/index.js";
import { scratch, type Scratch } from "./support.js";

let bank: Scratch;
beforeAll(async () => {
  bank = await scratch();
});
afterAll(() => bank.close());

/** 客户号,姓名 / 0001,张三 / 0002,㐀 (only in GB18030, four bytes) */
const GB18030 = Buffer.concat([
  Buffer.from("bfcdbba7bac52cd0d5c3fb0a", "hex"),
  Buffer.from("303030312cd5c5c8fd0a", "hex"),
  Buffer.from("303030322c8139ee390a", "hex"),
]);
/** 客戶,姓名 / 0001,張三 in Big5 */
const BIG5 = Buffer.from("abc8a4e12ca96da6570a303030312cb169a4540a", "hex");

const spec = (encoding: string, key = "客户号", name = "姓名"): SourceInput => ({
  table: "customers",
  files: "c.csv",
  encoding,
  columns: { customer_id: key, tier: name },
});

async function tiers(content: Buffer, source: SourceInput) {
  bank.write("c.csv", content);
  const { result } = await bank.ingest({ c: source });
  const rows = await bank.rows(sql`select tier from customers`);
  return { tiers: rows.map((each) => each.tier), encoding: result.files[0].encoding };
}

async function problem(content: Buffer, source: SourceInput) {
  bank.write("c.csv", content);
  return (await bank.problems({ c: source }))[0];
}

describe("encodings", () => {
  it.each(["gb18030", "GBK", "gb2312"])("reads GB18030 declared as %s, four-byte characters too", async (encoding) => {
    expect(await tiers(GB18030, spec(encoding))).toEqual({ tiers: ["张三", "㐀"], encoding: "gb18030" });
  });

  it("reads Big5, Windows-1250 and Latin-1 by declaration", async () => {
    expect((await tiers(BIG5, spec("big5", "客戶"))).tiers).toEqual(["張三"]);
    expect(
      (await tiers(Buffer.from("id,n\n1,Dvo\xf8\xe1k\n", "latin1"), spec("windows-1250", "id", "n"))).tiers,
    ).toEqual(["Dvořák"]);
    expect((await tiers(Buffer.from("id,n\n1,M\xfcller\n", "latin1"), spec("latin1", "id", "n"))).tiers).toEqual([
      "Müller",
    ]);
  });

  it("never guesses: what is not UTF-8 is refused with its place and candidates", async () => {
    const found = await problem(GB18030, spec("auto"));
    expect(found).toMatchObject({ code: "DATA-005", place: { file: "c.csv", line: 1, column: 1 } });
    expect(found.hint).toContain("gb18030");
    const later = Buffer.concat([Buffer.from("id,n\n1,a\n"), Buffer.from("2,x\xd5\xc5\n", "latin1")]);
    expect((await problem(later, spec("auto", "id", "n"))).place).toMatchObject({ line: 3, column: 4 });
  });

  it("refuses a wrong declaration with line and byte", async () => {
    const found = await problem(GB18030, spec("utf-8", "a", "b"));
    expect(["DATA-005", "DATA-006"]).toContain(found.code);
    const body = Buffer.concat([Buffer.from("id,n\n1,a\n"), Buffer.from("2,\xff\xff\n", "latin1")]);
    const wrong = await problem(body, spec("gb18030", "id", "n"));
    expect(wrong).toMatchObject({ code: "DATA-005", place: { line: 3 } });
    expect(wrong.seen).toContain("offset 11");
  });

  it("refuses UTF-8 declared as something else, which would decode into nonsense", async () => {
    const utf8 = Buffer.from(`id,n\n${"1,客户名称\n".repeat(5)}`);
    for (const encoding of ["latin1", "windows-1250"])
      expect((await problem(utf8, spec(encoding, "id", "n"))).code).toBe("DATA-005");
  });

  it("refuses a mark that contradicts the declaration, and an unknown name", async () => {
    const marked = Buffer.from("\ufeffid,n\n1,a\n");
    expect((await problem(marked, spec("gbk", "id", "n"))).code).toBe("DATA-005");
    expect((await problem(marked, spec("utf9", "id", "n"))).code).toBe("DATA-005");
  });

  it("gives the hint for UTF-16 without a mark", async () => {
    const found = await problem(Buffer.from("id,n\n1,a\n2,b\n", "utf16le"), spec("auto", "id", "n"));
    expect(found.hint).toContain("utf-16le");
  });

  it("finds invalid UTF-8 behind the first quarter mebibyte", async () => {
    const long = Buffer.concat([
      Buffer.from(`id,n\n${"1,abcdefgh\n".repeat(500)}`),
      Buffer.from("x\xd5,\xc5\n".repeat(30_000), "latin1"),
    ]);
    expect((await problem(long, spec("utf-8", "id", "n"))).code).toBe("DATA-005");
  });
});

describe("the UTF-8 check", () => {
  it("does not depend on where the pieces are cut", () => {
    const text = Buffer.from("aé客😀z");
    for (let cut = 0; cut <= text.length; cut++) {
      const check = new Utf8Check();
      check.push(text.subarray(0, cut));
      check.push(text.subarray(cut));
      expect(check.end()).toBe(true);
    }
    const cutOff = new Utf8Check();
    cutOff.push(text.subarray(0, 2));
    expect(cutOff.end()).toBe(false);
  });
});
