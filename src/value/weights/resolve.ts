import { CustvalError, fail } from "../../core/errors.js";
import type { Warning } from "../../engine/stage.js";
import { ahpWeights, combineJudgements, RANDOM_INDEX_TABLE, type AhpWeights } from "../../stats/ahp-weights.js";
import { combinedWeights, givenWeights } from "../../stats/combined-weights.js";
import { entropyWeights, signedLog1p, type EntropyWeights } from "../../stats/entropy-weights.js";
import { additiveRanking, topsisRanking } from "../../stats/option-ranking.js";
import { weightSensitivity, type Reversal } from "../../stats/weight-sensitivity.js";
import type { WeightsResult } from "../../tables/results/weights.js";
import type { OptionsTable } from "./options-table.js";
import type { Judgements } from "./pairwise.js";

/** What weights are made of; one of judgements, entropy values and given weights, or judgements and entropy together. */
export interface WeightsInput {
  readonly criteria: readonly string[];
  /** Criteria of which less is better. */
  readonly lower: readonly string[];
  readonly judgements: readonly Judgements[] | null;
  readonly geometric: boolean;
  /** One column a criterion, raw values or scores. */
  readonly entropy: readonly ArrayLike<number>[] | null;
  readonly on: "values" | "log" | "scores";
  readonly shift: number;
  readonly rule: "multiplicative" | "linear";
  readonly theta: number;
  readonly given: readonly number[] | null;
  readonly options: OptionsTable | null;
}

export interface WeightsOutcome {
  readonly result: WeightsResult;
  readonly warnings: readonly Warning[];
}

/** The weights with their diagnostics, and the options ranked by them. Throws VAL-001, VAL-004 and VAL-014. */
export function resolveWeighting(input: WeightsInput): WeightsOutcome {
  checkCriteria(input);
  const ahp = input.judgements && ahpOf(input.judgements, input.geometric);
  const entropy = input.entropy && entropyOf(input, input.entropy);
  const { weights, source } = chosen(input, ahp, entropy);
  const better = (name: string) => (input.lower.includes(name) ? ("low" as const) : ("high" as const));
  const result: WeightsResult = {
    source,
    criteria: input.criteria.map((criterion, at) => ({
      criterion,
      better: better(criterion),
      weight: weights[at],
      ahp_weight: ahp?.weights[at] ?? null,
      entropy_weight: entropy?.weights[at] ?? null,
      entropy: entropy?.entropy[at].value ?? null,
      divergence: entropy?.divergence[at] ?? null,
    })),
    ahp: ahp && consistencyOf(ahp, input),
    entropy: entropy && {
      on: input.on,
      shift: input.shift,
      rows: input.entropy![0].length,
      constant: entropy.constant.map((at) => input.criteria[at]),
    },
    combined: source === "combined" ? { rule: input.rule, theta: input.rule === "linear" ? input.theta : null } : null,
    ...rankingOf(input, weights),
  };
  return Object.freeze({ result, warnings: warningsOf(input, ahp, entropy) });
}

/** All parts speak of the same criteria; a matrix in another order is an error, never reordered behind the user's back. */
function checkCriteria({ criteria, lower, judgements, given, entropy }: WeightsInput): void {
  const hint = `the criteria are ${criteria.join(", ")}`;
  for (const each of judgements ?? [])
    if (each.criteria.length !== criteria.length || each.criteria.some((name, at) => name !== criteria[at]))
      fail("VAL-014", {
        message: "a pairwise matrix compares other criteria, or in another order",
        place: { file: each.expert },
        hint,
      });
  const unknown = lower.filter((each) => !criteria.includes(each));
  if (unknown.length > 0)
    fail("VAL-001", { message: `--lower names ${unknown.join(", ")}, which is no criterion`, hint });
  if (given !== null && given.length !== criteria.length)
    fail("VAL-001", {
      message: "there are not as many weights as criteria",
      seen: String(given.length),
      expected: String(criteria.length),
      hint,
    });
  if (given !== null && (judgements !== null || entropy !== null))
    fail("VAL-001", { message: "weights are both given and estimated", hint: "give weights, or a matrix, or a table" });
}

function ahpOf(judgements: readonly Judgements[], geometric: boolean): AhpWeights {
  try {
    return ahpWeights(combineJudgements(judgements.map((each) => each.matrix)), geometric ? "geometric" : "eigen");
  } catch (error) {
    throw unusable(error, "the pairwise matrix is not usable");
  }
}

function unusable(cause: unknown, message: string): CustvalError {
  return new CustvalError([{ code: "VAL-014", message, hint: "see `custval explain VAL-014`" }], { cause });
}

function entropyOf(
  { criteria, lower, on, shift }: WeightsInput,
  columns: readonly ArrayLike<number>[],
): EntropyWeights {
  if (columns[0].length < 2)
    fail("VAL-004", { message: "entropy weights need at least two rows", hint: "give a table with more rows" });
  return entropyWeights(
    columns.map((values, at) => ({
      values: on === "log" ? Float64Array.from(values, signedLog1p) : values,
      higherIsBetter: on === "scores" || !lower.includes(criteria[at]),
    })),
    shift,
  );
}

