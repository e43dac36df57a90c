import type { StageContext, StageOutcome } from "../engine/stage.js";
import type { EffectResult, Estimate } from "../tables/results/index.js";

const NUMBERS = ["estimate", "se", "ci_low", "ci_high", "statistic", "df", "p"] as const;
const COUNTS = ["units", "observations", "clusters", "treated_clusters"] as const;

interface Line {
  readonly outcome: string;
  readonly estimator: string;
  readonly estimate: Estimate;
}

function linesOf(result: EffectResult): readonly Line[] {
  return result.outcomes.flatMap(({ outcome, before_after, did, did_crv3, did_welch }) => [
    ...before_after.map(({ arm, change }) => ({ outcome, estimator: `change_${arm}`, estimate: change })),
    { outcome, estimator: "did", estimate: did },
    { outcome, estimator: "did_crv3", estimate: did_crv3 },
    { outcome, estimator: "did_welch", estimate: did_welch },
  ]);
}

/** The estimates as table `effect_estimates`, one row per outcome and estimator, in the order of the result. */
export async function loadEstimates(
  { engine }: StageContext,
  outcome: StageOutcome<EffectResult>,
): Promise<StageOutcome<EffectResult>> {
  const lines = linesOf(outcome.result);
  await engine.load("effect_estimates", [
    { name: "line", type: "integer", values: lines.map((_, at) => at + 1) },
    { name: "outcome", type: "text", values: lines.map((each) => each.outcome) },
    { name: "estimator", type: "text", values: lines.map((each) => each.estimator) },
    ...NUMBERS.map((name) => ({ name, type: "double" as const, values: lines.map((each) => each.estimate[name]) })),
    ...COUNTS.map((name) => ({ name, type: "integer" as const, values: lines.map((each) => each.estimate[name]) })),
    { name: "se_type", type: "text", values: lines.map((each) => each.estimate.se_type) },
    { name: "reason", type: "text", values: lines.map((each) => each.estimate.reason) },
  ]);
  const columns = ["line", "outcome", "estimator", ...NUMBERS, ...COUNTS, "se_type", "reason"];
  return { ...outcome, tables: { ...outcome.tables, effect_estimates: columns } };
}
