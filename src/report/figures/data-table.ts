import type { Cell, Column, ColumnKind, Table } from "../document.js";
import type { Value } from "../numbers.js";
import type { Words } from "../words.js";

/** A column of the numbers behind a figure. */
export function column(id: string, label: Words, kind: ColumnKind, unit: Words | null = null, digits = 0): Column {
  return { id, label, unit, kind, digits };
}

/** Numbers behind a figure; written as CSV and never printed. */
export function dataTable(
  figureId: string,
  title: Words,
  source: Words,
  columns: readonly Column[],
  rows: readonly (readonly (Value | Words)[])[],
): Table {
  return {
    kind: "table",
    id: `${figureId}-data`,
    number: "",
    title,
    columns,
    rows: rows.map((row) => row.map((value): Cell => ({ value }))),
    notes: [],
    source,
    csvOnly: true,
  };
}
