import { describe, expect, it } from "vitest";
import { buildDocument } from "../../src/report/build.js";
import { walk } from "../../src/report/document.js";
import { numbersIn, wordsIn } from "./chapters/support.js";
import { fixtureFacts, fixtureOfData, fixtureWithoutProgramme } from "./fixture.js";

describe("a report", () => {
  it("has its chapters in order, frozen throughout", () => {
    const document = buildDocument(fixtureFacts());
    expect(document.sections.map((each) => `${each.number} ${each.id}`)).toEqual([
      "1 summary",
      "2 data",
      "3 value",
      "4 segments",
      "5 effect",
      "6 limits",
      "7 appendix",
    ]);
    expect(Object.isFrozen(document.sections[1].blocks[0])).toBe(true);
  });

  it.each([fixtureFacts, fixtureWithoutProgramme, fixtureOfData])(
    "counts tables and figures through a chapter",
    (facts) => {
      for (const chapter of buildDocument(facts()).sections) {
        for (const kind of ["table", "figure"] as const) {
          const blocks = walk(chapter.blocks).filter((each) => each.kind === kind);
          const found = blocks.flatMap((each) =>
            "number" in each && !("csvOnly" in each && each.csvOnly) ? [each.number] : [],
          );
          expect(found).toEqual(found.map((_, index) => `${chapter.number}-${String(index + 1)}`));
        }
      }
    },
  );

  it.each([fixtureFacts, fixtureWithoutProgramme, fixtureOfData])(
    "says the same numbers in both languages",
    (facts) => {
      for (const { en, zh } of wordsIn(buildDocument(facts()))) {
        expect(numbersIn(zh), en).toEqual(numbersIn(en));
        expect(`${en} ${zh}`).not.toMatch(/NaN|undefined|Infinity|\[object/);
      }
    },
  );

  it("has no two tables or figures of one name", () => {
    const blocks = walk(buildDocument(fixtureFacts()).sections);
    const ids = blocks.flatMap((each) => (each.kind === "table" || each.kind === "figure" ? [each.id] : []));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("refuses results that break their contract, and names the field", () => {
    const facts = fixtureFacts();
    if ("omitted" in facts.profit) throw new Error("the fixture has profit");
    facts.profit.total_profit = "NaN";
    expect(() => buildDocument(facts)).toThrow(/profit/);
  });

  it("gives the same tree twice", () => {
    expect(JSON.stringify(buildDocument(fixtureFacts()))).toBe(JSON.stringify(buildDocument(fixtureFacts())));
  });
});
