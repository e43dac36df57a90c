import type { ChartSpec, Figure } from "../document.js";
import { isOmitted } from "../facts.js";
import type { GatedFacts } from "../gate/gate.js";
import type { GatedSegment } from "../gate/segment.js";
import type { Numbers } from "../numbers.js";
import type { FigureText } from "../text/figures.js";
import { charts } from "./chart.js";
import { column, dataTable } from "./data-table.js";
import { PALETTE } from "./palette.js";
import { studySource } from "./source.js";
import { figureWords } from "./words.js";

const ID = "choose-k";

/** Every index over k on one axis, the chosen k marked; an index without any value has no panel. Null without segments. */
export function chooseKFigure(facts: GatedFacts, numbers: Numbers): Figure | null {
  const { segment } = facts;
  if (isOmitted(segment) || segment.evidence.length === 0) return null;
  const title = figureWords((text) => text.chooseK.title);
  return {
    kind: "figure",
    id: ID,
    number: "",
    title,
    caption: figureWords((text) => text.chooseK.caption(numbers.count(segment.k))),
    specs: charts((text) => ({
      vconcat: panelsOf(text, segment, numbers),
      spacing: 14,
      resolve: { legend: { color: "independent", shape: "independent" } },
    })),
    data: dataOf(facts, segment, numbers, title),
  };
}

function panelsOf(text: FigureText, segment: GatedSegment, numbers: Numbers): ChartSpec[] {
  const words = text.chooseK;
  const plain: readonly (readonly [string, Pick])[] = [
    [words.calinski, (each) => each.calinski_harabasz],
    [words.davies, (each) => each.davies_bouldin],
    [words.gap, (each) => each.gap],
    [words.wss, (each) => each.wss],
  ];
  const drawn = plain.filter(([, pick]) => segment.evidence.some((each) => pick(each) !== null));
  return [
    silhouettePanel(text, segment, numbers),
    ...drawn.map(([name, pick], at) => {
      const panel = plainPanel(segment, name, pick, at === drawn.length - 1 ? words.k : null);
      return name === words.gap ? withErrors(segment, panel, name) : panel;
    }),
  ];
}

type Pick = (each: GatedSegment["evidence"][number]) => number | null;

function silhouettePanel(text: FigureText, segment: GatedSegment, numbers: Numbers): ChartSpec {
  const words = text.chooseK;
  const series = [
    ...seriesOf(segment, words.overall, (each) => each.silhouette),
    ...seriesOf(segment, words.macro, (each) => each.silhouette_macro),
  ];
  const kinds = [...new Set(series.map((each) => each.kind))];
  const scale = (range: readonly unknown[]): ChartSpec => ({ domain: kinds, range: range.slice(0, kinds.length) });
  const legend = kinds.length > 1 ? { title: null, orient: "top", symbolSize: 80, offset: 24 } : null;
  const panel = linePanel(segment, series, words.silhouette, {
    color: { field: "kind", type: "nominal", scale: scale([PALETTE.blue, PALETTE.vermilion]), legend },
    shape: { field: "kind", type: "nominal", scale: scale(["circle", "square"]), legend },
  });
  const label = { values: [{ k: segment.k, label: words.chosen(numbers.count(segment.k)) }] };
  const mark = { type: "text", baseline: "bottom" };
  const chosen = {
    data: label,
    mark,
    encoding: { x: kAxis(segment, null), y: { value: -5 }, text: { field: "label" } },
  };
  return { ...panel, layer: [...(panel.layer as ChartSpec[]), chosen] };
}

function plainPanel(segment: GatedSegment, name: string, pick: Pick, kTitle: string | null): ChartSpec {
  const fixed = { color: { value: PALETTE.blue }, shape: { value: "circle" } };
  return linePanel(segment, seriesOf(segment, name, pick), name, fixed, kTitle);
}

