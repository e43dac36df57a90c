export { segment } from "./segment.js";
export { segmentSettings, type FeatureSettings, type SegmentSettings, type SegmentSettingsInput } from "./settings.js";
export { ASSIGNMENTS, ASSIGNMENT_COLUMNS } from "./assignments.js";
export { MEASURE_NAMES, type MeasureName } from "./features/measure-names.js";
export { fitRecipe, type FeaturePlan, type FitCounts, type FittedRecipe } from "./prepare/fit-recipe.js";
export { applyRecipe, type Prepared } from "./prepare/apply-recipe.js";
export type { Recipe, FittedFeature, FittedTransform } from "./prepare/recipe.js";
