import { log } from "../../core/elementary.js";
import { createStream } from "../../core/rng.js";
import type { Rows } from "../../stats/kmeans/rows.js";
import { principalRows } from "./principal-axes.js";
import { refit, type RefitOptions } from "./resample.js";

export interface GapOptions extends RefitOptions {
  /** B, the number of reference data sets. */
  readonly references: number;
}

/** The gap statistic for k = 1 … K; null where W is 0 or a reference could not be clustered. */
export interface GapCurve {
  readonly gap: readonly (number | null)[];
  /** s_k = sd of ln W* (divisor B - 1) x sqrt(1 + 1/B). */
  readonly se: readonly (number | null)[];
  /** Per reference data set its within squares for k = 1 … K. */
  readonly reference_wss: readonly (readonly number[])[];
}

/**
 * Gap_k = mean of ln W*_k over reference data - ln W_k, with W the within squares (power 2 as published; R's clusGap has power 1
 * as default). Reference data are uniform in the box of the principal axes.
 * @param wss within squares of the data for k = 1 … K
 * Source: Tibshirani, Walther and Hastie 2001 (JRSS B 63).
 */
export function gapCurve(rows: Rows, wss: readonly number[], options: GapOptions): GapCurve {
  const box = boxOf(principalRows(rows).x, rows);
  const reference_wss = Array.from({ length: options.references }, (_, b) => {
    const reference = uniformIn(box, rows, options.seed, b);
    return wss.map((_, at) => refit(reference, at + 1, `segment/gap-fit/${String(at + 1)}`, b, options)?.wss ?? NaN);
  });
  const points = wss.map((each, at) =>
    pointOf(
      each,
      reference_wss.map((one) => one[at]),
    ),
  );
  return Object.freeze({ gap: points.map((p) => p.gap), se: points.map((p) => p.se), reference_wss });
}

interface Box {
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

function uniformIn({ low, width }: Box, { n, d }: Rows, seed: number, b: number): Rows {
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
