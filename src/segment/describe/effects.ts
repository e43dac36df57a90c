import { createStream } from "../../core/rng.js";
import { association } from "../../stats/contingency.js";
import { sum } from "../../stats/block-sum.js";
import { groupEffect, rankEffect, repeatedEtaSquared } from "../../stats/group-effects.js";
import { holm } from "../../stats/inference/multiplicity.js";
import { quantileType7, sortedCopy } from "../../stats/quantile.js";
import type { SegmentResult } from "../../tables/results/segment.js";
import type { Descriptor } from "../features/descriptors.js";

type Effect = SegmentResult["effects"][number];
type Interval = Effect["interval"];
type CategoryDescriptor = Extract<Descriptor, { kind: "category" }>;

/** What intervals are drawn from; without replicates there are none. */
export interface EffectOptions {
  readonly seed: number;
  readonly replicates: number;
}

/**
 * How much each variable differs between the segments. A variable that the segments were made from gets no test: the algorithm
 * made its differences. Descriptors get p-values, adjusted by Holm over all of them.
 * @param columns clustering variables in original units
 * @param categories clustering variables that are categories
 */
export function effectsOf(
  features: readonly string[],
  columns: readonly Float64Array[],
  descriptors: readonly Descriptor[],
  segments: Int32Array,
  k: number,
  options: EffectOptions,
  categories: readonly CategoryDescriptor[] = [],
): SegmentResult["effects"] {
  const active = [
    ...features.map((variable, j) => knownEffect(variable, "active", columns[j], segments, k, options)),
    ...categories.map((each) => categoryEffect(each.name, "active", knownCounts(each, segments, k), options)),
  ];
  const described = descriptors.map((each) =>
    each.kind === "numeric"
      ? knownEffect(each.name, "descriptor", each.values, segments, k, options)
      : categoryEffect(each.name, "descriptor", knownCounts(each, segments, k), options),
  );
  const adjusted = holm(described.map((each) => each.p));
  return [...active, ...described.map((each, at) => ({ ...each, p_holm: adjusted[at] }))];
}

function knownEffect(
  variable: string,
  role: Effect["role"],
  values: Float64Array,
  segments: Int32Array,
  k: number,
  options: EffectOptions,
): Effect {
  const known = Int32Array.from(values, (_, row) => row).filter((row) => !Number.isNaN(values[row]));
  const taken = Float64Array.from(known, (row) => values[row]);
  const groups = Int32Array.from(known, (row) => segments[row]);
  return numericEffect(variable, role, taken, groups, k, options);
}

function numericEffect(
  variable: string,
  role: Effect["role"],
  values: Float64Array,
  segments: Int32Array,
  k: number,
  options: EffectOptions,
): Effect {
  const { etaSquared, omegaSquared } = groupEffect(values, segments, k);
  const { h, df, epsilonSquared, etaSquaredH, p } = rankEffect(values, segments, k);
  const tested = role === "descriptor";
  return {
    variable,
    role,
    kind: "numeric",
    customers: values.length,
    eta_squared: etaSquared.value,
    omega_squared: omegaSquared.value,
    epsilon_squared: epsilonSquared.value,
    eta_squared_h: etaSquaredH.value,
    cramers_v: null,
    interval: etaSquared.defined ? numericInterval(variable, values, segments, k, options) : null,
    statistic: tested ? h.value : null,
    df: tested ? df : null,
    p: tested ? p : null,
    p_holm: null,
  };
}

/** 95 % percentile interval of eta squared over bootstrap samples of the customers. */
function numericInterval(
  variable: string,
  values: Float64Array,
  segments: Int32Array,
  k: number,
  { seed, replicates }: EffectOptions,
): Interval {
  const n = values.length;
  const centre = sum(values) / n;
  const copies = new Uint32Array(n);
  return percentileInterval(replicates, (replicate) => {
    const stream = createStream(seed, `segment/effect/${variable}`, replicate);
    copies.fill(0);
    for (let draw = 0; draw < n; draw++) copies[stream.integer(n)] += 1;
    return repeatedEtaSquared(values, segments, k, copies, centre);
  });
}

