import { createStream } from "../../core/rng.js";
import { blockSum } from "../block-sum.js";
import { requireWhole } from "../check.js";
import { drawWithoutReplacement, proportionalQuotas } from "../kmeans/sample.js";
import { squaredDistance, squaredDistances, type Rows } from "../kmeans/rows.js";
import { defined, notDefined, type Measure, type Reason } from "../measure.js";
import { centresOf, partitionOf, type Partition } from "./partition.js";
import { meansOf } from "../kmeans/centres.js";
import { labelTiles, plainDistanceSums, type DistanceSums } from "./distance-sums.js";
import { collapsedRows, distinctRows } from "../kmeans/distinct-rows.js";
import { square } from "../square.js";

/**
 * `exact`: mean Euclidean distances to all rows. `sampled`: the same for a stratified sample of rows. `simplified`: distances to
 * the centres. `squared`: mean squared distances to all rows.
 */
export type SilhouetteVariant = "exact" | "sampled" | "simplified" | "squared";

/** Silhouette of a partition. */
export interface Silhouette {
  readonly variant: SilhouetteVariant;
  /** mean over rows */
  readonly micro: Measure;
  /** mean of the means of the segments: fair to small segments */
  readonly macro: Measure;
  /** standard error of the micro mean by sampling; 0 for the other variants */
  readonly standardError: Measure;
  /** mean of each label; an empty label has none */
  readonly segments: readonly Measure[];
  /** one width in -1..1 per row, in row order; null when sampled or not defined */
  readonly widths: Float64Array | null;
  /** rows whose width was computed */
  readonly rows: number;
}

/**
 * The exact silhouette: s = (b - a)/max(a, b), a the mean distance to the others of the own segment, b the smallest mean
 * distance to another segment; 0 for a row alone in its segment and where a = b = 0. Not defined for one segment or as
 * many segments as rows. Equal rows are computed once. Cost O(m^2 d) for m distinct rows.
 * Throws RangeError for a bad shape. Source: Rousseeuw 1987 (J. Comput. Appl. Math. 20).
 */
export function silhouette(rows: Rows, labels: Int32Array, sumsOf: DistanceSums = plainDistanceSums): Silhouette {
  const partition = partitionOf(rows, labels);
  const reason = whyNone(partition);
  if (reason !== null) return none("exact", partition, reason);
  const { x, of, own, copies, m } = distinctLabelled(partition);
  const sums = sumsOf(labelTiles(x, own, copies, rows.d, partition.k), x);
  const widths = Float64Array.from({ length: m }, (_, i) => width(sums, i, own[i], partition));
  return summary(
    "exact",
    partition,
    Float64Array.from(of, (row) => widths[row]),
  );
}

/** How the sampled silhouette draws. */
export interface SilhouetteSampling {
  readonly seed: number;
  /** rows to draw, spread over the segments in proportion to size; 2,000 unless said */
  readonly size?: number;
  /** rows of each segment at least, or all it has; 200 unless said */
  readonly least?: number;
}

/**
 * The silhouette of a stratified sample, each sampled row compared with all rows, so that its width carries no sampling error.
 * The micro mean weights segments by size; the standard error counts the drawing without replacement. Else as `silhouette`.
 */
export function sampledSilhouette(
  rows: Rows,
  labels: Int32Array,
  sampling: SilhouetteSampling,
  sumsOf: DistanceSums = plainDistanceSums,
): Silhouette {
  const size = sampling.size ?? 2000;
  const least = sampling.least ?? 200;
  requireWhole(size, 1, "the size of the sample");
  requireWhole(least, 2, "the least rows of a segment");
  const partition = partitionOf(rows, labels);
  const reason = whyNone(partition);
  if (reason !== null) return none("sampled", partition, reason);
  const quotas = proportionalQuotas([...partition.sizes], Math.min(size, rows.n));
  const tiles = labelTiles(rows.x, labels, partition.rows.weights, rows.d, partition.k);
  const strata = membersOf(partition).map((members, c) => {
    const wanted = Math.max(quotas[c], Math.min(members.length, least));
    const drawn = drawWithoutReplacement(members, wanted, createStream(sampling.seed, "silhouette/sample", c)).sort();
    const sums = sumsOf(tiles, takeRows(rows, drawn));
    return Float64Array.from(drawn, (_, i) => width(sums, i, c, partition));
  });
  return sampledSummary(partition, strata);
}

/** The silhouette with a and b the distances to the own and the nearest other centre (the mean of its rows). Cost O(n d k). */
export function simplifiedSilhouette(rows: Rows, labels: Int32Array): Silhouette {
  const partition = partitionOf(rows, labels);
  const reason = whyNone(partition);
  if (reason !== null) return none("simplified", partition, reason);
  const centres = centresOf(partition);
  const distances = new Float64Array(partition.k);
  const widths = new Float64Array(rows.n);
  for (let i = 0; i < rows.n; i++) {
    squaredDistances(rows.x, i, centres, partition.k, rows.d, distances);
    for (let c = 0; c < partition.k; c++) distances[c] = Math.sqrt(distances[c]);
    widths[i] = widthOf(partition, labels[i], distances);
  }
  return summary("simplified", partition, widths);
}

