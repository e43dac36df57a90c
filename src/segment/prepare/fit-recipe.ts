import { failIfAny, type Problem } from "../../core/errors.js";
import { mean, quantiles, weightedMean } from "./summary.js";
import type { FeatureSettings, MissingRule, SegmentSettings } from "../settings.js";
import { capValue, scaledRows, usableRows } from "./apply-recipe.js";
import { fitComponents } from "./fit-components.js";
import { RECIPE_VERSION, type FittedCategory, type FittedFeature, type Recipe } from "./recipe.js";
import { fitScale } from "./fit-scale.js";
import { fitTransform } from "./fit-transform.js";
import { problem } from "./problem.js";

/** A feature to be prepared: its name and what its settings ask for. */
export interface FeaturePlan {
  readonly name: string;
  readonly settings: FeatureSettings;
}

/** A feature of categories to be prepared, with its codes. */
export interface CodedPlan extends FeaturePlan {
  readonly codes: Float64Array;
}

/** What was left out and changed on the way; counts only. */
export interface FitCounts {
  readonly missing: readonly number[];
  readonly below: readonly number[];
  readonly above: readonly number[];
  readonly incomplete: number;
  readonly mostly_missing: number;
}

/** Settings of the whole preparation, besides those of each feature. */
export type RecipeOptions = Pick<SegmentSettings, "z_divisor" | "weight_mode"> & Partial<Pick<SegmentSettings, "pca">>;

export interface FittedRecipe {
  readonly recipe: Recipe;
  readonly counts: FitCounts;
}

/**
 * Fits every step in its fixed order on the training rows.
 * @param columns one column a feature, rows in id order, NaN is missing
 * @param weights weight of each row in means and variances; every row counts once without
 * @throws SEG-002 (missing under `error`), SEG-016 (fewer than two rows left), SEG-008 (weights that do not sum to enough), SEG-005
 *   (log1p of negatives), SEG-004 (no spread), SEG-025 (no component kept); all of one code together
 */
export function fitRecipe(
  plans: readonly FeaturePlan[],
  columns: readonly Float64Array[],
  options: RecipeOptions,
  weights: Float64Array | null = null,
  coded: readonly CodedPlan[] = [],
): FittedRecipe {
  const missing = columns.map(countMissing);
  failIfAny([
    ...plans.flatMap((plan, j) => missingProblem(plan, missing[j], columns[j].length)),
    ...coded.flatMap((plan) => missingProblem(plan, countMissing(plan.codes), plan.codes.length)),
  ]);
  const rules = plans.map(({ settings }) => ({ missing: kindOf(settings.missing) }));
  const categories = Object.freeze(coded.map(fitCategory));
  const all = [...columns, ...coded.map((each) => each.codes)];
  const usable = usableRows([...rules, ...categories], all);
  if (usable.kept.length < 2) failIfAny([tooFew(usable.kept.length)]);
  const own = weights === null ? null : gather(weights, usable.kept);
  if (own !== null) failIfAny(weightProblems(own, options));
  const partial = plans.map((plan, j) => fitCaps(plan, gather(columns[j], usable.kept), own));
  failIfAny(partial.flatMap(({ plan, capped }) => negativeProblem(plan, capped)));
  const fitted = partial.map((each) => fitRest(each, options, own));
  failIfAny([
    ...fitted.flatMap(({ plan, feature }) => spreadProblem(plan, feature)),
    ...coded.flatMap((plan) => oneCategory(plan, usable.kept)),
  ]);
  const features = Object.freeze(fitted.map((each) => each.feature));
  const components =
    options.pca === undefined
      ? null
      : fitComponents(scaledRows({ features, categories }, all, weights), options.pca, options.z_divisor);
  const recipe: Recipe = Object.freeze({ version: RECIPE_VERSION, features, categories, components });
  const counts: FitCounts = Object.freeze({
    missing,
    below: partial.map((each) => each.below),
    above: partial.map((each) => each.above),
    incomplete: usable.incomplete,
    mostly_missing: usable.mostly_missing,
  });
  return Object.freeze({ recipe, counts });
}

function kindOf(rule: MissingRule): FittedFeature["missing"] {
  return rule === "error" || rule === "drop" || rule === "partial" ? rule : "fill";
}

function fitCategory({ name, settings }: CodedPlan): FittedCategory {
  const { missing } = settings;
  if (missing === "error" || missing === "drop" || missing === "partial" || missing === "level")
    return Object.freeze({ name, missing });
  throw new RangeError("a category has no median, mean or constant");
}

function oneCategory({ name, codes }: CodedPlan, kept: Int32Array): readonly Problem[] {
  const known = gather(codes, kept).filter((each) => !Number.isNaN(each));
  if (new Set(known).size > 1) return [];
  return [problem("SEG-004", `the feature "${name}" has a single category`, "leave it out: it is constant")];
}

function countMissing(column: Float64Array): number {
  return column.reduce((sum, x) => sum + (Number.isNaN(x) ? 1 : 0), 0);
}

function gather(column: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => column[row]);
}

interface Capped {
  readonly plan: FeaturePlan;
  readonly fill: number | null;
  readonly missing: boolean;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly below: number;
  readonly above: number;
  readonly capped: Float64Array;
}

