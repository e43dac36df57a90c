import { catalogue } from "./code.js";

/** Effect analysis. */
export const effectCodes = catalogue({});
