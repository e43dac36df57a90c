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

/** Ids become pseudonyms as they are read; both or none. */
export const PSEUDONYM_OPTIONS: readonly OptionSpec[] = Object.freeze([
  {
    name: "pseudonymise",
    form: { kind: "flag" },
    about: "replace every id by a pseudonym (HMAC-SHA-256) as it is read; needs --key-file",
  },
  { name: "key-file", form: { kind: "path" }, about: "file with the secret key, 32 bytes or more" },
]);
export const PSEUDONYM_PAIR: readonly string[] = Object.freeze(["pseudonymise", "key-file"]);

/** A plain file belongs to no study, so that its label is given. */
export const LABEL_OPTION: OptionSpec = {
  name: "label",
  form: text,
  about: "label of the pseudonyms; those of a study have its name",
  default: "custval",
};

/** Where the rows go. */
export const OUT_OPTION: OptionSpec = {
  name: "out",
  short: "o",
  form: { kind: "path" },
  about: "file for the rows, ending in .csv, .parquet or .json (mode 0600); - is stdout",
  default: "-",
};
