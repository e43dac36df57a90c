import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CustvalError } from "../../src/core/errors.js";
import { openEngine } from "../../src/engine/index.js";
import type { Engine } from "../../src/engine/engine.js";
import { id, join, literal, sql } from "../../src/engine/sql.js";

let folder: string;
let engine: Engine;

beforeEach(async () => {
  folder = mkdtempSync(joinPath(tmpdir(), "engine-test-"));
  engine = await openEngine({ folders: [folder], temp: folder, threads: 2, memoryMiB: 512 });
});

afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof CustvalError) return error.problems[0].code;
    throw error;
  }
  throw new Error("did not fail");
}

describe("the DuckDB engine", () => {
  it("gives decimals as exact text, dates as ISO text, and large integers as bigint", async () => {
    const [row] = await engine.rows(sql`
      select cast('12345678901234.05' as decimal(18, 2)) as money, date '2024-02-29' as day, 7::bigint as small,
        170141183460469231731687303715884105727::hugeint as large, null::double as nothing, 'nan'::double as undefined`);
    expect(row).toEqual({
      money: "12345678901234.05",
      day: "2024-02-29",
      small: 7,
      large: 170141183460469231731687303715884105727n,
      nothing: null,
      undefined: null,
    });
  });

  it("fetches more rows than one vector as typed arrays, in order", async () => {
    const set = await engine.columns(
      sql`select range as n, (range / 4)::decimal(18, 2) as q, 'c' || range as name, if(range = 2, null, 1.5) as x from range(5000) order by range`,
    );
    expect(set.length).toBe(5000);
    expect(set.numbers("n")[4999]).toBe(4999);
    expect(set.numbers("q")[1]).toBe(0.25);
    expect(set.texts("name")[4097]).toBe("c4097");
    expect([...set.numbers("x").slice(0, 4)]).toEqual([1.5, 1.5, Number.NaN, 1.5]);
    expect(() => set.numbers("name")).toThrow(TypeError);
    expect(() => set.texts("none")).toThrow(RangeError);
  });

  it("passes hostile values, names and literals through unchanged", async () => {
    const hostile = `x'; drop table t; -- "\\ $1 \n 客户`;
    await engine.execute(sql`create table ${id(hostile)} (${id('a"b')} varchar)`);
    await engine.execute(sql`insert into ${id(hostile)} values (${hostile}), (${literal(hostile)})`);
    const rows = await engine.rows(sql`select ${id('a"b')} as v from ${id(hostile)}`);
    expect(rows).toEqual([{ v: hostile }, { v: hostile }]);
  });

  it("loads arrays as a table and refuses what is not finite", async () => {
    await engine.load("labels", [
      { name: "customer_id", type: "id", values: ["007", "008", "009"] },
      { name: "segment", type: "integer", values: new Int32Array([1, 2, 1]) },
      { name: "distance", type: "double", values: [0.5, null, 1.25] },
    ]);
    expect(await engine.rows(sql`select * from labels order by customer_id`)).toEqual([
      { customer_id: "007", segment: 1, distance: 0.5 },
      { customer_id: "008", segment: 2, distance: null },
      { customer_id: "009", segment: 1, distance: 1.25 },
    ]);
    const bad = engine.load("bad", [{ name: "x", type: "double", values: [Number.NaN] }]);
    await expect(bad).rejects.toThrow();
    const uneven = engine.load("bad", [
      { name: "x", type: "double", values: [1] },
      { name: "y", type: "double", values: [1, 2] },
    ]);
    await expect(uneven).rejects.toThrow();
  });

  it("reads and writes only the declared folders, installs nothing, and cannot be unlocked", async () => {
    writeFileSync(joinPath(folder, "in.csv"), "a\n1\n");
    const inside = sql`select a from read_csv(${joinPath(folder, "in.csv")})`;
    expect(await engine.rows(inside)).toEqual([{ a: 1 }]);
    expect(await codeOf(engine.rows(sql`select * from read_csv(${joinPath(folder, "..", "elsewhere.csv")})`))).toBe(
      "ENG-007",
    );
    expect(await codeOf(engine.execute(sql`copy (select 1 as a) to '/etc/custval-test.csv'`))).toBe("ENG-007");
    expect(await codeOf(engine.execute(sql`set enable_external_access = true`))).toBe("ENG-001");
    expect(await codeOf(engine.execute(sql`install httpfs`))).toBe("ENG-007");
    expect(await codeOf(engine.execute(sql`load httpfs`))).not.toBe("");
  });

  it("never lets a cell value through in an error", async () => {
    await engine.execute(sql`create table t as select 'secret-4711' as v`);
    const failures = await Promise.allSettled([
      engine.rows(sql`select cast(v as decimal(18, 2)) as d from t`),
      engine.rows(sql`select cast(v as date) as d from t`),
      engine.rows(sql`select error(v) from t`),
      engine.rows(sql`select cast(99999999 as decimal(3, 2)) as d`),
    ]);
    const texts = failures.map((each) =>
      each.status === "rejected" ? JSON.stringify([each.reason.message, each.reason.problems]) : "no failure",
    );
    for (const text of texts) expect(text).not.toMatch(/secret|4711|99999999|no failure/);
    expect(await codeOf(engine.rows(sql`select cast(v as date) as d from t`))).toBe("ENG-005");
  });

  it("removes its private temporary folder on close, and closing twice is safe", async () => {
    expect(readdirSync(folder)).toHaveLength(1);
    await engine.close();
    await engine.close();
    expect(existsSync(joinPath(folder, "custval-"))).toBe(false);
    expect(readdirSync(folder)).toHaveLength(0);
  });

  it("stops a running statement when the signal is aborted", async () => {
    const controller = new AbortController();
    const own = await openEngine({ temp: folder, signal: controller.signal });
    const work = own.rows(
      sql`select count(*) as n from range(100000000) a, range(1000) b where hash(a.range, b.range) = 1`,
    );
    setTimeout(() => {
      controller.abort(new CustvalError([{ code: "RUN-130", message: "interrupted", hint: "run again" }]));
    }, 200);
    expect(await codeOf(work)).toBe("RUN-130");
    await own.close();
  });

  it("has words for dates that agree with the calendar", async () => {
    const { dialect } = engine;
    const day = dialect.dateOf("2024-12-31");
    const words = join([
      sql`${dialect.daysBetween(dialect.dateOf("2024-02-28"), dialect.dateOf("2024-03-01"))} as days`,
      sql`${dialect.monthIndex(sql`(${day} + 1)`)} - ${dialect.monthIndex(day)} as step`,
      sql`${dialect.monthEnd(dialect.dateOf("2023-02-03"))} as month_end`,
    ]);
    expect(await engine.rows(sql`select ${words}`)).toEqual([{ days: 2, step: 1, month_end: "2023-02-28" }]);
  });
});
