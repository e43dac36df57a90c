import type { Engine } from "../engine/engine.js";
import type { Pseudonyms } from "../ingest/index.js";
import type { LoadedStudy } from "./load.js";
import type { InputFile } from "./plan.js";
import type { StudySettings } from "./schema.js";
import type { CachedStage } from "./stage-cache.js";

/** What the report of a run is made from. */
export interface ReportRequest {
  readonly study: LoadedStudy;
  readonly settings: StudySettings;
  readonly version: string;
  readonly reproduce: string;
  readonly pseudonyms: Pseudonyms | null;
  readonly engine: Engine;
  /** The staging folder, for row-level tables that the engine writes itself. */
  readonly staging: string;
  readonly stages: ReadonlyMap<string, CachedStage>;
  readonly inputs: readonly InputFile[];
  readonly flags: readonly string[];
}
