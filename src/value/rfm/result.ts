import type { Engine, Row } from "../../engine/engine.js";
import type { RfmCut, RfmResult, RfmSegment } from "../../tables/results/rfm.js";
import type { BookingFlow } from "./flow.js";
import type { RfmPlan } from "./plan.js";
import { binOfScore, POOLED, type MeasureCuts } from "./cuts.js";
import { NO_TRANSACTIONS, type Scoring } from "./scoring.js";
import { binsByLetter } from "./segments/table.js";
import { lintSegments } from "./segments/lint.js";
import { MEASURES, type Measure, type MeasureName } from "./measures.js";
import { cellCounts, gridCells, scoreSizes, segmentMedians, segmentTotals, totals } from "./sql/summaries.js";
import type { ResolvedWeights } from "./weights.js";

export interface ResultParts {
  readonly plan: RfmPlan;
  readonly scoring: Scoring;
  readonly flow: BookingFlow | null;
  readonly currency: string | null;
  readonly weights: ResolvedWeights | null;
  readonly fits: Readonly<Record<string, number | null>>;
}

/** The totals of a run that the result and its warnings share. */
export interface RunTotals {
  readonly customers: number;
  readonly scored: number;
  readonly inactive: number;
  readonly unknown: number;
  readonly occasions: number;
  readonly monetary: string;
}

export async function runTotals(engine: Engine, plan: RfmPlan): Promise<RunTotals> {
  const [row] = await engine.rows(totals(plan.measures[0]));
  return {
    customers: Number(row.customers),
    scored: Number(row.scored),
    inactive: Number(row.inactive),
    unknown: Number(row.unknown),
    occasions: Number(row.occasions ?? 0),
    monetary: String(row.monetary ?? "0"),
  };
}

/** The result of a run, read from rfm_scores and rfm_base. */
export async function resultOf(engine: Engine, parts: ResultParts, sums: RunTotals): Promise<RfmResult> {
  const { plan, scoring } = parts;
  return Object.freeze({
    as_of: plan.asOf,
    window_start: plan.windowStart,
    customers: sums.customers,
    scored: sums.scored,
    without_transactions: sums.inactive,
    occasions: plan.occasions,
    occasion_count: sums.occasions,
    monetary_source: plan.settings.monetary_source,
    monetary_total: sums.monetary,
    method: plan.settings.frozen?.method ?? plan.settings.method,
    ties: plan.settings.frozen?.ties ?? plan.settings.ties,
    bins: Math.max(...scoring.measures.map((each) => each.cuts.bins)),
    compat: plan.settings.compat,
    refunds: plan.refunds,
    negative_bookings: parts.flow?.negative ?? 0,
    currency: parts.currency,
    frozen: plan.settings.frozen !== null,
    fits: parts.fits,
    segment_table: scoring.segmentTable,
    filters: parts.flow ? [...parts.flow.steps] : [],
    cuts: await cutsOf(engine, scoring),
    weights: weightsOf(parts),
    segments: await segmentsOf(engine, scoring, sums),
    grid: await gridOf(engine, plan),
    lint: await lintOf(engine, plan, scoring),
  });
}

function weightsOf({ scoring, weights, plan }: ResultParts): RfmResult["weights"] {
  const values = scoring.measures.map(({ cuts, weight }, at) => ({
    measure: cuts.measure.name,
    weight,
    entropy: weights?.entropy?.entropy[at].value ?? null,
  }));
  return {
    source: plan.settings.frozen?.weights_source ?? plan.settings.weights.source,
    values,
    consistency_ratio: weights?.ahp?.consistencyRatio ?? null,
    lambda_max: weights?.ahp?.lambdaMax ?? null,
    expert_consistency_ratios: [...(weights?.experts ?? [])],
    ...(weights?.entropy ? { entropy_shift: weights.entropy.shift } : {}),
  };
}

