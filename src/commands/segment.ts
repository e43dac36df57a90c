import { outputOf, pseudonymsOf, readingFlags, sessionOf } from "../cli/analysis-input.js";
import { fail } from "../core/errors.js";
import { ALGORITHMS, SCALES, TRANSFORMS } from "../cli/choices.js";
import { LABEL_OPTION, OUT_OPTION, PSEUDONYM_OPTIONS, PSEUDONYM_PAIR, READING_OPTIONS } from "../cli/plain-options.js";
import type { CommandSpec } from "../cli/spec.js";

export const segment: CommandSpec = {
  name: "segment",
  summary: "clusters customers: evidence for k, profiles and names of the segments",
  about: [
    "k-means (or another --algorithm) with seeded restarts on the features named, each standardised (z) unless told otherwise. Without --k the best",
    "silhouette from 2 to 10 chooses; silhouette favours few, coarse groups, so look at the evidence table (--json) before you decide.",
    "Labels S1, S2, … run from the largest segment down. Money is skewed: --transform log1p is the usual remedy.",
  ],
  arguments: [{ name: "file", about: "a CSV or Parquet file with one row per customer; - is stdin", required: true }],
  options: [
    { name: "features", form: { kind: "list" }, about: "columns to cluster by: a,b,c", required: true },
    {
      name: "categories",
      form: { kind: "list" },
      about: "columns of categories: a,b,c; kprototypes, or pam and clara by Gower",
    },
    {
      name: "customer",
      form: { kind: "text" },
      about: "column of the customer; without it the order of the file counts",
    },
    {
      name: "k",
      form: { kind: "integer", min: 1 },
      about: "number of segments",
      default: "the best silhouette from 2 to 10",
    },
    {
      name: "algorithm",
      form: { kind: "choice", choices: ALGORITHMS },
      about: "pam: up to 10,000 customers, clara: pam on samples; gmm: Gaussian mixture; ward: up to 20,000",
      default: "kmeans",
    },
    {
      name: "transform",
      form: { kind: "choice", choices: TRANSFORMS },
      about: "transform of every feature",
      default: "none",
    },
    { name: "scale", form: { kind: "choice", choices: SCALES }, about: "scale of every feature", default: "z" },
    {
      name: "missing",
      form: { kind: "choice", choices: ["error", "drop", "median", "mean"] },
      about: "missing values",
      default: "error",
    },
    { name: "restarts", form: { kind: "integer", min: 1, max: 10000 }, about: "restarts of k-means", default: "20" },
    {
      name: "previous",
      form: { kind: "path" },
      about: "an earlier model: --json says which of its segments were kept, split, merged, or are gone",
    },
    {
      name: "save-model",
      form: { kind: "path" },
      about: "file for the model (JSON, mode 0600), with which assign gives other customers the same segments",
    },
    OUT_OPTION,
    ...READING_OPTIONS,
    ...PSEUDONYM_OPTIONS,
    LABEL_OPTION,
  ],
  exclusive: [["json", "out"]],
  together: [PSEUDONYM_PAIR],
  reads: ["one file of customers"],
  writes: [
    "one row per customer: segment, names, distance, second segment, flags",
    "the model, where --save-model asks",
  ],
  plainCsv: true,
  examples: [
    {
      line: "custval segment customers.csv --customer customer_id --features balance,transactions --k 3",
      about: "a segment for every customer as CSV on stdout",
    },
    {
      line: "custval segment customers.csv --customer customer_id --features balance,transactions --transform log1p --json",
      about: "the evidence table for k = 1 to 10 and the profiles as one JSON object",
    },
    {
      line: "custval segment customers.csv --customer customer_id --features balance,transactions --k 3 --save-model model.json -o segments.csv",
      about: "keeps the model for next year's customers",
    },
  ],
  resultSchema: async () => (await import("../tables/results/index.js")).segmentResult,
  run: async (input) => {
    const {
      segment: stage,
      segmentSettings,
      keptModel,
      modelText,
      parseModel,
      plainModel,
    } = await import("../segment/index.js");
    const { readTextFile, writePrivateFile } = await import("../study/private-file.js");
    const { analyseFile, rowsOfTable } = await import("../study/analyse-file.js");
    const { options } = input;
    const names = options.list("features")!;
    const previousModel = options.text("previous");
    const preparation = {
      transform: options.text("transform"),
      scale: options.text("scale"),
      missing: options.text("missing"),
    };
    const categories = options.list("categories") ?? [];
    const both = [...names, ...categories];
    const coded = new Set(categories);
    const rule = preparation.missing === "drop" ? "drop" : "error";
    const settings = segmentSettings.parse({
      features: both.map((name, at) => ({
        column: featureColumn(at),
        name,
        ...(coded.has(name) ? { type: "category", missing: rule } : preparation),
      })),
      ...algorithmFor(options.text("algorithm"), categories.length > 0),
      k: options.number("k"),
      restarts: options.number("restarts"),
    });
    const customer = options.text("customer");
    const previous =
      previousModel === undefined ? null : parseModel(readTextFile(previousModel, "--previous"), previousModel);
    const read = [...new Set([...both, ...(previous?.schema ?? []).map((each) => each.name)])];
    const earlier = (previous?.schema ?? []).filter((each) => each.categories !== null).map((each) => each.name);
    const isText = (name: string) => coded.has(name) || earlier.includes(name);
    const columnOf = (name: string) => featureColumn(read.indexOf(name));
    const attributes = read.map((name) => [
      columnOf(name),
      { from: name, type: isText(name) ? ("text" as const) : ("double" as const) },
    ]);

    await analyseFile({
      file: input.arguments["file"]!,
      flags: {
        table: "customers",
        columns: { customer_id: customer ?? { row_number: true } },
        attributes: Object.fromEntries(attributes),
        ...readingFlags(input),
      },
      ...pseudonymsOf(input),
      session: sessionOf(input),
      seed: options.number("seed") ?? 1,
      strict: options.flag("strict"),
      stage: async (context) => {
        const outcome = await stage(context, settings, previous && plainModel(previous, "customers", columnOf));
        const file = options.text("save-model");
        if (file !== undefined) writePrivateFile(file, modelText(keptModel(outcome), input.terminal.version));
        return outcome;
      },
      rows: rowsOfTable("segment_assignments"),
      output: outputOf("segment", settings, input),
    });
  },
};

/** The algorithm: with categories k-prototypes unless another is named, and medoids by Gower's dissimilarity. */
function algorithmFor(named: string | undefined, mixed: boolean): { algorithm?: string; metric?: string } {
  if (!mixed) return named === undefined ? {} : { algorithm: named };
  const algorithm = named ?? "kprototypes";
  if (algorithm === "kprototypes" || algorithm === "k-prototypes") return { algorithm };
  if (algorithm === "pam" || algorithm === "clara") return { algorithm, metric: "gower" };
  return fail("SEG-001", {
    message: `${algorithm} cannot compare categories`,
    place: { key: "--categories" },
    hint: "use --algorithm kprototypes, pam or clara, or leave the categories out",
  });
}

/** Column names of an export may hold anything; inside they are numbered. */
function featureColumn(at: number): string {
  return `feature_${String(at + 1)}`;
}
