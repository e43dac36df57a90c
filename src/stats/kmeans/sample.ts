import { createStream, type Stream } from "../../core/rng.js";
import { binsMidrank } from "../bins.js";
import type { WeightedRows } from "./rows.js";

/**
 * A sample of `size` rows without replacement, in row order; in proportion to size from each decile of `value` when given.
 */
export function sampleRows(rows: WeightedRows, size: number, seed: number, value?: Float64Array): WeightedRows {
  const strata = value === undefined ? [wholeRange(rows.n)] : decilesOf(value);
  const stream = createStream(seed, "kmeans/sample");
  const quotas = proportionalQuotas(
    strata.map((stratum) => stratum.length),
    size,
  );
  const chosen = new Int32Array(size);
  let at = 0;
  strata.forEach((stratum, s) => {
    chosen.set(drawWithoutReplacement(stratum, quotas[s], stream), at);
    at += quotas[s];
  });
  return takeRows(rows, chosen.sort());
}

/** Whole quotas in proportion to sizes that add up to `total`: largest remainders first, ties to the lower place. */
export function proportionalQuotas(sizes: readonly number[], total: number): number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (total * size) / all);
  const quotas = exact.map(Math.floor);
  const byRemainder = exact
    .map((value, i) => ({ i, rest: value - quotas[i] }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  let missing = total - quotas.reduce((sum, quota) => sum + quota, 0);
  for (const { i } of byRemainder) if (missing-- > 0) quotas[i] += 1;
  return quotas;
}

/** `size` of the items, each set equally likely, in the order drawn. */
export function drawWithoutReplacement(items: Int32Array, size: number, stream: Stream): Int32Array {
  const left = items.slice();
  for (let i = 0; i < size; i++) {
    const j = i + stream.integer(left.length - i);
    const drawn = left[j];
    left[j] = left[i];
    left[i] = drawn;
  }
  return left.slice(0, size);
}

/** 0 … n - 1. */
export function wholeRange(n: number): Int32Array {
  const all = new Int32Array(n);
  for (let i = 0; i < n; i++) all[i] = i;
  return all;
}

function decilesOf(value: Float64Array): Int32Array[] {
  const bins = binsMidrank(value, 10);
  const members = Array.from({ length: 10 }, (): number[] => []);
  bins.forEach((bin, i) => members[bin - 1].push(i));
  return members.filter((rows) => rows.length > 0).map((rows) => Int32Array.from(rows));
}

function takeRows({ x, d, weights }: WeightedRows, chosen: Int32Array): WeightedRows {
  const taken = new Float64Array(chosen.length * d);
  chosen.forEach((row, i) => taken.set(x.subarray(row * d, row * d + d), i * d));
  return { x: taken, n: chosen.length, d, weights: Float64Array.from(chosen, (row) => weights[row]) };
}
