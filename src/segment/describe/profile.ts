import { failIfAny } from "../../core/errors.js";
import { problem } from "../prepare/problem.js";
import { known, mean, quantiles, sd } from "../prepare/summary.js";
import type { FittedFeature } from "../prepare/recipe.js";
import { backTransformedMean } from "./back-transform.js";
import type { Marker } from "./names.js";

/** What a feature looks like within one segment, in original units. */
export interface FeatureShape {
  readonly feature: string;
  readonly mean: number;
  readonly median: number;
  readonly q1: number;
  readonly q3: number;
  /** (segment mean - population mean) / population sd, divisor n - 1. */
  readonly z_mean: number;
  /** 100 x segment mean / population mean; null when the population mean is not positive. */
  readonly index: number | null;
  readonly back_transformed: number | null;
  readonly marker: boolean;
}

const MARKER_SD = 0.5;
const MARKER_SHARE = 0.5;

/** Rows of each segment 0 … k-1, ascending. */
export function membersOf(labels: Int32Array, k: number): readonly Int32Array[] {
  const sizes = new Int32Array(k);
  for (const label of labels) sizes[label] += 1;
  const members = Array.from(sizes, (size) => new Int32Array(size));
  const next = new Int32Array(k);
  labels.forEach((label, row) => (members[label][next[label]++] = row));
  return members;
}

/**
 * Profiles of all segments in original units: mean, median and quartiles (type 7) of the members' values after the missing rule
 * and before caps. A marker differs from the population mean by at least half a population sd or half the population mean (idea
 * of R's flexclust, whose limits differ).
 * @param columns one column a feature, one value a clustered customer
 */
export function profileFeatures(
  names: readonly string[],
  columns: readonly Float64Array[],
  members: readonly Int32Array[],
  fitted: readonly FittedFeature[],
): readonly (readonly FeatureShape[])[] {
  const population = columns.map(known).map((column) => ({ mean: mean(column), sd: sd(column) }));
  return members.map((rows) =>
    names.map((feature, j) => shapeOf(feature, knownOf(feature, columns[j], rows), population[j], fitted[j])),
  );
}

function knownOf(feature: string, column: Float64Array, rows: Int32Array): Float64Array {
  const values = known(Float64Array.from(rows, (row) => column[row]));
  if (values.length > 0) return values;
  const found = `a segment has no customer with a value for "${feature}", so it has no profile`;
  failIfAny([problem("SEG-002", found, "fill this feature by a declared rule, or leave it out")]);
  throw new RangeError(found);
}

interface Population {
  readonly mean: number;
  readonly sd: number;
}

function shapeOf(
  feature: string,
  values: Float64Array,
  { mean: populationMean, sd: populationSd }: Population,
  fitted: FittedFeature,
): FeatureShape {
  const segmentMean = mean(values);
  const [q1, median, q3] = quantiles(values, [0.25, 0.5, 0.75]);
  const difference = segmentMean - populationMean;
  const positive = populationMean > 0;
  const far = Math.abs(difference) >= MARKER_SD * populationSd;
  return Object.freeze({
    feature,
    mean: segmentMean,
    median,
    q1,
    q3,
    z_mean: difference / populationSd,
    index: positive ? (100 * segmentMean) / populationMean : null,
    back_transformed: backTransformedMean(fitted, values),
    marker: far || (positive && Math.abs(difference) >= MARKER_SHARE * populationMean),
  });
}

/** The markers of a segment, strongest first by |z|; ties in the order of the features. */
export function markersOf(shapes: readonly FeatureShape[]): readonly Marker[] {
  return shapes
    .map((shape, feature) => ({ feature, z: shape.z_mean, marker: shape.marker }))
    .filter((each) => each.marker && each.z !== 0)
    .sort((a, b) => Math.abs(b.z) - Math.abs(a.z) || a.feature - b.feature);
}
