import { catalogue } from "./code.js";

/** Reading exports into canonical tables. */
export const dataCodes = catalogue({
  "DATA-001": {
    exit: 2,
    title: "file not found",
    long: "A declared input file does not exist, or a pattern matches no file. Paths in a study are relative to the study file, or to the folder given with --data.",
  },
});
