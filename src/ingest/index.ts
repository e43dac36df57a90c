export { ingestSources, type IngestOptions, type IngestOutcome } from "./ingest.js";
export { sourceSpec, type SourceInput, type SourceSpec } from "./source-spec.js";
