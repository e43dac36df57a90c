import type { OptionSpec } from "./spec.js";

const text = { kind: "text" } as const;

/** How to read a plain file; what is left out is found in the file, or asked for. */
export const READING_OPTIONS: readonly OptionSpec[] = Object.freeze([
  { name: "encoding", form: text, about: "encoding of the file, such as gb18030", default: "UTF-8 or UTF-16, checked" },
  { name: "delimiter", form: text, about: "comma, semicolon, tab, pipe, whitespace or a character", default: "found" },
  { name: "decimal", form: { kind: "choice", choices: [".", ","] }, about: "decimal sign", default: "." },
  {
    name: "thousands",
    form: { kind: "choice", choices: [",", ".", " ", "'", "_"] },
    about: "thousands separator",
    default: "none",
  },
  {
    name: "date-format",
    form: text,
    about: "iso, yyyymmdd, dd.mm.yyyy, …",
    default: "found where only one form fits all values",
  },
]);

/** Where the rows go. */
export const OUT_OPTION: OptionSpec = {
  name: "out",
  short: "o",
  form: { kind: "path" },
  about: "file for the rows, ending in .csv, .parquet or .json (mode 0600); - is stdout",
  default: "-",
};
