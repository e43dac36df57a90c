import { blockSum } from "../../stats/block-sum.js";
import { rangesOf } from "../../stats/cluster/gower.js";
import { spreadsOf } from "../../stats/cluster/mixed-balance.js";
import type { SegmentResult } from "../../tables/results/segment.js";
import { balanceOf } from "../algorithms/prototypes.js";
import { gammaChoice } from "../algorithms/pick.js";
import { kindsOf } from "../column-kinds.js";
import type { SegmentInput } from "../input.js";
import { rowsOf, type Prepared } from "../prepare/apply-recipe.js";
import type { PreparedInput } from "../prepare-input.js";
import { scaledColumns } from "../prepare/recipe.js";
import type { SegmentSettings } from "../settings.js";

/**
 * How numbers and categories are set against each other: gamma of k-prototypes, and the share of the mean dissimilarity of two
 * customers (drawn with replacement) that each column causes. Null where there are no categories and no Gower.
 */
export function mixedReport(
  input: SegmentInput,
  { matrix, fitted }: PreparedInput,
  settings: SegmentSettings,
): SegmentResult["mixed"] {
  const names = scaledColumns(fitted.recipe);
  const { kinds, weights } = kindsOf(fitted.recipe, input);
  const categorical = kinds.map((kind) => kind !== "numeric");
  const withShares = (gamma: number | null, shares: ArrayLike<number> | null) => ({
    gamma,
    shares: shares && names.map((variable, j) => ({ variable, share: shares[j] })),
  });
  if (settings.algorithm === "k-prototypes") {
    const { gamma, shares } = balanceOf(rowsOf(matrix), categorical, gammaChoice(settings.gamma));
    return withShares(gamma, shares);
  }
  const isMedoids = settings.algorithm === "pam" || settings.algorithm === "clara";
  return isMedoids && settings.metric === "gower" ? withShares(null, gowerShares(matrix, categorical, weights)) : null;
}

/** Shares of Gower's dissimilarity; null where a value is missing, for pairs then compare different variables. */
function gowerShares(
  { data, rows: n, columns: d }: Prepared,
  categorical: readonly boolean[],
  weights: readonly number[],
): readonly number[] | null {
  if (data.some(Number.isNaN)) return null;
  const kinds = categorical.map((each) => (each ? ("nominal" as const) : ("numeric" as const)));
  const ranges = rangesOf(data, n, d, kinds);
  const spreads = spreadsOf({ x: data, n, d, categorical });
  const caused = kinds.map((kind, j) => {
    if (kind === "nominal") return weights[j] * spreads[j];
    const column = Float64Array.from({ length: n }, (_, i) => data[i * d + j]);
    return ranges[j] > 0 ? (weights[j] * meanDifference(column)) / ranges[j] : 0;
  });
  const all = caused.reduce((sum, each) => sum + each, 0);
  return caused.map((each) => (all > 0 ? each / all : 0));
}

/** Mean absolute difference of two values drawn with replacement (Gini). */
function meanDifference(values: Float64Array): number {
  const n = values.length;
  const sorted = values.slice().sort();
  return (2 * blockSum(n, (i) => (2 * i + 1 - n) * sorted[i])) / (n * n);
}
