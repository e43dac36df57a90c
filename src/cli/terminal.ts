import { once } from "node:events";
import type { Paint } from "./show-problems.js";
import type { Terminal } from "./spec.js";

export interface TerminalSettings {
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly logFormat: "text" | "json";
  readonly paint: Paint;
  readonly version: string;
}

interface Line {
  readonly level: "info" | "debug" | "warn";
  readonly event: string;
  readonly stage?: string;
  readonly rows?: number;
  readonly code?: string;
}

/** Talk on stderr, results on stdout; with `--log-format json` each line of talk is one object without cell values. */
export function openTerminal(settings: TerminalSettings): Terminal {
  const write = (line: Line, text: string) => {
    const json = () => JSON.stringify({ ts: new Date().toISOString(), ...line });
    process.stderr.write(`${settings.logFormat === "json" ? json() : text}\n`);
  };
  return Object.freeze({
    version: settings.version,
    async result(text: string) {
      if (!process.stdout.write(text)) await once(process.stdout, "drain");
    },
    say(text: string) {
      if (!settings.quiet) write({ level: "info", event: text }, text);
    },
    detail(text: string) {
      if (settings.verbose) write({ level: "debug", event: text }, settings.paint.faint(text));
    },
    warn(code: string, text: string) {
      write({ level: "warn", code, event: text }, `${settings.paint.warning(`warning[${code}]`)} ${text}`);
    },
    progress(stage: string, event: string, rows?: number) {
      if (settings.quiet) return;
      const counted = rows === undefined ? "" : ` ${rows.toLocaleString("en-US")} rows`;
      write({ level: "info", stage, event, rows }, `${settings.paint.faint(stage.padEnd(8))} ${event}${counted}`);
    },
  });
}
