import { describe, expect, it } from "vitest";
import { duckdbDialect } from "../../src/engine/duckdb/dialect.js";
import { empty, id, join, literal, render, sql, type, word } from "../../src/engine/sql.js";

const text = (statement: Parameters<typeof render>[0]) => render(statement, duckdbDialect);

describe("the sql tag", () => {
  it("makes parameters of values, in order, also through nested fragments", () => {
    const inner = sql`a > ${1}`;
    const rendered = text(
      sql`select ${id("t", "客户号")} from t where ${inner} and b = ${"x"} ${empty}and c = ${null}`,
    );
    expect(rendered.text).toBe('select "t"."客户号" from t where a > $1 and b = $2 and c = $3');
    expect(rendered.values).toEqual([1, "x", null]);
  });

  it("quotes identifiers and literals so that nothing escapes", () => {
    expect(text(id('a"; drop table t; --')).text).toBe('"a""; drop table t; --"');
    expect(text(literal("it's \\ 'quoted'")).text).toBe("'it''s \\ ''quoted'''");
    expect(text(join([literal(1), literal(-2.5), literal(10n), literal(true), literal(null)])).text).toBe(
      "1, -2.5, 10, true, null",
    );
  });

  it("names types in the dialect's words", () => {
    expect(text(sql`cast(x as ${type("money")})`).text).toBe("cast(x as decimal(18, 2))");
  });

  it("refuses what cannot stand in SQL", () => {
    expect(() => sql`select ${Number.NaN}`).toThrow(RangeError);
    expect(() => sql`select ${{} as never}`).toThrow(TypeError);
    expect(() => sql`select ${undefined as never}`).toThrow(TypeError);
    expect(() => id("")).toThrow(RangeError);
    expect(() => id("a\0b")).toThrow(RangeError);
    expect(() => text(literal("a\0b"))).toThrow(RangeError);
    expect(() => word("asc; drop table t")).toThrow(RangeError);
    expect(text(word("desc nulls last")).text).toBe("desc nulls last");
  });
});
