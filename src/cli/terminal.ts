import { once } from "node:events";
import { logLine, type LogFields } from "./log-line.js";
import type { Paint } from "./show-problems.js";
import type { Terminal } from "./spec.js";

export interface TerminalSettings {
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly logFormat: "text" | "json";
  readonly paint: Paint;
  readonly version: string;
}

const CLEAR_LINE = "\r\u001b[K";

function counted(rows: number | undefined): string {
  return rows === undefined ? "" : ` ${rows.toLocaleString("en-US")} rows`;
}

/** Talk on stderr, results on stdout; with `--log-format json` each line of talk is one object without cell values. */
export function openTerminal(settings: TerminalSettings): Terminal {
  const { quiet, verbose, logFormat, paint, version } = settings;
  const overwrites = process.stderr.isTTY && logFormat === "text" && !quiet;
  let transient = false;
  const write = (line: LogFields, text: string) => {
    const clear = transient ? CLEAR_LINE : "";
    transient = false;
    process.stderr.write(`${clear}${logFormat === "json" ? logLine(line) : text}\n`);
  };
  const stageLine = (stage: string, event: string, rows?: number) =>
    `${paint.faint(stage.padEnd(8))} ${event}${counted(rows)}`;
  return Object.freeze({
    version,
    async result(text: string) {
      if (!process.stdout.write(text)) await once(process.stdout, "drain");
    },
    say(text: string) {
      if (!quiet) write({ level: "info", event: text }, text);
    },
    detail(text: string) {
      if (verbose) write({ level: "debug", event: text }, paint.faint(text));
    },
    warn(code: string, text: string) {
      write({ level: "warn", code, event: text }, `${paint.warning(`warning[${code}]`)} ${text}`);
    },
    progress(stage: string, event: string, rows?: number) {
      if (!quiet) write({ level: "info", stage, event, rows }, stageLine(stage, event, rows));
    },
    step(stage: string, event: string, rows?: number) {
      if (verbose) write({ level: "debug", stage, event, rows }, stageLine(stage, event, rows));
      else if (overwrites) {
        process.stderr.write(
          `${CLEAR_LINE}${stageLine(stage, event, rows).slice(0, (process.stderr.columns || 80) - 1)}`,
        );
        transient = true;
      }
    },
  });
}
