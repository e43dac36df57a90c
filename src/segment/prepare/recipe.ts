/** How one feature is prepared: every number that the steps need, fitted on the training rows. */
export interface FittedFeature {
  readonly name: string;
  readonly missing: "error" | "drop" | "fill";
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
}

export type FittedTransform =
  | { readonly kind: "none" | "log1p" | "slog" }
  /** Distinct training values, ascending, and the share (average rank - 0.5) / n of each. */
  | { readonly kind: "rank"; readonly values: readonly number[]; readonly shares: readonly number[] }
  /** The type 7 quantiles at 0.001, 0.002, … 0.999. */
  | { readonly kind: "quantile" | "normal"; readonly quantiles: readonly number[] };

/** The whole preparation, as plain data: select, missing, caps, transform, scale, weight, in this order. */
export interface Recipe {
  readonly version: 1;
  readonly features: readonly FittedFeature[];
}

/** Version of the rules in `prepareValue`; raising it changes numbers of studies. */
export const RECIPE_VERSION = 1;
