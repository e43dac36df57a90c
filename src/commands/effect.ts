import { outputOf, pseudonymsOf, readingFlags, sessionOf } from "../cli/analysis-input.js";
import { LABEL_OPTION, OUT_OPTION, PSEUDONYM_OPTIONS, PSEUDONYM_PAIR, READING_OPTIONS } from "../cli/plain-options.js";
import type { CommandSpec } from "../cli/spec.js";

export const effect: CommandSpec = {
  name: "effect",
  summary: "the effect analysis of a programme from a panel: before/after and difference-in-differences",
  about: [
    "Takes one row per unit and period. Each unit gets one mean before and one after; the change of the treated less the change of",
    "the never-treated is the estimate, with standard errors by cluster (CRV1, and the jackknife CRV3 beside it).",
    "Before is all periods before the earliest adoption; after is from the latest adoption on. Before/after alone is change over",
    "time, not a causal effect. A bank's own tables and a full report need a study: `custval run`.",
  ],
  arguments: [{ name: "file", about: "a CSV or Parquet panel; - is stdin", required: true }],
  options: [
    { name: "unit", form: { kind: "text" }, about: "column of the unit, such as the customer", required: true },
    {
      name: "period",
      form: { kind: "text" },
      about: "column of the period: whole numbers without gaps",
      required: true,
    },
    {
      name: "outcome",
      form: { kind: "list" },
      about: "columns of the outcomes: a,b,c; the first is the primary one",
      required: true,
    },
    {
      name: "cohort",
      form: { kind: "text" },
      about: "column of the first treated period; 0 or empty is never",
      required: true,
    },
    {
      name: "cluster",
      form: { kind: "text" },
      about: "column of the level at which the programme came, such as the branch",
      default: "the unit",
    },
    { name: "pre", form: { kind: "integer", min: 1 }, about: "periods before that count", default: "all" },
    { name: "post", form: { kind: "integer", min: 1 }, about: "periods after that count", default: "all" },
    {
      name: "alpha",
      form: { kind: "number", min: 0.0001, max: 0.4999 },
      about: "level of the intervals",
      default: "0.05",
    },
    OUT_OPTION,
    ...READING_OPTIONS,
    ...PSEUDONYM_OPTIONS,
    LABEL_OPTION,
  ],
  exclusive: [["json", "out"]],
  together: [PSEUDONYM_PAIR],
  reads: ["one panel file"],
  writes: ["one row per outcome and estimator: estimate, standard error, interval, p; with --json everything else"],
  plainCsv: true,
  examples: [
    {
      line: "custval effect panel.csv --unit customer_id --period period --outcome balance --cohort cohort --cluster branch_id",
      about: "the estimates as CSV on stdout",
    },
  ],
  resultSchema: async () => (await import("../tables/results/index.js")).effectResult,
  run: async (input) => {
    const { effect: stage, effectDesign, loadEstimates } = await import("../effect/index.js");
    const { analyseFile, rowsOfTable } = await import("../study/analyse-file.js");
    const { options } = input;
    const outcomes = options.list("outcome")!;
    const cluster = options.text("cluster");
    const design = effectDesign.parse({
      source: "panel",
      unit: options.text("unit"),
      period: options.text("period"),
      ...(cluster === undefined ? { cluster: "unit" } : {}),
      window: { pre: options.number("pre"), post: options.number("post") },
      outcomes: outcomes.map((name, at) => ({ name, measure: outcomeColumn(at), kind: "count", primary: at === 0 })),
      alpha: options.number("alpha"),
    });
    const attributes = outcomes.map((name, at) => [outcomeColumn(at), { from: name, type: "double" as const }]);
    await analyseFile({
      file: input.arguments["file"]!,
      flags: {
        table: "panel",
        columns: {
          unit: options.text("unit")!,
          period: options.text("period")!,
          cohort: options.text("cohort")!,
          ...(cluster === undefined ? {} : { cluster }),
        },
        attributes: Object.fromEntries(attributes),
        ...readingFlags(input),
      },
      ...pseudonymsOf(input),
      session: sessionOf(input),
      seed: options.number("seed") ?? 1,
      strict: options.flag("strict"),
      stage: async (context) => loadEstimates(context, await stage(context, design)),
      rows: rowsOfTable("effect_estimates"),
      output: outputOf("effect", design, input),
    });
  },
};

/** Column names of an export may hold anything; inside they are numbered. */
function outcomeColumn(at: number): string {
  return `outcome_${String(at + 1)}`;
}
