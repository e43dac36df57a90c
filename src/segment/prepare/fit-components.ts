import { failIfAny } from "../../core/errors.js";
import { principalAxes } from "../../stats/linear/principal-axes.js";
import type { SegmentSettings } from "../settings.js";
import { rowsOf, type Prepared } from "./apply-recipe.js";
import { problem } from "./problem.js";
import type { FittedComponents } from "./recipe.js";

type Rule = NonNullable<SegmentSettings["pca"]>;

/** Shares and loadings closer than this are equal, so that rounding decides nothing. */
const ROUNDING = 1e-9;

/**
 * Principal components of the columns as they arrive, so of the correlation matrix after plain `z` with the same divisor. Kept:
 * the fewest that explain the share, or those with a variance above the eigenvalue. Sign: the largest absolute loading (the
 * first of equal ones) is positive. Throws SEG-025 when none is kept.
 */
export function fitComponents(scaled: Prepared, rule: Rule, divisor: SegmentSettings["z_divisor"]): FittedComponents {
  const d = scaled.columns;
  const { means, variances, vectors } = principalAxes(rowsOf(scaled), divisor);
  const positive = variances.map((each) => Math.max(0, each));
  const total = positive.reduce((sum, each) => sum + each, 0);
  const kept = "share" in rule ? countToShare(positive, total, rule.share) : countAbove(positive, rule.eigenvalue);
  if (kept === 0) refuseNone(rule, positive[0]);
  return Object.freeze({
    means: [...means],
    loadings: Array.from({ length: kept }, (_, axis) =>
      signed(Array.from({ length: d }, (_, j) => vectors[j * d + axis])),
    ),
    variances: [...positive.subarray(0, kept)],
    total,
  });
}

function countToShare(variances: Float64Array, total: number, share: number): number {
  let sum = 0;
  for (let count = 0; count < variances.length; count++) {
    sum += variances[count];
    if (sum >= share * total * (1 - ROUNDING)) return count + 1;
  }
  return variances.length;
}

function countAbove(variances: Float64Array, limit: number): number {
  return variances.filter((each) => each > limit * (1 + ROUNDING)).length;
}

function signed(loadings: readonly number[]): readonly number[] {
  const largest = loadings.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  const first = loadings.find((each) => Math.abs(each) >= largest - ROUNDING)!;
  return Object.freeze(loadings.map((each) => (first < 0 ? -each : each) + 0));
}

function refuseNone(rule: Rule, largest: number): never {
  const limit = "share" in rule ? rule.share : rule.eigenvalue;
  const found = `no component has a variance above ${String(limit)}; the largest is ${largest.toFixed(3)}`;
  failIfAny([problem("SEG-025", found, "use pca: { share: 0.85 }, or leave pca out", "segment.pca")]);
  throw new RangeError(found);
}
