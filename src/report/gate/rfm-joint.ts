import type { RfmResult } from "../../tables/results/index.js";
import {
  canProtect,
  knownLines,
  suppressCounts,
  suppressList,
  type CellFate,
  type HiddenUnion,
} from "../../privacy/index.js";
import { RF_GRID } from "./rf-grid.js";

interface RfmFates {
  /** One for each segment, in the order of the result. */
  readonly segments: readonly CellFate[];
  /** One for each cell of the grid, in the order of the result. */
  readonly grid: readonly CellFate[];
}

interface Layout {
  /** Customers by R score and F score, row by row. */
  readonly counts: readonly number[];
  /** Rows and columns with known totals: the classes of the R and F scores. */
  readonly lines: readonly (readonly number[])[];
  /** Positions of each segment's cells; none where another measure splits its cells. */
  readonly unions: readonly (readonly number[])[];
  readonly place: readonly number[];
  readonly threshold: number;
}

/**
 * Suppression of segments and grid together. The classes of both scores, the segments and the cells are sums of the same
 * cells, so a small segment can follow from them though its list alone is safe: then further segments are hidden, smallest
 * first, before the cells are looked at.
 */
export function jointFates(rfm: RfmResult, threshold: number): RfmFates {
  const layout = layOut(rfm, threshold);
  const counts = rfm.segments.map((each) => each.customers);
  const segments = suppressList(counts, threshold);
  while (!canProtect(tableOf(layout, segments))) {
    const next = nextSegment(counts, segments, layout);
    if (next === null) break;
    segments[next] = "protects";
  }
  const { counts: cells, groups, unions } = tableOf(layout, segments);
  const grid = suppressCounts(cells, groups, threshold, unions);
  return { segments, grid: layout.place.map((position) => grid[position]) };
}

function layOut({ grid, segments, segment_table }: RfmResult, threshold: number): Layout {
  const rows = sortedScores(grid.map((cell) => cell.r_score));
  const columns = sortedScores(grid.map((cell) => cell.f_score));
  const place = grid.map((cell) => rows.indexOf(cell.r_score) * columns.length + columns.indexOf(cell.f_score));
  const counts = new Array<number>(rows.length * columns.length).fill(0);
  grid.forEach((cell, index) => (counts[place[index]] = cell.customers));
  const unions = cellsOfSegments({ grid, segments, segment_table }).map((cells) => cells.map((index) => place[index]));
  return { counts, lines: knownLines(counts, rows.length, columns.length, threshold), unions, place, threshold };
}

/** Positions in the grid of the cells of each segment; none where another measure splits its cells. */
export function cellsOfSegments({
  grid,
  segments,
  segment_table,
}: Pick<RfmResult, "grid" | "segments" | "segment_table">): readonly (readonly number[])[] {
  const named = grid.map((cell) => keyOf(cell.segment ?? segmentInPreset(segment_table, cell) ?? ""));
  return segments.map(({ segment }) => named.flatMap((name, index) => (name === keyOf(segment) ? [index] : [])));
}

function segmentInPreset(table: string, cell: RfmResult["grid"][number]): string | null {
  return table === "rf-grid" ? (RF_GRID[cell.r_score - 1]?.[cell.f_score - 1] ?? null) : null;
}

function keyOf(segment: string): string {
  return segment
    .toLowerCase()
    .replaceAll("'", "")
    .replace(/[\s_-]+/g, "_");
}

function sortedScores(scores: readonly number[]): number[] {
  return [...new Set(scores)].sort((a, b) => a - b);
}

function tableOf({ counts, lines, unions, threshold }: Layout, segments: readonly CellFate[]) {
  const known = unions.filter((cells, index) => cells.length > 0 && segments[index] === "shown");
  const marked = unions.flatMap((cells, index): HiddenUnion[] => {
    const fate = segments[index];
    return cells.length > 0 && fate !== "shown" ? [{ cells, fate }] : [];
  });
  return { counts, groups: [...lines, ...known], threshold, unions: marked };
}

/** The smallest shown segment that alone makes the rest safe, else the smallest one; null when none is shown. */
function nextSegment(counts: readonly number[], segments: readonly CellFate[], layout: Layout): number | null {
  const shown = counts.flatMap((count, index) => (segments[index] === "shown" && count > 0 ? [index] : []));
  shown.sort((a, b) => counts[a] - counts[b] || a - b);
  const enough = shown.find((index) => canProtect(tableOf(layout, segments.with(index, "protects"))));
  return enough ?? shown.at(0) ?? null;
}
