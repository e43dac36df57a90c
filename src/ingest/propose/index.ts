export { inputOf, proposeSources, specOfDraft, type LeftOut, type Proposal } from "./propose.js";
export type { ColumnVerdict, Entry, SourceDraft } from "./draft.js";
export { ASK } from "./rules.js";
