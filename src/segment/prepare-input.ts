import type { Warning } from "../engine/stage.js";
import type { SegmentResult } from "../tables/results/segment.js";
import type { SegmentInput } from "./input.js";
import { rotated, scaledRows, type Prepared } from "./prepare/apply-recipe.js";
import { fitRecipe, type FittedRecipe } from "./prepare/fit-recipe.js";
import { refuseIncomparable } from "./prepare/incomparable.js";
import { mean } from "./prepare/summary.js";
import type { SegmentSettings } from "./settings.js";

/** The clustered customers: their prepared rows, original values and ids, all in the same order. */
export interface PreparedInput {
  readonly fitted: FittedRecipe;
  readonly matrix: Prepared;
  /** The rows before components: one column a feature, then the indicators; `matrix` itself where there are no components. */
  readonly scaled: Prepared;
  readonly ids: readonly string[];
  /** Values as read, one column a feature; NaN is missing. */
  readonly raw: readonly Float64Array[];
  /** Codes of each category, in the order of the input. */
  readonly codes: readonly Float64Array[];
  /** Values after the missing rule and before caps, one column a feature; NaN is missing under `partial`. */
  readonly originals: readonly Float64Array[];
  /** What labels are ordered by; a customer without a value takes the mean of the others. */
  readonly order_value: Float64Array | null;
  readonly flow: SegmentResult["flow"];
  readonly warnings: readonly Warning[];
}

/** Fits and applies the recipe. Throws SEG-002, 004, 005, 008, 016 and 025. */
export function prepareInput(input: SegmentInput, settings: SegmentSettings): PreparedInput {
  const { features, columns, categories, row_weights } = input;
  const fitted = fitRecipe(features, columns, settings, row_weights, categories);
  const scaled = scaledRows(fitted.recipe, [...columns, ...categories.map((each) => each.codes)], row_weights);
  refuseIncomparable(scaled);
  const matrix = rotated(fitted.recipe, scaled);
  const { kept } = matrix;
  const raw = input.columns.map((column) => Float64Array.from(kept, (row) => column[row]));
  const originals = raw.map((column, j) => {
    const fill = fitted.recipe.features[j].fill;
    return fill === null ? column : column.map((x) => (Number.isNaN(x) ? fill : x));
  });
  const value = input.value === null ? null : Float64Array.from(kept, (row) => input.value![row]);
  return Object.freeze({
    fitted,
    matrix,
    scaled,
    ids: Array.from(kept, (row) => input.ids[row]),
    raw,
    codes: categories.map((each) => Float64Array.from(kept, (row) => each.codes[row])),
    originals,
    order_value: value === null ? null : completed(value),
    flow: flowOf(fitted, input.ids.length),
    warnings: value === null ? [] : valueWarnings(value),
  });
}

function flowOf({ counts }: FittedRecipe, customers: number): SegmentResult["flow"] {
  const after = customers - counts.mostly_missing;
  return [
    { step: "mostly_missing", removed: counts.mostly_missing, remaining: after },
    { step: "missing_values", removed: counts.incomplete, remaining: after - counts.incomplete },
  ];
}

function completed(value: Float64Array): Float64Array {
  const known = value.filter((x) => !Number.isNaN(x));
  const usual = known.length === 0 ? 0 : mean(known);
  return value.map((x) => (Number.isNaN(x) ? usual : x));
}

function valueWarnings(value: Float64Array): readonly Warning[] {
  const without = value.reduce((sum, x) => sum + (Number.isNaN(x) ? 1 : 0), 0);
  if (without === 0) return [];
  const message = `${String(without)} of ${String(value.length)} clustered customers have no value; sums leave them out`;
  return [{ code: "SEG-107", message }];
}
