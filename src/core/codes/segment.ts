import { catalogue } from "./code.js";

/** Segmentation. */
export const segmentCodes = catalogue({});
