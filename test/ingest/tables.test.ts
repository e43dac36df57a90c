import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CustvalError } from "../../src/core/errors.js";
import { sql } from "../../src/engine/sql.js";
import type { SourceInput } from "../../src/ingest/index.js";
import { ingestResult } from "../../src/tables/results/index.js";
import { conserves, scratch, type Scratch } from "./support.js";

let bank: Scratch;
beforeAll(async () => {
  bank = await scratch();
});
afterAll(() => bank.close());

const accounts: SourceInput = {
  table: "accounts",
  files: "account.csv",
  link: { owner: { source: "disp", on: { account: "id" }, where: { type: "OWNER" } } },
  columns: { account_id: "id", customer_id: "owner.client" },
};
const disp: SourceInput = { table: "lookup", files: "disp.csv" };

describe("links", () => {
  it("bring a column through a link, keep the order, and reject rows without a match", async () => {
    bank.write("account.csv", "id\n3\n1\n4\n2\n");
    bank.write("disp.csv", "account,client,type\n1,a,OWNER\n1,b,USER\n2,c,OWNER\n3,d,OWNER\n");
    const outcome = await bank.ingest({ accounts, disp });
    expect(await bank.rows(sql`select * from accounts`)).toEqual([
      { account_id: "3", customer_id: "d" },
      { account_id: "1", customer_id: "a" },
      { account_id: "2", customer_id: "c" },
    ]);
    expect(bank.rejects()).toMatchObject([{ file: "account.csv", line: 4, code: "DATA-117", raw: "4" }]);
    expect(conserves(outcome)).toBe(true);
    expect(outcome.tables).toEqual({ accounts: ["account_id", "customer_id"] });
  });

  it("never multiply rows", async () => {
    bank.write("account.csv", "id\n1\n");
    bank.write("disp.csv", "account,client,type\n1,a,OWNER\n1,b,OWNER\n");
    expect((await bank.problems({ accounts, disp }))[0].code).toBe("DATA-013");
  });

  it("name a source and columns that are there", async () => {
    bank.write("account.csv", "id\n1\n");
    bank.write("disp.csv", "account,client\n1,a\n");
    expect(await bank.problems({ accounts, disp })).toMatchObject([
      { code: "DATA-006", message: expect.stringContaining('"type"') },
    ]);
    expect(await bank.problems({ accounts })).toMatchObject([{ code: "DATA-015" }]);
  });
});

describe("tables of several sources and files", () => {
  const month = (name: string): SourceInput => ({
    table: "transactions",
    files: name,
    currency: "CNY",
    columns: { transaction_id: "id", customer_id: "customer", booked_on: "date", amount: "amount" },
  });

  it("unites them in order; a key that comes again in another source is rejected there", async () => {
    bank.write("a.csv", "id,customer,date,amount\n1,a,2023-01-31,1\n2,a,2023-01-31,2\n");
    bank.write("b.csv", "customer,id,amount,date,kind\nb,2,9,2023-03-01,x\nb,3,4,2023-03-01,y\n");
    const b = {
      ...month("b.csv"),
      columns: { ...month("b.csv").columns, type: "kind" },
      attributes: { note: { constant: "n", type: "text" as const } },
    };
    const { result } = await bank.ingest({ a: month("a.csv"), b });
    expect(await bank.rows(sql`select transaction_id, amount, type, note from transactions`)).toEqual([
      { transaction_id: "1", amount: "1.00", type: null, note: null },
      { transaction_id: "2", amount: "2.00", type: null, note: null },
      { transaction_id: "3", amount: "4.00", type: "y", note: "n" },
    ]);
    expect(bank.rejects()).toMatchObject([{ file: "b.csv", line: 2, code: "DATA-121" }]);
    expect(result.money).toEqual([
      { source: "a", file: "a.csv", column: "amount", currency: "CNY", sum_read: "3.00", sum_kept: "3.00" },
      { source: "b", file: "b.csv", column: "amount", currency: "CNY", sum_read: "4.00", sum_kept: "4.00" },
    ]);
    expect(result.coverage.map((each) => [each.month, each.rows])).toEqual([
      ["2023-01", 2],
      ["2023-03", 1],
    ]);
    expect(ingestResult.parse(result)).toEqual(result);
  });

  it("names a month without rows in a monthly series, and none in a yearly one", async () => {
    const rows = (months: string[]) =>
      `id,customer,date,amount\n${months.map((each, at) => `${String(at)},a,${each}-15,1\n`).join("")}`;
    bank.write("a.csv", rows(["2022-11", "2022-12", "2023-02", "2023-03"]));
    expect((await bank.ingest({ a: month("a.csv") })).result.missing_months).toEqual([
      { table: "transactions", month: "2023-01" },
    ]);
    bank.write("a.csv", rows(["2020-12", "2021-12", "2022-12"]));
    expect((await bank.ingest({ a: month("a.csv") })).result.missing_months).toEqual([]);
  });

  it("rejects repeated whole rows only where declared", async () => {
    bank.write("a.csv", "id,customer,date,amount\n1,a,2023-01-31,1\n2,a,2023-01-31,1\n");
    const columns = { customer_id: "customer", booked_on: "date", amount: "amount" };
    expect((await bank.ingest({ a: { ...month("a.csv"), columns } })).result.files[0].rows_kept).toBe(2);
    expect(
      (await bank.ingest({ a: { ...month("a.csv"), columns, deduplicate: true } })).result.files[0].rows_kept,
    ).toBe(1);
  });

  it("checks the totals of a footer", async () => {
    const footer = { starts: "合计", count: 2, sums: { amount: 4 } };
    const load = async (last: string) => {
      bank.write("a.csv", `id,customer,date,amount\n1,a,2023-01-31,1.25\n2,a,2023-01-31,2\n${last}\n`);
      const { result } = await bank.ingest({ a: { ...month("a.csv"), footer } });
      const rule = result.rules.find((each) => each.rule === "control_total");
      return [result.files[0].rows_skipped, rule?.rows, rule?.checked, rule?.severity];
    };
    expect(await load("合计,2,,3.25")).toEqual([1, 0, 2, "error"]);
    expect(await load("合计,3,,3.25")).toEqual([1, 1, 2, "error"]);
    expect(await load("合计,2,,3.26")).toEqual([1, 1, 2, "error"]);
    expect(await load("")).toEqual([1, 1, 1, "error"]);
  });

  it("notices a file that changes while it is read", async () => {
    bank.write("a.csv", "id,customer,date,amount\n1,a,2023-01-31,1\n");
    const work = bank.ingest(
      { a: month("a.csv") },
      {
        onProgress: ({ event }) => {
          if (event.startsWith("table")) appendFileSync(join(bank.data, "a.csv"), "2,a,2023-01-31,1\n");
        },
      },
    );
    const error = await work.catch((each: unknown) => each);
    expect(error).toBeInstanceOf(CustvalError);
    expect((error as CustvalError).problems[0].code).toBe("RUN-003");
  });

  it("leaves nothing behind but the tables", async () => {
    bank.write("a.csv", "id,customer,date,amount\n1,a,2023-01-31,1\n2,a,x,1\n");
    await bank.ingest({ a: month("a.csv") });
    const left = await bank.rows(sql`select table_name from information_schema.tables where table_name like 'ingest%'`);
    expect(left).toEqual([]);
  });
});

