import { CustvalError, failIfAny } from "../../core/errors.js";
import { ahpWeights, type AhpWeights } from "../../stats/ahp-weights.js";
import { combinedWeights } from "../../stats/combined-weights.js";
import { entropyWeights } from "../../stats/entropy-weights.js";
import type { SegmentInput } from "../input.js";
import type { SegmentSettings } from "../settings.js";
import { problem } from "./problem.js";

type WeightSettings = NonNullable<SegmentSettings["weights"]>;

/**
 * The input with the weight of each feature by the declared method: judgements (AHP), entropy of the values as read, over customers
 * with no missing value, or the product of both. Weights sum to 1. Throws SEG-010.
 */
export function weightedInput(input: SegmentInput, { weights }: Pick<SegmentSettings, "weights">): SegmentInput {
  if (weights === undefined) return input;
  const found = resolved(input, weights);
  if (found.some((each) => !(each > 0))) refuse("a feature gets weight 0", "leave that feature out");
  const features = input.features.map((each, j) => ({ ...each, settings: { ...each.settings, weight: found[j] } }));
  return Object.freeze({ ...input, features });
}

function resolved(input: SegmentInput, weights: WeightSettings): readonly number[] {
  if (weights.by === "entropy") return entropyOf(input, weights.shift);
  const judged = judgedBy(weights, input.features.length).weights;
  if (weights.by === "ahp") return judged;
  return combinedWeights(judged, entropyOf(input, weights.shift));
}

function judgedBy(weights: Exclude<WeightSettings, { by: "entropy" }>, features: number): AhpWeights {
  if (weights.matrix.length !== features)
    refuse(`the pairwise matrix has ${String(weights.matrix.length)} rows for ${String(features)} features`, HINT);
  const found = orRefuse(() => ahpWeights(weights.matrix));
  if (!found.consistent && !weights.accept_inconsistent)
    refuse(
      `the judgements contradict each other: consistency ratio ${found.consistencyRatio.toFixed(3)}, limit 0.1 (random index ${String(found.randomIndex)})`,
      "revise the judgements, or set accept_inconsistent: true",
    );
  return found;
}

const HINT = "give a square matrix in the order of the features, positive, 1 on the diagonal, reciprocal";

function orRefuse(work: () => AhpWeights): AhpWeights {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CustvalError([problem("SEG-010", error.message, HINT, "segment.weights")], { cause: error });
  }
}

function entropyOf({ features, columns }: SegmentInput, shift: number): readonly number[] {
  const complete = columns[0].map((_, row) => (columns.every((each) => !Number.isNaN(each[row])) ? 1 : 0));
  const rows = columns.map((column) => column.filter((_, row) => complete[row] === 1));
  if (rows[0].length < 2) refuse("entropy weights need two customers without missing values", "fill them before");
  return entropyWeights(
    rows.map((values, j) => ({ values, higherIsBetter: features[j].settings.higher_is !== "worse" })),
    shift,
  ).weights;
}

function refuse(found: string, hint: string): never {
  failIfAny([problem("SEG-010", found, hint, "segment.weights")]);
  throw new RangeError(found);
}
