import type { Figure } from "../document.js";
import type { Language } from "../words.js";
import { textWidth } from "./text-width.js";

/** The part of the chart library that measures text; its own types leave it out. */
interface TextMetrics {
  readonly textMetrics: { width: (item: { text?: unknown; fontSize?: number }, text?: unknown) => number };
}

/** Draws a figure as SVG text. */
export type DrawSvg = (figure: Figure, language: Language) => Promise<string>;

/**
 * Loads the chart library and returns what draws figures with it. The same figure gives the same bytes, and ids inside begin
 * with the id of the figure, so that several figures can stand in one page. The library measures text by our estimate, with or
 * without a canvas on the machine.
 */
export async function createSvgDrawer(): Promise<DrawSvg> {
  const vega = await import("vega");
  const { compile } = await import("vega-lite");
  const { textMetrics } = vega as unknown as TextMetrics;
  textMetrics.width = (item, text) => textWidth(text ?? item.text, item.fontSize ?? 11);
  return async (figure, language) => {
    const { spec } = compile(structuredClone(figure.specs[language]) as unknown as Parameters<typeof compile>[0]);
    const view = new vega.View(vega.parse(spec), { renderer: "none" });
    const svg = await view.toSVG();
    view.finalize();
    return `${renameIds(svg, `${figure.id}-${language}`)}\n`;
  };
}

/** Ids that a counter of the library gave, numbered anew in the order in which they stand. */
function renameIds(svg: string, prefix: string): string {
  const names = new Map<string, string>();
  for (const [, id] of svg.matchAll(/ id="([^"]+)"/g)) names.set(id, `${prefix}-${names.size + 1}`);
  return svg
    .replace(/ id="([^"]+)"/g, (_, id: string) => ` id="${names.get(id)}"`)
    .replace(/url\(#([^)]+)\)/g, (_, id: string) => `url(#${names.get(id) ?? id})`)
    .replace(/href="#([^"]+)"/g, (_, id: string) => `href="#${names.get(id) ?? id}"`);
}
