import { midranks } from "../../stats/midranks.js";
import { pearson } from "../../stats/correlation.js";
import { skewness } from "../../stats/moments.js";
import { varianceInflation } from "../../stats/variance-inflation.js";
import type { SegmentResult } from "../../tables/results/segment.js";
import type { ResolvedFeature } from "../features/resolve.js";
import type { Prepared } from "../prepare/apply-recipe.js";
import type { FittedRecipe } from "../prepare/fit-recipe.js";
import { known, mean, quantiles, sd } from "../prepare/summary.js";

/** Column j of a row-major matrix. */
export function columnOf({ data, rows, columns }: Prepared, j: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => data[i * columns + j]);
}

/**
 * What each feature is, before and after preparation.
 * @param originals values of the clustered customers after the missing rule and before caps
 */
export function featureReports(
  features: readonly ResolvedFeature[],
  { recipe, counts }: FittedRecipe,
  originals: readonly Float64Array[],
  prepared: Prepared,
): SegmentResult["features"] {
  const inflation = inflationOf(prepared, features.length);
  const values = originals.map(known);
  return features.map(({ name, unit, settings }, j) => ({
    feature: name,
    unit,
    higher_is: settings.higher_is ?? null,
    transform: settings.transform,
    scale: settings.scale,
    weight: settings.weight,
    missing: counts.missing[j],
    missing_rule: typeof settings.missing === "object" ? "constant" : settings.missing,
    lower_cap: recipe.features[j].lower,
    upper_cap: recipe.features[j].upper,
    capped_below: counts.below[j],
    capped_above: counts.above[j],
    mean: mean(values[j]),
    sd: sd(values[j]),
    median: quantiles(values[j], [0.5])[0],
    skewness: skewness(values[j]).value,
    skewness_prepared: skewness(known(columnOf(prepared, j))).value,
    vif: inflation[j],
  }));
}

/** Variance inflation factor of each prepared feature; null where one is a sum of others or constant. */
function inflationOf(prepared: Prepared, d: number): readonly (number | null)[] {
  const columns = Array.from({ length: d }, (_, j) => columnOf(prepared, j));
  const correlations = Float64Array.from({ length: d * d }, (_, at) => {
    const [a, b] = [Math.floor(at / d), at % d];
    return a === b ? 1 : (knownPearson(columns[a], columns[b]) ?? NaN);
  });
  return varianceInflation(correlations, d).map((each) => each.value);
}

/** The rows that both columns have: all of them, unless values are missing under `partial`. */
function bothKnown(a: Float64Array, b: Float64Array): readonly [Float64Array, Float64Array] {
  const has = (_: number, i: number) => !Number.isNaN(a[i]) && !Number.isNaN(b[i]);
  return [a.filter(has), b.filter(has)];
}

function knownPearson(a: Float64Array, b: Float64Array): number | null {
  return pearson(...bothKnown(a, b)).value;
}

function coefficients(a: Float64Array, b: Float64Array) {
  const [x, y] = bothKnown(a, b);
  return { pearson: pearson(x, y).value, spearman: pearson(midranks(x), midranks(y)).value };
}

/** Pearson and Spearman correlations of all pairs of prepared features, over the customers who have both. */
export function correlationsOf(names: readonly string[], prepared: Prepared): SegmentResult["correlations"] {
  const columns = names.map((_, j) => columnOf(prepared, j));
  return names.flatMap((a, j) =>
    names.slice(j + 1).map((b, offset) => {
      const other = j + 1 + offset;
      return {
        a,
        b,
        ...coefficients(columns[j], columns[other]),
        identical: columns[j].every((x, i) => x === columns[other][i]),
      };
    }),
  );
}
