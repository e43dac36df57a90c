import { appendixZh } from "./appendix.js";
import { assignedZh } from "./assigned.js";
import { commonZh } from "./common.js";
import { dataZh } from "./data.js";
import { differencesZh } from "./differences.js";
import { effectZh } from "./effect.js";
import type { Text } from "./en.js";
import { limitsZh } from "./limits.js";
import { profitZh } from "./profit.js";
import { segmentMethodZh } from "./segment-method.js";
import { segmentsZh } from "./segments.js";
import { stabilityZh } from "./stability.js";
import { summaryZh } from "./summary.js";
import { valueZh } from "./value.js";

/** Every sentence of the report in Chinese. */
export const zh: Text = {
  common: commonZh,
  summary: summaryZh,
  data: dataZh,
  value: valueZh,
  profit: profitZh,
  segments: segmentsZh,
  segmentMethod: segmentMethodZh,
  assigned: assignedZh,
  differences: differencesZh,
  stability: stabilityZh,
  effect: effectZh,
  limits: limitsZh,
  appendix: appendixZh,
};
