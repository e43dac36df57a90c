import { createStream } from "../../core/rng.js";
import { simplifiedSilhouette } from "../../stats/cluster/silhouette.js";
import type { SegmentFit } from "../algorithms/clusterer.js";
import type { Rows } from "../../stats/kmeans/rows.js";
import { principalRows } from "./principal-axes.js";
import { refit, type RefitOptions } from "./resample.js";

export interface NullOptions extends RefitOptions {
  /** B, the number of data sets without clusters. */
  readonly references: number;
}

/**
 * p = (1 + data sets as extreme) / (B + 1) for the largest simplified silhouette over k = 2 … K, against data sets from one Gaussian
 * with the sample's mean and covariance. Null when no k of the data has a silhouette.
 */
export function nullProbability(rows: Rows, fits: readonly SegmentFit[], options: NullOptions): number | null {
  const observed = largestSilhouette(rows, fits);
  if (observed === null) return null;
  const last = fits[fits.length - 1].k;
  const deviations = axisDeviations(rows);
  const found = Array.from({ length: options.references }, (_, b) => nullReference(rows, deviations, last, b, options));
  return shareAsExtreme(observed, found);
}

/** The largest simplified silhouette of some fits, or null when none has one. */
export function largestSilhouette(rows: Rows, fits: readonly Pick<SegmentFit, "k" | "labels">[]): number | null {
  return largest(fits.map((fit) => simplifiedOf(rows, fit)));
}

/** Standard deviations along the principal axes. */
export function axisDeviations(rows: Rows): Float64Array {
  return principalRows(rows).variances.map((variance) => Math.sqrt(Math.max(0, variance)));
}

/** The largest simplified silhouette over k = 2 … last of data set `b` without clusters. */
export function nullReference(
  { n, d }: Pick<Rows, "n" | "d">,
  deviations: Float64Array,
  last: number,
  b: number,
  options: RefitOptions,
): number | null {
  const blob = gaussian(n, d, deviations, options.seed, b);
  const found = Array.from({ length: last - 1 }, (_, at) => {
    const fit = refit(blob, at + 2, `segment/null-fit/${String(at + 2)}`, b, options);
    if (fit === null) return null;
    const { simplified } = options.clusterer;
    return simplified === undefined ? simplifiedOf(blob, fit) : simplified(blob, fit.labels, fit.k);
  });
  return largest(found);
}

/** (1 + data sets as extreme) / (B + 1); one without a silhouette counts as extreme. */
export function shareAsExtreme(observed: number, found: readonly (number | null)[]): number {
  const asExtreme = found.filter((each) => each === null || each >= observed).length;
  return (1 + asExtreme) / (found.length + 1);
}

function simplifiedOf(rows: Rows, fit: Pick<SegmentFit, "k" | "labels">): number | null {
  return fit.k === 1 ? null : simplifiedSilhouette(rows, fit.labels).micro.value;
}

function largest(values: readonly (number | null)[]): number | null {
  return values.reduce((most, each) => (each !== null && (most === null || each > most) ? each : most), null);
}

/** Distances do not depend on axes or place, so the blob is drawn in the principal axes around 0. */
function gaussian(n: number, d: number, deviations: Float64Array, seed: number, b: number): Rows {
  const stream = createStream(seed, "segment/null", b);
  const x = new Float64Array(n * d);
  for (let at = 0; at < x.length; at++) x[at] = deviations[at % d] * stream.normal();
  return { x, n, d };
}
