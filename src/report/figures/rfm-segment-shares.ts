import type { ChartSpec, Figure } from "../document.js";
import { isOmitted } from "../facts.js";
import type { GatedFacts } from "../gate/gate.js";
import type { GatedRfm } from "../gate/rfm.js";
import type { Numbers } from "../numbers.js";
import type { FigureText } from "../text/figures.js";
import type { Language, Words } from "../words.js";
import { charts } from "./chart.js";
import { column, dataTable } from "./data-table.js";
import { PALETTE } from "./palette.js";
import { drawn } from "./scale.js";
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
    specs: charts((text, language) => draw(text, barsOf(rfm, numbers, text, language))),
    data: dataOf(facts, rfm, numbers, title),
  };
}

/** Two bars a segment; a hidden or undefined share has no bar, and its label says so. */
function barsOf(rfm: GatedRfm, numbers: Numbers, text: FigureText, language: Language): ChartSpec[] {
  const { customers, money } = text.rfmShares;
  return rfm.segments.flatMap((each) => {
    const segment = named("segment", each.segment)[language];
    return (
      [
        [customers, each.customer_share],
        [money, each.money_share],
      ] as const
    ).map(([kind, share]) => {
      const size = drawn(share, 0.01) ?? 0;
      return { segment, kind, size, end: Math.max(0, size), label: share === null ? "–" : numbers.percent(share) };
    });
  });
}

function draw(text: FigureText, values: readonly ChartSpec[]): ChartSpec {
  const words = text.rfmShares;
  const segments = [...new Set(values.map((value) => value.segment))];
  const kinds = [words.customers, words.money];
  return {
    data: { values },
    width: 480,
    height: { step: 18 },
    encoding: {
      y: { field: "segment", type: "nominal", sort: segments, axis: { title: null, ticks: false } },
      yOffset: { field: "kind", type: "nominal", sort: kinds },
    },
    layer: [
      {
        mark: { type: "bar", stroke: PALETTE.ink, strokeWidth: 0.5 },
        encoding: {
          x: { field: "size", type: "quantitative", axis: { title: words.share, tickCount: 6 } },
          color: {
            field: "kind",
            type: "nominal",
            scale: { domain: kinds, range: [PALETTE.blue, PALETTE.paleOrange] },
            legend: { title: null, orient: "top" },
          },
        },
      },
      {
        mark: { type: "text", align: "left", baseline: "middle", dx: 4, fontSize: 11 },
        encoding: { x: { field: "end", type: "quantitative" }, text: { field: "label" } },
      },
    ],
  };
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
