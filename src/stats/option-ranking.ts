import { sum } from "./block-sum.js";
import { square } from "./square.js";
import { requireSameLength } from "./check.js";
import { givenWeights } from "./combined-weights.js";
import { minMaxScale, rangeOf, type WeightedColumn } from "./entropy-weights.js";
import { defined, notDefined, type Measure } from "./measure.js";

/** Scores that differ by less share a rank: they differ by rounding alone. */
const SAME = 1e-12;

/** n options judged by m weighted criteria. */
export interface OptionScores {
  /** n scores, 1 best possible */
  readonly scores: readonly Measure[];
  /** n ranks from 1; equal scores share the best of their ranks (1, 2, 2, 4); null without a score */
  readonly ranks: readonly (number | null)[];
}

/** The scaled values y_ij of m criteria, one column a criterion: min-max to 0..1 by direction, 1 best; a constant one is 0. */
export function scaledCriteria(criteria: readonly WeightedColumn[]): readonly Float64Array[] {
  requireCriteria(criteria);
  return criteria.map((each) => minMaxScale(each, rangeOf(each.values)));
}

/**
 * Simple additive weighting: `sum_j w_j y_ij` of min-max values. Weights are rescaled to sum 1.
 * Throws RangeError for no criterion, fewer than two options, unequal lengths, values that are not finite, or unusable weights.
 * Source: Hwang and Yoon 1981, Multiple Attribute Decision Making.
 */
export function additiveRanking(criteria: readonly WeightedColumn[], weights: readonly number[]): OptionScores {
  const scaled = scaledCriteria(criteria);
  requireSameLength(criteria, weights, "criteria and weights");
  const w = givenWeights(weights);
  return ranked(Array.from(scaled[0], (_, i) => defined(sum(scaled.map((column, j) => w[j] * column[i])))));
}

/**
 * TOPSIS: closeness `D- / (D+ + D-)` to the ideal, after vector normalisation `x_ij / sqrt(sum_i x_ij^2)` and weighting.
 * A criterion of zeros stays zero; options that are all alike have no closeness. Throws RangeError as `additiveRanking`.
 * Source: Hwang and Yoon 1981.
 */
export function topsisRanking(criteria: readonly WeightedColumn[], weights: readonly number[]): OptionScores {
  requireCriteria(criteria);
  requireSameLength(criteria, weights, "criteria and weights");
  const w = givenWeights(weights);
  const weighted = criteria.map((each, j) => vectorScaled(each.values).map((value) => w[j] * value));
  const ends = weighted.map((values, j) => {
    const { minimum, maximum } = rangeOf(values);
    return criteria[j].higherIsBetter ? { best: maximum, worst: minimum } : { best: minimum, worst: maximum };
  });
  const distance = (i: number, end: "best" | "worst") =>
    Math.sqrt(sum(weighted.map((values, j) => square(values[i] - ends[j][end]))));
  return ranked(
    Array.from(weighted[0], (_, i) => {
      const [fromBest, fromWorst] = [distance(i, "best"), distance(i, "worst")];
      return fromBest + fromWorst === 0 ? notDefined("all_equal") : defined(fromWorst / (fromBest + fromWorst));
    }),
  );
}

function vectorScaled(values: ArrayLike<number>): number[] {
  const all = Array.from(values);
  const largest = Math.max(...all.map(Math.abs));
  if (largest === 0) return all;
  const length = Math.sqrt(sum(all.map((value) => square(value / largest))));
  return all.map((value) => value / largest / length);
}

function ranked(scores: readonly Measure[]): OptionScores {
  const values = scores.map((each) => (each.defined ? each.value : null));
  const ranks = values.map((own) =>
    own === null ? null : 1 + values.filter((other) => other !== null && other > own + SAME).length,
  );
  return Object.freeze({ scores: Object.freeze(scores), ranks: Object.freeze(ranks) });
}

function requireCriteria(criteria: readonly WeightedColumn[]): void {
  if (criteria.length === 0) throw new RangeError("a ranking needs at least one criterion");
  criteria.forEach((each) => {
    requireSameLength(each.values, criteria[0].values, "the criteria");
  });
  if (criteria[0].values.length < 2) throw new RangeError("a ranking needs at least two options");
}
