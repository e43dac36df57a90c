import type { Measure } from "./measures.js";

/** The cut points that hold for the customers of one parent cell; independent bins have one cell with parent "". */
export interface CutCell {
  readonly parent: string;
  /** k - 1 points that do not fall. Null: no value is at or below this cut. */
  readonly points: readonly (number | null)[];
}

/** Parent of the cell that serves customers whose parent cell held nobody when nested bins were cut. */
export const POOLED = "*";

/** The bins of one measure. A value gets bin `1 + #{cut below it}`; closed `left` counts a cut equal to it as below. */
export interface MeasureCuts {
  readonly measure: Measure;
  readonly bins: number;
  readonly closed: "right" | "left";
  readonly cells: readonly CutCell[];
}

/** The score of a bin: the highest is always best. */
export function scoreOfBin(cuts: Pick<MeasureCuts, "measure" | "bins">, bin: number): number {
  return cuts.measure.better === "high" ? bin : cuts.bins + 1 - bin;
}

/** The bin of a score; the same reflection. */
export function binOfScore(cuts: Pick<MeasureCuts, "measure" | "bins">, score: number): number {
  return scoreOfBin(cuts, score);
}

/** Cuts with the empty bins taken out: the surviving bins are renumbered 1..k', an empty stretch joins the bin above it. */
export function denseCuts(cuts: MeasureCuts, customersByBin: ReadonlyMap<number, number>): MeasureCuts {
  const used = Array.from({ length: cuts.bins }, (_, at) => at + 1).filter((bin) => (customersByBin.get(bin) ?? 0) > 0);
  const [cell] = cuts.cells;
  const points = used.slice(0, -1).map((bin) => cell.points[bin - 1]);
  return Object.freeze({ ...cuts, bins: used.length, cells: [{ parent: cell.parent, points }] });
}
