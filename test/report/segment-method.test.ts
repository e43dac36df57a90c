import { describe, expect, it } from "vitest";
import { segmentsChapter } from "../../src/report/chapters/segments.js";
import { walk, type Section, type Table } from "../../src/report/document.js";
import type { StudyFacts } from "../../src/report/facts.js";
import { gateFacts } from "../../src/report/gate/gate.js";
import { createNumbers } from "../../src/report/numbers.js";
import type { Words } from "../../src/report/words.js";
import { fixtureFacts } from "./fixture.js";

type Segment = Extract<StudyFacts["segment"], { evidence: unknown }>;

function chapterWith(change: Partial<Segment>): Section {
  const facts = fixtureFacts();
  if ("omitted" in facts.segment) throw new Error("the fixture has segments");
  const changed = { ...facts, segment: { ...facts.segment, ...change } };
  return segmentsChapter(gateFacts(changed), createNumbers(10, 10_000));
}

function tableIn(section: Section, id: string): Table | undefined {
  return walk(section.blocks).find((block): block is Table => block.kind === "table" && block.id === id);
}

function sentences(section: Section, language: "en" | "zh"): string {
  return walk(section.blocks)
    .flatMap((block) => (block.kind === "paragraph" ? block.sentences.map((each) => each[language]) : []))
    .join("\n");
}

const COMPONENTS = {
  rule: "share 0.85",
  columns: ["average_balance", "age"],
  kept: 1,
  explained: 0.9,
  components: [{ variance: 1.8, explained: 0.9, loadings: [0.7, -0.6] }],
};

describe("how the segments were made, in the report", () => {
  it("names the algorithm that was used in every source line", () => {
    const source = (algorithm: string) => tableIn(chapterWith({ algorithm }), "segments-features")!.source;
    expect(source("gmm").en).toContain("mixture of Gaussians");
    expect(source("gmm").en).not.toContain("k-means");
    expect(source("k-prototypes").zh).toContain("k-prototypes 聚类");
  });

  it("shows the variance inflation of each feature, and why there is none", () => {
    const table = tableIn(chapterWith({}), "segments-features")!;
    const at = table.columns.findIndex((each) => each.id === "vif");
    expect(table.rows.every((row) => typeof row[at].value === "number" || row[at].why !== undefined)).toBe(true);
    expect(table.notes[0].en).toContain("variance inflation");
  });

  it("shows loadings and the explained share of components, and nothing without components", () => {
    const chapter = chapterWith({ components: COMPONENTS });
    const table = tableIn(chapter, "segments-components")!;
    expect(table.rows[0].map((cell) => cell.value).slice(1)).toEqual([1.8, 0.9, 0.7, -0.6]);
    expect(sentences(chapter, "en")).toContain("1 of 2 principal components");
    expect(sentences(chapter, "zh")).toContain("2 个主成分中的 1 个");
    expect(tableIn(chapterWith({}), "segments-components")).toBeUndefined();
  });

  it("shows gamma and the shares of dissimilarity", () => {
    const mixed = {
      gamma: 0.25,
      shares: [
        { variable: "age", share: 0.4 },
        { variable: "city", share: 0.6 },
      ],
    };
    const table = tableIn(chapterWith({ mixed }), "segments-mixed")!;
    expect(table.rows.map((row) => row[1].value)).toEqual([0.4, 0.6]);
    expect(table.notes[0].en).toContain("0.25");
  });

  it("says what missing values change, or that it is not known", () => {
    const found = (adjusted_rand_index: number | null) =>
      sentences(chapterWith({ complete_rows: { customers: 50, adjusted_rand_index } }), "en");
    expect(found(0.875)).toContain("0.875");
    expect(found(null)).toContain("unknown");
    expect(sentences(chapterWith({}), "en")).not.toContain("every value");
  });

  it("lists the conventions in both languages", () => {
    const conventions = { z_divisor: "n-1", silhouette: "Euclidean distances", something: "new" };
    const table = tableIn(chapterWith({ conventions }), "segments-conventions")!;
    const text = (language: "en" | "zh") => table.rows.map((row) => row.map((cell) => (cell.value as Words)[language]));
    expect(text("en")[0]).toEqual(["divisor of the variance in z", "n − 1"]);
    expect(text("zh")[1]).toEqual(["轮廓系数", "欧氏距离（不取平方）"]);
    expect(text("zh")[2]).toEqual(["something", "new"]);
  });

  it("shows BIC by covariance where there is one, with a dash where the mixture collapsed", () => {
    const facts = fixtureFacts();
    if ("omitted" in facts.segment) throw new Error("the fixture has segments");
    const none = { bic_full: null, bic_tied: null, bic_diag: null, bic_spherical: null, icl: null };
    const rows = facts.segment.evidence.map((each) => ({ ...each, ...none }));
    expect(tableIn(chapterWith({ evidence: rows }), "segments-bic")).toBeUndefined();
    const some = rows.map((each, at) => (at === 1 ? { ...each, bic_diag: 1234.5 } : each));
    const table = tableIn(chapterWith({ evidence: some }), "segments-bic")!;
    expect(table.rows[1].map((cell) => cell.value).slice(1, 5)).toEqual([null, null, 1234.5, null]);
    expect(table.rows[1][1].why?.en).toContain("collapsed");
  });
});
