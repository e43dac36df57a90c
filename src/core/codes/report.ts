import { catalogue } from "./code.js";

/** Reports and their privacy gate. */
export const reportCodes = catalogue({
  "REP-001": {
    exit: 5,
    title: "too few customers for a report",
    long: "The study has fewer customers than its small-cell threshold (`privacy.threshold`, default 10, never under 5), so every number of the report would describe a handful of persons. Use a larger population; the threshold cannot go below 5.",
  },
  "REP-002": {
    exit: 1,
    title: "stage results do not fit the report",
    long: "A stage handed over a result that breaks its contract, so the report would print a wrong number. This is a fault of the tool; the message names the fields.",
  },
  "REP-003": {
    exit: 2,
    title: "unknown report language or format",
    long: "Reports exist in the languages en and zh and in the formats md, csv, svg and html.",
  },
});
