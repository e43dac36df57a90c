import type { Engine, Row } from "../../engine/engine.js";
import { RANDOM_INDEX_TABLE } from "../../stats/ahp-weights.js";
import type { RfmCut, RfmResult, RfmSegment } from "../../tables/results/rfm.js";
import type { BookingFlow } from "./flow.js";
import type { RfmPlan } from "./plan.js";
import { binOfScore, POOLED, type MeasureCuts } from "./cuts.js";
import { NO_TRANSACTIONS, type Scoring } from "./scoring.js";
import { binsByLetter } from "./segments/table.js";
import { lintSegments } from "./segments/lint.js";
import { MEASURES, type Measure, type MeasureName } from "./measures.js";
import {
  cellCounts,
  gridCells,
  largestTwo,
  scoreSizes,
  scoreSpans,
  segmentMedians,
  segmentTotals,
  totals,
  unknownCustomers,
} from "./sql/summaries.js";
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
  readonly monetary: string | null;
}

export async function runTotals(engine: Engine, plan: RfmPlan): Promise<RunTotals> {
  const [row] = await engine.rows(totals(plan.measures[0]));
  const [strangers] = await engine.rows(unknownCustomers);
  return {
    customers: Number(row.customers),
    scored: Number(row.scored),
    inactive: Number(row.inactive),
    unknown: Number(strangers.unknown),
    occasions: Number(row.occasions ?? 0),
    monetary: row.monetary === null ? null : String(row.monetary),
  };
}

const NO_MONEY = {
  item: "monetary",
  reason: "a lifetime summary has no sum of money: a mean of repeat purchases leaves the first one out",
};

/** The result of a run, read from rfm_scores and rfm_cells. */
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
    cuts: await cutsOf(engine, plan, scoring),
    weights: weightsOf(parts),
    segments: await segmentsOf(engine, plan, scoring, sums),
    grid: await gridOf(engine, plan),
    lint: await lintOf(engine, plan, scoring),
    ...(plan.settings.input === "lifetime" ? { undefined_items: [NO_MONEY] } : {}),
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
    ...judgementsOf(weights, plan.measures),
    ...(weights?.entropy ? { entropy_shift: weights.entropy.shift } : {}),
  };
}

/** How far the pairwise judgements agree; all null where none were made. */
function judgementsOf(weights: ResolvedWeights | null, measures: readonly Measure[]) {
  if (!weights?.ahp) return { consistency_ratio: null, lambda_max: null, expert_consistency_ratios: [] };
  const { ahp, experts } = weights;
  return {
    consistency_ratio: ahp.consistencyRatio,
    lambda_max: ahp.lambdaMax,
    consistency_index: ahp.consistencyIndex,
    random_index: ahp.randomIndex,
    random_index_table: RANDOM_INDEX_TABLE,
    expert_consistency_ratios: [...experts],
    worst: ahp.worst.map(({ row, column, ...each }) => ({
      row: measures[row].name,
      column: measures[column].name,
      ...each,
    })),
  };
}

async function cutsOf(engine: Engine, plan: RfmPlan, scoring: Scoring): Promise<RfmCut[]> {
  const found: RfmCut[] = [];
  const before: Measure[] = [];
  const nested = scoring.measures.some((each) => each.cuts.cells.length > 1);
  const parted = plan.settings.ties === "split" && plan.settings.frozen === null;
  for (const { cuts } of scoring.measures) {
    const rows = await engine.rows(scoreSizes(cuts.measure, nested ? before : []));
    const spans = parted ? spansOf(await engine.rows(scoreSpans(cuts))) : null;
    found.push(...cutRows(cuts, rows, nested, spans));
    before.push(cuts.measure);
  }
  return found;
}

/** Lowest and highest score given to the customers of a bin, by the score that the bin itself stands for. */
type Spans = ReadonlyMap<number, readonly [number, number]>;

function spansOf(rows: readonly Row[]): Spans {
  return new Map(rows.map((row) => [Number(row.score), [Number(row.lowest), Number(row.highest)]]));
}

