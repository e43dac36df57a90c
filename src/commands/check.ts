import { choosePaint } from "../cli/paint.js";
import { readingFlags, sessionOf } from "../cli/analysis-input.js";
import { READING_OPTIONS } from "../cli/plain-options.js";
import type { CommandInput, CommandSpec } from "../cli/spec.js";
import { fail, failIfAny, type Problem } from "../core/errors.js";
import type { CheckResult } from "../tables/results/index.js";

/** Columns of a file of bookings: option -> column of the table. */
const COLUMNS: Readonly<Record<string, string>> = {
  customer: "customer_id",
  account: "account_id",
  date: "booked_on",
  amount: "amount",
};

export const check: CommandSpec = {
  name: "check",
  summary: "data-quality rules over the exports: a report, no change",
  about: [
    "Loads the exports as a run would, and tells: a profile of every column, months without rows, declared control totals, whether",
    "balances follow from bookings, rejected rows, and every named quality rule. Nothing is written, no single value is shown.",
    "With a study file all rules apply; `rules:` in it sets how bad each one is. A plain file is profiled; name its columns to have",
    "bookings checked as well. --against compares with an earlier export, column by column (population stability index).",
    "A rule of severity error that is broken ends with exit 3, with --strict one of severity warn too; so do more rejected rows than",
    "the source tolerates, after the page was printed. `run` warns of broken rules: this command is the gate before it.",
  ],
  arguments: [{ name: "file", about: "a study file (.yaml), or a CSV or Parquet file; - is stdin", required: true }],
  options: [
    {
      name: "against",
      form: { kind: "path" },
      about: "an earlier export to compare with: a study file or a plain file",
    },
    { name: "data", form: { kind: "path" }, about: "folder of the exports, in place of the study's own" },
    { name: "as-of", form: { kind: "date" }, about: "day after which nothing may be dated", default: "the study's" },
    { name: "customer", form: { kind: "text" }, about: "of a file of bookings: column of the customer" },
    { name: "account", form: { kind: "text" }, about: "of a file of bookings: column of the account" },
    { name: "date", form: { kind: "text" }, about: "of a file of bookings: column of the booking day" },
    { name: "amount", form: { kind: "text" }, about: "of a file of bookings: column of the amount" },
    ...READING_OPTIONS,
  ],
  reads: ["a study file and its exports, or one plain file"],
  writes: ["text on stdout; with --json one object"],
  plainCsv: true,
  examples: [
    {
      line: "custval check data-samples/city-bank/study.yaml",
      about: "everything that is wrong with the exports of a study",
    },
    { line: "custval check customers.csv", about: "a profile of a plain file" },
    {
      line: "custval check orders.csv --customer customer_id --date order_date --amount revenue --json",
      about: "the rules over a file of bookings, for a scheduler",
    },
  ],
  resultSchema: async () => (await import("../tables/results/index.js")).checkResult,
  run: async (input) => {
    const { checkData } = await import("../study/check.js");
    const { checkText } = await import("../report/check/index.js");
    const { options, terminal } = input;
    refuseHalf(input);
    const checked = await checkData({
      target: input.arguments["file"]!,
      ...given({ against: options.text("against"), data: options.text("data"), asOf: options.text("as-of") }),
      flags: { ...readingFlags(input), columns: columnsOf(input) },
      session: sessionOf(input),
      onProgress: ({ stage, event, rows }) => {
        terminal.step(stage, event, rows);
      },
    });
    const { result, files, rejects, intolerable } = checked;
    if (options.flag("json")) {
      const settings = given({ against: result.against ?? undefined, as_of: result.as_of ?? undefined });
      const object = {
        command: "check",
        version: terminal.version,
        settings,
        data: { files, rejects },
        result,
        warnings: [],
      };
      await terminal.result(`${JSON.stringify(object)}\n`);
    } else {
      const paint = choosePaint(options.flag("no-color") ? ["--no-color"] : [], process.stdout);
      await terminal.result(checkText({ result, files, rejects, paint }));
    }
    failIfAny([...intolerable, ...brokenRules(result, options.flag("strict"))]);
  },
};

/** The options that have a value. */
function given<T extends Readonly<Record<string, string | undefined>>>(values: T): Partial<Record<keyof T, string>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<
    Record<keyof T, string>
  >;
}

function columnsOf({ options }: CommandInput): Readonly<Record<string, string>> {
  const mapped = Object.entries(COLUMNS).map(([option, column]) => [column, options.text(option)] as const);
  return Object.fromEntries(mapped.filter((each): each is readonly [string, string] => each[1] !== undefined));
}

/** A file of bookings has a day, an amount and somebody it belongs to; a study has its own columns. */
function refuseHalf(input: CommandInput): void {
  const columns = columnsOf(input);
  if (Object.keys(columns).length === 0) return;
  const study = /\.ya?ml$/i.test(input.arguments["file"]!);
  const whole = "booked_on" in columns && "amount" in columns && ("customer_id" in columns || "account_id" in columns);
  if (!study && whole) return;
  fail(study ? "CLI-004" : "CLI-003", {
    message: study
      ? "the columns of a study stand in its file"
      : "bookings are checked by their day, amount and customer",
    hint: study
      ? "leave out --customer, --account, --date and --amount"
      : "give --date, --amount and --customer or --account",
  });
}

/** One problem for each rule that ends the check, and under --strict for each table with missing months. */
function brokenRules({ rules, missing_months: gaps }: CheckResult, strict: boolean): readonly Problem[] {
  const ends = rules.filter(
    ({ rows, severity }) => rows > 0 && (severity === "error" || (strict && severity === "warn")),
  );
  const tables = strict ? [...new Set(gaps.map(({ table }) => table))] : [];
  return [
    ...ends.map(({ rule, table, severity, rows, checked, about }) => ({
      code: "DATA-030" as const,
      message: `${rule} (${severity}): ${String(rows)} of ${String(checked)} in ${table}, ${about}`,
      hint: `see \`custval explain ${rule}\`; \`rules: { ${rule}: ${severity === "error" ? "warn" : "info"} }\` in a study lets it pass`,
    })),
    ...tables.map((table) => ({
      code: "DATA-GAP" as const,
      message: `table ${table} has months without rows: ${gaps
        .filter((each) => each.table === table)
        .map(({ month }) => month)
        .join(", ")}`,
      hint: "ask for the export of these months, or run without --strict",
    })),
  ];
}
