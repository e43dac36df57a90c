import { outputOf, pseudonymsOf, readingFlags, sessionOf } from "../cli/analysis-input.js";
import { LABEL_OPTION, OUT_OPTION, PSEUDONYM_OPTIONS, PSEUDONYM_PAIR, READING_OPTIONS } from "../cli/plain-options.js";
import type { CommandInput, CommandSpec } from "../cli/spec.js";
import { SEGMENT_TABLES } from "../cli/choices.js";
import { fail } from "../core/errors.js";
import type { RfmSettings } from "../value/index.js";

/** Options that say what a lifetime summary says by itself, or need bookings or money. */
const NOT_WITH_SUMMARY = [
  ...["date", "amount", "currency", "recency-days", "last-date", "frequency", "monetary"],
  ...["window", "occasions", "refunds", "compat"],
];

export const rfm: CommandSpec = {
  name: "rfm",
  summary: "recency, frequency and money: scores, cut points and segments of customers",
  about: [
    "Takes one row per booking and gives one row per customer. An occasion is a customer's calendar day, however many rows it has.",
    "Score 5 is best for each measure; equal values never get different scores. Negative amounts are refunds and reduce the sum.",
    "A table with one row per customer is scored as it is: give --frequency, --monetary and --recency-days or --last-date.",
    "--summary btyd scores recency and frequency of a summary for lifetime models: frequency,recency,T (lifetimes), x,t.x,T.cal (BTYD)",
    "or x,t_x,T. Days since the last purchase are T - t_x, the frequency is x + 1; money is undefined.",
    "--save-cuts keeps the cut points, --cuts scores another period or population by them: nothing is estimated again.",
    "For a bank's signed bookings or several files, declare a study and use `custval run`.",
  ],
  arguments: [
    { name: "file", about: "a CSV or Parquet file, one row per booking or per customer; - is stdin", required: true },
  ],
  options: [
    { name: "customer", form: { kind: "text" }, about: "column of the customer", required: true },
    { name: "date", form: { kind: "text" }, about: "column of the booking day" },
    { name: "amount", form: { kind: "text" }, about: "column of the amount" },
    { name: "currency", form: { kind: "text" }, about: "column of the currency; several are refused" },
    {
      name: "recency-days",
      form: { kind: "text" },
      about: "one row per customer: column of the days since the last occasion",
    },
    {
      name: "last-date",
      form: { kind: "text" },
      about: "one row per customer: column of the last day, in place of the days",
    },
    { name: "frequency", form: { kind: "text" }, about: "one row per customer: column of the number of occasions" },
    { name: "monetary", form: { kind: "text" }, about: "one row per customer: column of the sum of money" },
    {
      name: "summary",
      form: { kind: "choice", choices: ["btyd"] },
      about: "the file is a lifetime summary; needs --unit and --as-of",
    },
    { name: "unit", form: { kind: "choice", choices: ["day", "week"] }, about: "unit of recency and T in the summary" },
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
    {
      name: "segments",
      form: { kind: "text" },
      about: `segment table: ${SEGMENT_TABLES.join(", ")}, or an own one as .csv (segment,r,f,m) or .yaml`,
      default: "rf-grid",
    },
    { name: "lint", form: { kind: "flag" }, about: "write the faults of the segment table in place of the scores" },
    {
      name: "save-cuts",
      form: { kind: "path" },
      about: "keep cuts, ranges, weights and segment rules as JSON (mode 0600)",
    },
    { name: "cuts", form: { kind: "path" }, about: "score by the cuts of such a file, unchanged" },
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
  exclusive: [
    ["json", "out"],
    ...["bins", "ties", "segments", "compat", "occasions", "refunds", "save-cuts"].map((each) => ["cuts", each]),
    ...["recency-days", "last-date", "frequency", "monetary"].flatMap((each) => [
      ["date", each],
      ["amount", each],
    ]),
    ["recency-days", "last-date"],
    ...NOT_WITH_SUMMARY.map((each) => ["summary", each]),
    ["json", "lint"],
  ],
  together: [PSEUDONYM_PAIR, ["summary", "unit"]],
  reads: ["one file of bookings, or one row per customer"],
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
    {
      line: "custval rfm orders.csv --customer customer_id --date order_date --amount revenue --save-cuts cuts.json -o scores.csv",
      about: "keeps the cut points for the next period, which is then scored with --cuts cuts.json",
    },
  ],
  resultSchema: async () => (await import("../tables/results/index.js")).rfmResult,
  run: async (input) => {
    const { rfm: stage } = await import("../value/index.js");
    const { analyseFile, rowsOfTable } = await import("../study/analyse-file.js");
    const { lintTable, writeCuts } = await import("../study/rfm-files.js");
    const { options } = input;
    const source = await sourceOf(input);
    const settings = await settingsOf(input, INPUTS[source.table]);
    const cutsFile = options.text("save-cuts");
    const made: Awaited<ReturnType<typeof stage>>[] = [];
    await analyseFile({
      file: input.arguments["file"]!,
      flags: { ...source, ...readingFlags(input) },
      ...pseudonymsOf(input),
      session: sessionOf(input),
      seed: options.number("seed") ?? 1,
      strict: options.flag("strict"),
      stage: async (context) => {
        const outcome = await stage(context, settings);
        made.push(outcome);
        if (options.flag("lint")) await lintTable(context.engine, outcome.result);
        return outcome;
      },
      keep: (_, { files }) => {
        if (cutsFile !== undefined) writeCuts(cutsFile, made[0], files[0].sha256);
      },
      rows: options.flag("lint") ? await lintRows() : rowsOfTable("rfm_scores"),
      output: outputOf("rfm", settings, input),
    });
  },
};

