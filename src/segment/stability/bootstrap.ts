import { createStream } from "../../core/rng.js";
import { adjustedRandIndex } from "../../stats/cluster/rand-index.js";
import type { Rows } from "../../stats/kmeans/rows.js";
import { bestOverlap } from "../../stats/hungarian.js";
import { labelRows } from "../algorithms/scoring.js";
import { crossCounts, refit, takeRows, type RefitOptions } from "./resample.js";

export interface BootstrapOptions extends RefitOptions {
  readonly replicates: number;
}

/** How often a segment comes back when the data are drawn again. */
export interface SegmentStability {
  /** Mean over replicates of the largest Jaccard similarity with a new segment. */
  readonly jaccard: number;
  /** Replicates with a similarity of at most 0.5, and above 0.75. */
  readonly dissolved: number;
  readonly recovered: number;
}

export interface BootstrapStability {
  /** Replicates that could be clustered. */
  readonly replicates: number;
  readonly segments: readonly SegmentStability[];
  /** Adjusted Rand index of each pair of replicates 1 and 2, 3 and 4, … over all rows. */
  readonly adjusted_rand: readonly number[];
  /** Per row the share of replicates that give it the same segment, segments of a replicate matched by the Hungarian method. */
  readonly co_membership: Float64Array;
}

const DISSOLVED = 0.5;
const RECOVERED = 0.75;

/**
 * Bootstrap stability of a clustering: rows are drawn with replacement, rows drawn more than once kept once (as fpc::clusterboot),
 * the rest is clustered again. Null when no replicate could be clustered.
 * Sources: Hennig 2007 (CSDA 52); Dolnicar and Leisch 2010 (Marketing Letters 21) for pairs of replicates.
 */
export function bootstrapStability(
  rows: Rows,
  labels: Int32Array,
  k: number,
  options: BootstrapOptions,
): BootstrapStability | null {
  const similarities: Float64Array[] = [];
  const adjusted: number[] = [];
  const same = new Float64Array(rows.n);
  let before: Int32Array | null = null;
  for (let replicate = 0; replicate < options.replicates; replicate++) {
    const drawn = drawOnce(rows.n, options.seed, replicate);
    const fit = refit(takeRows(rows, drawn), k, `segment/bootstrap-fit/${String(k)}`, replicate, options);
    if (fit === null) continue;
    similarities.push(largestJaccard(labels, drawn, fit.labels, k));
    const everywhere = labelRows(rows, fit.parts);
    countSame(same, labels, everywhere, k);
    if (before !== null) adjusted.push(adjustedRandIndex(before, everywhere));
    before = before === null ? everywhere : null;
  }
  if (similarities.length === 0) return null;
  const segments = Array.from({ length: k }, (_, c) => stabilityOf(similarities.map((each) => each[c])));
  const replicates = similarities.length;
  const co_membership = same.map((count) => count / replicates);
  return Object.freeze({ replicates, segments, adjusted_rand: adjusted, co_membership });
}

/** Adds 1 to each row whose new segment is the one matched to its own. */
function countSame(same: Float64Array, labels: Int32Array, fresh: Int32Array, k: number): void {
  const partner = bestOverlap(crossCounts(labels, fresh, k, k), k, k);
  labels.forEach((label, i) => (same[i] += fresh[i] === partner[label] ? 1 : 0));
}

/** Rows drawn at least once in n draws with replacement, ascending. */
function drawOnce(n: number, seed: number, replicate: number): Int32Array {
  const stream = createStream(seed, "segment/bootstrap", replicate);
  const seen = new Uint8Array(n);
  for (let draw = 0; draw < n; draw++) seen[stream.integer(n)] = 1;
  const drawn: number[] = [];
  seen.forEach((each, row) => {
    if (each === 1) drawn.push(row);
  });
  return Int32Array.from(drawn);
}

/** Per original segment, restricted to the drawn rows, the largest |C and D| / |C or D| over new segments D; NaN if none was drawn. */
function largestJaccard(labels: Int32Array, drawn: Int32Array, fresh: Int32Array, k: number): Float64Array {
  const old = Int32Array.from(drawn, (row) => labels[row]);
  const both = crossCounts(old, fresh, k, k);
  const oldSizes = sizesOf(old, k);
  const newSizes = sizesOf(fresh, k);
  return Float64Array.from({ length: k }, (_, c) => {
    if (oldSizes[c] === 0) return NaN;
    let largest = 0;
    for (let other = 0; other < k; other++) {
      const shared = both[c * k + other];
      largest = Math.max(largest, shared / (oldSizes[c] + newSizes[other] - shared));
    }
    return largest;
  });
}

function sizesOf(labels: Int32Array, k: number): Int32Array {
  const sizes = new Int32Array(k);
  for (const label of labels) sizes[label] += 1;
  return sizes;
}

/** A replicate that drew no row of a segment counts as similarity 0. */
function stabilityOf(values: readonly number[]): SegmentStability {
  const known = values.map((each) => (Number.isNaN(each) ? 0 : each));
  return Object.freeze({
    jaccard: known.reduce((sum, each) => sum + each, 0) / known.length,
    dissolved: known.filter((each) => each <= DISSOLVED).length,
    recovered: known.filter((each) => each > RECOVERED).length,
  });
}
