/**
 * The stages of custval as functions: the same that the commands call. A stage takes tables in an engine and settings, leaves
 * tables in the engine, and gives a frozen result.
 *
 * @example
 * const engine = await openEngine({ folders: ["exports"] });
 * const loaded = await ingestSources(engine, sources, { dataFolder: "exports", workFolder, rejectsFile });
 * const context = { engine, catalog: catalogOf(loaded.tables), seed: 1 };
 * const { result } = await rfm(context, rfmSettings.parse({ as_of: "2023-12-31" }));
 */
export { effect, effectDesign, type EffectDesign } from "./effect/index.js";
export { openEngine, type Engine, type EngineOptions } from "./engine/index.js";
export { id, literal, sql, type Sql } from "./engine/sql.js";
export { catalogOf, type Catalog, type StageContext, type StageOutcome, type Warning } from "./engine/stage.js";
export { ingestSources, sourceSpec, type IngestOutcome, type SourceInput, type SourceSpec } from "./ingest/index.js";
export { renderReport as report, type StudyFacts } from "./report/index.js";
export { assign, segment, segmentSettings, type SegmentSettings } from "./segment/index.js";
export { profit, profitSettings, rfm, rfmSettings, type ProfitSettings, type RfmSettings } from "./value/index.js";
export type {
  EffectResult,
  Estimate,
  IngestResult,
  ProfitResult,
  RfmResult,
  SegmentResult,
} from "./tables/results/index.js";
export { CustvalError, type ExitCode, type Problem } from "./core/errors.js";
