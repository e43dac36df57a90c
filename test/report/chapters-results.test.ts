import { describe, expect, it } from "vitest";
import { appendixChapter } from "../../src/report/chapters/appendix.js";
import { effectChapter } from "../../src/report/chapters/effect.js";
import { limitsChapter } from "../../src/report/chapters/limits.js";
import { segmentsChapter } from "../../src/report/chapters/segments.js";
import { walk, type Section, type Table } from "../../src/report/document.js";
import type { StudyFacts } from "../../src/report/facts.js";
import { gateFacts } from "../../src/report/gate/gate.js";
import { createNumbers } from "../../src/report/numbers.js";
import { fixtureFacts, fixtureOfData, fixtureWithoutProgramme } from "./fixture.js";

const numbers = createNumbers(10, 10_000);
type Language = "en" | "zh";

function sentences(section: Section, language: Language): string {
  const texts = walk(section.blocks).flatMap((block) => {
    if (block.kind === "paragraph") return block.sentences.map((each) => each[language]);
    if (block.kind === "list") return block.items.map((each) => each[language]);
    return block.kind === "note" ? [block.words[language]] : [];
  });
  return texts.join("\n");
}

function tableIn(section: Section, id: string): Table {
  return walk(section.blocks).find((block): block is Table => block.kind === "table" && block.id === id)!;
}

function withEffect(change: (effect: Extract<StudyFacts["effect"], { outcomes: unknown }>) => object): StudyFacts {
  const facts = fixtureFacts();
  if ("omitted" in facts.effect) throw new Error("the fixture has an effect");
  return { ...facts, effect: { ...facts.effect, ...change(facts.effect) } };
}

const effectOf = (facts: StudyFacts) => effectChapter(gateFacts(facts), numbers);

