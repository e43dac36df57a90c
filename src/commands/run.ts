import { sessionOf } from "../cli/analysis-input.js";
import { PSEUDONYM_OPTIONS, PSEUDONYM_PAIR } from "../cli/plain-options.js";
import type { CommandInput, CommandSpec } from "../cli/spec.js";

export const run: CommandSpec = {
  name: "run",
  summary: "the whole study, only what is stale: from the exports to the report",
  about: [
    "Reads the study file, loads the exports into canonical tables, computes what the study declares (RFM, profit, segments,",
    "effect) and writes the report. A stage whose inputs, settings, program and seed are unchanged is skipped, with the reason.",
    "The report folder is replaced as a whole or not at all; run.json in it is written last.",
    "A broken data-quality rule, of whatever severity, is a warning here, and the report lists it; `custval check` ends with 3 for it,",
    "and so does run --strict. Rejected rows above the tolerance of a source always end the run with 3.",
  ],
  arguments: [{ name: "study", about: "the study file, such as study.yaml", required: true }],
  options: [
    { name: "out", short: "o", form: { kind: "path" }, about: "folder of the report", default: "reports/NAME" },
    { name: "data", form: { kind: "path" }, about: "folder of the exports, in place of the study's own" },
    ...PSEUDONYM_OPTIONS,
    {
      name: "append",
      form: { kind: "flag" },
      about: "new files only: refuse when a file of the last report in --out changed or is gone; all are read again",
    },
    { name: "dry-run", form: { kind: "flag" }, about: "say what would run and why, and change nothing" },
  ],
  together: [PSEUDONYM_PAIR],
  reads: ["the study file and the exports it declares"],
  writes: [
    "the report folder: report.*.md, report.*.html, tables/, figures/, run.sql, study.resolved.yaml, run.json",
    ".custval/ beside the study file: the work database (a cache, may be deleted) and rejects.csv (mode 0600)",
  ],
  plainCsv: false,
  examples: [
    {
      line: "custval run data-samples/city-bank/study.yaml --out report",
      about: "the case study of a synthetic city bank",
    },
    { line: "custval run data-samples/city-bank/study.yaml --out report --dry-run", about: "what would run, and why" },
    {
      line: "custval run data-samples/city-bank/study.yaml --out report --append",
      about: "after new monthly files came",
    },
  ],
  run: async (input) => {
    const { runStudy } = await import("../study/run-study.js");
    const { terminal, options } = input;
    const answers: string[] = [];
    const summary = await runStudy({
      studyFile: input.arguments["study"]!,
      ...textOption(input, "out"),
      ...textOption(input, "data"),
      ...(options.number("seed") === undefined ? {} : { seed: options.number("seed") }),
      strict: options.flag("strict"),
      dryRun: options.flag("dry-run"),
      append: options.flag("append"),
      ...keyOption(input),
      version: terminal.version,
      session: sessionOf(input),
      say: terminal.say,
      warn: terminal.warn,
      answer: (line) => answers.push(line),
      progress: terminal.progress,
      step: terminal.step,
    });
    for (const { code, message } of summary.warnings) terminal.warn(code, message);
    if (options.flag("json")) {
      await terminal.result(`${JSON.stringify({ command: "run", version: terminal.version, ...summary })}\n`);
    } else if (answers.length > 0) {
      await terminal.result(`${answers.join("\n")}\n`);
    } else if (summary.stale && !options.flag("dry-run")) {
      terminal.say(`report written to ${summary.out}`);
    }
  },
};

function textOption(input: CommandInput, name: "out" | "data"): { readonly [name in "out" | "data"]?: string } {
  const value = input.options.text(name);
  return value === undefined ? {} : { [name]: value };
}

function keyOption({ options }: CommandInput): { readonly pseudonymKeyFile?: string } {
  const file = options.text("key-file");
  return file === undefined ? {} : { pseudonymKeyFile: file };
}
