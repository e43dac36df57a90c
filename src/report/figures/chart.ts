import type { ChartSpec, Figure } from "../document.js";
import { figuresEn, figuresZh, type FigureText } from "../text/figures.js";
import type { Language } from "../words.js";
import { PALETTE } from "./palette.js";

/** What a figure draws in one language. */
export type Draw = (text: FigureText, language: Language) => ChartSpec;

/** The chart in every language, in the style that all figures share. */
export function charts(draw: Draw): Figure["specs"] {
  return Object.freeze({
    en: styled(draw(figuresEn, "en"), figuresEn.fonts),
    zh: styled(draw(figuresZh, "zh"), figuresZh.fonts),
  });
}

function styled(spec: ChartSpec, font: string): ChartSpec {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background: PALETTE.none,
    padding: 8,
    config: configOf(font),
    ...spec,
  };
}

function configOf(font: string): ChartSpec {
  const ink = PALETTE.ink;
  return {
    font,
    view: { stroke: null },
    axis: {
      labelLimit: 0,
      titleLimit: 0,
      maxExtent: 1000,
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: "normal",
      titlePadding: 8,
      labelColor: ink,
      titleColor: ink,
      domainColor: ink,
      tickColor: ink,
      gridColor: "#E3E3E3",
    },
    legend: {
      labelLimit: 0,
      titleLimit: 0,
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: "normal",
      labelColor: ink,
      titleColor: ink,
    },
    title: { fontSize: 13, fontWeight: "normal", color: ink, anchor: "start", frame: "group", limit: 0 },
    text: { fontSize: 12, color: ink, limit: 0 },
  };
}
