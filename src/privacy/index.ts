export { DOMINANCE_LIMIT, isDominated, isDominatedShare } from "./dominance.js";
export { formulaSafe } from "./formula-safe.js";
export { hiddenBy, isHidden, type Hidden, type HiddenCause } from "./hidden.js";
export { REDACTED, redact, redactUnknown } from "./redact.js";
export {
  LOWEST_THRESHOLD,
  suppressCounts,
  suppressList,
  suppressTable,
  tableGroups,
  type CellFate,
} from "./suppress.js";
