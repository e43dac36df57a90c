import type { ErrorCode } from "../../core/codes/index.js";
import type { Problem } from "../../core/errors.js";

/** A problem with the features of the study. */
export function problem(code: ErrorCode, message: string, hint: string, key = "segment.features"): Problem {
  return { code, message, hint, place: { key } };
}
