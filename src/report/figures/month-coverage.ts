import type { ChartSpec, Figure } from "../document.js";
import type { GatedFacts } from "../gate/gate.js";
import type { Numbers } from "../numbers.js";
import type { FigureText } from "../text/figures.js";
import type { Words } from "../words.js";
import { charts } from "./chart.js";
import { column, dataTable } from "./data-table.js";
import { PALETTE } from "./palette.js";
import { periodAxis } from "./period-axis.js";
import { figureWords } from "./words.js";

const ID = "month-coverage";

interface Month {
  readonly table: string;
  readonly month: string;
  readonly rows: number;
  readonly missing: boolean;
}

/** Rows per month and table, months without data marked; null when no table has months. */
export function monthCoverageFigure(facts: GatedFacts, numbers: Numbers): Figure | null {
  const months = monthsOf(facts);
  if (months.length === 0) return null;
  const title = figureWords((text) => text.coverage.title);
  return {
    kind: "figure",
    id: ID,
    number: "",
    title,
    caption: figureWords((text) => text.coverage.caption),
    specs: charts((text) => draw(text, months)),
    data: dataOf(months, numbers, title),
  };
}

function monthsOf(facts: GatedFacts): Month[] {
  const { coverage, missing_months } = facts.ingest;
  const missing = new Set(missing_months.map((each) => `${each.table} ${each.month}`));
  const present = coverage.map((each) => ({ ...each, missing: missing.has(`${each.table} ${each.month}`) }));
  const seen = new Set(coverage.map((each) => `${each.table} ${each.month}`));
  const absent = missing_months.filter((each) => !seen.has(`${each.table} ${each.month}`));
  const all = [...present, ...absent.map((each) => ({ ...each, rows: 0, missing: true }))].sort(byTableAndMonth);
  return withoutStrays(all, facts.study.as_of.slice(0, 7));
}

/** Months without any row, in any table, after which an earlier month is a wrong date and no part of the series. */
const LONGEST_GAP = 24;

/** Without the months after the study's day and those far before the rest: one wrong date would leave no room for the series. */
function withoutStrays(months: readonly Month[], last: string): Month[] {
  const known = months.filter((each) => each.month.slice(0, 7) <= last);
  const places = [...new Set(known.map((each) => placeOf(each.month)))].sort((a, b) => b - a);
  const stray = places.findIndex((place, at) => at > 0 && places[at - 1] - place > LONGEST_GAP);
  return stray < 0 ? known : known.filter((each) => placeOf(each.month) >= places[stray - 1]);
}

/** Months counted from year 0. */
function placeOf(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

function byTableAndMonth(a: Month, b: Month): number {
  return compare(a.table, b.table) || compare(a.month, b.month);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function tableName(text: FigureText, table: string): string {
  return text.coverage.tables[table] ?? table;
}

/** Every month from the first to the last, so that a gap takes its room. */
function calendar(months: readonly Month[]): string[] {
  const names = months.map((each) => each.month.slice(0, 7)).sort();
  const [first, last] = [placeOf(names[0]), placeOf(names.at(-1)!)];
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const month = first + index;
    return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
  });
}

function draw(text: FigureText, months: readonly Month[]): ChartSpec {
  const names = calendar(months);
  const tables = [...new Set(months.map((each) => each.table))];
  return {
    spacing: 12,
    vconcat: tables.map((table, index) => {
      const own = months.filter((each) => each.table === table);
      return panel(text, own, names, tableName(text, table), index === tables.length - 1);
    }),
  };
}

function panel(
  text: FigureText,
  own: readonly Month[],
  names: readonly string[],
  title: string,
  last: boolean,
): ChartSpec {
  const values = own.map((each) => {
    const x = names.indexOf(each.month.slice(0, 7));
    return { x, low: x - 0.4, high: x + 0.4, rows: each.rows, missing: each.missing };
  });
  const y = {
    field: "rows",
    type: "quantitative",
    axis: { title: text.coverage.rows, tickCount: 3, format: ",d", minExtent: 70 },
  };
  const x = periodAxis(names, last ? text.coverage.month : null, 10);
  return {
    title,
    width: 560,
    height: 80,
    data: { values },
    layer: [
      {
        mark: { type: "rect", color: PALETTE.blue },
        encoding: { x: { ...x, field: "low" }, x2: { field: "high" }, y, y2: { datum: 0 } },
      },
      {
        transform: [{ filter: "datum.missing" }],
        mark: { type: "point", shape: "M-1,-1L1,1M-1,1L1,-1", size: 60, stroke: PALETTE.vermilion, strokeWidth: 2 },
        encoding: { x, y: { value: 72 } },
      },
    ],
  };
}

function dataOf(months: readonly Month[], numbers: Numbers, title: Words): Figure["data"] {
  const names = months.map((each) => each.month).sort();
  const total = months.reduce((sum, each) => sum + each.rows, 0);
  const columns = [
    column(
      "table",
      figureWords((text) => text.coverage.table),
      "text",
    ),
    column(
      "month",
      figureWords((text) => text.coverage.month),
      "code",
    ),
    column(
      "rows",
      figureWords((text) => text.coverage.rows),
      "count",
      figureWords((text) => text.units.rows),
    ),
    column(
      "missing",
      figureWords((text) => text.coverage.missing),
      "text",
    ),
  ];
  const rows = months.map((each) => [
    figureWords((text) => tableName(text, each.table)),
    each.month,
    each.rows,
    figureWords((text) => (each.missing ? text.coverage.yes : text.coverage.no)),
  ]);
  const source = figureWords((text) =>
    text.source(numbers.count(total), text.units.rows, names[0], names.at(-1)!, text.coverage.origin),
  );
  return dataTable(ID, title, source, columns, rows);
}