describe("effectChapter", () => {
  it("rests the verdict on CRV3 when clusters are few, with the same numbers in both languages", () => {
    const chapter = effectOf(fixtureFacts());
    const low = numbers.decimal(35 - 2.08 * 14.9, 2);
    expect(sentences(chapter, "en")).toContain(`95% CI ${low} to`);
    expect(sentences(chapter, "zh")).toContain(`95% 置信区间 ${low} 至`);
    expect(sentences(chapter, "en")).toContain("the interval lies above zero");
  });

  it("concludes nothing when the headline interval holds zero, even where CRV1 does not", () => {
    const chapter = effectOf(
      withEffect(({ outcomes }) => ({
        outcomes: [{ ...outcomes[0], did_crv3: { ...outcomes[0].did_crv3, ci_low: -3, ci_high: 73 } }],
      })),
    );
    expect(sentences(chapter, "en")).toContain("the interval holds zero");
    expect(sentences(chapter, "en")).not.toContain("declared direction");
  });

  it("labels the change over time as no causal effect", () => {
    const chapter = effectOf(fixtureFacts());
    expect(sentences(chapter, "en")).toContain("change over time, not a causal effect");
    expect(sentences(chapter, "zh")).toContain("仅为前后变化，不代表因果效应");
  });

  it("makes a yearly total of a flow and none of a balance", () => {
    const total = numbers.money(35 * 400 * 12, 2);
    expect(sentences(effectOf(fixtureFacts()), "en")).toContain(`${total} CNY ten thousand a year`);
    const balance = withEffect(({ outcomes }) => ({ outcomes: [{ ...outcomes[0], outcome: "average_balance" }] }));
    const text = sentences(effectOf(balance), "en");
    expect(text).toContain(`in total ${numbers.money(35 * 400, 2)} CNY ten thousand`);
    expect(text).not.toContain("a year (");
  });

  it("says why a segment is not estimated and hides small migration cells", () => {
    const chapter = effectOf(fixtureFacts());
    const row = tableIn(chapter, "effect-segments-profit").rows[3];
    expect(JSON.stringify(row)).toContain("not estimated");
    const moves = JSON.stringify(tableIn(chapter, "effect-migration-treated").rows);
    expect(moves).toContain("<10");
    expect(moves).not.toMatch(/"3 \(|"7 \(/);
  });

  it("warns when the arms moved apart before adoption, and ranks that threat first", () => {
    const values = { outcome: "profit", estimate: 9.5, se: 2.1, p: 0.0004 };
    const chapter = effectOf(withEffect(({ threats }) => ({ threats: [...threats, { code: "pre_trend", values }] })));
    expect(sentences(chapter, "en")).toContain("the design does not carry this reading");
    const list = walk(chapter.blocks).find((block) => block.kind === "list")!;
    expect(list.items[0].en).toContain("speaks against parallel trends");
  });

  it("hides small counts within threats", () => {
    const threats = [{ code: "units_with_missing_periods", values: { units: 4 } }];
    const text = sentences(effectOf(withEffect(() => ({ threats }))), "en");
    expect(text).toContain("<10 customers lack periods");
  });

  it("is one sentence when no programme is declared", () => {
    const chapter = effectOf(fixtureWithoutProgramme());
    expect(chapter.blocks).toHaveLength(1);
    expect(sentences(chapter, "zh")).toContain("未声明");
  });
});

describe("segmentsChapter", () => {
  const chapter = segmentsChapter(gateFacts(fixtureFacts()), numbers);

  it("gives the verdict in words with the dissenting indices", () => {
    expect(sentences(chapter, "en")).toContain("Verdict: open.");
    expect(sentences(chapter, "en")).toContain("Not in favour of the k used here: Calinski–Harabasz");
    expect(sentences(chapter, "en")).toContain("favours few, coarse groups");
  });

  it("prints a k of the user as the user's choice", () => {
    const facts = fixtureFacts();
    const own = { ...facts, segment: { ...facts.segment, k_chosen_by: "user" as const } } as StudyFacts;
    expect(sentences(segmentsChapter(gateFacts(own), numbers), "en")).toContain("k = 4 is the user's choice.");
  });

  it("shows nothing of a small segment", () => {
    const text = JSON.stringify(tableIn(chapter, "segments-sizes").rows[3]);
    expect(text).toContain('"hidden"');
    expect(text).not.toContain("500.00");
    expect(sentences(chapter, "en")).toContain("its size and profile are hidden");
  });

  it("has as many cells in a row as columns, in every table", () => {
    const chapters = [chapter, effectOf(fixtureFacts())];
    const tables = chapters.flatMap((each) => walk(each.blocks)).filter((block) => block.kind === "table");
    expect(tables.length).toBeGreaterThan(8);
    for (const table of tables) for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
  });
});

describe("limitsChapter and appendixChapter", () => {
  it("names what the run found and only that", () => {
    const found = sentences(limitsChapter(gateFacts(fixtureFacts()), numbers), "en");
    expect(found).toContain("22 clusters, 8 of them treated");
    expect(found).toContain("adjusted Rand index 0.183");
    const facts = fixtureOfData();
    const clean = { ...facts, warnings: [], ingest: { ...facts.ingest, rejects: [], rules: [], missing_months: [] } };
    const text = sentences(limitsChapter(gateFacts(clean), numbers), "en");
    expect(text).not.toContain("clusters");
    expect(text).not.toContain("could not be read");
  });

  it("does not repeat warnings that another point covers, and keeps the others", () => {
    const facts = fixtureFacts();
    const warn = (...codes: string[]) => codes.map((code) => ({ code, message: "" }));
    const warnings = warn("DATA-014", "DATA-121", "DATA-RULE", "DATA-GAP", "DATA-118", "EFF-08");
    const found = sentences(limitsChapter(gateFacts({ ...facts, warnings }), numbers), "en");
    for (const code of ["DATA-014", "DATA-121", "DATA-RULE", "DATA-GAP"]) expect(found).not.toContain(code);
    expect(found).toContain("The run gave the warning DATA-118");
    expect(found).toContain("(EFF-08)");
    const ingest = { ...facts.ingest, rejects: [], rules: [], missing_months: [] };
    const bare = sentences(limitsChapter(gateFacts({ ...facts, warnings, ingest }), numbers), "en");
    for (const { code } of warnings) expect(bare).toContain(code);
  });

  it("tells of customers who joined within the window before, and hides a small number of them", () => {
    const threats = [{ code: "opened_within_window", values: { treated_units: 41, control_units: 3 } }];
    const chapter = limitsChapter(gateFacts(withEffect(() => ({ threats }))), numbers);
    expect(sentences(chapter, "en")).toContain("41 treated and <10 control customers joined");
    expect(sentences(chapter, "zh")).toContain("实施组 41 户、对照组 <10 户");
  });

  it("gives the formulas of the stages that ran, and the line that repeats the study", () => {
    const facts = gateFacts(fixtureWithoutProgramme());
    const blocks = walk(appendixChapter(facts, numbers).blocks);
    const names = blocks.flatMap((block) => (block.kind === "formula" ? [block.name.en] : []));
    expect(names).toContain("Silhouette");
    expect(names).not.toContain("Difference-in-differences");
    expect(blocks.some((block) => block.kind === "verbatim" && block.text === facts.provenance.reproduce)).toBe(true);
  });
});
