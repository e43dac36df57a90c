import { describe, expect, it } from "vitest";
import { gateFacts } from "../../src/report/gate/gate.js";
import { fixtureFacts, fixtureOfData, fixtureWithoutProgramme } from "./fixture.js";

describe("the made-up study", () => {
  it("fits the contracts of all stages and passes the gate", () => {
    for (const facts of [fixtureFacts(), fixtureWithoutProgramme(), fixtureOfData()]) {
      expect(() => gateFacts(facts)).not.toThrow();
    }
  });

  it("has a waterfall that adds up and files whose rows add up", () => {
    const { profit, ingest } = fixtureFacts();
    if ("omitted" in profit) throw new Error("the fixture has profit");
    const bars = profit.waterfall.slice(0, -1).reduce((sum, bar) => sum + Number(bar.amount), 0);
    expect(bars).toBeCloseTo(Number(profit.total_profit), 6);
    for (const file of ingest.files) {
      expect(file.rows_kept + file.rows_rejected + file.rows_skipped).toBe(file.rows_read);
    }
  });
});
