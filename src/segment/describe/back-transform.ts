import { expm1 } from "../../core/elementary.js";
import { capValue } from "../prepare/apply-recipe.js";
import type { FittedFeature } from "../prepare/recipe.js";
import { mean } from "../prepare/summary.js";
import { transformValue } from "../prepare/transform.js";

/**
 * The mean of transformed values, taken back to original units: after `log1p` the geometric mean of 1 + x, less 1; after `slog` its
 * signed form. Null for other transforms, which have no such mean.
 * @param values members' values before caps, at least one
 */
export function backTransformedMean(feature: FittedFeature, values: Float64Array): number | null {
  const { kind } = feature.transform;
  if (kind !== "log1p" && kind !== "slog") return null;
  const centre = mean(values.map((x) => transformValue(feature.transform, capValue(feature, x))));
  return centre < 0 ? -expm1(-centre) : expm1(centre);
}
