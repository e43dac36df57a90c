import type { ExitCode } from "./codes/code.js";
import { CODES, type ErrorCode } from "./codes/index.js";

export type { ExitCode };

/** Where a problem was met: a file position, or a key of the study file. Never an absolute path. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly key?: string;
}

/** One thing a user must know: what was found, where, and what to do. `seen` never holds a cell value. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly place?: Place;
  readonly seen?: string;
  readonly expected?: string;
  readonly hint: string;
}

/** A failure a user can meet. It carries all problems of one kind at once. */
export class CustvalError extends Error {
  override readonly name = "CustvalError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], options?: { cause?: unknown }) {
    super(problems.map((each) => `${each.code}: ${each.message}`).join("\n"), options);
    if (problems.length === 0) throw new RangeError("a failure needs at least one problem");
    this.problems = Object.freeze([...problems]);
  }

  /** The exit code of the first problem: problems thrown together are of one kind. */
  get exit(): ExitCode {
    return CODES[this.problems[0].code].exit;
  }
}

/** Throws one problem. */
export function fail(code: ErrorCode, details: Omit<Problem, "code">, cause?: unknown): never {
  throw new CustvalError([{ code, ...details }], cause === undefined ? undefined : { cause });
}

/** Throws all collected problems together; does nothing when there are none. */
export function failIfAny(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new CustvalError(problems);
}
