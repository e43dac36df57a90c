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
  const observed = largest(fits.map((fit) => simplifiedOf(rows, fit)));
  if (observed === null) return null;
  const ks = fits.map(({ k }) => k).filter((k) => k > 1);
  const deviations = principalRows(rows).variances.map((variance) => Math.sqrt(Math.max(0, variance)));
  let asExtreme = 0;
  for (let b = 0; b < options.references; b++) {
    const blob = gaussian(rows, deviations, options.seed, b);
    const found = largest(
      ks.map((k) => {
        const fit = refit(blob, k, `segment/null-fit/${String(k)}`, b, options);
        return fit === null ? null : simplifiedOf(blob, fit);
      }),
    );
    if (found === null || found >= observed) asExtreme += 1;
  }
  return (1 + asExtreme) / (options.references + 1);
}

function simplifiedOf(rows: Rows, fit: SegmentFit): number | null {
  return fit.k === 1 ? null : simplifiedSilhouette(rows, fit.labels).micro.value;
}

function largest(values: readonly (number | null)[]): number | null {
  return values.reduce((most, each) => (each !== null && (most === null || each > most) ? each : most), null);
}

/** Distances do not depend on axes or place, so the blob is drawn in the principal axes around 0. */
function gaussian({ n, d }: Rows, deviations: Float64Array, seed: number, b: number): Rows {
  const stream = createStream(seed, "segment/null", b);
  const x = new Float64Array(n * d);
  for (let at = 0; at < x.length; at++) x[at] = deviations[at % d] * stream.normal();
  return { x, n, d };
}
