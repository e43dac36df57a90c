import type { CommandSpec } from "../cli/spec.js";

export const doctor: CommandSpec = {
  name: "doctor",
  summary: "engine, memory, free space and encodings of this machine",
  about: [
    "Opens the engine in a private temporary folder and looks at what a study needs of the machine. Nothing is left behind.",
  ],
  arguments: [],
  options: [],
  reads: [],
  writes: ["a table on stdout"],
  plainCsv: false,
  examples: [{ line: "custval doctor", about: "is this machine ready for a study?" }],
  run: async ({ options, terminal }) => {
    const { examine } = await import("../study/doctor.js");
    const { fail } = await import("../core/errors.js");
    const findings = await examine(options.text("temp"));
    if (options.flag("json")) {
      await terminal.result(`${JSON.stringify({ command: "doctor", version: terminal.version, findings })}\n`);
    } else {
      const lines = findings.map((each) => `${each.good ? "ok " : "BAD"}  ${each.what.padEnd(18)} ${each.found}`);
      await terminal.result(`${lines.join("\n")}\n`);
    }
    const bad = findings.filter((each) => !each.good);
    if (bad.length > 0) {
      fail("ENG-008", {
        message: `${String(bad.length)} finding(s) stand in the way of a study`,
        hint: bad.map((each) => each.what).join(", "),
      });
    }
  },
};
