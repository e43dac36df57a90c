import { adjustedRandIndex } from "../stats/cluster/rand-index.js";
import { CustvalError } from "../core/errors.js";
import type { SegmentResult } from "../tables/results/segment.js";
import { clustererFor } from "./algorithms/pick.js";
import type { FitOptions, SegmentFit } from "./algorithms/clusterer.js";
import { kindsOf } from "./column-kinds.js";
import { givenCentres } from "./given-centres.js";
import type { SegmentInput } from "./input.js";
import { rowsOf } from "./prepare/apply-recipe.js";
import { prepareInput, type PreparedInput } from "./prepare-input.js";
import type { SegmentSettings } from "./settings.js";

/**
 * Agreement of the segments with those of a fit on the customers that lack no value: preparation and clustering anew, with the same k.
 * Null where no clustered customer lacks a value; an index of null where the complete customers cannot be put in k segments.
 */
export function completeRowsAgreement(
  input: SegmentInput,
  prepared: PreparedInput,
  { labels, k }: Pick<SegmentFit, "labels" | "k">,
  settings: SegmentSettings,
  options: FitOptions,
): SegmentResult["complete_rows"] {
  const complete = completeRows([...prepared.raw, ...prepared.codes]);
  if (complete.length === labels.length) return null;
  const own = Int32Array.from(complete, (at) => labels[at]);
  const other = labelsWithout(inputOf(input, prepared, complete), settings, k, options);
  return {
    customers: complete.length,
    adjusted_rand_index: other === null ? null : adjustedRandIndex([...own], [...other]),
  };
}

function completeRows(columns: readonly Float64Array[]): Int32Array {
  const all = Int32Array.from(columns[0], (_, row) => row);
  return all.filter((row) => columns.every((column) => !Number.isNaN(column[row])));
}

/** The input cut to some of the clustered customers. */
function inputOf(input: SegmentInput, { matrix }: PreparedInput, clustered: Int32Array): SegmentInput {
  const rows = Int32Array.from(clustered, (at) => matrix.kept[at]);
  const taken = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  return {
    ...input,
    ids: Array.from(rows, (row) => input.ids[row]),
    columns: input.columns.map(taken),
    categories: input.categories.map((each) => ({ ...each, codes: taken(each.codes) })),
    value: input.value && taken(input.value),
    row_weights: input.row_weights && taken(input.row_weights),
  };
}

function labelsWithout(
  input: SegmentInput,
  settings: SegmentSettings,
  k: number,
  options: FitOptions,
): Int32Array | null {
  try {
    const prepared = prepareInput(input, settings);
    const clusterer = clustererFor(settings, prepared.matrix, kindsOf(prepared.fitted.recipe, input));
    const centres = givenCentres(input, prepared.fitted.recipe, settings);
    return clusterer.fit(rowsOf(prepared.matrix), k, { ...options, value: prepared.order_value, centres }).labels;
  } catch (error) {
    if (error instanceof RangeError || error instanceof CustvalError) return null;
    throw error;
  }
}
