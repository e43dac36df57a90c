import type { Figure } from "../document.js";
import { isOmitted } from "../facts.js";
import { unitWords } from "../text/reasons.js";
import type { GatedFacts } from "../gate/gate.js";
import type { GatedRfm } from "../gate/rfm.js";
import { sensibleDigits, type Numbers } from "../numbers.js";
import { isHidden } from "../../privacy/index.js";
import { charts } from "./chart.js";
import { column, dataTable } from "./data-table.js";
import { heatMap, type HeatCell } from "./heat-map.js";
import { extent } from "./scale.js";
import { figureWords } from "./words.js";

const ID = "rfm-heat-map";

/** Mean monetary value per cell of recency and frequency score, with the customers of the cell; null without RFM. */
export function rfmHeatMap(facts: GatedFacts, numbers: Numbers): Figure | null {
  const { rfm } = facts;
  if (isOmitted(rfm) || rfm.grid.length === 0) return null;
  const currency = rfm.currency ?? facts.study.currency;
  const title = figureWords((text) => text.rfm.title);
  return {
    kind: "figure",
    id: ID,
    number: "",
    title,
    caption: figureWords((text) => text.rfm.caption(numbers.count(rfm.scored))),
    specs: charts((text, language) => {
      const words = text.rfm;
      const cells = cellsOf(rfm, numbers);
      const [low, high] = extent(cells.map((cell) => cell.value));
      const scores = (pick: (cell: HeatCell) => string): string[] => [...new Set(cells.map(pick))].sort(byNumber);
      return heatMap({
        cells,
        rows: scores((cell) => cell.row).reverse(),
        columns: scores((cell) => cell.column),
        rowTitle: words.recency,
        columnTitle: words.frequency,
        legend: words.monetary(unitWords(currency)[language]),
        low,
        high,
        cellWidth: 104,
        cellHeight: 50,
      });
    }),
    data: dataOf(facts, rfm, numbers, currency, title),
  };
}

function byNumber(a: string, b: string): number {
  return Number(a) - Number(b);
}

function cellsOf(rfm: GatedRfm, numbers: Numbers): HeatCell[] {
  const digits = sensibleDigits(rfm.grid.map((cell) => cell.mean_monetary));
  return rfm.grid.map((cell) => ({
    row: String(cell.r_score),
    column: String(cell.f_score),
    value: cell.mean_monetary,
    lines: isHidden(cell.customers)
      ? [numbers.count(cell.customers)]
      : [numbers.decimal(cell.mean_monetary, digits), `n = ${numbers.count(cell.customers)}`],
  }));
}

function dataOf(
  facts: GatedFacts,
  rfm: GatedRfm,
  numbers: Numbers,
  currency: string,
  title: Figure["title"],
): Figure["data"] {
  const { start, end } = facts.study.period;
  const source = figureWords((text) =>
    text.source(numbers.count(rfm.scored), text.units.customers, rfm.window_start ?? start, end, text.rfm.origin),
  );
  const columns = [
    column(
      "r_score",
      figureWords((text) => text.rfm.recency),
      "count",
    ),
    column(
      "f_score",
      figureWords((text) => text.rfm.frequency),
      "count",
    ),
    column(
      "customers",
      figureWords((text) => text.rfm.customers),
      "count",
    ),
    column(
      "mean_monetary",
      figureWords((text) => text.rfm.mean),
      "amount",
      unitWords(currency),
      2,
    ),
  ];
  const rows = rfm.grid.map((cell) => [cell.r_score, cell.f_score, cell.customers, cell.mean_monetary]);
  return dataTable(ID, title, source, columns, rows);
}