describe("named rules", () => {
  it("count what breaks them and change nothing", async () => {
    bank.write("customers.csv", "id,open,close,born\nc1,2020-01-01,2019-01-01,1990-01-01\nc2,2020-01-01,,2021-01-01\n");
    bank.write("accounts.csv", "id,customer,open,close,limit\na1,c1,2020-01-01,2020-03-15,-5\na2,c9,2020-01-01,,5\n");
    bank.write(
      "balances.csv",
      "account,day,mean,end\na1,2020-02-29,1,1\na1,2020-04-30,1,1\na9,2020-02-29,1,1\na1,2019-12-31,1,0\n",
    );
    bank.write("tx.csv", "account,day,amount\na1,2019-12-31,1\na1,2020-03-16,1\na9,2020-02-01,0\na2,2031-01-01,1\n");
    bank.write("holders.csv", "account,customer,share\na1,c1,0.5\na1,c2,0.5\na2,c1,0.9\n");
    const { result } = await bank.ingest(
      {
        customers: {
          table: "customers",
          files: "customers.csv",
          columns: { customer_id: "id", open_date: "open", close_date: "close", birth_date: "born" },
        },
        accounts: {
          table: "accounts",
          files: "accounts.csv",
          columns: {
            account_id: "id",
            customer_id: "customer",
            open_date: "open",
            close_date: "close",
            credit_limit: "limit",
          },
        },
        balances: {
          table: "balances",
          files: "balances.csv",
          columns: { account_id: "account", period_end: "day", average_balance: "mean", end_balance: "end" },
        },
        tx: {
          table: "transactions",
          files: "tx.csv",
          columns: { account_id: "account", booked_on: "day", amount: "amount" },
        },
        holders: {
          table: "holders",
          files: "holders.csv",
          columns: { account_id: "account", customer_id: "customer", share: "share" },
        },
      },
      { asOf: "2023-12-31" },
    );
    const broken = Object.fromEntries(
      result.rules.filter((each) => each.rows > 0).map((each) => [each.rule, each.rows]),
    );
    expect(broken).toEqual({
      orphan_accounts_customer: 1,
      orphan_balances_account: 1,
      orphan_transactions_account: 1,
      customer_closed_before_opening: 1,
      negative_credit_limit: 1,
      birth_after_opening: 1,
      transaction_in_future: 1,
      zero_amount: 1,
      transaction_before_opening: 1,
      transaction_after_closing: 1,
      balance_before_opening: 1,
      closed_account_with_balance: 1,
      holder_shares: 1,
    });
    expect(result.tables.find((each) => each.table === "transactions")?.rows).toBe(4);
  });
});
