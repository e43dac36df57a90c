import type { OptionSpec } from "./spec.js";

const flag = { kind: "flag" } as const;

/** Flags that every command knows. */
export const GLOBAL_OPTIONS: readonly OptionSpec[] = Object.freeze([
  { name: "json", form: flag, about: "print one JSON object on stdout instead of a table" },
  { name: "quiet", short: "q", form: flag, about: "say nothing but warnings and errors" },
  { name: "verbose", form: flag, about: "say more, with where in the code a fault happened" },
  { name: "strict", form: flag, about: "treat warnings that question a number as errors" },
  { name: "seed", form: { kind: "integer", min: 0 }, about: "seed of all random draws", default: "the study's, or 1" },
  {
    name: "memory",
    form: { kind: "integer", min: 64 },
    about: "memory limit of the engine in MiB",
    default: "half of the machine's",
  },
  { name: "threads", form: { kind: "integer", min: 1 }, about: "threads of the engine; never changes a number" },
  { name: "temp", form: { kind: "path" }, about: "parent of the private temporary folder", default: "the system's" },
  {
    name: "log-format",
    form: { kind: "choice", choices: ["text", "json"] },
    about: "form of the lines on stderr",
    default: "text",
  },
  { name: "no-color", form: flag, about: "no colours (NO_COLOR is honoured too)" },
  { name: "no-input", form: flag, about: "never ask; custval asks nothing today" },
]);
