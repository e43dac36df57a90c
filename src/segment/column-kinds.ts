import type { ColumnKinds } from "./algorithms/pick.js";
import type { ResolvedFeature } from "./features/resolve.js";
import type { Recipe } from "./prepare/recipe.js";

/** What each prepared column is: the features, then the indicators of missing values, or else components. */
export function kindsOf(recipe: Recipe, features: readonly ResolvedFeature[]): ColumnKinds {
  if (recipe.components !== null) {
    const { loadings } = recipe.components;
    return { kinds: loadings.map(() => "numeric" as const), weights: loadings.map(() => 1) };
  }
  const flagged = features.filter((_, j) => recipe.features[j].indicator);
  const all = [...features, ...flagged];
  return { kinds: all.map(() => "numeric" as const), weights: all.map(({ settings }) => settings.weight) };
}
