import type { ChartSpec, Figure } from "../document.js";
import { isOmitted } from "../facts.js";
import type { GatedFacts } from "../gate/gate.js";
import type { GatedSegment } from "../gate/segment.js";
import type { Numbers } from "../numbers.js";
import type { FigureText } from "../text/figures.js";
import { quantileType7, sortedCopy } from "../../stats/quantile.js";
import { charts } from "./chart.js";
import { column, dataTable } from "./data-table.js";
import { PALETTE } from "./palette.js";
import { studySource } from "./source.js";
import { figureWords } from "./words.js";

const ID = "segment-rand-by-k";

type Kind = "bootstrap" | "restarts";

/** Five numbers of a list of adjusted Rand indices. */
interface Box {
  readonly k: number;
  readonly kind: Kind;
  readonly pairs: number;
  readonly low: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly high: number;
}

/** Box plots of the adjusted Rand index over k, of bootstrap pairs and of single restarts; null where nothing was resampled. */
export function randByKFigure(facts: GatedFacts, numbers: Numbers): Figure | null {
  const { segment } = facts;
  if (isOmitted(segment)) return null;
  const boxes = segment.rand_by_k.flatMap((each) => boxesOf(each));
  if (boxes.length === 0) return null;
  const title = figureWords((text) => text.rand.title);
  return {
    kind: "figure",
    id: ID,
    number: "",
    title,
    caption: figureWords((text) => text.rand.caption),
    specs: charts((text) => draw(text, boxes)),
    data: dataOf(facts, segment, boxes, numbers, title),
  };
}

function boxesOf(each: GatedSegment["rand_by_k"][number]): Box[] {
  return (["bootstrap", "restarts"] as const).flatMap((kind) => {
    const sorted = sortedCopy(each[kind]);
    if (sorted.length === 0) return [];
    const at = (p: number) => quantileType7(sorted, p);
    const box = { low: at(0.025), q1: at(0.25), median: at(0.5), q3: at(0.75), high: at(0.975) };
    return [{ k: each.k, kind, pairs: sorted.length, ...box }];
  });
}

function draw(text: FigureText, boxes: readonly Box[]): ChartSpec {
  const values = boxes.map((each) => ({ ...each, kind: text.rand[each.kind] }));
  const kinds = [...new Set(values.map((each) => each.kind))];
  const y = (field: string, rest: ChartSpec = {}): ChartSpec => ({ field, type: "quantitative", ...rest });
  const axis = { title: text.rand.index, tickCount: 5 };
  const scale = { domain: [Math.min(0, ...boxes.map((each) => each.low)), 1] };
  return {
    data: { values },
    width: 520,
    height: 220,
    encoding: {
      x: { field: "k", type: "ordinal", axis: { title: text.chooseK.k, labelAngle: 0 }, scale: { padding: 0.25 } },
      xOffset: { field: "kind", type: "nominal", sort: kinds, scale: { domain: kinds, padding: 0.2 } },
    },
    layer: [
      { mark: { type: "rule", color: PALETTE.ink }, encoding: { y: y("low", { axis, scale }), y2: { field: "high" } } },
      {
        mark: { type: "bar", stroke: PALETTE.ink, strokeWidth: 1, width: { band: 0.9 } },
        encoding: {
          y: y("q1"),
          y2: { field: "q3" },
          color: {
            field: "kind",
            type: "nominal",
            scale: { domain: kinds, range: [PALETTE.blue, PALETTE.paleOrange].slice(0, kinds.length) },
            legend: { title: null, orient: "top" },
          },
        },
      },
      {
        mark: { type: "tick", color: PALETTE.none, thickness: 4, width: { band: 0.9 } },
        encoding: { y: y("median") },
      },
      {
        mark: { type: "tick", color: PALETTE.ink, thickness: 2, width: { band: 0.9 } },
        encoding: { y: y("median") },
      },
    ],
  };
}

function dataOf(
  facts: GatedFacts,
  segment: GatedSegment,
  boxes: readonly Box[],
  numbers: Numbers,
  title: Figure["title"],
): Figure["data"] {
  const quantile = (id: keyof FigureText["rand"]["quantiles"]) =>
    column(
      id,
      figureWords((text) => text.rand.quantiles[id]),
      "decimal",
      null,
      3,
    );
  const columns = [
    column(
      "k",
      figureWords((text) => text.chooseK.k),
      "count",
    ),
    column(
      "compared",
      figureWords((text) => text.rand.compared),
      "text",
    ),
    column(
      "pairs",
      figureWords((text) => text.rand.pairs),
      "count",
    ),
    ...(["low", "q1", "median", "q3", "high"] as const).map(quantile),
  ];
  const rows = boxes.map(({ k, kind, pairs, low, q1, median, q3, high }) => [
    k,
    figureWords((text) => text.rand[kind]),
    pairs,
    low,
    q1,
    median,
    q3,
    high,
  ]);
  const source = studySource(facts, numbers.count(segment.customers), (text) => text.chooseK.origin);
  return dataTable(ID, title, source, columns, rows);
}
