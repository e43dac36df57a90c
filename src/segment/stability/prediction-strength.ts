import { createStream } from "../../core/rng.js";
import { crossCounts } from "../../stats/cluster/compare-partitions.js";
import { drawWithoutReplacement, wholeRange } from "../../stats/kmeans/sample.js";
import type { Rows } from "../../stats/kmeans/rows.js";
import { labelled, refit, takeRows, type RefitOptions } from "./resample.js";

export interface HalvingOptions extends RefitOptions {
  /** M, the number of random halvings. */
  readonly halvings: number;
}

/** Prediction strength from here on counts as predictable (Tibshirani and Walther 2005). */
export const PREDICTABLE = 0.8;

/**
 * Mean prediction strength over random halvings, both directions; 1 for k = 1. Null when no half could be clustered.
 * Source: Tibshirani and Walther 2005 (JCGS 14).
 */
export function predictionStrength(rows: Rows, k: number, options: HalvingOptions): number | null {
  const found = Array.from(
    { length: options.halvings },
    (_, halving) => halvingStrengths(rows, [k], halving, options)[0],
  );
  return meanStrength(k, found);
}

/** Both directions of one halving for each k; null where a half could not be clustered. Nothing is done for k = 1. */
export function halvingStrengths(
  rows: Rows,
  ks: readonly number[],
  halving: number,
  options: RefitOptions,
): readonly (readonly [number, number] | null)[] {
  const [a, b] = halve(rows, options.seed, halving);
  return ks.map((k) => {
    if (k === 1) return [1, 1];
    const fitA = refit(a, k, `segment/halves-fit-a/${String(k)}`, halving, options);
    const fitB = refit(b, k, `segment/halves-fit-b/${String(k)}`, halving, options);
    if (fitA === null || fitB === null) return null;
    const ofB = labelled(a, fitB.parts, options.clusterer);
    const ofA = labelled(b, fitA.parts, options.clusterer);
    return [weakest(fitA.labels, ofB, k), weakest(fitB.labels, ofA, k)];
  });
}

/** The mean over halvings and directions; null when no half could be clustered. */
export function meanStrength(k: number, found: readonly (readonly [number, number] | null)[]): number | null {
  if (k === 1) return 1;
  const strengths = found.flatMap((each) => each ?? []);
  return strengths.length === 0 ? null : strengths.reduce((sum, each) => sum + each, 0) / strengths.length;
}

function halve(rows: Rows, seed: number, halving: number): readonly [Rows, Rows] {
  const stream = createStream(seed, "segment/halves", halving);
  const all = wholeRange(rows.n);
  const first = drawWithoutReplacement(all, Math.floor(rows.n / 2), stream).sort();
  const inFirst = new Uint8Array(rows.n);
  for (const row of first) inFirst[row] = 1;
  return [
    takeRows(rows, first),
    takeRows(
      rows,
      all.filter((row) => inFirst[row] === 0),
    ),
  ];
}

/** The smallest share, over the segments, of pairs that the other half's centres keep together; a segment of one counts 1. */
function weakest(own: Int32Array, predicted: Int32Array, k: number): number {
  const counts = crossCounts(own, predicted, k, k);
  let least = 1;
  for (let c = 0; c < k; c++) {
    const cells = counts.subarray(c * k, c * k + k);
    const size = cells.reduce((sum, each) => sum + each, 0);
    if (size < 2) continue;
    const together = cells.reduce((sum, each) => sum + each * (each - 1), 0);
    least = Math.min(least, together / (size * (size - 1)));
  }
  return least;
}

/** The largest k whose mean strength is above 0.8; strengths start at k = 1. */
export function predictableK(strengths: readonly (number | null)[]): number {
  return strengths.reduce<number>((best, each, at) => (each !== null && each > PREDICTABLE ? at + 1 : best), 1);
}
