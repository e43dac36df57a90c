import type { Figure } from "../document.js";
import { isOmitted } from "../facts.js";
import type { GatedFacts } from "../gate/gate.js";
import type { GatedProfile, GatedSegment } from "../gate/segment.js";
import type { Numbers, Value } from "../numbers.js";
import type { Language, Words } from "../words.js";
import { charts } from "./chart.js";
import { column, dataTable } from "./data-table.js";
import { heatMap, type HeatCell } from "./heat-map.js";
import { drawn } from "./scale.js";
import { studySource } from "./source.js";
import { figureWords, named } from "./words.js";

const ID = "segment-profile";
const SMALLEST_RANGE = 0.5;

/** Mean of each feature in each segment, in standard deviations of the population; null without segments. */
export function segmentProfileFigure(facts: GatedFacts, numbers: Numbers): Figure | null {
  const { segment } = facts;
  if (isOmitted(segment) || segment.segments.length === 0) return null;
  const title = figureWords((text) => text.profile.title);
  return {
    kind: "figure",
    id: ID,
    number: "",
    title,
    caption: figureWords((text) => text.profile.caption),
    specs: charts((text, language) => {
      const cells = cellsOf(segment, numbers, language);
      const range = Math.max(SMALLEST_RANGE, ...cells.map((cell) => Math.abs(drawn(cell.value) ?? 0)));
      return heatMap({
        cells,
        rows: [...new Set(cells.map((cell) => cell.row))],
        columns: segment.segments.map((each) => labelledName(each)[language]),
        rowTitle: text.profile.feature,
        columnTitle: text.profile.segment,
        legend: text.profile.z,
        low: -range,
        high: range,
        diverging: true,
        cellWidth: 92,
        cellHeight: 32,
        slantedColumns: true,
      });
    }),
    data: dataOf(facts, segment, numbers, title),
  };
}

/** Label and name: names alone may be given twice. */
export function labelledName(segment: GatedProfile): Words {
  const { label, name_en, name_zh } = segment;
  const join = (name: string): string => (name === label ? label : `${label} ${name}`);
  return { en: join(name_en), zh: join(name_zh) };
}

function cellsOf(segment: GatedSegment, numbers: Numbers, language: Language): HeatCell[] {
  return segment.segments.flatMap((each) =>
    each.features.map((feature) => ({
      row: named("measure", feature.feature)[language],
      column: labelledName(each)[language],
      value: feature.z_mean,
      lines: [signed(feature.z_mean, numbers)],
    })),
  );
}

function signed(value: Value, numbers: Numbers): string {
  const text = numbers.decimal(value, 2);
  return typeof value === "number" && value > 0 ? `+${text}` : text;
}

function dataOf(facts: GatedFacts, segment: GatedSegment, numbers: Numbers, title: Words): Figure["data"] {
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
  return dataTable(ID, title, source, columns, rows);
}
