import { isDominatedShare, type CellFate } from "../../privacy/index.js";
import type { RfmResult } from "../../tables/results/index.js";
import type { MoneyFate } from "./hide.js";
import { cellsOfSegments } from "./rfm-joint.js";

/**
 * Fates of the money of the grid's cells. Hidden are: cells whose count is hidden; cells that two customers rule; all cells of
 * a segment whose money is hidden, which would add up to it; and a second cell wherever a single hidden one would follow from
 * the sum of its segment or of everybody.
 */
export function gridMoneyFates(
  rfm: RfmResult,
  counts: readonly CellFate[],
  segments: readonly MoneyFate[],
): readonly MoneyFate[] {
  const { grid } = rfm;
  const fates = grid.map((cell, index): MoneyFate =>
    counts[index] === "shown" && isDominatedShare(cell.top_two_share) ? "dominated" : counts[index],
  );
  const unions = cellsOfSegments(rfm);
  unions.forEach((cells, at) => {
    if (segments[at] === "shown") hideSecond(fates, grid, cells);
    else cells.filter((cell) => fates[cell] === "shown").forEach((cell) => (fates[cell] = "protects"));
  });
  hideSecond(
    fates,
    grid,
    grid.map((_, index) => index),
  );
  return fates;
}

/** Where exactly one of the cells is hidden, the smallest shown one is hidden with it. */
function hideSecond(fates: MoneyFate[], grid: RfmResult["grid"], cells: readonly number[]): void {
  if (cells.filter((cell) => fates[cell] !== "shown").length !== 1) return;
  const shown = cells.filter((cell) => fates[cell] === "shown");
  const smallest = [...shown].sort((a, b) => grid[a].customers - grid[b].customers || a - b).at(0);
  if (smallest !== undefined) fates[smallest] = "protects";
}
