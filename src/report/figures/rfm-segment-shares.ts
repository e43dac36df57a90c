import type { ChartSpec, Figure } from "../document.js";
import { isOmitted } from "../facts.js";
import type { GatedFacts } from "../gate/gate.js";
import type { GatedRfm } from "../gate/rfm.js";
import type { Numbers } from "../numbers.js";
import type { FigureText } from "../text/figures.js";
import type { Language, Words } from "../words.js";
import { charts } from "./chart.js";
import { column, dataTable } from "./data-table.js";
import { shareBars, twoBars } from "./share-bars.js";
import { figureWords, named, plain } from "./words.js";

const ID = "rfm-segment-shares";

/** Share of the customers of each RFM segment beside its share of their money; null without RFM segments. */
export function rfmSegmentShares(facts: GatedFacts, numbers: Numbers): Figure | null {
  const { rfm } = facts;
  if (isOmitted(rfm) || rfm.segments.length === 0) return null;
  const title = figureWords((text) => text.rfmShares.title);
  return {
    kind: "figure",
    id: ID,
    number: "",
    title,
    caption: figureWords((text) => text.rfmShares.caption(numbers.count(rfm.customers))),
    specs: charts((text, language) => shareBars(barsOf(rfm, numbers, text, language), text.rfmShares)),
    data: dataOf(facts, rfm, numbers, title),
  };
}

function barsOf(rfm: GatedRfm, numbers: Numbers, text: FigureText, language: Language): ChartSpec[] {
  return rfm.segments.flatMap((each) =>
    twoBars(named("segment", each.segment)[language], each.customer_share, each.money_share, text.rfmShares, numbers),
  );
}

function dataOf(facts: GatedFacts, rfm: GatedRfm, numbers: Numbers, title: Words): Figure["data"] {
  const { start } = facts.study.period;
  const source = figureWords((text) =>
    text.source(
      numbers.count(rfm.customers),
      text.units.customers,
      rfm.window_start ?? start,
      rfm.as_of,
      text.rfm.origin,
    ),
  );
  const percent = plain("%");
  const columns = [
    column(
      "segment",
      figureWords((text) => text.rfmShares.segment),
      "text",
    ),
    column(
      "customer_share",
      figureWords((text) => text.rfmShares.customers),
      "share",
      percent,
      1,
    ),
    column(
      "money_share",
      figureWords((text) => text.rfmShares.money),
      "share",
      percent,
      1,
    ),
  ];
  const rows = rfm.segments.map((each) => [named("segment", each.segment), each.customer_share, each.money_share]);
  return dataTable(ID, title, source, columns, rows);
}
