import { catalogue } from "./code.js";

/** The command line itself. */
export const cliCodes = catalogue({
  "CLI-001": {
    exit: 2,
    title: "unknown command",
    long: "The first word after `custval` is not a command. `custval --help` lists them all.",
  },
  "CLI-002": {
    exit: 2,
    title: "unknown or malformed option",
    long: "An option is not known to this command, lacks its value, or has a value of the wrong form. `custval COMMAND --help` lists the options with their forms and defaults.",
  },
  "CLI-003": {
    exit: 2,
    title: "missing argument",
    long: "A required argument or option was not given.",
  },
  "CLI-004": {
    exit: 2,
    title: "options that exclude each other",
    long: "Two options were given of which only one can hold. The help of the command says which go together.",
  },
  "CLI-005": {
    exit: 2,
    title: "nothing to explain",
    long: "`custval explain` knows error codes, measures and methods; the word given is none of them.",
  },
  "CLI-900": {
    exit: 1,
    title: "a fault in the tool",
    long: "Something failed that no input should be able to make fail. Please report it with the command line and the version. Details, without any data, stand in the message; `--verbose` adds where in the code it happened.",
  },
});
