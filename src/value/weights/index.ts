export { weights, type EntropyTable } from "./stage.js";
export type { WeightsResult } from "../../tables/results/weights.js";
export { WEIGHT_TABLES, type WeightTable } from "./tables.js";
export { judgementOf, judgementsOf, type Judgements } from "./pairwise.js";
export { optionsOf, type OptionsTable } from "./options-table.js";
export { readTextTable, type TextTable } from "./small-table.js";
export { resolveWeighting, type WeightsInput, type WeightsOutcome } from "./resolve.js";
