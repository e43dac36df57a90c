import { sum } from "./block-sum.js";
import { requireFinite, requireSameLength } from "./check.js";

/**
 * AHP weights a and entropy weights h joined: `multiplicative` a_j h_j / sum a h (default) or `linear` theta a_j + (1 - theta) h_j.
 * Throws RangeError for weights that are negative or sum to 0, unequal lengths, all products 0, or theta outside 0..1.
 */
export function combinedWeights(
  a: readonly number[],
  h: readonly number[],
  rule: "multiplicative" | "linear" = "multiplicative",
  theta = 0.5,
): number[] {
  requireSameLength(a, h, "the two sets of weights");
  const [left, right] = [givenWeights(a), givenWeights(h)];
  if (!(theta >= 0 && theta <= 1)) throw new RangeError("theta lies between 0 and 1");
  if (rule === "linear") return left.map((weight, j) => theta * weight + (1 - theta) * right[j]);
  return givenWeights(left.map((weight, j) => weight * right[j]));
}

/** Weights rescaled to sum 1. Throws RangeError when one is negative or not finite, or all are 0. */
export function givenWeights(weights: readonly number[]): number[] {
  requireFinite(weights, "weights");
  if (weights.some((weight) => weight < 0)) throw new RangeError("weights are not negative");
  const total = sum(weights);
  if (!(total > 0)) throw new RangeError("at least one weight must be positive");
  return weights.map((weight) => weight / total);
}