/** The silhouette of mean squared distances, exact in O(n d k): the mean from x to C is |x - m_C|^2 + SS_C/n_C. */
export function squaredSilhouette(rows: Rows, labels: Int32Array): Silhouette {
  const partition = partitionOf(rows, labels);
  const reason = whyNone(partition);
  if (reason !== null) return none("squared", partition, reason);
  const { k, sizes } = partition;
  const centres = centresOf(partition);
  const toCentre = (i: number, c: number): number => squaredDistance(rows.x, i, centres, c, rows.d);
  const spread = Array.from({ length: k }, (_, c) =>
    sizes[c] === 0 ? 0 : blockSum(rows.n, (i) => (labels[i] === c ? toCentre(i, c) : 0)) / sizes[c],
  );
  const widths = Float64Array.from({ length: rows.n }, (_, i) =>
    widthFrom(partition, labels[i], (c) => {
      const mean = toCentre(i, c) + spread[c];
      return c === labels[i] ? (mean * sizes[c]) / (sizes[c] - 1) : mean;
    }),
  );
  return summary("squared", partition, widths);
}

function whyNone({ used, rows }: Partition): Reason | null {
  if (used < 2) return "one_group";
  return used >= rows.n ? "too_many_groups" : null;
}

function none(variant: SilhouetteVariant, { k }: Partition, reason: Reason): Silhouette {
  const missing = notDefined(reason);
  const segments = Array.from({ length: k }, () => missing);
  return Object.freeze({
    variant,
    micro: missing,
    macro: missing,
    standardError: missing,
    segments,
    widths: null,
    rows: 0,
  });
}

/** (b - a)/max(a, b) from a function that gives the distance to each segment. */
function widthFrom(partition: Partition, own: number, distance: (c: number) => number): number {
  return widthOf(
    partition,
    own,
    Float64Array.from({ length: partition.k }, (_, c) => distance(c)),
  );
}

/** (b - a)/max(a, b) from the distances to the segments. */
function widthOf({ sizes, k }: Partition, own: number, distances: Float64Array): number {
  if (sizes[own] === 1) return 0;
  const a = distances[own];
  let b = Infinity;
  for (let c = 0; c < k; c++) if (c !== own && sizes[c] > 0) b = Math.min(b, distances[c]);
  const larger = Math.max(a, b);
  return larger === 0 ? 0 : (b - a) / larger;
}

interface DistinctLabelled {
  readonly x: Float64Array;
  readonly m: number;
  readonly of: Int32Array;
  readonly own: Int32Array;
  readonly copies: Int32Array;
}

/** Equal rows with equal labels made one. */
function distinctLabelled({ rows, labels }: Partition): DistinctLabelled {
  const { x, n, d, weights } = rows;
  const wide = new Float64Array(n * (d + 1));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) wide[i * (d + 1) + j] = x[i * d + j];
    wide[i * (d + 1) + d] = labels[i];
  }
  const found = distinctRows({ x: wide, n, d: d + 1, weights });
  const { x: narrow } = collapsedRows(rows, found);
  const own = Int32Array.from(found.firsts, (row) => labels[row]);
  return { x: narrow, m: found.count, of: found.of, own, copies: found.copies };
}

function width(sums: Float64Array, i: number, own: number, partition: Partition): number {
  const { sizes, k } = partition;
  return widthFrom(partition, own, (c) => sums[i * k + c] / (c === own ? sizes[c] - 1 : sizes[c]));
}

function takeRows({ x, d }: Rows, chosen: Int32Array): Float64Array {
  const taken = new Float64Array(chosen.length * d);
  chosen.forEach((row, i) => {
    taken.set(x.subarray(row * d, row * d + d), i * d);
  });
  return taken;
}

function membersOf({ labels, sizes, k }: Partition): Int32Array[] {
  const members = Array.from(sizes, (size) => new Int32Array(size));
  const next = new Int32Array(k);
  for (let i = 0; i < labels.length; i++) members[labels[i]][next[labels[i]]++] = i;
  return members;
}

function summary(variant: SilhouetteVariant, partition: Partition, widths: Float64Array): Silhouette {
  const { labels, sizes, rows } = partition;
  const { centres } = meansOf({ x: widths, n: rows.n, d: 1, weights: rows.weights }, labels, sizes.length);
  const means = Array.from(sizes, (size, c) => (size === 0 ? null : centres[c]));
  return Object.freeze({
    variant,
    micro: defined(blockSum(rows.n, (i) => widths[i]) / rows.n),
    macro: macroOf(means),
    standardError: defined(0),
    segments: means.map(measureOf),
    widths,
    rows: rows.n,
  });
}

function sampledSummary({ sizes, rows }: Partition, strata: readonly Float64Array[]): Silhouette {
  const means = strata.map((widths) =>
    widths.length === 0 ? null : blockSum(widths.length, (i) => widths[i]) / widths.length,
  );
  const share = (c: number) => sizes[c] / rows.n;
  const micro = blockSum(strata.length, (c) => share(c) * (means[c] ?? 0));
  const variance = blockSum(
    strata.length,
    (c) => square(share(c)) * varianceOfMean(strata[c], means[c] ?? 0, sizes[c]),
  );
  return Object.freeze({
    variant: "sampled",
    micro: defined(micro),
    macro: macroOf(means),
    standardError: defined(Math.sqrt(variance)),
    segments: means.map(measureOf),
    widths: null,
    rows: strata.reduce((total, widths) => total + widths.length, 0),
  });
}

function varianceOfMean(widths: Float64Array, mean: number, size: number): number {
  const drawn = widths.length;
  if (drawn < 2) return 0;
  const spread = blockSum(drawn, (i) => square(widths[i] - mean)) / (drawn - 1);
  return (spread / drawn) * (1 - drawn / size);
}

function macroOf(means: readonly (number | null)[]): Measure {
  const present = means.filter((mean) => mean !== null);
  return defined(blockSum(present.length, (i) => present[i]) / present.length);
}

function measureOf(mean: number | null): Measure {
  return mean === null ? notDefined("no_rows") : defined(mean);
}
