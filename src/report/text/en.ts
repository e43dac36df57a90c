import { appendixEn } from "./appendix.js";
import { assignedEn } from "./assigned.js";
import { commonEn } from "./common.js";
import { dataEn } from "./data.js";
import { differencesEn } from "./differences.js";
import { effectEn } from "./effect.js";
import { limitsEn } from "./limits.js";
import { profitEn } from "./profit.js";
import { segmentMethodEn } from "./segment-method.js";
import { segmentsEn } from "./segments.js";
import { stabilityEn } from "./stability.js";
import { summaryEn } from "./summary.js";
import { valueEn } from "./value.js";

/** Every sentence of the report in English. Numbers come in as text that is formatted already. */
export const en = {
  common: commonEn,
  summary: summaryEn,
  data: dataEn,
  value: valueEn,
  profit: profitEn,
  segments: segmentsEn,
  segmentMethod: segmentMethodEn,
  assigned: assignedEn,
  differences: differencesEn,
  stability: stabilityEn,
  effect: effectEn,
  limits: limitsEn,
  appendix: appendixEn,
};

/** What every language must say. */
export type Text = typeof en;
