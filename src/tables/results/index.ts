export * from "./assign.js";
export { warning } from "./common.js";
export { ingestResult, type IngestResult, type FileReport, type RejectCount, type RuleReport } from "./ingest.js";
export { checkResult, type CheckResult, type ColumnDrift, type Shift } from "./check.js";
export { rfmResult, type RfmResult, type RfmCut, type RfmSegment } from "./rfm.js";
export { weightsResult, type WeightsResult } from "./weights.js";
export { profitResult, type ProfitResult } from "./profit.js";
export { segmentResult, type SegmentResult } from "./segment.js";
export { effectResult, type EffectResult, type Estimate, type OutcomeEffect } from "./effect.js";
