import { createHmac } from "node:crypto";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/core/canonical-json.js";
import { sql } from "../../src/engine/sql.js";
import { Pseudonyms, type SourceInput } from "../../src/ingest/index.js";
import { scratch, type Scratch } from "./support.js";

const KEY = Buffer.from(Array.from({ length: 40 }, (_, at) => (at * 37 + 11) % 251));
const LABEL = "city-bank";
const pseudonyms = new Pseudonyms(KEY, LABEL);
const twin = (id: string, key: Uint8Array = KEY, label = LABEL) =>
  createHmac("sha256", key).update(`${label}:${id}`).digest("hex");

let bank: Scratch;
beforeAll(async () => {
  bank = await scratch();
});
afterAll(() => bank.close());

const SOURCES: Record<string, SourceInput> = {
  disp: { table: "lookup", files: "disp.csv" },
  customers: {
    table: "customers",
    files: "customers.csv",
    columns: { customer_id: "client", birth_date: "born", household_id: "house", branch_id: "branch" },
    attributes: { copy: "client", adviser: { from: "adviser", type: "id" }, note: "branch" },
  },
  accounts: {
    table: "accounts",
    files: "accounts.csv",
    link: { owner: { source: "disp", on: { account: "account" }, where: { type: "OWNER" } } },
    columns: { account_id: { from: "account", pad: 6 }, customer_id: "owner.client" },
  },
  tx: {
    table: "transactions",
    files: ["tx1.csv", "tx2.csv"],
    columns: { transaction_id: "id", account_id: { from: "account", pad: 6 }, booked_on: "date", amount: "amount" },
  },
};

function writeBank(turned: boolean): void {
  const ordered = (head: string, rows: string[]) => `${[head, ...(turned ? rows.toReversed() : rows)].join("\n")}\n`;
  bank.write(
    "customers.csv",
    ordered("client,born,house,branch,adviser", [
      "C1,1980-05-17,H1,B1,A9",
      "客户二,1990-12-31,H1,B2,A9",
      "C3,,,B1,",
      "C4,2001-01-01,H2,B2,A1",
    ]),
  );
  bank.write("disp.csv", "client,account,type\nC1,77,OWNER\n客户二,78,OWNER\nC4,77,USER\nC9,79,OWNER\n");
  bank.write("accounts.csv", ordered("account", ["77", "78", "79"]));
  bank.write(
    "tx1.csv",
    "id,account,date,amount\nT1,77,2023-01-31,1.50\nT2,78,2023-01-31,2.50\nT1,77,2023-01-31,1.50\n",
  );
  bank.write("tx2.csv", "id,account,date,amount\nT3,80,2023-02-01,4.00\nT2,78,2023-01-31,2.50\nT4,77,bad,1\n");
}

const customers = sql`select * from customers order by customer_id`;

describe("pseudonyms", () => {
  it("are HMAC-SHA-256 of label and id, for keys shorter and longer than a block", async () => {
    for (const length of [32, 64, 65, 200]) {
      const key = Buffer.alloc(length, length);
      const [row] = await bank.engine.rows(
        sql`select ${new Pseudonyms(key, "s").of(sql`'账户7'`)} as p, ${new Pseudonyms(key, "s").of(sql`null`)} as none`,
      );
      expect(row).toEqual({ p: twin("账户7", key, "s"), none: null });
    }
  });

  it("replace every direct identifier and nothing else; of a birthday the month stays", async () => {
    writeBank(false);
    await bank.ingest(SOURCES, { pseudonyms });
    expect(await bank.rows(sql`select * from customers order by branch_id, birth_date nulls last`)).toEqual(
      [
        { id: "C1", birth_date: "1980-05-01", household_id: twin("H1"), branch_id: "B1", adviser: twin("A9") },
        { id: "C3", birth_date: null, household_id: null, branch_id: "B1", adviser: null },
        { id: "客户二", birth_date: "1990-12-01", household_id: twin("H1"), branch_id: "B2", adviser: twin("A9") },
        { id: "C4", birth_date: "2001-01-01", household_id: twin("H2"), branch_id: "B2", adviser: twin("A1") },
      ].map(({ id, ...rest }) => ({ customer_id: twin(id), ...rest, copy: twin(id), note: rest.branch_id })),
    );
    expect(await bank.rows(sql`select customer_id from accounts where account_id = ${twin("000077")}`)).toEqual([
      { customer_id: twin("C1") },
    ]);
  });

  it("are the same in any order and file, and keep joins, duplicates, orphans, counts and money", async () => {
    writeBank(false);
    const plain = await bank.ingest(SOURCES);
    const rejects = bank.rejects();
    const joined = sql`select count(*) as n, sum(t.amount) as money from transactions t join accounts a using (account_id) join customers using (customer_id)`;
    const expected = await bank.rows(joined);
    const hidden = await bank.ingest(SOURCES, { pseudonyms });
    const first = await bank.rows(customers);
    expect(await bank.rows(joined)).toEqual(expected);
    expect(bank.rejects()).toEqual(rejects);
    expect(rejects.map((each) => each.code).sort()).toEqual(["DATA-114", "DATA-121"]);
    expect({ ...hidden.result, profile: [] }).toEqual({ ...plain.result, profile: [] });
    writeBank(true);
    await bank.ingest(SOURCES, { pseudonyms });
    expect(await bank.rows(customers)).toEqual(first);
  });

  it("differ with label and key, and tell neither", async () => {
    const others = [new Pseudonyms(KEY, "other"), new Pseudonyms(Buffer.alloc(32, 1), LABEL), pseudonyms];
    expect(new Set(others.map((each) => each.digest)).size).toBe(3);
    expect(new Pseudonyms(KEY, LABEL).digest).toBe(pseudonyms.digest);
    writeBank(false);
    await bank.ingest(SOURCES, { pseudonyms });
    const shown = [inspect(pseudonyms, { depth: 9 }), canonicalJson({ ...pseudonyms }), ...bank.engine.statements].join(
      "\n",
    );
    const secrets = [KEY, KEY.map((each) => each ^ 0x36), KEY.map((each) => each ^ 0x5c)].flatMap((each) => [
      Buffer.from(each).toString("hex").slice(0, 16),
      Buffer.from(each).toString("base64").slice(0, 12),
    ]);
    expect(secrets.filter((each) => shown.includes(each))).toEqual([]);
    expect(shown).toContain("sha256(unhex($1)");
  });

  it("leave row numbers, which the tool itself gave", async () => {
    writeBank(false);
    const columns = { customer_id: { row_number: true as const } };
    await bank.ingest({ c: { table: "customers", files: "customers.csv", columns } }, { pseudonyms });
    expect(await bank.rows(sql`select customer_id from customers`)).toEqual(
      ["1", "2", "3", "4"].map((customer_id) => ({ customer_id })),
    );
  });

  it("refuse a short key and a label that runs into the ids", () => {
    expect(() => new Pseudonyms(Buffer.alloc(31), LABEL)).toThrow(RangeError);
    expect(() => new Pseudonyms(KEY, "a:b")).toThrow(RangeError);
    expect(() => new Pseudonyms(KEY, "")).toThrow(RangeError);
  });
});