/** One standard error up and down. */
function withErrors(segment: GatedSegment, panel: ChartSpec, title: string): ChartSpec {
  const values = segment.evidence.flatMap(({ k, gap, gap_se: se }) =>
    gap === null || se === null ? [] : [{ k, low: gap - se, high: gap + se }],
  );
  const bars = {
    data: { values },
    mark: { type: "errorbar", ticks: { size: 8 }, color: PALETTE.ink },
    encoding: { y: { field: "low", type: "quantitative", title }, y2: { field: "high", title } },
  };
  return { ...panel, layer: [...(panel.layer as ChartSpec[]), bars] };
}

interface Point {
  readonly k: number;
  readonly kind: string;
  readonly value: number;
}

function seriesOf(
  segment: GatedSegment,
  kind: string,
  pick: (each: GatedSegment["evidence"][number]) => number | null,
): Point[] {
  return segment.evidence.flatMap((each) => {
    const value = pick(each);
    return value === null ? [] : [{ k: each.k, kind, value }];
  });
}

function kAxis(segment: GatedSegment, title: string | null): ChartSpec {
  const ks = segment.evidence.map((each) => each.k);
  const domain = [Math.min(...ks) - 0.25, Math.max(...ks) + 0.25];
  const axis = { title, values: ks, format: "d", labels: title !== null, grid: false };
  return { field: "k", type: "quantitative", scale: { domain, nice: false, zero: false }, axis };
}

function linePanel(
  segment: GatedSegment,
  points: readonly Point[],
  title: string,
  look: ChartSpec,
  kTitle: string | null = null,
): ChartSpec {
  const chosen = { values: [{ k: segment.k }] };
  const kinds = [...new Set(points.map((point) => point.kind))];
  const y = {
    field: "value",
    type: "quantitative",
    scale: { zero: false },
    axis: { title, tickCount: 5, minExtent: 60 },
  };
  return {
    width: 520,
    height: 120,
    encoding: { x: kAxis(segment, kTitle) },
    layer: [
      { data: chosen, mark: { type: "rule", color: PALETTE.grey, strokeDash: [4, 3], strokeWidth: 1.5 } },
      ...kinds.map((kind, index) => ({
        data: { values: points.filter((point) => point.kind === kind) },
        mark: { type: "line", strokeWidth: 2, ...(index === 1 ? { strokeDash: [6, 3] } : {}) },
        encoding: { y, color: look.color },
      })),
      {
        data: { values: points },
        mark: { type: "point", filled: true, size: 60, opacity: 1 },
        encoding: { y, ...look },
      },
    ],
  };
}

function dataOf(facts: GatedFacts, segment: GatedSegment, numbers: Numbers, title: Figure["title"]): Figure["data"] {
  const columns = [
    column(
      "k",
      figureWords((text) => text.chooseK.k),
      "count",
    ),
    column(
      "silhouette",
      figureWords((text) => `${text.chooseK.silhouette} (${text.chooseK.overall})`),
      "decimal",
      null,
      3,
    ),
    column(
      "silhouette_macro",
      figureWords((text) => `${text.chooseK.silhouette} (${text.chooseK.macro})`),
      "decimal",
      null,
      3,
    ),
    column(
      "wss",
      figureWords((text) => text.chooseK.wss),
      "decimal",
      null,
      2,
    ),
    ...(
      [
        ["calinski_harabasz", "calinski", 2],
        ["davies_bouldin", "davies", 3],
        ["gap", "gap", 4],
        ["gap_se", "gapError", 4],
      ] as const
    ).map(([id, word, digits]) =>
      column(
        id,
        figureWords((text) => text.chooseK[word]),
        "decimal",
        null,
        digits,
      ),
    ),
    column(
      "chosen",
      figureWords((text) => text.chooseK.isChosen),
      "text",
    ),
  ];
  const flag = (chosen: boolean): Figure["title"] =>
    figureWords((text) => (chosen ? text.chooseK.yes : text.chooseK.no));
  const rows = segment.evidence.map((each) => [
    each.k,
    each.silhouette,
    each.silhouette_macro,
    each.wss,
    each.calinski_harabasz,
    each.davies_bouldin,
    each.gap,
    each.gap_se,
    flag(each.k === segment.k),
  ]);
  const source = studySource(facts, numbers.count(segment.customers), (text) => text.chooseK.origin);
  return dataTable(ID, title, source, columns, rows);
}
