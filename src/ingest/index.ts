export { ingestSources, type IngestOptions, type IngestOutcome } from "./ingest.js";
export { locatePlainFile, type LocatedFile } from "./plain/locate.js";
export { PLAIN_SOURCE, plainCsvSource, type PlainCsvFlags } from "./plain/plain-csv.js";
export { sourceSpec, type SourceInput, type SourceSpec } from "./source-spec.js";
export { FEWEST_KEY_BYTES, Pseudonyms } from "./values/pseudonym.js";
export { fingerprint } from "./files/fingerprint.js";
export { resolveFiles } from "./files/resolve.js";
export { describeFile, type DescribedColumn } from "./plain/describe-file.js";
export { columnShapes, type ColumnShape } from "./checks/drift.js";
