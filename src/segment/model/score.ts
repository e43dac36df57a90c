import { confidenceOfParts, labelRows } from "../algorithms/scoring.js";
import type { Confidence } from "../describe/confidence.js";
import { applyRecipe, rowsOf } from "../prepare/apply-recipe.js";
import { partsOf } from "./stored-parts.js";
import type { SegmentModel } from "./model.js";

/** Segments of the rows that the model can score. A row's score depends on that row and the model alone. */
export interface Scores {
  /** Positions of the scored rows, ascending; rows with missing values that no rule fills are left out. */
  readonly kept: Int32Array;
  /** 0 for S1, and so on, one a scored row. */
  readonly labels: Int32Array;
  readonly confidence: Confidence;
}

/**
 * Scores rows with a saved model: the same recipe, the same distances, ties to the lower segment, so that training rows get
 * their stored segment and distance bit for bit.
 * @param columns one column a feature of the model, in its order; NaN is missing
 */
export function scoreRows(model: SegmentModel, columns: readonly Float64Array[]): Scores {
  const prepared = applyRecipe(model.prepare, columns);
  const rows = rowsOf(prepared);
  const parts = partsOf(model);
  const labels = labelRows(rows, parts);
  return Object.freeze({ kept: prepared.kept, labels, confidence: confidenceOfParts(rows, labels, parts) });
}
