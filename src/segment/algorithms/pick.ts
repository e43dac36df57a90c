import { failIfAny } from "../../core/errors.js";
import type { VariableKind } from "../../stats/cluster/gower.js";
import { rowsOf, type Prepared } from "../prepare/apply-recipe.js";
import { problem } from "../prepare/problem.js";
import type { SegmentSettings } from "../settings.js";
import type { Clusterer } from "./clusterer.js";
import { kMeansClusterer } from "./k-means.js";
import { medoidClusterer, PAM_ROWS } from "./medoids.js";
import { mixtureClusterer } from "./mixture.js";
import { balanceOf, prototypeClusterer, type GammaChoice } from "./prototypes.js";
import { WARD_ROWS, wardClusterer } from "./ward.js";

/** What the algorithm must know of the columns besides their numbers. */
export interface ColumnKinds {
  readonly kinds: readonly VariableKind[];
  readonly weights: readonly number[];
}

/** The algorithm that the settings name. Throws SEG-011 above the limit of a quadratic one. */
export function clustererFor(
  settings: SegmentSettings,
  prepared: Prepared,
  { kinds, weights }: ColumnKinds,
): Clusterer {
  refuseTooMany(settings, prepared.rows);
  const { algorithm, metric, swap, covariance, mixture_restarts, gamma } = settings;
  switch (algorithm) {
    case "k-means":
      return kMeansClusterer(settings.start);
    case "ward":
      return wardClusterer();
    case "gmm":
      return mixtureClusterer({ covariance, restarts: mixture_restarts });
    case "pam":
      return medoidClusterer({ metric, swap, samples: null, kinds, weights });
    case "clara": {
      const samples = { count: settings.clara_samples, size: settings.clara_size ?? null };
      return medoidClusterer({ metric, swap, samples, kinds, weights });
    }
    case "k-prototypes": {
      const categorical = kinds.map((kind) => kind !== "numeric");
      return prototypeClusterer(categorical, balanceOf(rowsOf(prepared), categorical, gammaChoice(gamma)));
    }
  }
}

/** The setting in the words of the algorithm. */
export function gammaChoice(gamma: SegmentSettings["gamma"]): GammaChoice {
  return gamma === "equal_contribution" ? "equal" : gamma;
}

function refuseTooMany({ algorithm, start }: SegmentSettings, customers: number): void {
  const ward = algorithm === "ward" || (algorithm === "k-means" && start === "ward");
  const limit = algorithm === "pam" ? PAM_ROWS : ward ? WARD_ROWS : Infinity;
  if (customers <= limit) return;
  const found = `${ward ? "Ward's tree" : "pam"} of ${String(customers)} customers; its limit is ${String(limit)}`;
  const hint = algorithm === "pam" ? "use algorithm: clara" : "use algorithm: k-means with start: kmeans++";
  failIfAny([problem("SEG-011", found, hint, "segment.algorithm")]);
}
