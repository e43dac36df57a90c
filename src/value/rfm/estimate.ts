import { jenks } from "../../stats/jenks.js";
import { interpolateQuantile, quantilePosition } from "../../stats/quantile.js";
import type { Engine } from "../../engine/engine.js";
import { denseCuts, POOLED, scoreOfBin, type CutCell, type MeasureCuts } from "./cuts.js";
import type { Measure } from "./measures.js";
import type { RfmPlan } from "./plan.js";
import {
  cellSizes,
  midrankBins,
  orderStatistics,
  plainOrderStatistics,
  scoreCounts,
  sortedValues,
  type Wanted,
} from "./sql/statistics.js";

/** The cut points of every measure of the plan, in its order, with the fit of natural breaks by measure. */
export interface EstimatedCuts {
  readonly cuts: readonly MeasureCuts[];
  readonly fits: Readonly<Record<string, number | null>>;
}

/** Cut points estimated from the customers with an occasion, by the method and tie policy of the plan. Needs the table rfm_base. */
export async function estimateCuts(engine: Engine, plan: RfmPlan): Promise<EstimatedCuts> {
  const found: MeasureCuts[] = [];
  const fits: Record<string, number | null> = {};
  for (const measure of plan.measures) {
    const parents = plan.settings.nested ? found : [];
    const cuts = await cutsOf(engine, plan, measure, parents, fits);
    found.push(plan.settings.ties === "dense" ? await withoutEmptyBins(engine, cuts) : cuts);
  }
  return Object.freeze({ cuts: Object.freeze(found), fits: Object.freeze(fits) });
}

async function cutsOf(
  engine: Engine,
  plan: RfmPlan,
  measure: Measure,
  parents: readonly MeasureCuts[],
  fits: Record<string, number | null>,
): Promise<MeasureCuts> {
  const bins = plan.bins.get(measure.name)!;
  const one = (points: readonly (number | null)[], k = bins): MeasureCuts =>
    Object.freeze({ measure, bins: k, closed: plan.closed, cells: [{ parent: "", points }] });
  const { method, ties } = plan.settings;
  if (method === "fixed" || method === "custom") return one(plan.settings.cuts![measure.name]!);
  if (method === "jenks") {
    const breaks = jenks((await engine.columns(sortedValues(plan, measure))).numbers("value"), bins);
    fits[measure.name] = breaks.fit.value;
    return one([...breaks.cuts], breaks.groups);
  }
  if (ties === "midrank") return one(await midrankPoints(engine, plan, measure, bins));
  const own = await quantileCells(engine, plan, measure, parents, bins);
  const pooled = parents.length === 0 ? [] : await quantileCells(engine, plan, measure, [], bins);
  const cells = [...own, ...pooled.map(({ points }) => ({ parent: POOLED, points }))];
  return Object.freeze({ measure, bins, closed: plan.closed, cells });
}

async function withoutEmptyBins(engine: Engine, cuts: MeasureCuts): Promise<MeasureCuts> {
  const rows = await engine.rows(scoreCounts(cuts));
  return denseCuts(cuts, new Map(rows.map((row) => [scoreOfBin(cuts, Number(row.score)), Number(row.customers)])));
}

/** For each bin but the last, the largest value in it or below; null where there is none. */
async function midrankPoints(
  engine: Engine,
  plan: RfmPlan,
  measure: Measure,
  bins: number,
): Promise<(number | null)[]> {
  const rows = await engine.rows(midrankBins(plan, measure, bins));
  const largest = new Map(rows.map((row) => [Number(row.bin), Number(row.largest)]));
  const points: (number | null)[] = [];
  for (let bin = 1; bin < bins; bin++) points.push(largest.get(bin) ?? points.at(-1) ?? null);
  return points;
}

async function quantileCells(
  engine: Engine,
  plan: RfmPlan,
  measure: Measure,
  parents: readonly MeasureCuts[],
  bins: number,
): Promise<readonly CutCell[]> {
  const signAware = plan.settings.sign_aware && measure.name === "monetary";
  const shares = quantileShares(signAware ? bins - 1 : bins);
  const sizes = await engine.rows(cellSizes(plan, measure, parents));
  const cells = sizes.map((row) => ({ parent: String(row.parent), size: Number(row.customers) }));
  if (cells.length === 0) return [{ parent: "", points: shares.map(() => 0).concat(signAware ? [0] : []) }];
  const wanted = cells.flatMap(({ parent, size }) => positionsOf(parent, size, shares));
  const statistics =
    parents.length === 0
      ? await plainStatistics(engine, plan, measure, cells[0].size, wanted)
      : await fetchStatistics(engine, plan, measure, parents, wanted);
  const offset = plan.settings.compat === "r-rfm" ? 1 : 0;
  return cells.map(({ parent, size }) => {
    const points = shares.map((p) => quantileOf(statistics, parent, size, p) + offset);
    return { parent, points: signAware ? [0, ...points] : points };
  });
}

function quantileShares(bins: number): readonly number[] {
  return Array.from({ length: bins - 1 }, (_, at) => (at + 1) / bins);
}

function positionsOf(parent: string, size: number, shares: readonly number[]): Wanted[] {
  const positions = new Set(
    shares.flatMap((p) => {
      const { index, weight } = quantilePosition(size, p);
      return weight === 0 ? [index + 1] : [index + 1, index + 2];
    }),
  );
  return [...positions].map((position) => ({ parent, position }));
}

type Statistics = ReadonlyMap<string, number>;

async function plainStatistics(
  engine: Engine,
  plan: RfmPlan,
  measure: Measure,
  size: number,
  wanted: readonly Wanted[],
): Promise<Statistics> {
  const positions = wanted.map((each) => each.position);
  if (positions.length === 0) return new Map();
  const rows = await engine.rows(plainOrderStatistics(plan, measure, size, positions, engine.dialect));
  return new Map(rows.map((row) => [`@${String(row.position)}`, Number(row.value)]));
}

async function fetchStatistics(
  engine: Engine,
  plan: RfmPlan,
  measure: Measure,
  parents: readonly MeasureCuts[],
  wanted: readonly Wanted[],
): Promise<Statistics> {
  if (wanted.length === 0) return new Map();
  const rows = await engine.rows(orderStatistics(plan, measure, parents, wanted));
  return new Map(rows.map((row) => [`${String(row.parent)}@${String(row.position)}`, Number(row.value)]));
}

function quantileOf(statistics: Statistics, parent: string, size: number, p: number): number {
  const { index, weight } = quantilePosition(size, p);
  const at = (position: number) => statistics.get(`${parent}@${String(position)}`)!;
  return interpolateQuantile(at(index + 1), weight === 0 ? 0 : at(index + 2), weight);
}
