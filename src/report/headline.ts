import type { Estimate } from "../tables/results/index.js";
import type { GatedEffect, GatedOutcome } from "./gate/effect.js";

/** Which error the number of clusters asks for; with `randomisation` the interval shown is that of CRV3 and is not reliable. */
export type HeadlineRule = "crv1" | "crv3" | "randomisation";

const FEWEST_CLUSTERS = 6;

/** The rule that the run applied, from its threat `few_clusters`; CRV1 where there is none. */
export function headlineRule({ threats }: Pick<GatedEffect, "threats">): HeadlineRule {
  const few = threats.find((each) => each.code === "few_clusters");
  if (few === undefined) return "crv1";
  const { headline, clusters, treated_clusters: treated } = few.values;
  if (headline === "randomisation" || headline === "crv3" || headline === "crv1") return headline;
  return Math.min(Number(treated), Number(clusters) - Number(treated)) < FEWEST_CLUSTERS ? "randomisation" : "crv3";
}

/** The estimate whose interval the verdict and every summary of an outcome rest on. */
export function headlineEstimate(effect: Pick<GatedEffect, "threats">, outcome: GatedOutcome): Estimate {
  return headlineRule(effect) === "crv1" ? outcome.did : outcome.did_crv3;
}

/** The primary outcome: the declared one, or else the first. */
export function primaryOutcome(outcomes: readonly GatedOutcome[]): GatedOutcome | null {
  return outcomes.find((each) => each.primary) ?? outcomes.at(0) ?? null;
}
