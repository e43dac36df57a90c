import { log } from "../../core/elementary.js";
import { createStream } from "../../core/rng.js";
import { blockSum } from "../../stats/block-sum.js";
import { distance } from "../../stats/cluster/dissimilarities.js";
import { meansOf, withinSquares } from "../../stats/kmeans/centres.js";
import type { Rows } from "../../stats/kmeans/rows.js";
import { membersOf } from "../describe/profile.js";
import { principalRows } from "./principal-axes.js";
import { refit, type RefitOptions } from "./resample.js";

export interface GapOptions extends RefitOptions {
  /** B, the number of reference data sets. */
  readonly references: number;
  /** 2 (default): W is the within squares, as published. 1: W sums distances, as R's clusGap by default. */
  readonly power?: 1 | 2;
  /** Reference data are uniform in the box of the principal axes (default) or of the columns. */
  readonly box?: "principal_axes" | "columns";
}

/** The gap statistic for k = 1 … K; null where W is 0 or a reference could not be clustered. */
export interface GapCurve {
  readonly gap: readonly (number | null)[];
  /** s_k = sd of ln W* (divisor B - 1) x sqrt(1 + 1/B). */
  readonly se: readonly (number | null)[];
  /** Per reference data set its within squares for k = 1 … K; NaN where it could not be clustered. */
  readonly reference_wss: readonly (readonly number[])[];
}

/**
 * Gap_k = mean of ln W*_k over reference data - ln W_k.
 * @param labels of the rows for k = 1 … K
 * Source: Tibshirani, Walther and Hastie 2001 (JRSS B 63).
 */
export function gapCurve(rows: Rows, labels: readonly Int32Array[], options: GapOptions): GapCurve {
  const limits = gapBox(rows, options.box);
  const found = Array.from({ length: options.references }, (_, b) =>
    gapReference(rows, limits, labels.length, b, options),
  );
  return gapOf(rows, labels, found, options.power);
}

/** W of one reference data set with one k: the within squares, and what the gap compares. */
export interface ReferenceSpread {
  readonly wss: number;
  readonly spread: number;
}

/** The box in which reference data are uniform. */
export function gapBox(rows: Rows, box: GapOptions["box"] = "principal_axes"): Box {
  return boxOf(box === "columns" ? rows.x : principalRows(rows).x, rows);
}

/** Reference data set `b`, clustered with k = 1 … last. */
export function gapReference(
  { n, d }: Pick<Rows, "n" | "d">,
  box: Box,
  last: number,
  b: number,
  options: Omit<GapOptions, "references">,
): readonly ReferenceSpread[] {
  const reference = uniformIn(box, n, d, options.seed, b);
  return Array.from({ length: last }, (_, at) => {
    const fit = refit(reference, at + 1, `segment/gap-fit/${String(at + 1)}`, b, options);
    if (fit === null) return { wss: NaN, spread: NaN };
    const { power = 2 } = options;
    return { wss: fit.wss, spread: power === 2 ? fit.wss : sumOfDistances(reference, fit.labels, at + 1) };
  });
}

/** The gap of labelled rows against clustered reference data. */
export function gapOf(
  rows: Rows,
  labels: readonly Int32Array[],
  found: readonly (readonly ReferenceSpread[])[],
  power: GapOptions["power"] = 2,
): GapCurve {
  const points = labels.map((own, at) =>
    pointOf(
      power === 2 ? withinOwnMeans(rows, own, at + 1) : sumOfDistances(rows, own, at + 1),
      found.map((one) => one[at].spread),
    ),
  );
  const reference_wss = found.map((one) => one.map((each) => each.wss));
  return Object.freeze({ gap: points.map((p) => p.gap), se: points.map((p) => p.se), reference_wss });
}

/** Within squares of labelled rows around the means of these rows. */
export function withinOwnMeans({ x, n, d }: Rows, labels: Int32Array, k: number): number {
  const weights = new Float64Array(n).fill(1);
  const { centres } = meansOf({ x, n, d, weights }, labels, k);
  return withinSquares({ x, n, d, weights }, labels, centres);
}

/** Per segment the sum of the distances of its pairs over its size, added; with squares in place of distances this is the within squares. */
function sumOfDistances({ x, n, d }: Rows, labels: Int32Array, k: number): number {
  const members = membersOf(labels, k);
  return blockSum(k, (c) => {
    const own = members[c];
    let sum = 0;
    for (let a = 1; a < own.length; a++) {
      for (let b = 0; b < a; b++) sum += distance("euclidean", x, own[a], x, own[b], d);
    }
    return n === 0 || own.length === 0 ? 0 : sum / own.length;
  });
}

export interface Box {
  readonly low: Float64Array;
  readonly width: Float64Array;
}

function boxOf(x: Float64Array, { n, d }: Rows): Box {
  const low = new Float64Array(d).fill(Infinity);
  const high = new Float64Array(d).fill(-Infinity);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) {
      low[j] = Math.min(low[j], x[i * d + j]);
      high[j] = Math.max(high[j], x[i * d + j]);
    }
  }
  return { low, width: high.map((each, j) => each - low[j]) };
}

function uniformIn({ low, width }: Box, n: number, d: number, seed: number, b: number): Rows {
  const stream = createStream(seed, "segment/gap", b);
  const x = new Float64Array(n * d);
  for (let at = 0; at < x.length; at++) x[at] = low[at % d] + width[at % d] * stream.uniform();
  return { x, n, d };
}

function pointOf(wss: number, references: readonly number[]): { gap: number | null; se: number | null } {
  const B = references.length;
  if (!(wss > 0) || B < 2 || !references.every((each) => each > 0)) return { gap: null, se: null };
  const logs = references.map((each) => log(each));
  const mean = logs.reduce((sum, each) => sum + each, 0) / B;
  const squares = logs.reduce((sum, each) => sum + (each - mean) * (each - mean), 0);
  return { gap: mean - log(wss), se: Math.sqrt(squares / (B - 1)) * Math.sqrt(1 + 1 / B) };
}

export const GAP_RULES = ["globalmax", "firstmax", "tibs", "firstSEmax", "globalSEmax"] as const;
export type GapRule = (typeof GAP_RULES)[number];

/** The k that each of the five rules gives (as R's cluster::maxSE names them); curves start at k = 1. */
export function gapChoices(
  gap: readonly number[],
  se: readonly number[],
  factor = 1,
): Readonly<Record<GapRule, number>> {
  const s = se.map((each) => each * factor);
  const last = gap.length;
  const globalmax = gap.indexOf(Math.max(...gap)) + 1;
  const falling = gap.findIndex((each, at) => at + 1 < last && gap[at + 1] <= each);
  const firstmax = falling < 0 ? last : falling + 1;
  const rising = gap.findIndex((each, at) => at + 1 < last && each >= gap[at + 1] - s[at + 1]);
  const within = (m: number) => gap.findIndex((each, at) => at + 1 <= m && each >= gap[m - 1] - s[m - 1]) + 1;
  return Object.freeze({
    globalmax,
    firstmax,
    tibs: rising < 0 ? last : rising + 1,
    firstSEmax: within(firstmax),
    globalSEmax: within(globalmax),
  });
}
