import { Chalk } from "chalk";
import { PLAIN, type Paint } from "./show-problems.js";

/** Colours for stderr (or another stream): only at a terminal, never with --no-color, NO_COLOR or TERM=dumb. */
export function choosePaint(argv: readonly string[], stream: { readonly isTTY?: boolean } = process.stderr): Paint {
  const refused =
    argv.includes("--no-color") || (process.env["NO_COLOR"] ?? "") !== "" || process.env["TERM"] === "dumb";
  if (refused || stream.isTTY !== true) return PLAIN;
  const chalk = new Chalk({ level: 1 });
  return Object.freeze({
    error: chalk.red.bold,
    warning: chalk.yellow,
    strong: chalk.bold,
    faint: chalk.dim,
  });
}
