import { catalogue } from "./code.js";

/** The synthetic bank. */
export const simulateCodes = catalogue({});
