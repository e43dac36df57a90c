import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../../../src/report/render/markdown.js";
import { numbers, sampleDocument, sampleFigures } from "./sample.js";

const en = renderMarkdown(sampleDocument, "en", numbers);
const zh = renderMarkdown(sampleDocument, "zh", numbers);

/** Cells of a pipe row; an escaped bar does not separate. */
const cells = (line: string): string[] => line.slice(1, -1).split(/(?<!\\)\|/);

describe("renderMarkdown", () => {
  it("writes pipe tables whose rows all have as many cells as the head", () => {
    const rows = en.split("\n").filter((line) => line.startsWith("|"));
    expect(rows).toHaveLength(4);
    expect(rows.map((row) => cells(row).length)).toEqual([6, 6, 6, 6]);
    expect(rows[1]).toBe("| :--- | :--- | ---: | ---: | ---: | ---: |");
  });

  it("prints numbers, marks and missing values as the report does", () => {
    expect(en).toContain("| 12,345 | −123.5 | 12.3 | \\<.001 |");
    expect(en).toContain("| \\<10 | (c) | – | .500 |");
  });

  it("puts the title above the table, notes and source below", () => {
    const order = ["**Table 1. Segments", "| Name", "Note: A", "N = 12,345"].map((text) => en.indexOf(text));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
    expect(zh).toContain("**表 1　客户群**");
  });

  it("writes one sentence a line and escapes what would be markup", () => {
    expect(en).toContain("First sentence.\nSecond\\_sentence.\n");
    expect(en).toContain("\\<script\\>");
    expect(en).not.toContain("<script>");
  });

  it("links each figure to the file of its language", () => {
    for (const { id } of sampleFigures) {
      expect(en).toContain(`](figures/${id}.en.svg)`);
      expect(zh).toContain(`](figures/${id}.zh.svg)`);
    }
  });
});
