import type { Engine } from "../../engine/engine.js";
import { interpolateQuantile, quantilePosition } from "../../stats/quantile.js";
import { estimateCuts, type EstimatedCuts } from "./estimate.js";
import type { Measure } from "./measures.js";
import type { RfmPlan } from "./plan.js";
import type { Scoring } from "./scoring.js";
import { checkSegmentTable, segmentTableOf, binsByLetter } from "./segments/table.js";
import { measureRange, plainOrderStatistics } from "./sql/statistics.js";
import { resolveWeights, type ResolvedWeights } from "./weights.js";

export interface EstimatedScoring {
  readonly scoring: Scoring;
  readonly weights: ResolvedWeights;
  readonly fits: EstimatedCuts["fits"];
}

/** Cuts, weights, ranges and segment table estimated from the customers of rfm_base. */
export async function scoringOfData(engine: Engine, plan: RfmPlan): Promise<EstimatedScoring> {
  const table = segmentTableOf(plan.settings);
  checkSegmentTable(table, binsByLetter(plan.bins));
  const { cuts, fits } = await estimateCuts(engine, plan);
  const weights = await resolveWeights(engine, plan, cuts);
  const measures = [];
  for (const [at, each] of cuts.entries()) {
    const range = await rangeOf(engine, each.measure);
    const octantThreshold = table.name === "octant" ? await thresholdOf(engine, plan, each.measure, range) : null;
    const { minimum, maximum, customers } = range;
    measures.push({ cuts: each, weight: weights.weights[at], minimum, maximum, customers, octantThreshold });
  }
  const octantLabels = table.name === "octant" ? plan.settings.octant.labels : null;
  const scoring = { measures, segmentTable: table.name, rules: table.rules, others: table.others, octantLabels };
  return Object.freeze({ scoring: Object.freeze(scoring), weights, fits });
}

interface Spread {
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly total: string;
  readonly customers: number;
}

async function rangeOf(engine: Engine, measure: Measure): Promise<Spread> {
  const [row] = await engine.rows(measureRange(measure));
  const number = (cell: unknown) => (cell === null ? null : Number(cell));
  return {
    minimum: number(row.minimum),
    maximum: number(row.maximum),
    total: String(row.total),
    customers: Number(row.customers),
  };
}

async function thresholdOf(engine: Engine, plan: RfmPlan, measure: Measure, range: Spread): Promise<number> {
  if (plan.settings.octant.split === "mean") return meanThreshold(range.total, range.customers, measure.better);
  const { index, weight } = quantilePosition(range.customers, 0.5);
  const positions = [index + 1, Math.min(index + 2, range.customers)];
  const everybody = { ...plan, settings: { ...plan.settings, sign_aware: false } };
  const rows = await engine.rows(plainOrderStatistics(everybody, measure, range.customers, positions, engine.dialect));
  const values = rows.map((row) => Number(row.value)).sort((a, b) => a - b);
  return interpolateQuantile(values[0], values.at(-1)!, weight);
}

/**
 * The mean rounded to the decimals of the values, down where high is better and up where low is: no value of those
 * decimals lies between it and the exact mean, so a strict comparison decides as the exact mean would.
 */
export function meanThreshold(total: string, count: number, better: "high" | "low"): number {
  const decimals = total.includes(".") ? total.length - total.indexOf(".") - 1 : 0;
  const sum = BigInt(total.replace(".", ""));
  const n = BigInt(count);
  const down = sum / n - (sum % n !== 0n && sum < 0n ? 1n : 0n);
  const whole = better === "high" || sum % n === 0n ? down : down + 1n;
  return Number(`${whole.toString()}e-${String(decimals)}`);
}
