import type { CustvalError } from "../core/errors.js";

/** What a line of `--log-format json` may say; never a cell value. */
export interface LogFields {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly event: string;
  readonly [field: string]: string | number | undefined;
}

/** One line of the log: a JSON object with the time first. */
export function logLine(fields: LogFields): string {
  return JSON.stringify({ ts: new Date().toISOString(), ...fields });
}

/** All problems of a failure, one object a line. */
export function problemLog({ problems, exit }: CustvalError): string {
  const lines = problems.map(({ code, message, place = {}, seen, expected, hint }) =>
    logLine({ level: "error", code, event: message, ...place, seen, expected, hint, exit }),
  );
  return lines.join("\n");
}

/** Whether a command line asks for such a log, also one that cannot be read. */
export function wantsJsonLog(argv: readonly string[]): boolean {
  return argv.some((each, at) => each === "--log-format=json" || (each === "--log-format" && argv[at + 1] === "json"));
}
