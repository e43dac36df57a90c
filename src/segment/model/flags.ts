import type { Scores } from "./score.js";
import { categoriesOf, isUnseen } from "./model-categories.js";
import type { SegmentModel } from "./model.js";

/** From this percentile of the training members' distances on, a customer is atypical for the segment. */
export const ATYPICAL_PERCENTILE = 0.99;

/** What is said of each scored customer besides the segment, one entry a scored row. */
export interface Flags {
  /** Hundredths: how many of the segment's 99 stored distance percentiles lie below the customer's distance. */
  readonly percentile: Float64Array;
  /** 1 where some value lies outside the training 0.1-99.9 % range. */
  readonly outside: Uint8Array;
  /** 1 where some value was missing and the model's rule filled it. */
  readonly imputed: Uint8Array;
}

/**
 * The flags of scored rows; they depend on each row and the model alone.
 * @param columns one column a feature of the model as read, then the codes of its categories; NaN is missing
 */
export function flagsOf(
  model: SegmentModel,
  columns: readonly Float64Array[],
  { kept, labels, confidence }: Scores,
): Flags {
  const outside = new Uint8Array(kept.length);
  const imputed = new Uint8Array(kept.length);
  model.drift.forEach(({ usual_low, usual_high }, j) => {
    const filled = model.prepare.features[j].missing === "fill";
    kept.forEach((row, at) => {
      const x = columns[j][row];
      if (Number.isNaN(x)) imputed[at] |= filled ? 1 : 0;
      else if (x < usual_low || x > usual_high) outside[at] = 1;
    });
  });
  categoriesOf(model).forEach((each, at) => {
    if (each.categories.unseen !== "flag") return;
    const codes = columns[model.drift.length + at];
    kept.forEach((row, i) => {
      if (isUnseen(each, codes[row])) outside[i] = 1;
    });
  });
  const percentile = Float64Array.from(labels, (label, at) =>
    percentileOf(model.segments[label].distance_percentiles, confidence.distance[at]),
  );
  return Object.freeze({ percentile, outside, imputed });
}

function percentileOf(ascending: readonly number[], distance: number): number {
  let below = 0;
  for (const each of ascending) if (each < distance) below += 1;
  return below / 100;
}
