import type { SegmentRule } from "./rules.js";

function rules(...rows: readonly (readonly [string, string, string, string?])[]): readonly SegmentRule[] {
  return Object.freeze(
    rows.map(([segment, r, f, m]) => Object.freeze(m === undefined ? { segment, r, f } : { segment, r, f, m })),
  );
}

/** Each of the 25 cells of recency and frequency in exactly one segment. */
const rfGrid = rules(
  ["Champions", "5", "4-5"],
  ["Loyal", "3-4", "4-5"],
  ["Can't lose", "1-2", "5"],
  ["At risk", "1-2", "3-4"],
  ["Hibernating", "1-2", "1-2"],
  ["Need attention", "3", "3"],
  ["About to sleep", "3", "1-2"],
  ["New", "5", "1"],
  ["Promising", "4", "1"],
  ["Potential loyalist", "4-5", "2-3"],
);

/** The table of the R package rfm 0.2, widely copied; it has dead rules and gaps, which the linter reports. */
const rfmR02 = rules(
  ["Champions", "4-5", "4-5", "4-5"],
  ["Loyal Customers", "2-5", "3-5", "3-5"],
  ["Potential Loyalist", "3-5", "1-3", "1-3"],
  ["New Customers", "4-5", "1", "1"],
  ["Promising", "3-4", "1", "1"],
  ["Need Attention", "2-3", "2-3", "2-3"],
  ["About To Sleep", "2-3", "1-2", "1-2"],
  ["At Risk", "1-2", "2-5", "2-5"],
  ["Can't Lose Them", "1", "4-5", "4-5"],
  ["Lost", "1-2", "1-2", "1-2"],
);

/** The table in the README of the R package rfm 0.3.0. */
const rfmR03 = rules(
  ["Champions", "5", "5", "5"],
  ["Potential Loyalist", "3-5", "3-5", "2-5"],
  ["Loyal Customers", "2-4", "2-4", "2-4"],
  ["Promising", "3-4", "1-3", "3-5"],
  ["New Customers", "4-5", "1-3", "1-5"],
  ["Can't Lose Them", "1-2", "3-4", "4-5"],
  ["At Risk", "1-2", "2-5", "4-5"],
  ["Need Attention", "1-3", "3-5", "3-5"],
  ["About To Sleep", "2-3", "1-3", "1-4"],
  ["Lost", "1", "1-5", "1-5"],
);

/** Segment tables made for scores 1 to 5. */
export const SEGMENT_PRESETS = Object.freeze({ "rf-grid": rfGrid, "rfm-r-0.2": rfmR02, "rfm-r-0.3": rfmR03 });

export type SegmentPreset = keyof typeof SEGMENT_PRESETS;
