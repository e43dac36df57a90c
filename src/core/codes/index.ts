import { cliCodes } from "./cli.js";
import type { CodeEntry } from "./code.js";
import { dataCodes } from "./data.js";
import { effectCodes } from "./effect.js";
import { engineCodes } from "./engine.js";
import { privacyCodes } from "./privacy.js";
import { reportCodes } from "./report.js";
import { runCodes } from "./run.js";
import { segmentCodes } from "./segment.js";
import { simulateCodes } from "./simulate.js";
import { studyCodes } from "./study.js";
import { valueCodes } from "./value.js";

const ALL = {
  ...cliCodes,
  ...studyCodes,
  ...dataCodes,
  ...engineCodes,
  ...valueCodes,
  ...segmentCodes,
  ...effectCodes,
  ...reportCodes,
  ...privacyCodes,
  ...runCodes,
  ...simulateCodes,
};

export type ErrorCode = keyof typeof ALL;

/** Every error code with its exit code and its explanation; one file a room beside this one. */
export const CODES: Readonly<Record<ErrorCode, CodeEntry>> = ALL;
