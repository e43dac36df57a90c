import { outputOf, pseudonymsOf, readingFlags, sessionOf } from "../cli/analysis-input.js";
import { fail } from "../core/errors.js";
import { LABEL_OPTION, OUT_OPTION, PSEUDONYM_OPTIONS, PSEUDONYM_PAIR, READING_OPTIONS } from "../cli/plain-options.js";
import type { CommandSpec } from "../cli/spec.js";

export const assign: CommandSpec = {
  name: "assign",
  summary: "gives customers the segments of a saved model, and says how far they drifted from it",
  about: [
    "Every customer gets the segment that the model would have given in training: the same preparation, the same centres, to the bit.",
    "Nothing is estimated from the file. Columns are found by the names of the model's features; one that is missing is refused.",
    "--json adds the drift: the population stability index of every feature, of the distances and of the segments' sizes, each",
    "beside what chance alone gives, with an advice to keep the model, to watch it, or to fit again.",
  ],
  arguments: [{ name: "file", about: "a CSV or Parquet file with one row per customer; - is stdin", required: true }],
  options: [
    { name: "model", form: { kind: "path" }, about: "the model that segment wrote with --save-model", required: true },
    {
      name: "customer",
      form: { kind: "text" },
      about: "column of the customer; without it the order of the file counts",
    },
    {
      name: "units",
      form: { kind: "list" },
      about: "units of columns, such as balance=CNY,age=years; another unit than the model's is refused",
    },
    ...PSEUDONYM_OPTIONS,
    LABEL_OPTION,
    OUT_OPTION,
    ...READING_OPTIONS,
  ],
  exclusive: [["json", "out"]],
  together: [PSEUDONYM_PAIR],
  reads: ["one file of customers", "a model file"],
  writes: ["one row per customer: segment, names, distance, second segment, percentile, flags"],
  plainCsv: true,
  examples: [
    {
      line: "custval assign customers.csv --customer customer_id --model model.json",
      about: "segments of the saved model as CSV on stdout",
    },
    {
      line: "custval assign customers.csv --customer customer_id --model model.json --json",
      about: "counts and drift as one JSON object",
    },
  ],
  resultSchema: async () => (await import("../tables/results/index.js")).assignResult,
  run: async (input) => {
    const { assign: stage, assignSettings, parseModel, plainModel } = await import("../segment/index.js");
    const { analyseFile, rowsOfTable } = await import("../study/analyse-file.js");
    const { readTextFile } = await import("../study/private-file.js");
    const { options } = input;
    const file = options.text("model")!;
    const model = parseModel(readTextFile(file, "--model"), file);
    const settings = assignSettings.parse({ units: unitsOf(options.list("units") ?? []) });
    const names = model.schema.map((each) => each.name);
    const columnOf = (name: string) => featureColumn(names.indexOf(name));
    const scored = plainModel(model, "customers", columnOf);
    const coded = new Set(model.schema.filter((each) => each.categories !== null).map((each) => each.name));
    const typeOf = (name: string) => (coded.has(name) ? ("text" as const) : ("double" as const));
    const attributes = names.map((name) => [columnOf(name), { from: name, type: typeOf(name) }]);
    await analyseFile({
      file: input.arguments["file"]!,
      flags: {
        table: "customers",
        columns: { customer_id: options.text("customer") ?? { row_number: true } },
        attributes: Object.fromEntries(attributes),
        ...readingFlags(input),
      },
      ...pseudonymsOf(input),
      session: sessionOf(input),
      seed: model.algorithm.seed,
      strict: options.flag("strict"),
      stage: (context) => stage(context, scored, settings),
      rows: rowsOfTable("segment_assignments"),
      output: outputOf("assign", settings, input),
    });
  },
};

function featureColumn(at: number): string {
  return `feature_${String(at + 1)}`;
}

function unitsOf(pairs: readonly string[]): Readonly<Record<string, string>> {
  const wrong = pairs.some((each) => !/^[^=]+=[^=]+$/.test(each));
  if (wrong) {
    return fail("CLI-002", {
      message: "option --units has a value of the wrong form",
      place: { key: "--units" },
      expected: "names and units with commas between them: balance=CNY,age=years",
      hint: "name a feature of the model before each =",
    });
  }
  return Object.fromEntries(pairs.map((each) => each.split("=") as [string, string]));
}
