import type { CommandSpec } from "./spec.js";

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${title}:\n${lines.map((each) => `  ${each}`).join("\n")}\n`;
}

/** What stands below the options of a command: what it reads and writes, and examples that a test executes. */
export function helpFooter(spec: CommandSpec): string {
  const examples = spec.examples.flatMap((each) => [each.line, `    ${each.about}`]);
  return [list("Reads", spec.reads), list("Writes", spec.writes), list("Examples", examples)]
    .filter((each) => each !== "")
    .join("\n");
}

export const PROGRAM_FOOTER = `The result goes to stdout, all talk to stderr. "-" is stdin or stdout.
Exit codes: 0 done · 2 usage or study file · 3 the data broke a rule · 4 statistics not usable
            5 the privacy gate refused · 6 environment · 1 a fault in the tool · 130 interrupted

  custval COMMAND --help     what a command reads, writes and means
  custval explain CODE       the long text of an error code, a measure or a method
`;