function categoryEffect(
  variable: string,
  role: Effect["role"],
  counts: readonly (readonly number[])[],
  options: EffectOptions,
): Effect {
  const found = association(counts);
  const tested = role === "descriptor";
  return {
    variable,
    role,
    kind: "category",
    customers: counts.flat().reduce((total, each) => total + each, 0),
    eta_squared: null,
    omega_squared: null,
    epsilon_squared: null,
    eta_squared_h: null,
    cramers_v: found.cramersV.value,
    interval: found.cramersV.defined ? categoryInterval(variable, counts, options) : null,
    statistic: tested ? found.chiSquare.value : null,
    df: tested ? found.df : null,
    p: tested ? found.p : null,
    p_holm: null,
  };
}

/** 95 % percentile interval of Cramér's V over tables drawn from the shares of the cells. */
function categoryInterval(
  variable: string,
  counts: readonly (readonly number[])[],
  { seed, replicates }: EffectOptions,
): Interval {
  const width = counts[0].length;
  const cells = counts.flatMap((row, i) => row.flatMap((count, j) => new Array<number>(count).fill(i * width + j)));
  return percentileInterval(replicates, (replicate) => {
    const stream = createStream(seed, `segment/effect/${variable}`, replicate);
    const drawn = counts.map((row) => row.map(() => 0));
    for (let at = 0; at < cells.length; at++) {
      const cell = cells[stream.integer(cells.length)];
      drawn[Math.floor(cell / width)][cell % width] += 1;
    }
    return association(drawn).cramersV.value;
  });
}

function percentileInterval(replicates: number, draw: (replicate: number) => number | null): Interval {
  const found: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const value = draw(replicate);
    if (value !== null) found.push(value);
  }
  if (found.length === 0 || found.length < replicates) return null;
  const sorted = sortedCopy(Float64Array.from(found));
  return { low: quantileType7(sorted, 0.025), high: quantileType7(sorted, 0.975) };
}

/** Customers by category (rows, in their order) and segment. */
export function countsOf(
  { levels, codes }: CategoryDescriptor,
  segments: Int32Array,
  k: number,
): readonly (readonly number[])[] {
  const counts = levels.map(() => new Array<number>(k).fill(0));
  codes.forEach((level, row) => (counts[level][segments[row]] += 1));
  return counts;
}

/** The same without the customers who have no category: they are no category of their own in a test. */
function knownCounts(descriptor: CategoryDescriptor, segments: Int32Array, k: number): readonly (readonly number[])[] {
  return countsOf(descriptor, segments, k).filter((_, level) => descriptor.levels[level] !== null);
}

/** The same table for a variable that made the segments: residuals would be tests of what the algorithm did. */
export function activeCategoriesOf(
  descriptor: CategoryDescriptor,
  segments: Int32Array,
  k: number,
): SegmentResult["categories"][number] {
  const { variable, levels } = categoriesOf(descriptor, segments, k);
  return { variable, levels: levels.map((each) => ({ ...each, residuals: each.residuals.map(() => null) })) };
}

/** Categories by segment with their adjusted residuals; the rarest beyond `most` are one row. */
export function categoriesOf(
  descriptor: CategoryDescriptor,
  segments: Int32Array,
  k: number,
  most = 12,
): SegmentResult["categories"][number] {
  const counts = countsOf(descriptor, segments, k);
  const order = counts
    .map((row, at) => ({ at, size: row.reduce((total, each) => total + each, 0) }))
    .sort((a, b) => b.size - a.size || a.at - b.at);
  const shown = order.slice(0, order.length > most ? most - 1 : most);
  const rest = order.slice(shown.length);
  const rows = shown.map(({ at }) => ({ level: descriptor.levels[at], other: false, counts: counts[at] }));
  const others = {
    level: null,
    other: true,
    counts: addRows(
      rest.map(({ at }) => counts[at]),
      k,
    ),
  };
  const table = rest.length === 0 ? rows : [...rows, others];
  const isMissing = (each: (typeof table)[number]) => each.level === null && !each.other;
  const known = table.filter((each) => !isMissing(each));
  const residuals = new Map(association(known.map((each) => each.counts)).residuals.map((row, at) => [known[at], row]));
  const none = new Array<null>(k).fill(null);
  return {
    variable: descriptor.name,
    levels: table.map((each) => ({
      ...each,
      counts: [...each.counts],
      residuals: [...(residuals.get(each) ?? none)],
    })),
  };
}

function addRows(rows: readonly (readonly number[])[], k: number): readonly number[] {
  return Array.from({ length: k }, (_, j) => rows.reduce((total, row) => total + row[j], 0));
}
