import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "../../src/engine/sql.js";
import type { IngestOutcome, SourceInput } from "../../src/ingest/index.js";
import { dataset } from "../support/datasets.js";
import { conserves, scratch, type Scratch } from "./support.js";

const folder = dataset("berka");

describe.skipIf(!folder)("the study of the Czech bank [needs datasets]", () => {
  let bank: Scratch;
  let outcome: IngestOutcome;
  beforeAll(async () => {
    bank = await scratch(folder!);
    const study = parse(readFileSync("data-samples/berka/study.yaml", "utf8")) as {
      sources: Record<string, SourceInput>;
    };
    outcome = await bank.ingest(study.sources);
  });
  afterAll(() => bank.close());

  const one = async (query: ReturnType<typeof sql>) => (await bank.rows(query))[0];

  it("has the counts of the card and one located reject", () => {
    const kept = Object.fromEntries(outcome.result.files.map((each) => [each.file, each.rows_kept]));
    expect(kept).toEqual({
      "client.asc": 5369,
      "disp.asc": 5369,
      "district.asc": 77,
      "account.asc": 4500,
      "loan.asc": 682,
      "card.asc": 892,
      "trans.asc": 49_102,
    });
    expect(conserves(outcome)).toBe(true);
    expect(bank.rejects()).toEqual([
      {
        file: "trans.asc",
        line: 49_104,
        column: "",
        code: "DATA-107",
        reason: "file ends inside a row",
        raw: '3526882;11021;940331;"PRIJE',
      },
    ]);
  });

  it("has the money of the card", async () => {
    const money = Object.fromEntries(outcome.result.money.map((each) => [each.column, each.sum_kept]));
    expect(money).toMatchObject({ amount: "39246142.80", loan_amount: "103261740.00", loan_payment: "2858033.00" });
    expect(
      await one(
        sql`select sum(abs(amount)) as total, sum(amount) filter (where amount > 0) as income from transactions`,
      ),
    ).toEqual({
      total: "315486449.80",
      income: "177366296.30",
    });
  });

  it("decodes birth numbers", async () => {
    expect(
      await bank.rows(
        sql`select gender, count(*) as n, min(birth_date) as first, max(birth_date) as last from customers group by gender order by gender`,
      ),
    ).toMatchObject([
      { gender: "F", n: 2645 },
      { gender: "M", n: 2724 },
    ]);
    expect(await one(sql`select min(birth_date) as first, max(birth_date) as last from customers`)).toEqual({
      first: "1911-08-20",
      last: "1987-09-27",
    });
  });

  it("gives every account its owner, loans and cards too", async () => {
    expect(
      await bank.rows(
        sql`select product_code, count(*) as n, count(customer_id) as owned from accounts group by product_code order by product_code`,
      ),
    ).toEqual([
      { product_code: "card_classic", n: 659, owned: 659 },
      { product_code: "card_gold", n: 88, owned: 88 },
      { product_code: "card_junior", n: 145, owned: 145 },
      { product_code: "current", n: 4500, owned: 4500 },
      { product_code: "loan", n: 682, owned: 682 },
    ]);
    expect(outcome.result.rules.filter((each) => each.rows > 0)).toEqual([]);
  });

  it("maps the Czech codes and covers every month", async () => {
    const types = await bank.rows(sql`select type, count(*) as n from transactions group by type order by n desc`);
    expect(types.map((each) => [each.type, each.n])).toEqual([
      [null, 27_874],
      ["interest", 9463],
      ["statement fee", 5445],
      ["household", 3719],
      ["pension", 1770],
      ["insurance", 644],
      ["loan payment", 123],
      ["penalty interest", 64],
    ]);
    expect(outcome.result.coverage.map((each) => each.rows)).toEqual([
      177, 395, 676, 913, 1306, 1880, 2399, 2938, 3441, 3989, 4422, 5669, 9139, 5601, 6157,
    ]);
    expect(outcome.result.missing_months).toEqual([]);
  });
});
