import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hiddenBy } from "../../src/privacy/index.js";
import { createNumbers, sensibleDigits } from "../../src/report/numbers.js";

const numbers = createNumbers(10, 10_000);

describe("numbers of a report", () => {
  it("groups thousands and keeps the decimals of a column", () => {
    expect(numbers.count(1234567)).toBe("1,234,567");
    expect(numbers.decimal(-1234.5, 2)).toBe("−1,234.50");
    expect(numbers.decimal(0.5, 0)).toBe("1");
  });

  it("prints exact money of any length in the declared unit, rounded half away from zero", () => {
    expect(numbers.money("123456789012345678901234.50", 2)).toBe("12,345,678,901,234,567,890.12");
    expect(numbers.money("-12350.00", 2)).toBe("−1.24");
    expect(numbers.money("49.99", 2)).toBe("0.00");
    expect(numbers.money("-49.99", 2)).toBe("0.00");
    expect(createNumbers(10, 1).money("0.005", 2)).toBe("0.01");
  });

  it("prints shares as per cent", () => {
    expect(numbers.share(0.12345)).toBe("12.3");
    expect(numbers.percent(1)).toBe("100.0%");
    expect(numbers.percent(0.0005, 2)).toBe("0.05%");
  });

  it("prints p-values exactly to three decimals and never as zero or above one", () => {
    expect([0.0004, 0.001, 0.0295, 0.5, 0.9999, 1].map(numbers.p)).toEqual([
      "<.001",
      ".001",
      ".029",
      ".500",
      "1.000",
      "1.000",
    ]);
  });

  it("has a mark for what is missing or hidden", () => {
    const values = [null, undefined, hiddenBy("small"), hiddenBy("protects"), hiddenBy("dominated")];
    expect(values.map((value) => numbers.count(value))).toEqual(["–", "–", "<10", "(c)", "(d)"]);
    expect(numbers.percent(hiddenBy("small"))).toBe("<10");
  });

  it("refuses what is no number", () => {
    expect(() => numbers.count(Number.NaN)).toThrow(RangeError);
    expect(() => numbers.money("1e5")).toThrow(RangeError);
  });

  it("reads back to the number that was printed", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (value) => {
        const text = numbers.decimal(value, 3).replaceAll(",", "").replace("−", "-");
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(0.0005 + Math.abs(value) * 1e-15);
      }),
    );
  });
});

describe("sensibleDigits", () => {
  it("gives fewer decimals to larger numbers, by the largest of a column", () => {
    expect(sensibleDigits([1.5, 999])).toBe(2);
    expect(sensibleDigits(["1000.00", null, hiddenBy("small")])).toBe(1);
    expect(sensibleDigits(["1000000000.00"], 10_000)).toBe(0);
  });
});
