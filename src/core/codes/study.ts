import { catalogue } from "./code.js";

/** The study file. */
export const studyCodes = catalogue({
  "STU-001": {
    exit: 2,
    title: "study file not readable",
    long: "The study file does not exist, is a directory, is empty, or may not be read.",
  },
  "STU-002": {
    exit: 2,
    title: "study file is not valid YAML",
    long: "The file has a syntax error at the place given. Indent with blanks, never tabs, and quote codes: an unquoted 0123 becomes the number 123.",
  },
  "STU-003": {
    exit: 2,
    title: "unknown key",
    long: "Everything in a study file changes a number, so a key that is not known is an error and never ignored. The nearest valid key is named.",
  },
  "STU-004": {
    exit: 2,
    title: "value of the wrong form",
    long: "A key has a value of the wrong type or outside its range; the message says what is allowed.",
  },
  "STU-005": {
    exit: 2,
    title: "study does not fit together",
    long: "Two parts of the study contradict each other, or a stage needs a table or column that no source provides.",
  },
  "STU-006": {
    exit: 2,
    title: "study file exists",
    long: "`custval init` does not replace a study file, because it may hold a user's work. Give another name with --out, or --force.",
  },
});
