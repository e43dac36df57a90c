/** How one feature is prepared: every number that the steps need, fitted on the training rows. */
export interface FittedFeature {
  readonly name: string;
  readonly missing: "error" | "drop" | "fill" | "partial";
  /** The value of a missing cell under `fill`. */
  readonly fill: number | null;
  /** Limits in original units, before any transform; null where a side is open. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly transform: FittedTransform;
  readonly centre: number;
  readonly spread: number;
  /** What the scaled column is multiplied by: the weight, or its root in mode `distance`. */
  readonly factor: number;
  /** Whether a column of 0 and 1, times the factor, says which values were missing. */
  readonly indicator: boolean;
}

export type FittedTransform =
  | { readonly kind: "none" | "log1p" | "slog" }
  /** Distinct training values, ascending, and the share (average rank - 0.5) / n of each. */
  | { readonly kind: "rank"; readonly values: readonly number[]; readonly shares: readonly number[] }
  /** The type 7 quantiles at 0.001, 0.002, … 0.999. */
  | { readonly kind: "quantile" | "normal"; readonly quantiles: readonly number[] };

/** The rotation to principal components, the last step. */
export interface FittedComponents {
  /** Mean of each column as it arrives. */
  readonly means: readonly number[];
  /** One row a component: its loading of each column; length 1, the largest absolute loading is positive. */
  readonly loadings: readonly (readonly number[])[];
  /** Variance along each kept component, largest first. */
  readonly variances: readonly number[];
  /** Sum of the variances of all components, kept or not. */
  readonly total: number;
}

/** A feature of categories: its codes are compared as they are. */
export interface FittedCategory {
  readonly name: string;
  readonly missing: "error" | "drop" | "partial" | "level";
}

/** The whole preparation, as plain data: select, missing, caps, transform, scale, weight, components, in this order. */
export interface Recipe {
  readonly version: 1;
  readonly features: readonly FittedFeature[];
  readonly categories: readonly FittedCategory[];
  /** Null where columns are used as they are. */
  readonly components: FittedComponents | null;
}

/** Names of the columns before components: the features, then the indicators of missing values, then the categories. */
export function scaledColumns({ features, categories }: Omit<Recipe, "version" | "components">): readonly string[] {
  const indicators = features.filter((each) => each.indicator).map((each) => `${each.name} (missing)`);
  return [...features.map((each) => each.name), ...indicators, ...categories.map((each) => each.name)];
}

/** Number of columns of a prepared row. */
export function preparedWidth(recipe: Omit<Recipe, "version">): number {
  return recipe.components?.loadings.length ?? scaledColumns(recipe).length;
}

/** Version of the rules in `prepareValue`; raising it changes numbers of studies. */
export const RECIPE_VERSION = 1;
