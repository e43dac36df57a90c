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
import { figureWords, named } from "./words.js";

const ID = "segment-snake";

/** Standardised means as lines over the features; null without segments or with one feature. */
export function segmentSnakeFigure(facts: GatedFacts, numbers: Numbers): Figure | null {
  const { segment } = facts;
  if (isOmitted(segment) || segment.segments.length === 0 || segment.features.length < 2) return null;
  const title = figureWords((text) => text.snake.title);
  const columns = [
    column(
      "segment",
      figureWords((text) => text.profile.segment),
      "text",
    ),
    column(
      "feature",
      figureWords((text) => text.profile.feature),
      "text",
    ),
    column(
      "z_mean",
      figureWords((text) => text.profile.z),
      "decimal",
      figureWords((text) => text.units.sd),
      2,
    ),
  ];
  const rows = segment.segments.flatMap((each) =>
    each.features.map((feature) => [labelledName(each), named("measure", feature.feature), feature.z_mean]),
  );
  const source = studySource(facts, numbers.count(segment.customers), (text) => text.profile.origin);
  return {
    kind: "figure",
    id: ID,
    number: "",
    title,
    caption: figureWords((text) => text.snake.caption),
    specs: charts((text, language) => draw(segment, text, language)),
    data: dataTable(ID, title, source, columns, rows),
  };
}

function draw(segment: GatedSegment, text: FigureText, language: Language): ChartSpec {
  const names = segment.segments.map((each) => labelledName(each)[language]);
  const features = segment.features.map(({ feature }) => named("measure", feature)[language]);
  const values = segment.segments.flatMap((each) =>
    each.features.flatMap(({ feature, z_mean }) => {
      const z = drawn(z_mean);
      return z === null
        ? []
        : [{ segment: labelledName(each)[language], feature: named("measure", feature)[language], z }];
    }),
  );
  const legend = { title: null, orient: "top", columns: 2, symbolSize: 90, labelLimit: 0 };
  const cycle = <T>(items: readonly T[]): T[] => names.map((_, at) => items[at % items.length]);
  const by = (range: readonly unknown[]): ChartSpec => ({
    field: "segment",
    type: "nominal",
    scale: { domain: names, range: cycle(range) },
    legend,
  });
  const y = { field: "z", type: "quantitative", axis: { title: text.profile.z, tickCount: 6 } };
  const color = by(LINES);
  return {
    width: 520,
    height: 260,
    encoding: {
      x: {
        field: "feature",
        type: "nominal",
        sort: features,
        scale: { type: "point", padding: 0.4 },
        axis: { title: null, labelAngle: features.length > 5 ? -35 : 0 },
      },
    },
    layer: [
      { data: { values: [{ z: 0 }] }, mark: { type: "rule", color: PALETTE.grey }, encoding: { x: null, y } },
      ...names.map((name, at) => ({
        data: { values: values.filter((each) => each.segment === name) },
        mark: { type: "line", strokeWidth: 2, strokeDash: DASHES[at % DASHES.length] },
        encoding: { y, color },
      })),
      {
        data: { values },
        mark: { type: "point", filled: true, size: 70, opacity: 1 },
        encoding: { y, color, shape: by(["circle", "square", "triangle-up", "diamond", "cross"]) },
      },
    ],
  };
}

const DASHES: readonly (readonly number[])[] = [
  [1, 0],
  [6, 3],
  [2, 2],
  [8, 3, 2, 3],
];
