import { catalogue } from "./code.js";

/** Reports and their privacy gate. */
export const reportCodes = catalogue({});
