import type { MeasureCuts } from "./cuts.js";
import type { SegmentRule } from "./segments/rules.js";

/** One measure with all that turns its value into scores and index. */
export interface ScoredMeasure {
  readonly cuts: MeasureCuts;
  readonly weight: number;
  /** Range of the customers the cuts were made on; null when there was none. */
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly customers: number;
  /** High is strictly better than this; only for the octant preset. */
  readonly octantThreshold: number | null;
}

/** Everything that scores a customer: estimated from data, or read from saved cuts. */
export interface Scoring {
  readonly measures: readonly ScoredMeasure[];
  readonly segmentTable: string;
  readonly rules: readonly SegmentRule[];
  readonly others: string;
  readonly octantLabels: readonly string[] | null;
}

/** The segment of customers who have no scores. */
export const NO_TRANSACTIONS = "No transactions";
