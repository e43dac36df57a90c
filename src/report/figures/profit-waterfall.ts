import type { ChartSpec, Figure } from "../document.js";
import { isOmitted } from "../facts.js";
import type { GatedFacts } from "../gate/gate.js";
import type { GatedProfit } from "../gate/profit.js";
import { sensibleDigits, type Numbers } from "../numbers.js";
import type { FigureText } from "../text/figures.js";
import type { Language, Words } from "../words.js";
import { charts } from "./chart.js";
import { column, dataTable } from "./data-table.js";
import { PALETTE } from "./palette.js";
import { drawn } from "./scale.js";
import { profitSource } from "./source.js";
import { figureWords, named } from "./words.js";

const ID = "profit-waterfall";

/** A bar from where the one before it ended; the last one starts at zero. */
interface Bar {
  readonly component: string;
  readonly amount: string;
  readonly from: number;
  readonly to: number;
  readonly kind: "adds" | "takesOff" | "result";
}

/** Components of income and cost down to profit; null without profitability. */
export function profitWaterfall(facts: GatedFacts, numbers: Numbers): Figure | null {
  const { profit } = facts;
  if (isOmitted(profit) || profit.waterfall.length === 0) return null;
  const { divisor, label } = facts.study.money_unit;
  const digits = sensibleDigits(
    profit.waterfall.map((step) => step.amount),
    divisor,
  );
  const title = figureWords((text) => text.waterfall.title);
  const total = numbers.money(profit.waterfall.at(-1)!.amount, digits);
  return {
    kind: "figure",
    id: ID,
    number: "",
    title,
    caption: figureWords((text, language) => text.waterfall.caption(total, label[language])),
    specs: charts((text, language) =>
      draw(text, language, barsOf(profit, divisor), (amount) => numbers.money(amount, digits), label[language]),
    ),
    data: dataOf(facts, profit, numbers, title),
  };
}

function barsOf(profit: GatedProfit, divisor: number): Bar[] {
  let position = 0;
  return profit.waterfall.map(({ component, amount }, index) => {
    const size = drawn(amount, divisor) ?? 0;
    if (index === profit.waterfall.length - 1) return { component, amount, from: 0, to: size, kind: "result" };
    const from = position;
    position += size;
    return { component, amount, from, to: position, kind: size < 0 ? "takesOff" : "adds" };
  });
}

function nameOfBar(component: string): Words {
  return component === "other" ? figureWords((text) => text.waterfall.other) : named("component", component);
}

function draw(
  text: FigureText,
  language: Language,
  bars: readonly Bar[],
  print: (amount: string) => string,
  unit: string,
): ChartSpec {
  const names = bars.map((bar) => nameOfBar(bar.component)[language]);
  const values = bars.map((bar, index) => ({
    name: names[index],
    from: bar.from,
    to: bar.to,
    end: Math.max(bar.from, bar.to),
    next: names[index + 1] ?? names[index],
    kind: text.waterfall[bar.kind],
    label: print(bar.amount),
  }));
  const y = { field: "name", type: "nominal", sort: names, scale: { domain: names, paddingInner: 0.35 } };
  return {
    data: { values },
    width: 480,
    height: { step: 38 },
    layer: [{ ...barLayer(text, y, unit) }, { ...connector(y) }, { ...labelLayer(y) }],
  };
}

function barLayer(text: FigureText, y: ChartSpec, unit: string): ChartSpec {
  const { adds, takesOff, result } = text.waterfall;
  const scale = { domain: [adds, takesOff, result], range: [PALETTE.blue, PALETTE.paleOrange, PALETTE.ink] };
  return {
    mark: { type: "bar" },
    encoding: {
      y: { ...y, axis: { title: null, ticks: false, domain: false, labelPadding: 8 } },
      x: { field: "from", type: "quantitative", title: text.waterfall.amount(unit), axis: { tickCount: 6 } },
      x2: { field: "to" },
      color: { field: "kind", type: "nominal", scale, legend: { title: null, orient: "top", symbolType: "square" } },
    },
  };
}

function connector(y: ChartSpec): ChartSpec {
  return {
    transform: [{ filter: "datum.next !== datum.name" }],
    mark: { type: "rule", color: PALETTE.grey, strokeWidth: 1, strokeDash: [2, 2] },
    encoding: {
      y: { ...y, bandPosition: 0.5 },
      y2: { field: "next", bandPosition: 0.5 },
      x: { field: "to", type: "quantitative" },
    },
  };
}

function labelLayer(y: ChartSpec): ChartSpec {
  return {
    mark: { type: "text", align: "left", dx: 6 },
    encoding: { y, x: { field: "end", type: "quantitative" }, text: { field: "label" } },
  };
}

function dataOf(facts: GatedFacts, profit: GatedProfit, numbers: Numbers, title: Words): Figure["data"] {
  const { label } = facts.study.money_unit;
  const columns = [
    column(
      "component",
      figureWords((text) => text.waterfall.component),
      "text",
    ),
    column(
      "amount",
      figureWords((text) => text.waterfall.size),
      "money",
      label,
      2,
    ),
  ];
  const rows = profit.waterfall.map((step) => [nameOfBar(step.component), step.amount]);
  return dataTable(ID, title, profitSource(facts, profit, numbers), columns, rows);
}
