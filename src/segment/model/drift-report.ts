import { psi } from "../../stats/psi.js";
import type { AssignResult } from "../../tables/results/assign.js";
import type { SegmentModel } from "./model.js";
import type { ScoredFit } from "./scored-fit.js";
import type { Tally } from "./tally.js";

type Drift = NonNullable<AssignResult["drift"]>;
type Shift = Drift["shifts"][number];

/** The customary limits of the population stability index. */
const MODERATE = 0.1;
const LARGE = 0.25;

/**
 * How far the scored customers lie from the training customers: the population stability index of every feature, of the distance to
 * the own centre, and of the segments' sizes, each beside its sampling limit (Yurdakul 2018), and an advice.
 */
export function driftReport(model: SegmentModel, tally: Tally, fit: ScoredFit): Drift {
  const n = model.created_from.customers;
  const features = model.drift.map((each, j) => {
    const found = tally.features[j];
    const trained = Float64Array.from([...each.shares, each.missing_share], (share) => Math.round(share * n));
    return shiftOf("feature", each.feature, trained, Float64Array.from([...found.counts, found.missing]));
  });
  const distances = model.training.distance_shares.map((share) => Math.round(share * n));
  const sizes = model.segments.map((each) => each.size);
  const shifts = [
    ...features,
    shiftOf("distance", null, Float64Array.from(distances), fit.distances),
    shiftOf("segments", null, Float64Array.from(sizes), Float64Array.from(fit.sizes)),
  ];
  const { wss_per_row, silhouette_simplified } = model.training;
  return {
    training_customers: n,
    shifts,
    wss_per_row: { training: wss_per_row, scored: fit.wss_per_row },
    silhouette_simplified: { training: silhouette_simplified, scored: fit.silhouette_simplified },
    advice: adviceOn(shifts),
  };
}

function shiftOf(of: Shift["of"], feature: string | null, trained: Float64Array, scored: Float64Array): Shift {
  const { psi: value, emptyBins, limit95 } = psi(trained, scored);
  return { of, feature, psi: value, sampling_limit: limit95, empty_bins: emptyBins, level: levelOf(value, limit95) };
}

/** A shift within the sampling limit is chance, however large it looks; beyond it even a small one is real. */
function levelOf(value: number, limit: number): Shift["level"] {
  if (value <= limit) return "chance";
  if (value < MODERATE) return "slight";
  return value < LARGE ? "moderate" : "large";
}

function adviceOn(shifts: readonly Shift[]): Drift["advice"] {
  if (shifts.some((each) => each.level === "large")) return "refit";
  return shifts.some((each) => each.level !== "chance") ? "watch" : "keep";
}
