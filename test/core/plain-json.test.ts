import { describe, expect, it } from "vitest";
import { plainJson } from "../../src/core/plain-json.js";

describe("plainJson", () => {
  it("gives what reading it back would give: no undefined, no negative zero, no sharing", () => {
    const inner = { a: 1 };
    const copy = plainJson({ inner, list: [inner], gone: undefined, zero: -0 });
    expect(JSON.stringify(copy)).toBe('{"inner":{"a":1},"list":[{"a":1}],"zero":0}');
    expect(Object.is(copy.zero, 0)).toBe(true);
    expect(copy.inner).not.toBe(inner);
  });

  it("refuses numbers that JSON would turn into null", () => {
    for (const bad of [Number.NaN, Infinity, -Infinity])
      expect(() => plainJson({ deep: [{ bad }] })).toThrow(RangeError);
  });
});
