import { CustvalError } from "../../core/errors.js";
import type { ColumnSet, Engine } from "../../engine/engine.js";
import type { Warning } from "../../engine/stage.js";
import { ahpWeights, combineJudgements, type AhpWeights } from "../../stats/ahp-weights.js";
import { combinedWeights, givenWeights } from "../../stats/combined-weights.js";
import { entropyWeights, signedLog1p, type EntropyWeights } from "../../stats/entropy-weights.js";
import type { MeasureCuts } from "./cuts.js";
import type { RfmSettings } from "./settings.js";
import type { RfmPlan } from "./plan.js";
import { judgementOf } from "../weights/pairwise.js";
import { rawScores } from "./sql/scores-table.js";
import { rawValues } from "./sql/summaries.js";

/** One weight per measure, in the order of the model, with what is needed to trust them. */
export interface ResolvedWeights {
  readonly source: string;
  readonly weights: readonly number[];
  readonly ahp: AhpWeights | null;
  /** Consistency ratio of each expert. */
  readonly experts: readonly number[];
  readonly entropy: EntropyWeights | null;
  readonly warnings: readonly Warning[];
}

type WeightSettings = RfmSettings["weights"];

/** The weights of the composite by their declared source. Entropy needs the table rfm_base. */
export async function resolveWeights(
  engine: Engine,
  plan: RfmPlan,
  cuts: readonly MeasureCuts[],
): Promise<ResolvedWeights> {
  const settings = plan.settings.weights;
  const names = plan.measures.map((each) => each.name);
  const needsAhp = settings.source === "ahp" || settings.source === "combined";
  const needsEntropy = settings.source === "entropy" || settings.source === "combined";
  const experts = needsAhp ? judged(settings, names.length) : [];
  const ahp = needsAhp ? ahpWeights(combineJudgements(experts), settings.geometric ? "geometric" : "eigen") : null;
  const entropy = needsEntropy ? await entropyOf(engine, plan, cuts) : null;
  const given = settings.source === "given" ? names.map((name) => settings.given?.[name] ?? null) : [];
  const weights = chosen(settings, names, ahp, entropy, given);
  return Object.freeze({
    source: settings.source,
    weights,
    ahp,
    experts: experts.map((matrix) => ahpWeights(matrix).consistencyRatio),
    entropy,
    warnings: [...ahpWarnings(ahp, names), ...entropyWarnings(entropy, names), ...givenWarnings(given)],
  });
}

function chosen(
  settings: WeightSettings,
  names: readonly string[],
  ahp: AhpWeights | null,
  entropy: EntropyWeights | null,
  given: readonly (number | null)[],
): readonly number[] {
  if (settings.source === "given") return rescaled(given, names);
  if (ahp && entropy) return combined(settings, ahp, entropy);
  return ahp?.weights ?? entropy?.weights ?? names.map(() => 1 / names.length);
}

function combined({ combine, theta }: WeightSettings, ahp: AhpWeights, entropy: EntropyWeights): readonly number[] {
  try {
    return combinedWeights(ahp.weights, entropy.weights, combine, theta);
  } catch (error) {
    throw unusable(error, "weights cannot be combined", "weights");
  }
}

function rescaled(given: readonly (number | null)[], names: readonly string[]): readonly number[] {
  const missing = names.filter((_, at) => given[at] === null);
  if (missing.length > 0)
    throw unusable(
      null,
      `no weight is given for ${missing.join(", ")}`,
      "weights.given",
      "give one weight for each measure",
    );
  try {
    return givenWeights(given as number[]);
  } catch (error) {
    throw unusable(error, "the given weights are not usable", "weights.given", "at least one must be positive");
  }
}

function unusable(cause: unknown, message: string, key: string, hint = "see `custval explain VAL-014`"): CustvalError {
  return new CustvalError([{ code: "VAL-014", message, place: { key: `rfm.${key}` }, hint }], { cause });
}

type Judgements = readonly (readonly (number | null)[])[];

/** The matrices of all experts as numbers, each of the right size. */
function judged(settings: WeightSettings, n: number): readonly Judgements[] {
  const hint = "give a square matrix in the order of the measures, positive, 1 on the diagonal, reciprocal";
  if (!settings.ahp) throw unusable(null, "no pairwise matrix is given", "weights.ahp", hint);
  const matrices = expertMatrices(settings.ahp);
  if (matrices.some((matrix) => matrix.length !== n))
    throw unusable(null, `a pairwise matrix must have ${String(n)} rows`, "weights.ahp", hint);
  try {
    matrices.forEach((matrix) => ahpWeights(matrix));
    return matrices;
  } catch (error) {
    throw unusable(error, "a pairwise matrix is not usable", "weights.ahp", hint);
  }
}

type Given = NonNullable<WeightSettings["ahp"]>;

function expertMatrices(given: Given): readonly Judgements[] {
  const isOne = !Array.isArray(given[0]?.[0]);
  const matrices = (isOne ? [given] : given) as readonly (readonly (readonly (number | string | null)[])[])[];
  return matrices.map((matrix) =>
    matrix.map((row) => row.map((entry) => (typeof entry === "string" ? judgementOf(entry) : entry))),
  );
}

async function entropyOf(engine: Engine, plan: RfmPlan, cuts: readonly MeasureCuts[]): Promise<EntropyWeights> {
  const { on, shift } = plan.settings.weights;
  const set = await engine.columns(on === "scores" ? rawScores(plan, cuts) : rawValues(plan.measures));
  if (set.length < 2)
    throw new CustvalError([
      {
        code: "VAL-004",
        message: "entropy weights need at least two customers with transactions",
        hint: "choose equal weights",
      },
    ]);
  return entropyWeights(
    plan.measures.map(({ name, better }) => ({
      values: transformed(set, name, on),
      higherIsBetter: on === "scores" || better === "high",
    })),
    shift,
  );
}

function transformed(set: ColumnSet, name: string, on: WeightSettings["on"]): Float64Array {
  const values = set.numbers(name);
  return on === "log" ? values.map(signedLog1p) : values;
}

function ahpWarnings(ahp: AhpWeights | null, names: readonly string[]): Warning[] {
  if (!ahp) return [];
  const worst = ahp.worst.map(({ row, column }) => `${names[row]} against ${names[column]}`).join("; ");
  const found: Warning[] = [];
  if (!ahp.consistent)
    found.push({
      code: "VAL-104",
      message: `consistency ratio ${ahp.consistencyRatio.toFixed(4)} is not below 0.1; farthest judgements: ${worst}`,
    });
  if (ahp.outsideScale > 0)
    found.push({
      code: "VAL-104",
      message: `${String(ahp.outsideScale)} judgements lie outside Saaty's scale 1/9 to 9`,
    });
  return found;
}

function entropyWarnings(entropy: EntropyWeights | null, names: readonly string[]): Warning[] {
  if (!entropy || entropy.constant.length === 0) return [];
  if (entropy.equalForWantOfSpread)
    return [{ code: "VAL-105", message: "all measures are constant; entropy weights are equal for want of spread" }];
  return entropy.constant.map((at) => ({
    code: "VAL-105",
    message: `${names[at]} is constant: its entropy weight is 0`,
  }));
}

function givenWarnings(given: readonly (number | null)[]): Warning[] {
  const total = given.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  if (given.length === 0 || Math.abs(total - 1) <= 1e-9) return [];
  return [
    {
      code: "VAL-107",
      message: `given weights sum to ${String(Number(total.toPrecision(12)))} and were rescaled to 1`,
    },
  ];
}
