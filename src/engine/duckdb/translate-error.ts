import { CustvalError, type Problem } from "../../core/errors.js";

type Rule = readonly [test: RegExp, problem: Omit<Problem, "seen">];

/** The engine says the kind of an error only in its text, and that text can quote rows of the input: only the kind passes. */
const RULES: readonly Rule[] = [
  [
    /^INTERRUPT/i,
    { code: "ENG-006", message: "the work was interrupted", hint: "no result was changed; run the command again" },
  ],
  [
    /^Out of Memory/i,
    {
      code: "ENG-002",
      message: "the work did not fit into memory",
      hint: "raise --memory, or set --temp to a folder with more room to spill",
    },
  ],
  [
    /no space left|disk quota|Could not write|Failed to write/i,
    {
      code: "ENG-003",
      message: "the engine could not write to disk",
      hint: "make room on the disk, or set --temp to a folder on a larger one",
    },
  ],
  [
    /Could not set lock|Conflicting lock/i,
    {
      code: "ENG-004",
      message: "the work database is in use by another process",
      hint: "wait for it to end, then run again",
    },
  ],
  [
    /^Permission Error/i,
    {
      code: "ENG-007",
      message: "a statement reached outside the declared folders",
      hint: "declare the folder of the file as a source, or write below the output folder",
    },
  ],
  [
    /^Out of Range|overflow/i,
    { code: "ENG-009", message: "a number is too large for an exact decimal", hint: "declare money in a larger unit" },
  ],
  [
    /^Conversion Error|Could not convert|Could not cast/i,
    {
      code: "ENG-005",
      message: "a value could not be converted to the type its column declares",
      hint: "run `custval check` on the file: it lists the rows without showing their values",
    },
  ],
  [
    /not a valid DuckDB database|corrupt|checksum|serializ|replaying WAL|WAL file/i,
    {
      code: "ENG-010",
      message: "the work database is damaged",
      hint: "delete the study's .custval folder and run again: it is a cache",
    },
  ],
  [
    /^IO Error/i,
    {
      code: "ENG-003",
      message: "the engine could not read or write a file",
      hint: "check that the file is readable and the disk has room; `custval doctor` looks for both",
    },
  ],
];

const FAULT: Problem = {
  code: "ENG-001",
  message: "the engine refused a statement built by the tool",
  hint: "this is a fault of the tool: please report it with the command line and the version",
};

/** The kind of a DuckDB error in our words. The original is kept as `cause` for a debugger and is never printed. */
export function translateDuckdbError(error: unknown): CustvalError {
  if (error instanceof CustvalError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const rule = RULES.find(([test]) => test.test(text));
  return new CustvalError([rule ? rule[1] : FAULT], { cause: error });
}
