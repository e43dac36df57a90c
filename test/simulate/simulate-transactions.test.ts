import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CustvalError } from "../../src/core/errors.js";
import { simulateTransactions } from "../../src/simulate/simulate-transactions.js";
import { inScratch } from "./exported.js";

const SETTINGS = { seed: 4, transactions: 60_000, customers: 500, from: "2022-01-01", to: "2022-12-31" };

describe("simulateTransactions", () => {
  it("writes the stated rows, all well formed and within bounds", async () => {
    await inScratch(async (folder) => {
      const file = join(folder, "t.csv");
      const { rows, bytes } = await simulateTransactions(SETTINGS, file);
      const text = readFileSync(file, "latin1");
      const [head, ...lines] = text.trimEnd().split("\n");
      expect([head, lines.length, text.length]).toEqual(["customer_id,booked_on,amount", rows, bytes]);
      const form = /^(\d{9}),(2022-\d\d-\d\d),(-?(?:0|[1-9]\d*)\.\d\d)$/;
      const fields = lines.map((line) => form.exec(line));
      expect(fields.filter((each) => each === null)).toEqual([]);
      const customers = fields.map((each) => Number(each![1]));
      expect([Math.min(...new Set(customers)), Math.max(...new Set(customers))]).toEqual([1, 500]);
      const dates = new Set(fields.map((each) => each![2]));
      expect(dates.size).toBe(365);
      const incoming = fields.filter((each) => !each![3].startsWith("-")).length / rows;
      expect(Math.abs(incoming - 0.34)).toBeLessThan(0.01);
    });
  });

  it("writes the same bytes for the same seed, and starts a longer file in the same way", async () => {
    await inScratch(async (folder) => {
      const write = async (name: string, transactions: number, seed = 4) => {
        await simulateTransactions({ ...SETTINGS, transactions, seed }, join(folder, name));
        return readFileSync(join(folder, name));
      };
      const short = await write("a", 1000);
      expect((await write("b", 50_000)).subarray(0, short.length).equals(short)).toBe(true);
      expect((await write("c", 1000, 5)).equals(short)).toBe(false);
    });
  });

  it("refuses settings out of range before it touches the file", async () => {
    await inScratch(async (folder) => {
      for (const bad of [
        { transactions: 0 },
        { customers: 1e10 },
        { from: "2022-02-30" },
        { to: "2021-12-31" },
        { seed: -1 },
      ]) {
        const work = simulateTransactions({ ...SETTINGS, ...bad }, join(folder, "t.csv"));
        await expect(work).rejects.toSatisfy(
          (error) => error instanceof CustvalError && error.problems[0].code === "SIM-001",
        );
      }
      expect(() => readFileSync(join(folder, "t.csv"))).toThrow("ENOENT");
    });
  });
});
