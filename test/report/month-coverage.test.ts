import { describe, expect, it } from "vitest";
import { monthCoverageFigure } from "../../src/report/figures/month-coverage.js";
import { gateFacts } from "../../src/report/gate/gate.js";
import { createNumbers } from "../../src/report/numbers.js";
import { fixtureFacts } from "./fixture.js";

function monthsShown(...strays: readonly string[]): readonly unknown[] {
  const facts = fixtureFacts();
  const coverage = [...facts.ingest.coverage, ...strays.map((month) => ({ table: "transactions", month, rows: 1 }))];
  const figure = monthCoverageFigure(
    gateFacts({ ...facts, ingest: { ...facts.ingest, coverage } }),
    createNumbers(10, 1),
  );
  return figure!.data.rows.map((row) => row[1].value);
}

describe("the figure of months", () => {
  it("is not stretched by a wrong date after the study's day or long before the rest", () => {
    const usual = monthsShown();
    expect(usual.length).toBeGreaterThan(6);
    expect(monthsShown("2099-12", "1900-01")).toEqual(usual);
  });
});
