import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { id, sql, type Sql } from "../../src/engine/sql.js";
import type { SourceInput } from "../../src/ingest/index.js";
import { dataset } from "../support/datasets.js";
import { conserves, scratch } from "./support.js";

/** Study of a few lines, its data set, the question put to it and the answer that the data set's card gives. */
const CASES: readonly [study: string, folder: string, table: string, question: Sql, answer: Record<string, unknown>][] =
  [
    [
      "bankchurners",
      "bankchurners",
      "customers",
      sql`count(*) as n, sum("left") as gone, sum(credit_limit) as credit, sum(transactions) as money, count(*) - count(income) as unknown`,
      { n: 10_127, gone: 1627, credit: "87415795.10", money: "44600182.00", unknown: 1112 },
    ],
    [
      "card_krueger",
      "card_krueger",
      "panel",
      sql`count(*) as n, count(*) - count(fte) as missing, sum(fte) as fte, sum(cohort) as nj`,
      { n: 820, missing: 26, fte: "16695.0500000000", nj: 662 },
    ],
    [
      "cc_general",
      "cc_general",
      "customers",
      sql`count(*) as n, sum(balance) as balance, sum(credit_limit) as credit, count(*) - count(credit_limit) as no_limit, sum(minimum_payments) as least, count(*) - count(minimum_payments) as no_least`,
      {
        n: 8950,
        balance: "14002049.707719",
        credit: "40220828.131313",
        no_limit: 1,
        least: "7464151.905889",
        no_least: 313,
      },
    ],
    [
      "cdnow",
      "cdnow",
      "transactions",
      sql`count(*) as n, count(distinct customer_id) as customers, min(customer_id) as first, sum(amount) as dollars, sum(cds) as cds, count(distinct booked_on) as days`,
      { n: 69_659, customers: 23_570, first: "00001", dollars: "2500315.63", cds: 167_881, days: 546 },
    ],
    [
      "cdnow_sample",
      "cdnow",
      "transactions join customers using (customer_id)",
      sql`count(*) as n, count(distinct customer_id) as customers, sum(amount) as dollars, sum(cds) as cds`,
      { n: 6919, customers: 2357, dollars: "244091.94", cds: 16_479 },
    ],
    [
      "cdnow_cbs",
      "cdnow",
      "customers",
      sql`count(*) as n, sum(x) as x, sum(x_star) as holdout, min(cast(customer_id as integer)) as first, max(cast(customer_id as integer)) as last`,
      { n: 2357, x: 2457, holdout: 1882, first: 1, last: 2357 },
    ],
    [
      "gbk",
      "gbk",
      "activities",
      sql`count(*) as n, count(distinct customer_id) as baskets, count(distinct activity_code) as goods, count(*) filter (where activity_code = '全脂牛奶') as milk`,
      { n: 43_367, baskets: 9835, goods: 169, milk: 2513 },
    ],
    [
      "iris",
      "iris",
      "customers",
      sql`count(*) as n, sum(sepal_length) as sepal, sum(petal_width) as petal, count(distinct species) as species`,
      { n: 150, sepal: "876.5000000000", petal: "179.8000000000", species: 3 },
    ],
    [
      "lalonde",
      "lalonde",
      "customers",
      sql`count(*) as n, sum(treat) as treated, cast(sum(re78) as decimal(18, 2)) as earned`,
      { n: 445, treated: 185, earned: "2358839.85" },
    ],
    [
      "lalonde_survey",
      "lalonde",
      "customers",
      sql`count(*) as n, sum(treat) as treated, cast(sum(re78) as decimal(18, 2)) as earned, count(*) filter (where race = 'hispan') as hispanic, count(*) filter (where customer_id like 'PSID%') as survey`,
      { n: 614, treated: 185, earned: "4170800.37", hispanic: 72, survey: 429 },
    ],
    [
      "mpdta",
      "mpdta",
      "panel",
      sql`count(*) as n, count(distinct unit) as counties, cast(sum(cast(lemp as decimal(18, 9))) as decimal(18, 6)) as lemp, count(*) filter (where cohort = 0) as never`,
      { n: 2500, counties: 500, lemp: "14431.290816", never: 1545 },
    ],
    [
      "rfm_r",
      "rfm_r",
      "transactions",
      sql`count(*) as n, count(distinct customer_id) as customers, sum(amount) as revenue, min(booked_on) as first, max(booked_on) as last`,
      { n: 4906, customers: 995, revenue: "464158.00", first: "2001-10-29", last: "2006-12-30" },
    ],
    ["ruspini", "ruspini", "customers", sql`count(*) as n, sum(x) as x, sum(y) as y`, { n: 75, x: 4116, y: 6902 }],
  ];

describe.each(CASES)("the public data set %s", (study, name, table, question, answer) => {
  const folder = dataset(name);

  it.skipIf(!folder)(
    "loads with a study of a few lines, and its counts are those of its card [needs datasets]",
    async () => {
      const bank = await scratch(folder!);
      try {
        const text = readFileSync(`test/fixtures/studies/${study}.yaml`, "utf8");
        const { sources } = parse(text) as { sources: Record<string, SourceInput> };
        const outcome = await bank.ingest(sources);
        expect(conserves(outcome)).toBe(true);
        expect(bank.rejects()).toEqual([]);
        const [first, other] = table.split(" join ");
        const from = other ? sql`${id(first)} join ${id(other.split(" ")[0])} using (customer_id)` : id(first);
        expect(await bank.rows(sql`select ${question} from ${from}`)).toEqual([answer]);
      } finally {
        await bank.close();
      }
    },
  );
});
