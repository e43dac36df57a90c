import { outputOf, pseudonymsOf, readingFlags, sessionOf } from "../cli/analysis-input.js";
import { LABEL_OPTION, OUT_OPTION, PSEUDONYM_OPTIONS, PSEUDONYM_PAIR, READING_OPTIONS } from "../cli/plain-options.js";
import type { CommandSpec } from "../cli/spec.js";

/** Components of profit that an export may hold ready: option -> column of the table. */
const COMPONENTS: Readonly<Record<string, string>> = {
  profit: "profit",
  revenue: "revenue",
  nii: "nii",
  fees: "fee_income",
  cost: "cost",
  provision: "provision",
  "expected-loss": "expected_loss",
  capital: "capital",
};

const COMPONENT_ABOUT: Readonly<Record<string, string>> = {
  profit: "profit, where the export has it",
  revenue: "all income",
  nii: "net interest income",
  fees: "income from fees",
  cost: "cost to serve",
  provision: "booked provisions",
  "expected-loss": "expected loss (either this or provisions)",
  capital: "allocated capital",
};

export const profit: CommandSpec = {
  name: "profit",
  summary: "customer profitability: whale curve, deciles and concentration",
  about: [
    "Simple mode, for an export with one row per customer (or per customer and period): profit is the income less cost and less",
    "provisions or expected loss. What lacks inputs is empty with a reason, never zero.",
    "Columns with usual names (customer_id, revenue, income, total_income, cost, profit, 客户号, 收入, 利息净收入, 中间业务收入, 成本, 费用,",
    "拨备, 利润) need no flags; a flag comes before the name.",
    "Funds-transfer pricing, fees, activity cost and expected loss from accounts and balances need a study: `custval run`.",
  ],
  arguments: [{ name: "file", about: "a CSV or Parquet file with one row per customer; - is stdin", required: true }],
  options: [
    { name: "customer", form: { kind: "text" }, about: "column of the customer; default the usual names" },
    { name: "period", form: { kind: "text" }, about: "column of the period, where a customer has several rows" },
    ...Object.keys(COMPONENTS).map((name) => ({
      name,
      form: { kind: "text" } as const,
      about: `column of: ${COMPONENT_ABOUT[name]}`,
    })),
    { name: "currency", form: { kind: "text" }, about: "currency, for the report", default: "CNY" },
    {
      name: "missing",
      form: { kind: "choice", choices: ["error", "zero"] },
      about: "an empty component",
      default: "error",
    },
    OUT_OPTION,
    ...READING_OPTIONS,
    ...PSEUDONYM_OPTIONS,
    LABEL_OPTION,
  ],
  exclusive: [
    ["provision", "expected-loss"],
    ["json", "out"],
  ],
  together: [PSEUDONYM_PAIR],
  reads: ["one file of customers"],
  writes: ["one row per customer: components and profit; with --json the whale curve, deciles and concentration"],
  plainCsv: true,
  examples: [
    { line: "custval profit customers.csv", about: "profit of every customer, the columns known by their names" },
    {
      line: "custval profit customers.csv --customer customer_id --revenue revenue --cost cost --json",
      about: "whale curve, deciles and Gini as one JSON object",
    },
  ],
  resultSchema: async () => (await import("../tables/results/index.js")).profitResult,
  run: async (input) => {
    const { profit: stage, profitSettings, simpleColumnsOf } = await import("../value/index.js");
    const { analyseFile, rowsOfTable } = await import("../study/analyse-file.js");
    const { options } = input;
    const settings = profitSettings.parse({
      mode: "simple",
      currency: options.text("currency"),
      missing: options.text("missing"),
    });
    const mapped = { customer: "customer_id", period: "period", ...COMPONENTS };
    const columns = Object.entries(mapped).flatMap(([option, column]) => {
      const from = options.text(option);
      return from === undefined ? [] : [[column, from] as const];
    });
    const named = Object.keys(COMPONENTS).some((option) => options.text(option) !== undefined);
    await analyseFile({
      file: input.arguments["file"]!,
      flags: {
        table: "profit_input",
        columns: Object.fromEntries(columns),
        columnsOf: (heads) => simpleColumnsOf(heads, named ? ["customer_id"] : undefined),
        ...readingFlags(input),
      },
      ...pseudonymsOf(input),
      session: sessionOf(input),
      seed: options.number("seed") ?? 1,
      strict: options.flag("strict"),
      stage: (context) => stage(context, settings),
      rows: rowsOfTable("profit_customers"),
      output: outputOf("profit", settings, input),
    });
  },
};
