import { catalogue } from "./code.js";

/** Running a study: folders, locks, manifests. */
export const runCodes = catalogue({
  "RUN-001": {
    exit: 6,
    title: "output folder not writable",
    long: "The output folder cannot be created or written. Nothing was changed.",
  },
  "RUN-002": {
    exit: 6,
    title: "another run holds the folder",
    long: "Two runs never mix. The lock names process, host and start; a lock whose process is gone is taken over by itself.",
  },
  "RUN-003": {
    exit: 3,
    title: "input changed while it was read",
    long: "Each input is hashed before and after reading; this one differs, so its rows cannot be trusted. Run again when the export is complete.",
  },
  "RUN-004": {
    exit: 2,
    title: "output folder holds something else",
    long: "The output folder exists, is not empty, and was not written by custval. It is never overwritten; choose another folder with --out.",
  },
  "RUN-005": {
    exit: 3,
    title: "finished run was changed",
    long: "A file of the run folder is missing or has another hash than run.json states.",
  },
  "RUN-006": {
    exit: 4,
    title: "warning under --strict",
    long: "With --strict, a warning that questions a number ends the run. The previous result is unchanged.",
  },
  "RUN-007": {
    exit: 3,
    title: "appending, and a loaded file changed",
    long: "With --append the files of the last report must be there unchanged, beside new ones. One has other bytes or is gone. Nothing was changed. Put it back, or run without --append: then the rows of a changed file replace its earlier ones, and those of a removed file go.",
  },
  "RUN-130": {
    exit: 130,
    title: "interrupted",
    long: "Ctrl-C. The previous result is whole; nothing needs cleaning up.",
  },
  "RUN-143": { exit: 143, title: "terminated", long: "The process was asked to end. The previous result is whole." },
});
