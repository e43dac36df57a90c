import type { Rows } from "../../stats/kmeans/rows.js";
import { scaledColumns, type FittedCategory, type FittedFeature, type Recipe } from "./recipe.js";
import { transformValue } from "./transform.js";

/** Prepared rows, row by row, and which rows of the input they are. */
export interface Prepared {
  /** n x d, row-major. */
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** Positions of the kept rows in the input, ascending. */
  readonly kept: Int32Array;
  /** Weight of each row; all 1 when absent. */
  readonly weights?: Float64Array;
}

/** The prepared rows as kernels take them. */
export function rowsOf({ data, rows, columns, weights }: Prepared): Rows {
  return { x: data, n: rows, d: columns, ...(weights === undefined ? {} : { weights }) };
}

/** One value through all steps. A missing value that no rule fills stays NaN. -0 becomes 0. */
export function prepareValue(feature: FittedFeature, x: number): number {
  const known = Number.isNaN(x) ? (feature.fill ?? NaN) : x;
  if (Number.isNaN(known)) return NaN;
  const scaled = (transformValue(feature.transform, capValue(feature, known)) - feature.centre) / feature.spread;
  return scaled * feature.factor + 0;
}

/** A value within the fitted limits. */
export function capValue(feature: Pick<FittedFeature, "lower" | "upper">, x: number): number {
  if (feature.lower !== null && x < feature.lower) return feature.lower;
  return feature.upper !== null && x > feature.upper ? feature.upper : x;
}

/**
 * Rows that can be prepared: nothing is missing that no rule fills, and not more than half of the features are missing.
 * @param columns one column a feature, NaN is missing
 */
export function usableRows(
  features: readonly { readonly missing: FittedFeature["missing"] | FittedCategory["missing"] }[],
  columns: readonly Float64Array[],
): { readonly kept: Int32Array; readonly incomplete: number; readonly mostly_missing: number } {
  const n = columns[0].length;
  const kept = new Int32Array(n);
  let size = 0;
  let mostly = 0;
  for (let row = 0; row < n; row++) {
    let missing = 0;
    let unfilled = 0;
    for (let j = 0; j < features.length; j++) {
      if (!Number.isNaN(columns[j][row])) continue;
      missing += 1;
      if (features[j].missing === "error" || features[j].missing === "drop") unfilled += 1;
    }
    if (2 * missing > features.length) mostly += 1;
    else if (unfilled === 0) kept[size++] = row;
  }
  return { kept: kept.slice(0, size), mostly_missing: mostly, incomplete: n - size - mostly };
}

/**
 * The prepared matrix of the usable rows. The value of a row depends on that row and the recipe alone.
 * @param columns one column a feature, then one of codes a category; NaN is missing
 * @param weights one weight a row of the input
 */
export function applyRecipe(
  recipe: Recipe,
  columns: readonly Float64Array[],
  weights: Float64Array | null = null,
): Prepared {
  return rotated(recipe, scaledRows(recipe, columns, weights));
}

/**
 * The matrix before components: one column a feature, then the indicators of missing values, then the categories.
 * @param columns one column a feature, then one of codes a category
 */
export function scaledRows(
  { features, categories }: Omit<Recipe, "version" | "components">,
  columns: readonly Float64Array[],
  weights: Float64Array | null = null,
): Prepared {
  const { kept } = usableRows([...features, ...categories], columns);
  const d = scaledColumns({ features, categories }).length;
  const data = new Float64Array(kept.length * d);
  let next = features.length;
  features.forEach((feature, j) => {
    const column = columns[j];
    const flag = feature.indicator ? next++ : -1;
    kept.forEach((row, i) => {
      data[i * d + j] = prepareValue(feature, column[row]);
      if (flag >= 0 && Number.isNaN(column[row])) data[i * d + flag] = feature.factor;
    });
  });
  categories.forEach((_, at) => {
    const codes = columns[features.length + at];
    kept.forEach((row, i) => (data[i * d + next + at] = codes[row]));
  });
  const own = weights === null ? {} : { weights: Float64Array.from(kept, (row) => weights[row]) };
  return Object.freeze({ data, rows: kept.length, columns: d, kept, ...own });
}

/** Scaled rows in the components of the recipe; the same rows where it has none. */
export function rotated({ components }: Pick<Recipe, "components">, scaled: Prepared): Prepared {
  if (components === null) return scaled;
  const { means, loadings } = components;
  const from = scaled.columns;
  const to = loadings.length;
  const data = new Float64Array(scaled.rows * to);
  for (let i = 0; i < scaled.rows; i++) {
    for (let c = 0; c < to; c++) {
      let sum = 0;
      for (let j = 0; j < from; j++) sum += (scaled.data[i * from + j] - means[j]) * loadings[c][j];
      data[i * to + c] = sum;
    }
  }
  return Object.freeze({ ...scaled, data, columns: to });
}
