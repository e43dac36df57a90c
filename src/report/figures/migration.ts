import type { ChartSpec, Figure } from "../document.js";
import { isOmitted } from "../facts.js";
import { originStates, type GatedEffect } from "../gate/effect.js";
import type { GatedFacts } from "../gate/gate.js";
import { periodSpan, type Numbers } from "../numbers.js";
import type { FigureText } from "../text/figures.js";
import type { Language, Words } from "../words.js";
import { charts } from "./chart.js";
import { column, dataTable } from "./data-table.js";
import { heatMap, type HeatCell } from "./heat-map.js";
import { drawn } from "./scale.js";
import { figureWords, named, plain } from "./words.js";

const ID = "migration";
const ARMS = ["treated", "control"] as const;

type Migration = NonNullable<GatedEffect["migration"]>;

/** Row shares of the moves between segments, treated beside control; null without them. */
export function migrationFigure(facts: GatedFacts, numbers: Numbers): Figure | null {
  const { effect } = facts;
  if (isOmitted(effect) || !effect.migration || effect.migration.cells.length === 0) return null;
  const { from, to } = effect.migration;
  const migration = { ...effect.migration, from: periodSpan(from), to: periodSpan(to) };
  const title = figureWords((text) => text.migration.title);
  return {
    kind: "figure",
    id: ID,
    number: "",
    title,
    caption: figureWords((text) => text.migration.caption(migration.from, migration.to)),
    specs: charts((text, language) => ({
      hconcat: ARMS.map((arm) => panel(text, migration, arm, numbers, language)),
      spacing: 24,
      resolve: { scale: { color: "shared", x: "independent", y: "independent" } },
    })),
    data: dataOf(migration, effect, numbers, title),
  };
}

function panel(
  text: FigureText,
  migration: Migration,
  arm: (typeof ARMS)[number],
  numbers: Numbers,
  language: Language,
): ChartSpec {
  const states = migration.states.map((state) => named("segment", state)[language]);
  return heatMap({
    cells: cellsOf(migration, arm, numbers, language),
    rows: originStates(migration).map((state) => named("segment", state)[language]),
    columns: states,
    rowTitle: text.migration.from,
    columnTitle: text.migration.to,
    legend: text.migration.share,
    low: 0,
    high: 100,
    title: text.migration[arm],
    cellWidth: 56,
    cellHeight: 38,
    slantedColumns: true,
    hideRowLabels: arm === "control",
  });
}

function cellsOf(migration: Migration, arm: string, numbers: Numbers, language: Language): HeatCell[] {
  const origins = originStates(migration);
  return migration.cells
    .filter((cell) => cell.arm === arm && origins.includes(cell.from))
    .map((cell) => {
      const share = drawn(cell.row_share);
      return {
        row: named("segment", cell.from)[language],
        column: named("segment", cell.to)[language],
        value: share === null ? cell.row_share : 100 * share,
        lines: [numbers.share(cell.row_share, 1)],
      };
    });
}

function dataOf(migration: Migration, effect: GatedEffect, numbers: Numbers, title: Words): Figure["data"] {
  const columns = [
    column(
      "arm",
      figureWords((text) => text.migration.arm),
      "text",
    ),
    column(
      "from",
      figureWords((text) => text.migration.origin_state),
      "text",
    ),
    column(
      "to",
      figureWords((text) => text.migration.target_state),
      "text",
    ),
    column(
      "customers",
      figureWords((text) => text.migration.customers),
      "count",
    ),
    column(
      "row_share",
      figureWords((text) => text.migration.rowShare),
      "share",
      plain("%"),
      1,
    ),
  ];
  const rows = migration.cells.map((cell) => [
    figureWords((text) => text.migration[cell.arm]),
    named("segment", cell.from),
    named("segment", cell.to),
    cell.customers,
    cell.row_share,
  ]);
  const units = numbers.count(effect.flow.at(-1)?.remaining);
  const source = figureWords((text) =>
    text.source(units, text.units.customers, migration.from, migration.to, text.migration.origin),
  );
  return dataTable(ID, title, source, columns, rows);
}
