import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scratch, type Scratch } from "../../ingest/support.js";
import { BASES } from "./bases.js";
import { judge } from "./judge.js";
import { mutantOf } from "./mutate.js";

const SEED = 20231231;
const MUTANTS = 150;
const LIMIT = 20_000;

let bank: Scratch;
beforeAll(async () => {
  bank = await scratch();
});
afterAll(() => bank.close());

describe("mutated files", () => {
  it("come from bases that load whole", async () => {
    for (const base of BASES) {
      const verdict = await judge(bank, { base, content: base.content, packed: base.pack(base.content) });
      expect([base.name, verdict.outcome, verdict.faults]).toEqual([base.name, "loaded", []]);
      expect(bank.rejects()).toEqual([]);
    }
  });

  it("are the same for the same seed and number, and differ between numbers", () => {
    expect(mutantOf(SEED, 3).content.equals(mutantOf(SEED, 3).content)).toBe(true);
    expect(mutantOf(SEED, 3).content.equals(mutantOf(SEED, 3 + BASES.length).content)).toBe(false);
  });

  it("are loaded or refused with a code, row by row accounted for", { timeout: 120_000 }, async () => {
    const bad: string[] = [];
    const outcomes = new Map<string, number>();
    for (let number = 0; number < MUTANTS; number++) {
      const slow = new Promise<"hang">((resolve) => setTimeout(() => resolve("hang"), LIMIT).unref());
      const verdict = await Promise.race([judge(bank, mutantOf(SEED, number)), slow]);
      if (verdict === "hang") throw new Error(`mutant ${String(number)} hangs`);
      outcomes.set(verdict.outcome, (outcomes.get(verdict.outcome) ?? 0) + 1);
      bad.push(...verdict.faults.map((each) => `mutant ${String(number)}: ${each}`));
    }
    expect(bad).toEqual([]);
    expect(outcomes.get("loaded")).toBeGreaterThan(MUTANTS / 3);
    expect(outcomes.size).toBeGreaterThan(3);
  });
});
