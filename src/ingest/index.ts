export { ingestIfPlain, ingestSources, type IngestOptions, type IngestOutcome } from "./ingest.js";
export { locatePlainFile, type LocatedFile } from "./plain/locate.js";
export { guessPlainSource, PLAIN_SOURCE, plainCsvSource, type PlainCsvFlags } from "./plain/plain-csv.js";
export { sourceSpec, type SourceInput, type SourceSpec } from "./source-spec.js";
export { FEWEST_KEY_BYTES, Pseudonyms } from "./values/pseudonym.js";
export { fingerprint } from "./files/fingerprint.js";
export { describeFile, type DescribedColumn } from "./plain/describe-file.js";
export { columnShapes, type ColumnShape } from "./checks/drift.js";
export { type LoadedTable } from "./load/finalise.js";
export { resolveFiles, type SourceFile } from "./files/resolve.js";
export {
  ASK,
  inputOf,
  proposeSources,
  specOfDraft,
  type ColumnVerdict,
  type Entry,
  type LeftOut,
  type Proposal,
  type SourceDraft,
} from "./propose/index.js";
export type { ColumnFacts } from "./sniff/column.js";
export { groupFiles, type SniffedFile } from "./sniff/group.js";
export { sniffFile, sniffSource, type SniffedSource } from "./sniff/source.js";
