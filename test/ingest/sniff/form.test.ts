import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formOf } from "../../../src/ingest/sniff/form.js";
import { encodeGb18030 } from "../../../src/simulate/gb18030.js";
import { Look } from "../../../src/ingest/sniff/look.js";

function formOfBytes(bytes: Uint8Array, cuts: readonly number[] = []) {
  const look = new Look();
  const buffer = Buffer.from(bytes);
  const places = [...new Set(cuts.map((each) => each % (buffer.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const to of [...places, buffer.length]) {
    look.push(buffer.subarray(from, to));
    from = to;
  }
  return formOf(look.end());
}

const form = (text: string) => formOfBytes(Buffer.from(text));
const rows = (head: string, row: string): Buffer => Buffer.from(head + row.repeat(30), "hex");
const GBK = encodeGb18030(`客户号,性别,城市,产品名称\n${"0001,男,重庆,活期存款\n0002,女,深圳,理财产品\n".repeat(20)}`);
/** 客戶,城市 and rows of 12,上海 in Big5. */
const BIG5 = rows("abc8a4e12cabb0a5ab0a", "31322ca457aefc0a");

describe("the form of a file", () => {
  it.each([
    ["a,b\n1,2\n3,4\n", {}],
    ["a;b\n1,5;2\n3,5;4\n", { delimiter: ";" }],
    ["a\tb\n1\t2\n", { delimiter: "tab" }],
    ["a|b|c\n1|2|3\n", { delimiter: "|" }],
    [" x   y\n 1   4\n 22  53\n", { delimiter: "whitespace" }],
    ["   x  y\n1  4 53\n2  5 63\n", { delimiter: "whitespace", header: { rows: 1, row_names: true } }],
    ["0001,20230101,5.00\n0002,20230102,6.00\n", { header: { rows: 0 } }],
    ["Monthly report\n\nacct,amount\n1,2\n3,4\n", { header: { rows: 1, skip_lines: 2 } }],
    ["客户号,金额\ncust_id,amt\n1,2\n3,4\n5,6\n", { header: { rows: 2 } }],
    ["账号,金额\n1,2\n3,4\n合计,6\n", { footer: "合计" }],
    ["'a','b'\n'x y','1'\n'z','2'\n", { quote: "'" }],
  ])("of %j", (text, keys) => {
    expect(form(text).keys).toEqual(keys);
  });

  it("tells GBK from Big5 and from Latin text, and says how sure it is", () => {
    const gbk = formOfBytes(GBK);
    expect(gbk.keys).toMatchObject({ encoding: "gb18030" });
    expect(gbk.encoding!.confidence).toBeGreaterThan(0.7);
    expect(formOfBytes(BIG5).keys).toMatchObject({ encoding: "big5" });
    const latin = formOfBytes(Buffer.from("name,city\nM\xfcller,K\xf6ln\nSm\xefth,York\n", "latin1"));
    expect(latin.keys).toMatchObject({ encoding: "windows-1252" });
    expect(latin.unsure["encoding"]).toMatch(/60 %/);
    expect(form("客户号\n1\n").encoding).toMatchObject({ encoding: "utf-8", confidence: 0.99 });
    expect(formOfBytes(Buffer.from("\ufeffa,b\n1,2\n", "utf16le")).encoding).toMatchObject({
      encoding: "utf-16le",
      confidence: 1,
    });
  });

  it("does not depend on how the bytes are cut into pieces", () => {
    const files = [
      GBK,
      BIG5,
      Buffer.from("账号;余额\n1;2,5\n3;4,5\n合计;7\n"),
      Buffer.from("\ufeffa,b\n1,2\n", "utf16le"),
      Buffer.from("x\xe4y,b\n\xf6,2\n", "latin1"),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.array(fc.nat(2000), { maxLength: 12 }), (bytes, cuts) => {
        expect(formOfBytes(bytes, cuts)).toEqual(formOfBytes(bytes));
      }),
      { numRuns: 150 },
    );
  });

  it("takes an empty file and one line for what they are", () => {
    expect(form("").keys).toEqual({ header: { rows: 0 } });
    expect(form("a,b\n").keys).toEqual({});
  });
});
