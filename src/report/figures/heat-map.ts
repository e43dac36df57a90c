import type { ChartSpec } from "../document.js";
import type { Value } from "../numbers.js";
import { DIVERGING, PALETTE, SEQUENTIAL } from "./palette.js";

/** One cell: names of its row and column, its value, and the lines that are printed in it. */
export interface HeatCell {
  readonly row: string;
  readonly column: string;
  readonly value: Value;
  readonly lines: readonly string[];
}

export interface HeatMap {
  readonly cells: readonly HeatCell[];
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly rowTitle: string;
  readonly columnTitle: string;
  readonly legend: string;
  readonly low: number;
  readonly high: number;
  readonly diverging?: boolean;
  readonly legendFormat?: string;
  readonly cellWidth?: number;
  readonly cellHeight?: number;
  readonly title?: string;
  readonly slantedColumns?: boolean;
  readonly hideRowLabels?: boolean;
}

/** A heat map as layers of cells and of the text in them. A cell without a number is white with its mark. */
export function heatMap(map: HeatMap): ChartSpec {
  const values = map.cells.map((cell) => datum(cell, map));
  const empty = values.filter((value) => value.value === null);
  const filled = values.filter((value) => value.value !== null);
  return {
    ...(map.title ? { title: map.title } : {}),
    width: { step: map.cellWidth ?? 80 },
    height: { step: map.cellHeight ?? 40 },
    encoding: { x: columnAxis(map), y: rowAxis(map) },
    layer: [...(empty.length > 0 ? [emptyCells(empty)] : []), filledCells(filled, map), cellText(values)],
  };
}

function datum(cell: HeatCell, map: HeatMap): ChartSpec {
  const number = typeof cell.value === "number" || typeof cell.value === "string" ? Number(cell.value) : null;
  const { row, column, lines } = cell;
  return {
    row,
    column,
    label: lines,
    value: number,
    dark: number !== null && isDark(number, map),
  };
}

function isDark(value: number, map: HeatMap): boolean {
  const place = (value - map.low) / (map.high - map.low || 1);
  return map.diverging ? place < 0.12 || place > 0.72 : place > 0.55;
}

function columnAxis(map: HeatMap): ChartSpec {
  const axis = { title: map.columnTitle, orient: "bottom", labelAngle: map.slantedColumns ? -40 : 0, ...bare };
  return { field: "column", type: "nominal", sort: map.columns, scale: { domain: map.columns }, axis };
}

function rowAxis(map: HeatMap): ChartSpec {
  const axis = map.hideRowLabels ? null : { title: map.rowTitle, ...bare };
  return { field: "row", type: "nominal", sort: map.rows, scale: { domain: map.rows }, axis };
}

const bare = { domain: false, ticks: false, grid: false, labelPadding: 6 };

function emptyCells(values: readonly ChartSpec[]): ChartSpec {
  return { data: { values }, mark: { type: "rect", fill: PALETTE.none, stroke: PALETTE.pale, strokeWidth: 1 } };
}

function filledCells(values: readonly ChartSpec[], map: HeatMap): ChartSpec {
  const scale = { domain: [map.low, map.high], range: map.diverging ? DIVERGING : SEQUENTIAL, interpolate: "lab" };
  const gradient = map.legendFormat === undefined ? {} : { format: map.legendFormat };
  const shown = { title: map.legend, orient: "top", direction: "horizontal", gradientLength: 220, ...gradient };
  const legend = values.length > 0 ? shown : null;
  return {
    data: { values },
    mark: { type: "rect", stroke: PALETTE.none, strokeWidth: 1 },
    encoding: { color: { field: "value", type: "quantitative", scale, legend } },
  };
}

function cellText(values: readonly ChartSpec[]): ChartSpec {
  return {
    data: { values },
    mark: { type: "text", baseline: "middle", lineHeight: 15, fontSize: 12 },
    encoding: {
      text: { field: "label", type: "nominal" },
      color: { condition: { test: "datum.dark", value: PALETTE.none }, value: PALETTE.ink },
    },
  };
}
