import type { ColumnKinds } from "./algorithms/pick.js";
import type { SegmentInput } from "./input.js";
import type { Recipe } from "./prepare/recipe.js";

/** What each prepared column is: the features, then the indicators of missing values and the categories, or else components. */
export function kindsOf(
  recipe: Recipe,
  { features, categories }: Pick<SegmentInput, "features" | "categories">,
): ColumnKinds {
  if (recipe.components !== null) {
    const { loadings } = recipe.components;
    return { kinds: loadings.map(() => "numeric" as const), weights: loadings.map(() => 1) };
  }
  const flagged = features.filter((_, j) => recipe.features[j].indicator);
  const numeric = [...features, ...flagged];
  return {
    kinds: [...numeric.map(() => "numeric" as const), ...categories.map(() => "nominal" as const)],
    weights: [...numeric, ...categories].map(({ settings }) => settings.weight),
  };
}