const INPUTS = { transactions: "transactions", rfm_input: "ready", lifetime_summary: "lifetime" } as const;

/** The table that the file becomes: bookings, one row per customer, or a lifetime summary. */
async function sourceOf(input: CommandInput): Promise<Source> {
  if (input.options.text("summary") === undefined) return bookingsOrReady(input);
  const { lifetimeColumnsOf } = await import("../value/index.js");
  const customer = input.options.text("customer")!;
  return { table: "lifetime_summary", columns: { customer_id: customer }, columnsOf: lifetimeColumnsOf };
}

interface Source {
  readonly table: keyof typeof INPUTS;
  readonly columns: Readonly<Record<string, string>>;
  readonly columnsOf?: (heads: readonly string[]) => Readonly<Record<string, string>>;
}

function bookingsOrReady({ options }: CommandInput): Source {
  const given = (names: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(names).flatMap(([column, option]) => {
        const from = options.text(option);
        return from === undefined ? [] : [[column, from] as const];
      }),
    );
  const ready = given({
    recency_days: "recency-days",
    last_date: "last-date",
    frequency: "frequency",
    monetary: "monetary",
  });
  const isReady = Object.keys(ready).length > 0;
  const columns = isReady
    ? { ...given({ customer_id: "customer" }), ...ready }
    : given({ customer_id: "customer", booked_on: "date", amount: "amount", currency: "currency" });
  if (Object.keys(isReady ? ready : given({ date: "date", amount: "amount" })).length < (isReady ? 3 : 2))
    fail("CLI-003", {
      message: isReady
        ? "a table with one row per customer lacks a column"
        : "the columns of the bookings are not named",
      hint: "give --date and --amount, or --frequency, --monetary and one of --recency-days and --last-date",
    });
  refuseRecency(Object.values(columns));
  return { table: isReady ? "rfm_input" : "transactions", columns };
}

/** `recency` means two opposite things; nobody but the user knows which one a file holds. */
function refuseRecency(names: readonly string[]): void {
  if (!names.some((each) => each.trim().toLowerCase() === "recency")) return;
  fail("VAL-021", {
    message: "a column named recency can mean two opposite things",
    expected: "days since the last purchase (RFM), or the time from the first to the last purchase (lifetime models)",
    hint: "days since the last purchase: rename the column recency_days and give --recency-days recency_days; a summary for lifetime models: give --summary btyd with --unit",
  });
}

async function settingsOf(input: CommandInput, kind: RfmSettings["input"]): Promise<RfmSettings> {
  const { options } = input;
  const { rfmSettings } = await import("../value/index.js");
  const { readSegments, withCutsFile } = await import("../study/rfm-files.js");
  const segments = options.text("segments");
  const isPreset = segments === undefined || SEGMENT_TABLES.includes(segments);
  const refunds = options.text("refunds") ?? (options.text("compat") === undefined ? "net" : null);
  const parsed = rfmSettings.safeParse({
    input: kind,
    ...(kind === "lifetime" ? { lifetime_unit: options.text("unit"), model: ["recency_days", "frequency"] } : {}),
    as_of: options.text("as-of") ?? null,
    window: options.text("window") ?? null,
    occasions: options.text("occasions"),
    refunds,
    bins: options.number("bins"),
    ties: options.text("ties"),
    segments: isPreset ? segments : readSegments(segments, "--segments", options.text("encoding")),
    compat: options.text("compat") ?? null,
  });
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    const place = { key: `--${path.map(String).join(".")}` };
    return fail("CLI-002", {
      message: "an option has a value of the wrong form",
      place,
      expected: message,
      hint: "see the help",
    });
  }
  const cuts = options.text("cuts");
  return cuts === undefined ? parsed.data : withCutsFile(parsed.data, cuts, "--cuts");
}

async function lintRows() {
  const { sql } = await import("../engine/sql.js");
  return () => sql`select kind, rules, cells, customers from rfm_lint order by position`;
}
