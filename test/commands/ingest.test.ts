import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { custval } from "../support/custval.js";
import { scratch } from "../support/scratch.js";

const folder = scratch();
const out = join(folder, "tables");

beforeAll(() => {
  writeFileSync(
    join(folder, "bookings.csv"),
    "id,day,amount\n007,2023-01-02,1.50\nC2,2023-13-01,9\nC1,2023-02-03,-2\n",
  );
  writeFileSync(
    join(folder, "study.yaml"),
    `custval: 1
study: small
title: { en: Small, zh: 小 }
as_of: "2023-06-30"
period: { start: "2023-01-01", end: "2023-06-30" }
currency: CNY
sources:
  transactions:
    table: transactions
    files: bookings.csv
    columns: { customer_id: id, booked_on: day, amount: amount }
`,
  );
});

describe("custval ingest", () => {
  it("writes the canonical tables, rejects and a manifest that verify accepts, for their owner alone", async () => {
    const ran = await custval(["ingest", "study.yaml", "--out", "tables", "--format", "csv", "--json"], {
      cwd: folder,
    });
    expect([ran.exit, ran.stderr.match(/^error/m)]).toEqual([0, null]);
    expect(readFileSync(join(out, "transactions.csv"), "utf8")).toBe(
      "customer_id,booked_on,amount\n007,2023-01-02,1.50\nC1,2023-02-03,-2.00\n",
    );
    expect(readFileSync(join(out, "rejects.csv"), "utf8")).toMatch(/bookings\.csv,3,.*DATA-114/);
    const { files } = JSON.parse(readFileSync(join(out, "ingest.json"), "utf8")) as { files: object[] };
    expect(files).toMatchObject([{ rows_read: 3, rows_kept: 2, rows_rejected: 1, rows_skipped: 0 }]);
    for (const name of ["transactions.csv", "rejects.csv", "ingest.json"])
      expect(statSync(join(out, name)).mode & 0o777, name).toBe(0o600);
    expect((await custval(["verify", "tables"], { cwd: folder })).exit).toBe(0);
  });

  it("leaves a folder alone that it did not write, and nothing behind when it fails", async () => {
    writeFileSync(join(out, "notes.txt"), "mine");
    const again = await custval(["ingest", "study.yaml", "--out", "tables"], { cwd: folder });
    expect([again.exit, again.stderr]).toEqual([
      expect.any(Number) as number,
      expect.stringContaining("RUN-004") as string,
    ]);
    expect(existsSync(join(out, "transactions.csv"))).toBe(true);
    const broken = await custval(["ingest", "study.yaml", "--out", "other", "--data", "/nowhere"], { cwd: folder });
    expect(broken.exit).toBe(2);
    expect(existsSync(join(folder, "other"))).toBe(false);
  });
});
