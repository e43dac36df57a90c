import { outputOf, pseudonymsOf, readingFlags, sessionOf } from "../cli/analysis-input.js";
import { LABEL_OPTION, OUT_OPTION, PSEUDONYM_OPTIONS, PSEUDONYM_PAIR, READING_OPTIONS } from "../cli/plain-options.js";
import type { CommandSpec } from "../cli/spec.js";
import { SEGMENT_TABLES } from "../cli/choices.js";

export const rfm: CommandSpec = {
  name: "rfm",
  summary: "recency, frequency and money: scores, cut points and segments of customers",
  about: [
    "Takes one row per booking and gives one row per customer. An occasion is a customer's calendar day, however many rows it has.",
    "Score 5 is best for each measure; equal values never get different scores. Negative amounts are refunds and reduce the sum.",
    "For a bank's signed bookings, several files or frozen cuts, declare a study and use `custval run`.",
  ],
  arguments: [{ name: "file", about: "a CSV or Parquet file with one row per booking; - is stdin", required: true }],
  options: [
    { name: "customer", form: { kind: "text" }, about: "column of the customer", required: true },
    { name: "date", form: { kind: "text" }, about: "column of the booking day", required: true },
    { name: "amount", form: { kind: "text" }, about: "column of the amount", required: true },
    {
      name: "as-of",
      form: { kind: "date" },
      about: "last day of observation, inclusive",
      default: "the last booking day",
    },
    {
      name: "window",
      form: { kind: "text" },
      about: "start date or length of the observation: 90d, 24m, 2y",
      default: "all",
    },
    {
      name: "occasions",
      form: { kind: "choice", choices: ["day", "row"] },
      about: "what counts as one occasion",
      default: "day",
    },
    {
      name: "refunds",
      form: { kind: "choice", choices: ["net", "ignore", "gross"] },
      about: "negative amounts",
      default: "net",
    },
    { name: "bins", form: { kind: "integer", min: 2, max: 10 }, about: "bins of each measure", default: "5" },
    {
      name: "ties",
      form: { kind: "choice", choices: ["together", "dense", "midrank", "split"] },
      about: "equal values at a cut",
      default: "together",
    },
    { name: "segments", form: { kind: "choice", choices: SEGMENT_TABLES }, about: "segment table", default: "rf-grid" },
    {
      name: "compat",
      form: { kind: "choice", choices: ["r-rfm"] },
      about: "reproduce the R package rfm: rows, cuts plus 1, left-closed",
    },
    OUT_OPTION,
    ...READING_OPTIONS,
    ...PSEUDONYM_OPTIONS,
    LABEL_OPTION,
  ],
  exclusive: [["json", "out"]],
  together: [PSEUDONYM_PAIR],
  reads: ["one file of bookings"],
  writes: ["one row per customer: measures, scores, rfm_code, rfm_index, segment"],
  plainCsv: true,
  examples: [
    {
      line: "custval rfm orders.csv --customer customer_id --date order_date --amount revenue --as-of 2023-12-31",
      about: "scores of every customer as CSV on stdout",
    },
    {
      line: "custval rfm orders.csv --customer customer_id --date order_date --amount revenue --json",
      about: "cut points, segments and heat map as one JSON object",
    },
  ],
  resultSchema: async () => (await import("../tables/results/index.js")).rfmResult,
  run: async (input) => {
    const { rfmSettings, rfm: stage } = await import("../value/index.js");
    const { analyseFile, rowsOfTable } = await import("../study/analyse-file.js");
    const { options } = input;
    const settings = rfmSettings.parse({
      as_of: options.text("as-of") ?? null,
      window: options.text("window") ?? null,
      occasions: options.text("occasions"),
      refunds:
        options.text("compat") === undefined ? (options.text("refunds") ?? "net") : (options.text("refunds") ?? null),
      bins: options.number("bins"),
      ties: options.text("ties"),
      segments: options.text("segments"),
      compat: options.text("compat") ?? null,
    });
    await analyseFile({
      file: input.arguments["file"]!,
      flags: {
        table: "transactions",
        columns: {
          customer_id: options.text("customer")!,
          booked_on: options.text("date")!,
          amount: options.text("amount")!,
        },
        ...readingFlags(input),
      },
      ...pseudonymsOf(input),
      session: sessionOf(input),
      seed: options.number("seed") ?? 1,
      strict: options.flag("strict"),
      stage: (context) => stage(context, settings),
      rows: rowsOfTable("rfm_scores"),
      output: outputOf("rfm", settings, input),
    });
  },
};