function fitCaps(plan: FeaturePlan, values: Float64Array, weights: Float64Array | null): Capped {
  const fill = fillOf(plan.settings.missing, values, weights);
  const isKnown = (x: number) => !Number.isNaN(x);
  const known = fill === null ? values.filter(isKnown) : values.map((x) => (isKnown(x) ? x : fill));
  const [lower, upper] = limitsOf(plan.settings, known);
  return {
    plan,
    fill,
    missing: !values.every(isKnown),
    lower,
    upper,
    below: lower === null ? 0 : known.reduce((sum, x) => sum + (x < lower ? 1 : 0), 0),
    above: upper === null ? 0 : known.reduce((sum, x) => sum + (x > upper ? 1 : 0), 0),
    capped: known.map((x) => capValue({ lower, upper }, x)),
  };
}

function fillOf(rule: MissingRule, values: Float64Array, weights: Float64Array | null): number | null {
  if (typeof rule === "object") return rule.constant;
  if (rule === "error" || rule === "drop" || rule === "partial" || rule === "level") return null;
  const known = values.filter((x) => !Number.isNaN(x));
  if (known.length === 0) return null;
  if (rule === "median") return quantiles(known, [0.5])[0];
  if (weights === null) return mean(known);
  return weightedMean(
    known,
    weights.filter((_, i) => !Number.isNaN(values[i])),
  );
}

function limitsOf(settings: FeatureSettings, values: Float64Array): readonly [number | null, number | null] {
  if (settings.winsor === undefined) return settings.caps ?? [null, null];
  const [lower, upper] = quantiles(values, settings.winsor);
  return [lower, upper];
}

function fitRest(
  { plan, fill, missing: lacking, lower, upper, capped }: Capped,
  options: RecipeOptions,
  weights: Float64Array | null,
): { readonly plan: FeaturePlan; readonly feature: FittedFeature } {
  const { settings, name } = plan;
  const { transform, transformed } = fitTransform(settings.transform, capped);
  const { centre, spread } = fitScale(settings.scale, options.z_divisor, transformed, weights);
  const factor = options.weight_mode === "multiply" ? settings.weight : Math.sqrt(settings.weight);
  const missing = kindOf(settings.missing);
  const indicator = settings.missing_indicator && lacking;
  const feature = Object.freeze({ name, missing, fill, lower, upper, transform, centre, spread, factor, indicator });
  return { plan, feature };
}

function missingProblem(plan: FeaturePlan, count: number, customers: number): readonly Problem[] {
  const rule = plan.settings.missing;
  if (count === 0) return [];
  if (count === customers && (rule === "median" || rule === "mean" || rule === "partial")) {
    const lacks = rule === "partial" ? "nothing to compare" : `no ${rule}`;
    const found = `the feature "${plan.name}" is missing for every customer, so it has ${lacks}`;
    return [problem("SEG-002", found, "leave the feature out, or look at its source")];
  }
  if (rule !== "error") return [];
  const found = `the feature "${plan.name}" is missing for ${String(count)} ${count === 1 ? "customer" : "customers"}`;
  return [problem("SEG-002", found, "declare missing: drop, median, mean or { constant: … } for this feature")];
}

/** Weights were checked one by one when they were read; left-out rows can leave too little. */
function weightProblems(weights: Float64Array, { z_divisor }: RecipeOptions): readonly Problem[] {
  const total = weights.reduce((sum, each) => sum + each, 0);
  if (total > (z_divisor === "n" ? 0 : 1)) return [];
  const found =
    total > 0
      ? "the row weights sum to 1 or less, and the variance divides by that sum less 1"
      : "all row weights are zero among the customers that can be clustered";
  return [problem("SEG-008", found, "give larger weights, or z_divisor: n", "segment.row_weight")];
}

function tooFew(left: number): Problem {
  const found = `after rows with missing values are left out, ${String(left)} remain`;
  return problem("SEG-016", found, "fill missing values by a declared rule, or leave out the features that lack them");
}

function negativeProblem(plan: FeaturePlan, values: Float64Array): readonly Problem[] {
  if (plan.settings.transform !== "log1p") return [];
  const count = values.reduce((sum, x) => sum + (x < 0 ? 1 : 0), 0);
  if (count === 0) return [];
  const found = `log1p of the feature "${plan.name}": ${String(count)} values are negative`;
  return [problem("SEG-005", found, "use transform: slog")];
}

const SPREAD_NAME = {
  z: "standard deviation",
  robust: "interquartile range",
  mad: "MAD",
  minmax: "range",
  none: "range",
};

function spreadProblem(plan: FeaturePlan, feature: FittedFeature): readonly Problem[] {
  if (feature.spread > 0 && Number.isFinite(feature.spread)) return [];
  const { scale } = plan.settings;
  const found = `the feature "${plan.name}" has ${SPREAD_NAME[scale]} 0 after preparation`;
  const hint = scale === "robust" || scale === "mad" ? "use scale: z, or leave it out" : "leave it out: it is constant";
  return [problem("SEG-004", found, hint)];
}
