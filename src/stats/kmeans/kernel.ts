import type { DistinctRows } from "./distinct-rows.js";
import type { Means } from "./block-sums.js";
import type { WeightedRows } from "./rows.js";

/** A state of single-row moves: means, weights and numbers of rows of positive weight, by label. */
export interface MoveState {
  readonly centres: Float64Array;
  readonly totals: Float64Array;
  readonly members: Float64Array;
}

/** A single row and the label that it is better off with. */
export interface Move {
  readonly row: number;
  readonly to: number;
}

/** Labels of rows and what is summed over them. */
export interface Assigner {
  /** Current labels, -1 before the first step; a view that later steps change. */
  readonly labels: Int32Array;
  /** Moves every row to its nearest centre (tie: the lower one) and returns whether a label changed. */
  next(centres: Float64Array): boolean;
  /** The means of the labels; `fresh` adds all rows up again instead of following those that moved. */
  means(fresh: boolean): Means;
  /** Gives one row a label from outside. */
  move(row: number, label: number): void;
  /** Weighted squared distances of the rows to the centre of their label. */
  squares(centres: Float64Array): number;
  /** Simplified silhouette widths added up: of distances to the own and the nearest other of the means; copies are not counted. */
  widths(means: Means): number;
  /** The first row after `after` that a single move improves, or null (Hartigan). */
  improvable(after: number, state: MoveState): Move | null;
}

/** Distances of rows to centres that are taken one by one. */
export interface Seeder {
  /** Squared distance of each row to the nearest centre taken; Infinity before the first. */
  readonly nearest: Float64Array;
  /** By block of 1,024 rows the sum of weight x nearest. */
  readonly mass: Float64Array;
  take(row: number): void;
  /** By candidate the sum of weight x nearest that would be left. */
  remaining(candidates: readonly number[]): Float64Array;
}

/** The loops over one set of rows. One assigner and one seeder at a time. */
export interface RowsKernel {
  readonly rows: WeightedRows;
  distinct(): DistinctRows;
  assigner(k: number): Assigner;
  seeder(): Seeder;
  release(): void;
}

/** The heavy loops of k-means. Every kernel gives the same bytes; they differ in speed only. */
export interface Kernel {
  over(rows: WeightedRows): RowsKernel;
}
