import { freeParameters, type Covariance } from "../../stats/cluster/mixture-parameters.js";
import { gaussianMixture, largestPosterior, type MixtureFit } from "../../stats/cluster/mixture.js";
import type { Rows } from "../../stats/kmeans/rows.js";
import { inCanonicalOrder, reorderRows } from "./canonical-fit.js";
import type { Clusterer, FitOptions, ScoringParts, SegmentFit } from "./clusterer.js";
import { kMeansFit } from "./k-means.js";
import { meansOfFit } from "./means-of-fit.js";
import { posteriorsOf } from "./scoring.js";

/** Every start of a mixture collapsed. */
export class MixtureCollapsed extends RangeError {}

type MixtureParts = Extract<ScoringParts, { kind: "mixture" }>;

export interface MixtureChoice {
  readonly covariance: Covariance;
  /** starts besides the k-means solution */
  readonly restarts: number;
}

/** A mixture of Gaussians; the segment of a customer is the component with the largest posterior. */
export function mixtureClusterer(choice: MixtureChoice): Clusterer {
  return {
    name: "gmm",
    resample: { above: 2_000, rows: 2_000 },
    euclidean: true,
    shares: true,
    seeded: true,
    fit: (rows, k, options) => mixtureFit(rows, k, options, choice),
  };
}

function mixtureFit(rows: Rows, k: number, options: FitOptions, { covariance, restarts }: MixtureChoice): SegmentFit {
  const start = kMeansFit(rows, k, { ...options, value: null }).labels;
  const found = gaussianMixture(rows, { k, covariance, seed: options.seed, start, restarts });
  if ("collapsed" in found) throw new MixtureCollapsed(`the mixture collapsed in all ${String(found.starts)} starts`);
  const { parts, labels } = inCanonicalOrder<MixtureParts>(partsOf(found), k, options.value, {
    anchors: ({ means }) => means,
    reorder: reordered,
    labels: (each) => largestPosterior(posteriorsOf(rows, each), k),
  });
  return Object.freeze({
    k,
    ...meansOfFit(rows, labels, k),
    iterations: found.iterations,
    converged: found.converged,
    restarts: found.starts,
    restartsAgreeing: found.startsAgreeing,
    objective: { name: "log_likelihood" as const, value: found.logLikelihood },
    parts,
    posteriors: posteriorsOf(rows, parts),
    criteria: { bic: found.bic, icl: found.icl, free_parameters: freeParameters(covariance, k, rows.d) },
  });
}

function partsOf({ parameters }: MixtureFit): MixtureParts {
  return { kind: "mixture", ...parameters };
}

function reordered(parts: MixtureParts, order: Int32Array): MixtureParts {
  const { kind, covariance } = parts;
  return {
    kind,
    covariance,
    shares: reorderRows(parts.shares, order),
    means: reorderRows(parts.means, order),
    covariances: reorderRows(parts.covariances, order),
  };
}
