import { createStream } from "../../core/rng.js";
import { crossCounts, largestJaccards } from "../../stats/cluster/compare-partitions.js";
import { randOfCounts } from "../../stats/cluster/rand-index.js";
import { wholeRange } from "../../stats/kmeans/sample.js";
import type { Rows } from "../../stats/kmeans/rows.js";
import { bestOverlap } from "../../stats/hungarian.js";
import type { Clusterer, ScoringParts } from "../algorithms/clusterer.js";
import { labelled, refit, takeRows, type RefitOptions } from "./resample.js";

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
  const found = Array.from(
    { length: options.replicates },
    (_, replicate) => bootstrapReplicate(rows, [{ k, labels }], replicate, options)[0],
  );
  const pairs = pairsOf(found).map((pair) => compareOnAll(rows, labels, pair, k, options.clusterer));
  return stabilityOfReplicates(found, pairs, k, rows.n);
}

/** What one replicate tells of one clustering. */
export interface Replicate {
  /** By original segment the largest Jaccard similarity; NaN if none of it was drawn. */
  readonly jaccard: Float64Array;
  /** The new clustering, which labels all rows. */
  readonly parts: ScoringParts;
}

/** One drawing of rows, clustered again for each clustering; null where that was impossible. */
export function bootstrapReplicate(
  rows: Rows,
  fits: readonly { readonly k: number; readonly labels: Int32Array }[],
  replicate: number,
  options: RefitOptions,
): readonly (Replicate | null)[] {
  const drawn = drawOnce(rows.n, options.seed, replicate);
  const taken = takeRows(rows, drawn);
  return fits.map(({ k, labels }) => {
    const fit = refit(taken, k, `segment/bootstrap-fit/${String(k)}`, replicate, options);
    return fit === null ? null : { jaccard: largestJaccard(labels, drawn, fit.labels, k), parts: fit.parts };
  });
}

/** Clusterings of the replicates that had one, first and second, third and fourth, …; an odd last one alone. */
export function pairsOf(found: readonly (Replicate | null)[]): readonly (readonly ScoringParts[])[] {
  const known = found.flatMap((each) => (each === null ? [] : [each.parts]));
  return Array.from({ length: Math.ceil(known.length / 2) }, (_, i) => known.slice(2 * i, 2 * i + 2));
}

/** What one or two new clusterings make of all rows. */
export interface ComparedPair {
  /** Their adjusted Rand index; null for one. */
  readonly rand: number | null;
  /** Per row how many of them give it the segment that is matched to its own (Hungarian method). */
  readonly same: Uint8Array;
}

/** Labels all rows by one or two new clusterings and compares them with each other and with the original. */
export function compareOnAll(
  rows: Rows,
  labels: Int32Array,
  pair: readonly ScoringParts[],
  k: number,
  clusterer: Clusterer,
): ComparedPair {
  const everywhere = pair.map((parts) => labelled(rows, parts, clusterer));
  const same = new Uint8Array(rows.n);
  for (const fresh of everywhere) countSame(same, labels, fresh, k);
  const rand = everywhere.length < 2 ? null : randOfCounts(crossCounts(everywhere[0], everywhere[1], k, k), k);
  return { rand, same };
}

/** Adds 1 to each row whose new segment is the one matched to its own. */
function countSame(same: Uint8Array, labels: Int32Array, fresh: Int32Array, k: number): void {
  const partner = bestOverlap(crossCounts(labels, fresh, k, k), k, k);
  for (let i = 0; i < labels.length; i++) if (fresh[i] === partner[labels[i]]) same[i] += 1;
}

/** The stability that replicates show; null when none could be clustered. */
export function stabilityOfReplicates(
  found: readonly (Replicate | null)[],
  pairs: readonly ComparedPair[],
  k: number,
  n: number,
): BootstrapStability | null {
  const similarities = found.flatMap((each) => (each === null ? [] : [each.jaccard]));
  if (similarities.length === 0) return null;
  const segments = Array.from({ length: k }, (_, c) => stabilityOf(similarities.map((each) => each[c])));
  const replicates = similarities.length;
  const same = new Float64Array(n);
  for (const pair of pairs) for (let i = 0; i < n; i++) same[i] += pair.same[i];
  const adjusted_rand = pairs.flatMap(({ rand }) => (rand === null ? [] : [rand]));
  return Object.freeze({ replicates, segments, adjusted_rand, co_membership: same.map((each) => each / replicates) });
}

/** Rows drawn at least once in n draws with replacement, ascending. */
function drawOnce(n: number, seed: number, replicate: number): Int32Array {
  const stream = createStream(seed, "segment/bootstrap", replicate);
  const seen = new Uint8Array(n);
  for (let draw = 0; draw < n; draw++) seen[stream.integer(n)] = 1;
  return wholeRange(n).filter((row) => seen[row] === 1);
}

/** Per original segment, restricted to the drawn rows, its largest Jaccard similarity; NaN if none was drawn. */
function largestJaccard(labels: Int32Array, drawn: Int32Array, fresh: Int32Array, k: number): Float64Array {
  const old = Int32Array.from(drawn, (row) => labels[row]);
  return largestJaccards(crossCounts(old, fresh, k, k), k, k);
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
