import type { ChartSpec, Figure } from "../document.js";
import { isOmitted } from "../facts.js";
import { unitWords } from "../text/reasons.js";
import type { GatedFacts } from "../gate/gate.js";
import type { GatedProfit } from "../gate/profit.js";
import type { Numbers } from "../numbers.js";
import type { FigureText } from "../text/figures.js";
import { charts } from "./chart.js";
import { column, dataTable } from "./data-table.js";
import { PALETTE } from "./palette.js";
import { profitSource } from "./source.js";
import { figureWords, plain } from "./words.js";

const ID = "whale-curve";

/** Cumulative profit over customers, most profitable first, with its peak; null without profitability. */
export function whaleCurveFigure(facts: GatedFacts, numbers: Numbers): Figure | null {
  const { profit } = facts;
  if (isOmitted(profit) || profit.whale.points.length === 0) return null;
  const title = figureWords((text) => text.whale.title);
  return {
    kind: "figure",
    id: ID,
    number: "",
    title,
    caption: figureWords((text) => captionOf(text, profit, numbers)),
    specs: charts((text, language) => draw(text, profit, numbers, facts.study.money_unit.label[language], facts)),
    data: dataOf(facts, profit, numbers, title),
  };
}

/** The peak of the curve, null where it is hidden or undefined. */
function peakOf(profit: GatedProfit): { readonly share: number; readonly position: number } | null {
  const { peak, peak_position } = profit.whale;
  if (!profit.whale.defined || typeof peak !== "number" || typeof peak_position !== "number") return null;
  return { share: peak, position: peak_position };
}

function captionOf(text: FigureText, profit: GatedProfit, numbers: Numbers): string {
  if (!profit.whale.defined) return text.whale.captionMoney;
  const peak = peakOf(profit);
  if (!peak) return text.whale.captionNoPeak;
  return text.whale.caption(numbers.percent(peak.share), numbers.percent(peak.position));
}

function draw(text: FigureText, profit: GatedProfit, numbers: Numbers, unit: string, facts: GatedFacts): ChartSpec {
  const { defined, points } = profit.whale;
  const { divisor } = facts.study.money_unit;
  const values = points.map((point) => ({
    x: 100 * point.customer_share,
    y: defined && point.profit_share !== null ? 100 * point.profit_share : point.cumulative_profit / divisor,
  }));
  const start = values[0]?.x === 0 ? [] : [{ x: 0, y: 0 }];
  return {
    width: 560,
    height: 320,
    encoding: {
      x: axis("x", text.whale.customers, [0, 100]),
      y: axis("y", defined ? text.whale.share : text.whale.money(unit)),
    },
    layer: [
      ...(defined ? totalLine(text) : []),
      { data: { values: [...start, ...values] }, mark: { type: "line", color: PALETTE.blue, strokeWidth: 2.5 } },
      ...peakMark(text, profit, numbers),
    ],
  };
}

function axis(field: string, title: string, domain?: readonly number[]): ChartSpec {
  return { field, type: "quantitative", ...(domain ? { scale: { domain } } : {}), axis: { title, tickCount: 6 } };
}

function totalLine(text: FigureText): ChartSpec[] {
  const data = { values: [{ x: 100, y: 100, label: text.whale.total }] };
  return [
    { data, mark: { type: "rule", color: PALETTE.grey, strokeDash: [4, 3] }, encoding: { x: null, y: { field: "y" } } },
    { data, mark: { type: "text", align: "right", baseline: "top", dy: 6 }, encoding: { text: { field: "label" } } },
  ];
}

function peakMark(text: FigureText, profit: GatedProfit, numbers: Numbers): ChartSpec[] {
  const peak = peakOf(profit);
  if (!peak) return [];
  const label = text.whale.peak(numbers.percent(peak.share), numbers.percent(peak.position));
  const data = { values: [{ x: 100 * peak.position, y: 100 * peak.share, label }] };
  const align = peak.position > 0.75 ? "right" : peak.position < 0.25 ? "left" : "center";
  return [
    { data, mark: { type: "point", shape: "diamond", filled: true, size: 110, opacity: 1, color: PALETTE.vermilion } },
    { data, mark: { type: "text", align, baseline: "bottom", dy: -9 }, encoding: { text: { field: "label" } } },
  ];
}

function dataOf(facts: GatedFacts, profit: GatedProfit, numbers: Numbers, title: Figure["title"]): Figure["data"] {
  const source = profitSource(facts, profit, numbers);
  const columns = [
    column(
      "customer_share",
      figureWords((text) => text.whale.customerShare),
      "share",
      plain("%"),
      1,
    ),
    column(
      "profit_share",
      figureWords((text) => text.whale.profitShare),
      "share",
      plain("%"),
      1,
    ),
    column(
      "cumulative_profit",
      figureWords((text) => text.whale.cumulative),
      "amount",
      unitWords(profit.currency),
      2,
    ),
  ];
  const rows = profit.whale.points.map((point) => [point.customer_share, point.profit_share, point.cumulative_profit]);
  return dataTable(ID, title, source, columns, rows);
}
