import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formulaSafe, isDominated, isDominatedShare, redact, redactUnknown } from "../../src/privacy/index.js";

describe("formulaSafe", () => {
  it.each([
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\u0000=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "  =1",
    "\ufeff=1",
  ])("puts an apostrophe before %j", (text) => {
    expect(formulaSafe(text)).toBe(`'${text.replaceAll("\u0000", "")}`);
  });

  it.each(["Champions", "重要价值", "a=b", "1-2", "", "'=1"])("leaves %j alone", (text) => {
    expect(formulaSafe(text)).toBe(text);
  });

  it("never returns a text that begins like a formula", () => {
    fc.assert(fc.property(fc.string(), (text) => !/^[=+\-@\t\r\u0000＝＋－＠]/u.test(formulaSafe(text))));
  });
});

describe("isDominated", () => {
  it("hides a cell that two customers rule", () => {
    expect(isDominated([500, 400, 50, 50])).toBe(true);
    expect(isDominated([300, 300, 200, 200])).toBe(false);
    expect(isDominated([1, 1])).toBe(true);
    expect(isDominated([])).toBe(false);
  });

  it("looks at sizes, so that losses count", () => {
    expect(isDominated([-500, 400, 1, 1])).toBe(true);
  });

  it("hides by a known share above 85 % and not by an unknown one", () => {
    expect([0.86, 0.85, null, undefined].map(isDominatedShare)).toEqual([true, false, false, false]);
  });
});

describe("redact", () => {
  it("takes out the longest values first", () => {
    expect(redact("id 12345 and 123", ["123", "12345", ""])).toBe("id (hidden) and (hidden)");
  });

  it("takes out what looks like a value in another software's message", () => {
    const text = redactUnknown(
      `Could not convert string "王小明,6222020200012345" at /home/x/y.csv for a.b@c.com id 13800138000`,
    );
    expect(text).not.toMatch(/王小明|6222|home|a\.b@c|13800138000/u);
  });
});
