import { describe, expect, it, vi } from "vitest";
import { textWidth } from "../../../src/report/render/text-width.js";
import { sampleDrawings, sampleFigures } from "./sample.js";

const idsOf = (svg: string): string[] => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);

describe("SVG of figures", () => {
  it("has the same bytes however often it is drawn", async () => {
    const first = await sampleDrawings("zh");
    const second = await sampleDrawings("zh");
    expect(sampleFigures.length).toBe(14);
    for (const [id, svg] of first) expect(second.get(id), id).toBe(svg);
  });

  it("is drawn without a warning of the chart library", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    await sampleDrawings("en");
    expect(warn.mock.calls).toEqual([]);
    warn.mockRestore();
  });

  it("has ids that begin with the figure and meet every reference", async () => {
    const drawings = await sampleDrawings("en");
    for (const [figure, svg] of drawings) {
      const ids = idsOf(svg);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.every((id) => id.startsWith(`${figure}-en-`))).toBe(true);
      for (const [, id] of svg.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
    }
    expect([...drawings.values()].flatMap(idsOf).length).toBeGreaterThan(0);
  });

  it("keeps every text as text, in the fonts of its language, and shows no number that is not one", async () => {
    for (const [id, svg] of await sampleDrawings("zh")) {
      expect(svg, id).toContain("Noto Sans CJK SC");
      expect(svg, id).not.toMatch(/NaN|undefined|Infinity|…/);
      expect(svg, id).not.toContain("<image");
    }
  });
});

describe("textWidth", () => {
  it("gives a Chinese character the height of the font and a Latin one less", () => {
    expect(textWidth("客户", 12)).toBe(24);
    expect(textWidth("ab", 12)).toBeLessThan(18);
    expect(textWidth(null, 12)).toBe(0);
  });
});
