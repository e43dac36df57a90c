import { catalogue } from "./code.js";

/** RFM and profitability. */
export const valueCodes = catalogue({});
