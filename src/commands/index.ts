import type { CommandSpec } from "../cli/spec.js";
import { assign } from "./assign.js";
import { check } from "./check.js";
import { completion } from "./completion.js";
import { doctor } from "./doctor.js";
import { effect } from "./effect.js";
import { explain } from "./explain.js";
import { ingest } from "./ingest.js";
import { init } from "./init.js";
import { profit } from "./profit.js";
import { rfm } from "./rfm.js";
import { run } from "./run.js";
import { segment } from "./segment.js";
import { simulate } from "./simulate.js";
import { verify } from "./verify.js";
import { weights } from "./weights.js";

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandSpec[] = Object.freeze([
  check,
  ingest,
  init,
  run,
  rfm,
  profit,
  weights,
  segment,
  assign,
  effect,
  verify,
  simulate,
  explain,
  doctor,
  completion,
]);