async function cutsOf(engine: Engine, scoring: Scoring): Promise<RfmCut[]> {
  const found: RfmCut[] = [];
  const before: Measure[] = [];
  const nested = scoring.measures.some((each) => each.cuts.cells.length > 1);
  for (const { cuts } of scoring.measures) {
    const rows = await engine.rows(scoreSizes(cuts.measure, nested ? before : []));
    found.push(...cutRows(cuts, rows, nested));
    before.push(cuts.measure);
  }
  return found;
}

function cutRows(cuts: MeasureCuts, rows: readonly Row[], nested: boolean): RfmCut[] {
  const sizes = new Map(rows.map((row) => [`${String(row.parent)}@${String(row.score)}`, Number(row.customers)]));
  const everybody = rows.reduce((sum, row) => sum + Number(row.customers), 0);
  const cells = cuts.cells.filter((each) => each.parent !== POOLED);
  return cells.flatMap(({ parent, points }) =>
    Array.from({ length: cuts.bins }, (_, at) => {
      const score = binOfScore(cuts, at + 1);
      const customers = sizes.get(`${parent}@${String(score)}`) ?? 0;
      return {
        measure: cuts.measure.name,
        ...(nested ? { parent } : {}),
        bin: at + 1,
        score,
        lower: points[at - 1] ?? null,
        upper: points[at] ?? null,
        closed: cuts.closed,
        customers,
        share: everybody === 0 ? 0 : customers / everybody,
      };
    }),
  );
}

async function segmentsOf(engine: Engine, scoring: Scoring, sums: RunTotals): Promise<RfmSegment[]> {
  const rows = await engine.rows(segmentTotals);
  const medians = {
    recency_days: await mediansOf(engine, "recency_days"),
    frequency: await mediansOf(engine, "frequency"),
    monetary: await mediansOf(engine, "monetary"),
  };
  const order = segmentOrder(scoring);
  const money = Number(sums.monetary);
  return rows
    .map((row) => {
      const segment = String(row.segment);
      const [customers, occasions, own] = [Number(row.customers), Number(row.occasions), Number(row.monetary)];
      return {
        segment,
        customers,
        customer_share: customers / sums.customers,
        occasions,
        monetary: String(row.monetary),
        money_share: money > 0 ? own / money : null,
        mean_per_occasion: occasions > 0 ? own / occasions : null,
        median_recency_days: medians.recency_days.get(segment) ?? null,
        median_frequency: medians.frequency.get(segment) ?? null,
        median_monetary: medians.monetary.get(segment) ?? null,
      };
    })
    .sort((a, b) => order.indexOf(a.segment) - order.indexOf(b.segment));
}

/** Segments as the table lists them, then the rest, then customers without transactions. */
export function segmentOrder({ rules, octantLabels, others }: Scoring): readonly string[] {
  return [...(octantLabels ?? rules.map((each) => each.segment)), others, NO_TRANSACTIONS];
}

async function mediansOf(engine: Engine, name: MeasureName): Promise<ReadonlyMap<string, number>> {
  const rows = await engine.rows(segmentMedians(MEASURES[name]));
  return new Map(rows.map((row) => [String(row.segment), (Number(row.lower) + Number(row.upper)) / 2]));
}

async function gridOf(engine: Engine, plan: RfmPlan): Promise<RfmResult["grid"]> {
  const letters = plan.measures.map((each) => each.letter);
  if (!letters.includes("r") || !letters.includes("f")) return [];
  const rows = await engine.rows(gridCells);
  return rows.map((row) => ({
    r_score: Number(row.r_score),
    f_score: Number(row.f_score),
    customers: Number(row.customers),
    mean_monetary: Number(row.monetary) / Number(row.customers),
  }));
}

async function lintOf(engine: Engine, plan: RfmPlan, scoring: Scoring): Promise<RfmResult["lint"]> {
  if (scoring.octantLabels) return [];
  const rows = await engine.rows(cellCounts(plan.measures));
  const counts = new Map(rows.map((row) => [String(row.cell), Number(row.customers)]));
  const bins = new Map(scoring.measures.map((each) => [each.cuts.measure.name, each.cuts.bins]));
  return lintSegments(scoring.rules, binsByLetter(bins), counts).map((each) => ({
    ...each,
    rules: [...each.rules],
    cells: [...each.cells],
  }));
}