function chosen(
  input: WeightsInput,
  ahp: AhpWeights | null,
  entropy: EntropyWeights | null,
): { readonly weights: readonly number[]; readonly source: WeightsResult["source"] } {
  try {
    if (input.given) return { weights: givenWeights(input.given), source: "given" };
    if (ahp && entropy)
      return { weights: combinedWeights(ahp.weights, entropy.weights, input.rule, input.theta), source: "combined" };
  } catch (error) {
    throw unusable(error, "the weights cannot be used: none may be negative, and one must be positive");
  }
  if (ahp) return { weights: ahp.weights, source: "ahp" };
  if (entropy) return { weights: entropy.weights, source: "entropy" };
  return { weights: input.criteria.map(() => 1 / input.criteria.length), source: "equal" };
}

function consistencyOf(ahp: AhpWeights, { judgements, criteria }: WeightsInput): NonNullable<WeightsResult["ahp"]> {
  return {
    method: ahp.method,
    lambda_max: ahp.lambdaMax,
    consistency_index: ahp.consistencyIndex,
    consistency_ratio: ahp.consistencyRatio,
    random_index: ahp.randomIndex,
    random_index_table: RANDOM_INDEX_TABLE,
    consistent: ahp.consistent,
    experts: judgements!.map(({ expert, matrix }) => ({
      expert,
      consistency_ratio: ahpWeights(matrix).consistencyRatio,
    })),
    worst: ahp.worst.map(({ row, column, judgement, consistent, deviation }) => ({
      row: criteria[row],
      column: criteria[column],
      judgement,
      consistent,
      deviation,
    })),
  };
}

function rankingOf(
  { criteria, lower, options }: WeightsInput,
  weights: readonly number[],
): Pick<WeightsResult, "ranking" | "sensitivity"> {
  if (options === null) return { ranking: null, sensitivity: null };
  const columns = options.values.map((values, at) => ({ values, higherIsBetter: !lower.includes(criteria[at]) }));
  const additive = additiveRanking(columns, weights);
  const topsis = topsisRanking(columns, weights);
  const ranking = options.options.map((option, at) => ({
    option,
    additive: additive.scores[at].value,
    additive_rank: additive.ranks[at],
    topsis: topsis.scores[at].value,
    topsis_rank: topsis.ranks[at],
  }));
  const named = (found: Reversal | null) =>
    found && {
      weight: found.weight,
      change: found.change,
      ahead: options.options[found.ahead],
      behind: options.options[found.behind],
    };
  const sensitivity = weightSensitivity(columns, weights).map(({ first, any }, at) => ({
    criterion: criteria[at],
    weight: weights[at],
    first_place: named(first),
    any_pair: named(any),
  }));
  const order = (row: (typeof ranking)[number]) => row.additive_rank ?? Infinity;
  return { ranking: ranking.sort((a, b) => order(a) - order(b)), sensitivity };
}

function warningsOf(input: WeightsInput, ahp: AhpWeights | null, entropy: EntropyWeights | null): Warning[] {
  return [...judgementWarnings(input, ahp), ...spreadWarnings(input, entropy), ...givenWarnings(input)];
}

function judgementWarnings({ criteria, judgements }: WeightsInput, ahp: AhpWeights | null): Warning[] {
  const found: string[] = [];
  if (ahp && !ahp.consistent) {
    const worst = ahp.worst.map(
      ({ row, column, consistent }) =>
        `${criteria[row]} against ${criteria[column]} (consistent: ${consistent.toFixed(2)})`,
    );
    const ratio = ahp.consistencyRatio.toFixed(4);
    found.push(`consistency ratio ${ratio} is not below 0.1; farthest judgements: ${worst.join("; ")}`);
  }
  const experts = judgements ?? [];
  for (const { expert, matrix } of experts.length > 1 ? experts : []) {
    const own = ahpWeights(matrix);
    if (!own.consistent) found.push(`${expert}: consistency ratio ${own.consistencyRatio.toFixed(4)} is not below 0.1`);
  }
  if (ahp && ahp.outsideScale > 0)
    found.push(`${String(ahp.outsideScale)} judgements lie outside Saaty's scale 1/9 to 9`);
  return found.map((message) => ({ code: "VAL-104", message }));
}

function spreadWarnings({ criteria }: WeightsInput, entropy: EntropyWeights | null): Warning[] {
  if (entropy === null) return [];
  if (entropy.equalForWantOfSpread)
    return [{ code: "VAL-105", message: "all criteria are constant; entropy weights are equal for want of spread" }];
  return entropy.constant.map((at) => ({
    code: "VAL-105",
    message: `${criteria[at]} is constant: its entropy weight is 0`,
  }));
}

function givenWarnings({ given }: WeightsInput): Warning[] {
  const total = (given ?? [1]).reduce((sum, each) => sum + each, 0);
  if (Math.abs(total - 1) <= 1e-9) return [];
  const message = `given weights sum to ${String(Number(total.toPrecision(12)))} and were rescaled to 1`;
  return [{ code: "VAL-107", message }];
}
