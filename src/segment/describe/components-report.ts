import type { SegmentResult } from "../../tables/results/segment.js";
import { scaledColumns, type Recipe } from "../prepare/recipe.js";
import type { SegmentSettings } from "../settings.js";

/** The components that were clustered, with their loadings; null where the features themselves were. */
export function componentsReport(recipe: Recipe, { pca }: Pick<SegmentSettings, "pca">): SegmentResult["components"] {
  const { components } = recipe;
  if (components === null || pca === undefined) return null;
  const { loadings, variances, total } = components;
  const shareOf = (variance: number) => (total > 0 ? variance / total : null);
  return {
    rule: "share" in pca ? `share ${String(pca.share)}` : `eigenvalue above ${String(pca.eigenvalue)}`,
    columns: [...scaledColumns(recipe)],
    kept: loadings.length,
    explained: shareOf(variances.reduce((sum, each) => sum + each, 0)),
    components: loadings.map((each, at) => ({
      variance: variances[at],
      explained: shareOf(variances[at]),
      loadings: [...each],
    })),
  };
}
