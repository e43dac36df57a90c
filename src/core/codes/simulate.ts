import { catalogue } from "./code.js";

/** The synthetic bank. */
export const simulateCodes = catalogue({
  "SIM-001": {
    exit: 2,
    title: "setting of the simulation out of range",
    long: "A setting of the synthetic bank has a value outside its range. All such settings are listed together, each with the range that is allowed.",
  },
  "SIM-002": {
    exit: 2,
    title: "folder holds other exports",
    long: "The folder already holds export files that this simulation did not write or would leave behind. Nothing was changed. Choose an empty folder, or the folder of an earlier simulation of the same length.",
  },
  "SIM-003": {
    exit: 6,
    title: "simulated files cannot be written",
    long: "The folder cannot be created or written, or the disk is full. Unfinished files are removed.",
  },
});
