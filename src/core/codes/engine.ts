import { catalogue } from "./code.js";

/** The database engine behind the stages. */
export const engineCodes = catalogue({
  "ENG-001": {
    exit: 1,
    title: "the engine refused a statement",
    long: "A statement built by the tool was not accepted. This is a fault of the tool, not of the data; the engine's own text is withheld because it can quote rows of the input.",
  },
  "ENG-002": {
    exit: 6,
    title: "out of memory",
    long: "The work did not fit into the memory limit even with spilling to disk. Raise `--memory`, close other programs, or make room in the temporary folder.",
  },
  "ENG-003": {
    exit: 6,
    title: "out of disk space or disk not writable",
    long: "The engine could not write its temporary or work files. Make room, or set `--temp` to a folder on a larger disk.",
  },
  "ENG-004": {
    exit: 6,
    title: "work database is locked",
    long: "Another process holds the work database. Wait for it to end; a dead process's lock is taken over by itself.",
  },
  "ENG-005": {
    exit: 3,
    title: "a value could not be converted",
    long: "A value met in the data has not the type that its column declares. The value is withheld; the load step normally finds such rows first and lists them as rejects.",
  },
  "ENG-006": {
    exit: 130,
    title: "interrupted",
    long: "The work was interrupted. No result was changed.",
  },
  "ENG-007": {
    exit: 1,
    title: "access outside the declared folders",
    long: "After set-up the engine can reach only the declared sources and the output folder. A statement tried to reach elsewhere and was stopped.",
  },
  "ENG-008": {
    exit: 6,
    title: "engine not available",
    long: "The database engine could not be loaded on this machine. `custval doctor` shows what is missing.",
  },
  "ENG-010": {
    exit: 6,
    title: "work database damaged",
    long: "The work database cannot be read, as after a power cut. It is a cache: `custval run` makes it anew by itself.",
  },
  "ENG-009": {
    exit: 3,
    title: "number out of range",
    long: "A sum or product is larger than the exact decimal type can hold. Declare money in a larger unit.",
  },
});
