import type { ChartSpec, Figure } from "../document.js";
import { isOmitted } from "../facts.js";
import type { GatedFacts } from "../gate/gate.js";
import type { GatedProfit } from "../gate/profit.js";
import type { Numbers } from "../numbers.js";
import { isHidden } from "../../privacy/index.js";
import type { FigureText } from "../text/figures.js";
import { charts } from "./chart.js";
import { column, dataTable } from "./data-table.js";
import { PALETTE } from "./palette.js";
import { drawn } from "./scale.js";
import { profitSource } from "./source.js";
import { figureWords, plain } from "./words.js";

const ID = "profit-deciles";

/** Profit of each tenth of the customers with its share of the total; null without profitability. */
export function profitDeciles(facts: GatedFacts, numbers: Numbers): Figure | null {
  const { profit } = facts;
  if (isOmitted(profit) || profit.deciles.length === 0) return null;
  const { divisor, label } = facts.study.money_unit;
  const title = figureWords((text) => text.deciles.title);
  return {
    kind: "figure",
    id: ID,
    number: "",
    title,
    caption: figureWords((text) => text.deciles.caption),
    specs: charts((text, language) => draw(text, valuesOf(profit, numbers, divisor), label[language])),
    data: dataOf(facts, profit, numbers, title),
  };
}

function valuesOf(profit: GatedProfit, numbers: Numbers, divisor: number): ChartSpec[] {
  return profit.deciles.map((each) => {
    const size = drawn(each.profit, divisor);
    const label = isHidden(each.profit)
      ? numbers.money(each.profit)
      : each.share === null
        ? ""
        : numbers.percent(each.share);
    return {
      decile: String(each.decile),
      size: size ?? 0,
      above: Math.max(0, size ?? 0),
      label,
      loss: (size ?? 0) < 0,
    };
  });
}

function draw(text: FigureText, values: readonly ChartSpec[], unit: string): ChartSpec {
  const order = values.map((value) => value.decile);
  return {
    data: { values },
    width: { step: 56 },
    height: 300,
    encoding: {
      x: {
        field: "decile",
        type: "nominal",
        sort: order,
        axis: { title: text.deciles.decile, labelAngle: 0, ticks: false },
      },
    },
    layer: [
      {
        mark: { type: "bar", width: { band: 0.7 } },
        encoding: {
          y: { field: "size", type: "quantitative", axis: { title: text.deciles.profit(unit), tickCount: 6 } },
          color: { condition: { test: "datum.loss", value: PALETTE.paleOrange }, value: PALETTE.blue },
        },
      },
      { mark: { type: "rule", color: PALETTE.ink }, encoding: { x: null, y: { datum: 0, type: "quantitative" } } },
      {
        mark: { type: "text", baseline: "bottom", dy: -4, fontSize: 11 },
        encoding: { y: { field: "above", type: "quantitative" }, text: { field: "label" } },
      },
    ],
  };
}

function dataOf(facts: GatedFacts, profit: GatedProfit, numbers: Numbers, title: Figure["title"]): Figure["data"] {
  const { label } = facts.study.money_unit;
  const columns = [
    column(
      "decile",
      figureWords((text) => text.deciles.decile),
      "count",
    ),
    column(
      "customers",
      figureWords((text) => text.deciles.customers),
      "count",
    ),
    column(
      "profit",
      figureWords((text) => text.deciles.total),
      "money",
      label,
      2,
    ),
    column(
      "share",
      figureWords((text) => text.deciles.share),
      "share",
      plain("%"),
      1,
    ),
  ];
  const rows = profit.deciles.map((each) => [each.decile, each.customers, each.profit, each.share]);
  return dataTable(ID, title, profitSource(facts, profit, numbers), columns, rows);
}