function cutRows(cuts: MeasureCuts, rows: readonly Row[], nested: boolean, spans: Spans | null): RfmCut[] {
  const sizes = new Map(rows.map((row) => [`${String(row.parent)}@${String(row.score)}`, Number(row.customers)]));
  const everybody = rows.reduce((sum, row) => sum + Number(row.customers), 0);
  const cells = cuts.cells.filter((each) => each.parent !== POOLED);
  return cells.flatMap(({ parent, points }) =>
    Array.from({ length: cuts.bins }, (_, at) => {
      const score = binOfScore(cuts, at + 1);
      const customers = sizes.get(`${parent}@${String(score)}`) ?? 0;
      const own = customers === 0 ? undefined : ([score, score] as const);
      const span = spans === null ? own : spans.get(score);
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
        minimum_score: span?.[0] ?? null,
        maximum_score: span?.[1] ?? null,
      };
    }),
  );
}

async function segmentsOf(engine: Engine, plan: RfmPlan, scoring: Scoring, sums: RunTotals): Promise<RfmSegment[]> {
  const rows = await engine.rows(segmentTotals);
  const medians = await mediansOf(engine, plan);
  const ruled = await topTwoShares(engine, plan, ["segment"]);
  const order = segmentOrder(scoring);
  const money = Number(sums.monetary);
  return rows
    .map((row) => {
      const segment = String(row.segment);
      const [customers, occasions] = [Number(row.customers), Number(row.occasions)];
      const own = row.monetary === null ? null : Number(row.monetary);
      const median = (name: MeasureName) => medians.get(name)?.get(segment) ?? null;
      return {
        segment,
        customers,
        customer_share: customers / sums.customers,
        occasions,
        monetary: own === null ? null : String(row.monetary),
        money_share: own !== null && money > 0 ? own / money : null,
        mean_per_occasion: own !== null && occasions > 0 ? own / occasions : null,
        median_recency_days: median("recency_days"),
        median_frequency: median("frequency"),
        median_monetary: median("monetary"),
        medians: Object.fromEntries(plan.measures.map(({ name }) => [name, median(name)])),
        top_two_share: ruled.get(segment) ?? null,
      };
    })
    .sort((a, b) => order.indexOf(a.segment) - order.indexOf(b.segment));
}

/** Share of the two largest customers in the absolute money of a cell, by its keys joined; absent where the money is 0. */
async function topTwoShares(
  engine: Engine,
  plan: RfmPlan,
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await engine.rows(largestTwo(plan, keys));
  return new Map(
    rows
      .filter((row) => Number(row.total) > 0)
      .map((row) => {
        const share = (Number(row.largest) + Number(row.second ?? 0)) / Number(row.total);
        return [keys.map((key) => String(row[key])).join("-"), share] as const;
      }),
  );
}

/** Segments as the table lists them, then the rest, then customers without transactions. */
export function segmentOrder({ rules, octantLabels, others }: Scoring): readonly string[] {
  return [...(octantLabels ?? rules.map((each) => each.segment)), others, NO_TRANSACTIONS];
}

type Medians = ReadonlyMap<MeasureName, ReadonlyMap<string, number>>;

/** Medians by measure and segment: of R, F and M, and of every other measure of the model. */
async function mediansOf(engine: Engine, plan: RfmPlan): Promise<Medians> {
  const names = new Set<MeasureName>([
    "recency_days",
    "frequency",
    "monetary",
    ...plan.measures.map((each) => each.name),
  ]);
  const found = new Map<MeasureName, ReadonlyMap<string, number>>();
  for (const name of names) {
    const rows = await engine.rows(segmentMedians(MEASURES[name]));
    const middle = (row: Row) => (Number(row.lower) + Number(row.upper)) / 2;
    found.set(name, new Map(rows.map((row) => [String(row.segment), middle(row)])));
  }
  return found;
}

async function gridOf(engine: Engine, plan: RfmPlan): Promise<RfmResult["grid"]> {
  const letters = plan.measures.map((each) => each.letter);
  if (!letters.includes("r") || !letters.includes("f")) return [];
  const rows = await engine.rows(gridCells);
  const ruled = await topTwoShares(engine, plan, ["r_score", "f_score"]);
  return rows.map((row) => ({
    r_score: Number(row.r_score),
    f_score: Number(row.f_score),
    customers: Number(row.customers),
    mean_monetary: row.monetary === null ? null : Number(row.monetary) / Number(row.customers),
    top_two_share: ruled.get(`${String(row.r_score)}-${String(row.f_score)}`) ?? null,
    segment: row.segment === null ? null : String(row.segment),
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
