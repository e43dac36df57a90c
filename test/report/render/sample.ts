import { hiddenBy } from "../../../src/privacy/index.js";
import { deepFreeze, type Document, type Figure, type Table } from "../../../src/report/document.js";
import * as figures from "../../../src/report/figures/index.js";
import { gateFacts } from "../../../src/report/gate/gate.js";
import { createNumbers } from "../../../src/report/numbers.js";
import { createSvgDrawer } from "../../../src/report/render/svg.js";
import { fixtureFacts } from "../fixture.js";

const both = (en: string, zh = en) => ({ en, zh });

export const facts = gateFacts(fixtureFacts());
export const numbers = createNumbers(facts.privacy.threshold, facts.study.money_unit.divisor);
export const sampleFigures: readonly Figure[] = Object.values(figures)
  .map((make) => make(facts, numbers))
  .filter((figure) => figure !== null)
  .map((figure, index) => deepFreeze({ ...figure, number: String(index + 1) }));

/** A table with every kind of cell and with text that a spreadsheet or a browser could run. */
export const sampleTable: Table = {
  kind: "table",
  id: "sample",
  number: "1",
  title: both("Segments <b>", "客户群"),
  columns: [
    { id: "name", label: both("Name", "名称"), unit: null, kind: "text", digits: 0 },
    { id: "code", label: both("Code | key", "代码"), unit: null, kind: "code", digits: 0 },
    { id: "n", label: both("Customers", "客户数"), unit: both("customers", "户"), kind: "count", digits: 0 },
    { id: "profit", label: both("Profit", "利润"), unit: both("CNY ten thousand", "万元"), kind: "money", digits: 1 },
    { id: "share", label: both("Share", "占比"), unit: both("%"), kind: "share", digits: 1 },
    { id: "p", label: both("p"), unit: null, kind: "p", digits: 3 },
  ],
  rows: [
    [both("=cmd|' /C calc'!A0", "+客户"), "@SUM(A1)", 12345, "-1234567.89", 0.12345678901, 0.00001],
    [both("<script>alert(1)</script>"), 'a,"b"', hiddenBy("small"), hiddenBy("protects"), null, 0.5],
  ].map((row) => row.map((value) => ({ value }))),
  notes: [both("A *starred* note.", "带星号的注。")],
  source: both("N = 12,345 customers.", "N = 12,345 户。"),
  ruledRows: [1],
};

/** A document with every kind of block. */
export const sampleDocument: Document = {
  kind: "document",
  title: both("Sample & report", "样例报告"),
  facts: [both("Observation date: 2024-12-31.", "观察日：2024-12-31。")],
  sections: [
    {
      kind: "section",
      id: "one",
      number: "1",
      title: both("First", "第一章"),
      blocks: [
        { kind: "paragraph", sentences: [both("First sentence.", "第一句。"), both("Second_sentence.", "第二句。")] },
        { kind: "list", items: [both("item", "项目")] },
        { kind: "note", words: both("mind this.", "请注意。") },
        sampleTable,
        { kind: "section", id: "two", number: "1.1", title: both("Figures", "图"), blocks: sampleFigures },
        {
          kind: "formula",
          name: both("Erosion", "侵蚀"),
          formula: "peak - 1",
          about: both("A.", "甲。"),
          source: "Kaplan",
        },
        { kind: "reference", text: "Kaplan and Narayanan 2001." },
        { kind: "reference", text: "Okabe and Ito 2008." },
        { kind: "verbatim", text: "custval run study.yaml" },
      ],
    },
  ],
};

/** The SVG of all figures by id. */
export async function sampleDrawings(language: "en" | "zh"): Promise<Map<string, string>> {
  const draw = await createSvgDrawer();
  const drawings = new Map<string, string>();
  for (const figure of sampleFigures) drawings.set(figure.id, await draw(figure, language));
  return drawings;
}
