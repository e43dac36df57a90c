import type { CommandSpec } from "../cli/spec.js";

export const verify: CommandSpec = {
  name: "verify",
  summary: "recompute the hashes of a finished run; any changed bit is named",
  about: [
    "Reads every file of a run folder again and compares it with run.json.",
    "A changed, missing or added file is named and the exit code is 3.",
  ],
  arguments: [{ name: "folder", about: "the folder that `custval run` wrote", required: true }],
  options: [],
  reads: ["the run folder"],
  writes: ["nothing"],
  plainCsv: false,
  examples: [
    { line: "custval verify reports/city-bank", about: "are the committed report's files as they were written?" },
  ],
  run: async ({ arguments: { folder }, options, terminal }) => {
    const { verifyRun } = await import("../study/verify.js");
    const { files } = await verifyRun(folder!);
    if (options.flag("json"))
      await terminal.result(`${JSON.stringify({ command: "verify", version: terminal.version, files })}\n`);
    else terminal.say(`${String(files)} files are as run.json states`);
  },
};
