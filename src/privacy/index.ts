export { DOMINANCE_LIMIT, isDominated, isDominatedShare } from "./dominance.js";
export { formulaSafe } from "./formula-safe.js";
export { hiddenBy, isHidden, type Hidden, type HiddenCause } from "./hidden.js";
export { REDACTED, redact, redactUnknown } from "./redact.js";
export type { CellFate, CountTable, HiddenUnion } from "./count-table.js";
export {
  LOWEST_THRESHOLD,
  canProtect,
  knownLines,
  knownSums,
  suppressCounts,
  suppressList,
  suppressTable,
} from "./suppress.js";
