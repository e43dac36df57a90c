import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { initStudy } from "../../../src/study/init/init-study.js";
import { scratch } from "../../support/scratch.js";
import { writeSampleFiles } from "../../support/sample-files.js";

const folder = scratch();
writeSampleFiles(folder);

const two = (value: number): string => String(value).padStart(2, "0");
const day = (at: number): string => `2023-${two(1 + (at % 12))}-${two(1 + (at % 28))}`;
const bookings = (id: (at: number) => string, count = 200): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${id(at)},${day(at)},${String(10 + ((at * 3) % 97))}.50`);

/** Proposes a study for one file; columns as `table: target=source ...`, one text a source. */
async function proposed(name: string, lines?: readonly string[]): Promise<readonly string[]> {
  if (lines !== undefined) writeFileSync(join(folder, name), `${lines.join("\n")}\n`);
  const { result } = await initStudy({
    files: [join(folder, name)],
    out: join(folder, `${name}.yaml`),
    force: true,
    today: "2024-01-31",
    version: "test",
    session: { threads: 1 },
    progress: () => undefined,
  });
  return [...new Set(result.columns.map((each) => each.source))].map((key) => {
    const own = result.columns.filter((each) => each.source === key && each.as === "column");
    const { table } = result.sources[key] as { table: string };
    return `${table}: ${own.map((each) => `${each.target!}=${each.column}`).join(" ")}`;
  });
}

const BOOKED = "transactions: customer_id=customer_id booked_on=date amount=amount";

describe("init on one small plain file", () => {
  it.each([
    ["letters and digits, a customer in five rows", (at: number) => `C${two(at % 40)}`],
    ["letters and digits, 60 customers in 200 rows", (at: number) => `C${String((at * 7) % 60)}`],
    ["digits alone", (at: number) => String(1000 + (at % 60))],
    ["leading zeros", (at: number) => `000${two(at % 60)}`],
    ["capital letters alone", (at: number) => String.fromCharCode(65 + (at % 20), 65 + (at % 3), 88)],
    ["ids of very different length", (at: number) => `${["n", "east-branch-of"][at % 2]}-${String(at % 60)}`],
  ])("takes bookings whose ids are %s", async (_, id) => {
    expect(await proposed("bookings.csv", ["customer_id,date,amount", ...bookings(id, 300)])).toEqual([BOOKED]);
  });

  it("takes three bookings of two customers", async () => {
    const rows = ["A,2023-01-05,10.00", "A,2023-02-05,12.00", "B,2023-03-05,8.00"];
    expect(await proposed("tiny.csv", ["customer_id,date,amount", ...rows])).toEqual([BOOKED]);
  });

  it("takes Chinese heads", async () => {
    const rows = bookings((at) => `K${two(at % 60)}`, 400);
    expect(await proposed("zh.csv", ["客户号,交易日期,交易金额", ...rows])).toEqual([
      "transactions: customer_id=客户号 booked_on=交易日期 amount=交易金额",
    ]);
  });

  it.each([
    ["account_no,customer_no,open_date", "account_id=account_no customer_id=customer_no open_date=open_date"],
    ["账号,客户号,开户日期", "account_id=账号 customer_id=客户号 open_date=开户日期"],
  ])("takes accounts of customers who have several: %s", async (head, columns) => {
    const rows = Array.from({ length: 300 }, (_, at) => `A${String(6000 + at)},K${String(at % 55)},${day(at)}`);
    expect(await proposed("accounts.csv", [head, ...rows])).toEqual([`accounts: ${columns}`]);
  });

  it("takes one row per customer, and the files of the examples", async () => {
    const rows = Array.from(
      { length: 80 },
      (_, at) => `C${String(at)},${String(at * 37)}.10,${String(20 + (at % 50))}`,
    );
    expect(await proposed("one.csv", ["customer_id,balance,age", ...rows])).toEqual([
      "customers: customer_id=customer_id",
    ]);
    expect(await proposed("orders.csv")).toEqual([
      "transactions: customer_id=customer_id booked_on=order_date amount=revenue",
    ]);
    expect(await proposed("customers.csv")).toEqual([
      "profit_input: customer_id=customer_id revenue=revenue cost=cost",
    ]);
    expect(await proposed("panel.csv")).toEqual(["panel: unit=customer_id period=period cohort=cohort"]);
  });

  it("takes no names for ids, however often they come", async () => {
    const names = ["Agatha of the Mill", "Bo Ek", "Cornelia Vandermeer", "Du Fu", "Emmanuelle Longfellow-Brightwater"];
    const rows = bookings((at) => `${names[at % 5]} ${"abcdefghijklmnopqrst"[at % 19]}`, 300);
    await expect(proposed("names.csv", ["customer,date,amount", ...rows])).rejects.toThrow(/no file has the columns/);
    expect(() => readFileSync(join(folder, "names.csv.yaml"))).toThrow();
  });
});

describe("the segments that init proposes", () => {
  const features = (text: string) => [...text.matchAll(/- \{ column: (\w+)/g)].map((each) => each[1]);

  it("leave out what is the same for all customers, with a remark", async () => {
    const rows = bookings((at) => `C${two(at % 40)}`, 200);
    await proposed("same.csv", ["customer_id,date,amount", ...rows]);
    const text = readFileSync(join(folder, "same.csv.yaml"), "utf8");
    expect(features(text)).toEqual(["recency_days", "monetary"]);
    expect(text).toMatch(/# Left out, because they are the same for nearly all customers: frequency\.\nsegment:/);
  });

  it("have all features where all differ", async () => {
    const rows = bookings((at) => `C${two((at * at) % 41)}`, 200);
    await proposed("differ.csv", ["customer_id,date,amount", ...rows]);
    expect(features(readFileSync(join(folder, "differ.csv.yaml"), "utf8"))).toEqual([
      "recency_days",
      "frequency",
      "monetary",
    ]);
  });

  it("are not proposed where fewer than two features are left", async () => {
    const rows = Array.from({ length: 60 }, (_, at) => `C${two(at % 30)},2023-0${String(1 + Math.floor(at / 30))}-05`);
    const lines = rows.map((each, at) => `${each},${String(at % 30)}.00`);
    await proposed("flat.csv", ["customer_id,date,amount", ...lines]);
    const text = readFileSync(join(folder, "flat.csv.yaml"), "utf8");
    expect([features(text), /^segment:/m.test(text), /fewer than two features are left/.test(text)]).toEqual([
      [],
      false,
      true,
    ]);
  });
});
