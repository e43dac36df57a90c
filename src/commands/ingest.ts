import { sessionOf } from "../cli/analysis-input.js";
import { PSEUDONYM_OPTIONS, PSEUDONYM_PAIR } from "../cli/plain-options.js";
import type { CommandSpec } from "../cli/spec.js";

export const ingest: CommandSpec = {
  name: "ingest",
  summary: "exports into canonical tables, with rejects and reconciliation",
  about: [
    "Loads the exports that a study declares and writes one file for each canonical table, rejects.csv with every row that could not",
    "be read (file, line, column, reason), ingest.json (rows and money before and after, rules, months) and run.json.",
    "The files hold rows of customers: all are for their owner alone (mode 0600). `custval run` needs none of this; it is for other tools.",
  ],
  arguments: [{ name: "study", about: "the study file, such as study.yaml", required: true }],
  options: [
    { name: "out", short: "o", form: { kind: "path" }, about: "folder of the tables", required: true },
    { name: "data", form: { kind: "path" }, about: "folder of the exports, in place of the study's own" },
    {
      name: "format",
      form: { kind: "choice", choices: ["parquet", "csv"] },
      about: "form of the tables",
      default: "parquet",
    },
    ...PSEUDONYM_OPTIONS,
  ],
  together: [PSEUDONYM_PAIR],
  reads: ["the study file and the exports it declares"],
  writes: ["OUT/<table>.parquet or .csv, OUT/rejects.csv, OUT/ingest.json, OUT/run.json"],
  plainCsv: false,
  examples: [
    {
      line: "custval ingest data-samples/city-bank/study.yaml --out tables --format csv",
      about: "the canonical tables of the case study as CSV",
    },
  ],
  resultSchema: async () => (await import("../tables/results/index.js")).ingestResult,
  run: async ({ arguments: { study }, options, terminal, ...input }) => {
    const { ingestStudy } = await import("../study/ingest-study.js");
    const data = options.text("data");
    const keyFile = options.text("key-file");
    const done = await ingestStudy({
      studyFile: study!,
      out: options.text("out")!,
      format: options.text("format") === "csv" ? "csv" : "parquet",
      ...(data === undefined ? {} : { data }),
      ...(keyFile === undefined ? {} : { keyFile }),
      version: terminal.version,
      session: sessionOf({ options, terminal, arguments: { study }, ...input }),
      warn: terminal.warn,
      onProgress: ({ stage, event, rows }) => {
        terminal.step(stage, event, rows);
      },
    });
    for (const { code, message } of done.warnings) terminal.warn(code, message);
    const { result, warnings } = done;
    const { files, rejects } = result;
    const object = {
      command: "ingest",
      version: terminal.version,
      settings: {},
      data: { files, rejects },
      result,
      warnings,
    };
    if (options.flag("json")) await terminal.result(`${JSON.stringify(object)}\n`);
    for (const { table, rows } of result.tables) terminal.progress("ingest", table, rows);
  },
};
