import type { ChartSpec, Figure } from "../document.js";
import { isOmitted } from "../facts.js";
import type { GatedFacts } from "../gate/gate.js";
import type { GatedSegment } from "../gate/segment.js";
import type { Numbers } from "../numbers.js";
import type { FigureText } from "../text/figures.js";
import type { Language } from "../words.js";
import { charts } from "./chart.js";
import { column, dataTable } from "./data-table.js";
import { LINES, PALETTE } from "./palette.js";
import { drawn } from "./scale.js";
import { labelledName } from "./segment-profile.js";
import { studySource } from "./source.js";
import { figureWords } from "./words.js";

const ID = "silhouette-bands";

type Bands = NonNullable<GatedSegment["silhouette_bands"]>;

/** Sorted silhouettes of each segment by their percentiles; null where there are none. A hidden segment has no band. */
export function silhouetteBandsFigure(facts: GatedFacts, numbers: Numbers): Figure | null {
  const { segment } = facts;
  if (isOmitted(segment) || segment.silhouette_bands === null) return null;
  const bands = segment.silhouette_bands;
  const title = figureWords((text) => text.bands.title);
  const [overall, macro] = [numbers.decimal(bands.micro, 3), numbers.decimal(bands.macro, 3)];
  return {
    kind: "figure",
    id: ID,
    number: "",
    title,
    caption: figureWords((text) => text.bands.caption(overall, macro)),
    specs: charts((text, language) => draw(segment, bands, text, language)),
    data: dataOf(facts, segment, bands, numbers, title),
  };
}

/** The percentile of the entry at a place of a list of them. */
function percentileAt(place: number): number {
  return 5 * (place + 1);
}

interface Point {
  readonly segment: string;
  readonly place: number;
  readonly width: number;
}

/** Points of each band, largest silhouette first, the bands one after another with a gap. */
function pointsOf(segment: GatedSegment, bands: Bands, language: Language): Point[] {
  let from = 0;
  return segment.segments.flatMap((each, at) => {
    const share = drawn(each.share, 0.01);
    const { percentiles } = bands.segments[at];
    if (share === null || percentiles === null) return [];
    const start = from;
    from += share + 2;
    const name = labelledName(each)[language];
    return percentiles.map((width, place) => ({
      segment: name,
      place: start + (share * (100 - percentileAt(place))) / 100,
      width,
    }));
  });
}

function draw(segment: GatedSegment, bands: Bands, text: FigureText, language: Language): ChartSpec {
  const points = pointsOf(segment, bands, language);
  const names = [...new Set(points.map((each) => each.segment))];
  const colours = names.map((_, at) => LINES[at % LINES.length]);
  const scale = { domain: names, range: colours };
  return {
    width: 520,
    height: 240,
    layer: [
      {
        data: { values: points },
        mark: { type: "area", opacity: 0.75 },
        encoding: {
          x: {
            field: "place",
            type: "quantitative",
            scale: { nice: false },
            axis: { title: text.bands.place, labels: false, ticks: false, grid: false },
          },
          y: { field: "width", type: "quantitative", stack: null, axis: { title: text.bands.width, tickCount: 6 } },
          color: {
            field: "segment",
            type: "nominal",
            scale,
            legend: { title: null, orient: "top", columns: 2, labelLimit: 0 },
          },
        },
      },
      {
        data: { values: [{ mean: bands.micro }] },
        mark: { type: "rule", color: PALETTE.ink, strokeDash: [5, 4] },
        encoding: { y: { field: "mean", type: "quantitative" } },
      },
    ],
  };
}

function dataOf(
  facts: GatedFacts,
  segment: GatedSegment,
  bands: Bands,
  numbers: Numbers,
  title: Figure["title"],
): Figure["data"] {
  const columns = [
    column(
      "segment",
      figureWords((text) => text.profile.segment),
      "text",
    ),
    column(
      "percentile",
      figureWords((text) => text.bands.percentile),
      "count",
    ),
    column(
      "silhouette",
      figureWords((text) => text.bands.width),
      "decimal",
      null,
      4,
    ),
  ];
  const rows = segment.segments.flatMap((each, at) =>
    (bands.segments[at].percentiles ?? []).map((width, place) => [labelledName(each), percentileAt(place), width]),
  );
  const source = studySource(facts, numbers.count(segment.customers), (text) => text.chooseK.origin);
  return dataTable(ID, title, source, columns, rows);
}
