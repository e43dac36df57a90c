import { sessionOf } from "../cli/analysis-input.js";
import type { CommandSpec } from "../cli/spec.js";

export const init: CommandSpec = {
  name: "init",
  summary: "looks at the exports of a bank and writes a commented study.yaml that runs",
  about: [
    "Finds encoding, delimiter, head, number and date style of each file; proposes the table of each file and the canonical column of each",
    "source column from its name (Chinese, English, common core-banking systems) and its values; finds which columns join; and writes it",
    "all down. What it is not sure of is marked `# unsure:` with the reason. Whether day or month stands first is asked and never guessed:",
    "such a date says `ask`, and `custval run` refuses it until you answer. Names, telephone and identity numbers, addresses and free text",
    "are left out. Nothing that it prints or writes holds a value of the data. Every file is read from beginning to end; small exports are also loaded",
    "once as a run would, so that features which are the same for all customers are not proposed for segments.",
  ],
  arguments: [
    { name: "files", about: "files, patterns in quotes, or folders of the export", required: true, many: true },
  ],
  options: [
    { name: "out", short: "o", form: { kind: "path" }, about: "the study file to write", default: "study.yaml" },
    { name: "force", form: { kind: "flag" }, about: "replace the file if it exists" },
    {
      name: "as-of",
      form: { kind: "date" },
      about: "last day of observation",
      default: "the last day of bookings and balances",
    },
    {
      name: "currency",
      form: { kind: "text" },
      about: "ISO 4217 code of the study's currency",
      default: "found in the files",
    },
  ],
  reads: ["the files named; folders are not searched for further folders"],
  writes: ["the study file (mode 0600)"],
  plainCsv: false,
  examples: [
    {
      line: "custval init data-samples/city-bank/exports --out proposed.yaml --force",
      about: "a folder of Chinese exports",
    },
    {
      line: "custval init orders.csv --out orders.yaml --currency EUR --json --force",
      about: "the proposal as an object, too",
    },
  ],
  run: async (input) => {
    const { initStudy } = await import("../study/init/init-study.js");
    const { terminal, options } = input;
    const out = options.text("out") ?? "study.yaml";
    const given = { asOf: options.text("as-of"), currency: options.text("currency") };
    const { result } = await initStudy({
      files: input.many,
      out,
      force: options.flag("force"),
      today: new Date().toISOString().slice(0, 10),
      ...(given.asOf === undefined ? {} : { asOf: given.asOf }),
      ...(given.currency === undefined ? {} : { currency: given.currency }),
      version: terminal.version,
      session: sessionOf(input),
      progress: terminal.progress,
    });
    if (options.flag("json")) {
      await terminal.result(`${JSON.stringify({ command: "init", version: terminal.version, out, ...result })}\n`);
      return;
    }
    terminal.say(
      `${out}: ${String(Object.keys(result.sources).length)} sources, ${String(result.unsure)} unsure, ${String(result.questions)} questions`,
    );
    for (const { files, reason } of result.left_out) terminal.say(`left out: ${files[0]}: ${reason}`);
    if (result.questions > 0)
      terminal.warn(
        "DATA-012",
        "the study cannot run before its questions are answered: look for `question:` in the file",
      );
    else terminal.say(`read the lines with "unsure", then: custval run ${out}`);
  },
};
