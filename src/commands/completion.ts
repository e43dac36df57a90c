import type { CommandSpec } from "../cli/spec.js";

export const completion: CommandSpec = {
  name: "completion",
  summary: "a completion script for bash, zsh or fish",
  about: [
    "Prints a script that completes commands and options.",
    'bash: eval "$(custval completion bash)" in ~/.bashrc.',
  ],
  arguments: [{ name: "shell", about: "bash, zsh or fish", required: true }],
  options: [],
  reads: [],
  writes: ["a script on stdout"],
  plainCsv: false,
  examples: [{ line: "custval completion bash", about: "the script for bash" }],
  run: async ({ arguments: { shell }, terminal, commands }) => {
    const { completionScript } = await import("../cli/completion-script.js");
    await terminal.result(completionScript(shell!, commands));
  },
};
