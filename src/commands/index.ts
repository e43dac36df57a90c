import type { CommandSpec } from "../cli/spec.js";
import { completion } from "./completion.js";
import { doctor } from "./doctor.js";
import { explain } from "./explain.js";
import { verify } from "./verify.js";

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandSpec[] = Object.freeze([verify, explain, doctor, completion]);
