import { sum } from "./block-sum.js";
import { requireSameLength } from "./check.js";
import { givenWeights } from "./combined-weights.js";
import type { WeightedColumn } from "./entropy-weights.js";
import { scaledCriteria } from "./option-ranking.js";

/** The smallest change of one weight that reverses the order of two options. */
export interface Reversal {
  /** the weight at which the two are level, 0 < weight < 1; beyond it their order is reversed */
  readonly weight: number;
  /** that weight less the present one; 0 for options that are level now */
  readonly change: number;
  /** positions of the two options; the first is ahead now (or comes first, when they are level) */
  readonly ahead: number;
  readonly behind: number;
}

/** How far the additive ranking depends on one weight, the others being rescaled in proportion. */
export interface WeightSensitivity {
  /** smallest change after which another option is first; null when no change of this weight does it */
  readonly first: Reversal | null;
  /** smallest change that reverses any two options; null when none does */
  readonly any: Reversal | null;
}

/**
 * Sensitivity of the additive ranking to each of m weights, in closed form. With weight t for criterion j the score of
 * option i is `t y_ij + (1 - t) R_i`, `R_i` the mean of its other scaled values by their weights; so two options are level
 * at `t* = r / (r - u)`, `u = y_aj - y_bj`, `r = R_a - R_b`, where that lies strictly between 0 and 1.
 * A weight of 1 leaves nothing to rescale: both entries are null. Throws RangeError as `additiveRanking`.
 * Source: Triantaphyllou and Sánchez 1997 (Decision Sciences 28), for the absolute change, here with rescaling.
 */
export function weightSensitivity(
  criteria: readonly WeightedColumn[],
  weights: readonly number[],
): readonly WeightSensitivity[] {
  const scaled = scaledCriteria(criteria);
  requireSameLength(criteria, weights, "criteria and weights");
  const w = givenWeights(weights);
  const n = scaled[0].length;
  const scores = Array.from({ length: n }, (_, i) => sum(scaled.map((column, j) => w[j] * column[i])));
  const order = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a] || a - b);
  return scaled.map((column, j) => {
    if (w[j] === 1) return { first: null, any: null };
    const rest = scores.map(
      (_, i) => sum(scaled.map((each, other) => (other === j ? 0 : w[other] * each[i]))) / (1 - w[j]),
    );
    const reversals = order.flatMap((ahead, place) =>
      order.slice(place + 1).flatMap((behind) => {
        const weight = levelWeight(column[ahead] - column[behind], rest[ahead] - rest[behind], w[j]);
        return weight === null ? [] : [{ weight, change: weight - w[j], ahead, behind }];
      }),
    );
    return { first: smallest(reversals.filter((each) => each.ahead === order[0])), any: smallest(reversals) };
  });
}

/** The weight at which two options are level, or null: alike at every weight, or in the same order throughout. */
function levelWeight(u: number, r: number, present: number): number | null {
  const scale = Math.abs(u) + Math.abs(r);
  if (scale < 1e-12 || Math.abs(r - u) < 1e-12 * scale) return null;
  const level = r / (r - u);
  if (Math.abs(level - present) < 1e-12) return present;
  return level > 0 && level < 1 ? level : null;
}

function smallest(reversals: readonly Reversal[]): Reversal | null {
  const sorted = [...reversals].sort((a, b) => {
    const gap = Math.abs(a.change) - Math.abs(b.change);
    return Math.abs(gap) < 1e-12 ? a.ahead - b.ahead || a.behind - b.behind : gap;
  });
  return sorted.at(0) ?? null;
}
