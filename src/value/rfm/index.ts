export { applyCuts, rfm, saveCuts, type RfmOutcome } from "./stage.js";
export { rfmSettings, type RfmSettings } from "./settings.js";
export { cutsOfText, cutsText } from "./cuts-file.js";
export { frozenCuts, type FrozenCuts } from "./frozen-schema.js";
export { lintSegments, overlappedCells, type LintFinding } from "./segments/lint.js";
export { SEGMENT_PRESETS } from "./segments/presets.js";
export { segmentRule, type SegmentRule } from "./segments/rules.js";
export { lifetimeColumnsOf } from "./lifetime-columns.js";
export { MEASURES, MODELS, type Measure, type MeasureName } from "./measures.js";
