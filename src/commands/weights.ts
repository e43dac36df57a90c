import { outputOf, readingFlags, sessionOf } from "../cli/analysis-input.js";
import { WEIGHT_TABLES } from "../cli/choices.js";
import { OUT_OPTION, READING_OPTIONS } from "../cli/plain-options.js";
import type { CommandInput, CommandSpec } from "../cli/spec.js";
import { fail } from "../core/errors.js";
import type { WeightsInput, WeightsResult, WeightTable } from "../value/index.js";

export const weights: CommandSpec = {
  name: "weights",
  summary: "AHP and entropy weights with their consistency; ranks options by weighted criteria",
  about: [
    "Weights come from pairwise judgements (--pairwise, Saaty's AHP), from the spread of a table (--entropy, 熵权法), from both,",
    "or as given. With --options they rank options, such as implementation patterns of a programme, by the additive rule and by",
    "TOPSIS, and say by how much each weight must change before the order does.",
    "A consistency ratio of 0.1 or more warns and names the judgements to revise; under --strict it ends with exit 4.",
  ],
  arguments: [],
  options: [
    {
      name: "pairwise",
      form: { kind: "list" },
      about:
        "pairwise matrix as CSV, a file an expert; names in head and first column, fractions such as 1/3, half may be empty",
    },
    { name: "expert", form: { kind: "text" }, about: "column of the expert, where one file holds several matrices" },
    { name: "geometric", form: { kind: "flag" }, about: "AHP by row geometric means instead of the eigenvector" },
    { name: "entropy", form: { kind: "path" }, about: "CSV or Parquet table with a column for each criterion" },
    {
      name: "on",
      form: { kind: "choice", choices: ["values", "log", "scores"] },
      about: "entropy of the values, of sign(v) ln(1+|v|), or of scores (higher is better)",
      default: "values",
    },
    {
      name: "shift",
      form: { kind: "number", min: 0 },
      about: "constant added to the scaled values before the entropy",
      default: "0",
    },
    {
      name: "combine",
      form: { kind: "choice", choices: ["multiplicative", "linear"] },
      about: "how judgements and entropy combine",
      default: "multiplicative",
    },
    { name: "theta", form: { kind: "number", min: 0, max: 1 }, about: "share of AHP in a linear mix", default: "0.5" },
    { name: "given", form: { kind: "list" }, about: "weights in the order of the criteria; rescaled to sum 1" },
    {
      name: "options",
      form: { kind: "path" },
      about: "CSV with a row for each option and a column for each criterion",
    },
    { name: "label", form: { kind: "text" }, about: "column of the option's name", default: "the first" },
    {
      name: "criteria",
      form: { kind: "list" },
      about: "names of the criteria",
      default: "as in the matrix or the options",
    },
    { name: "lower", form: { kind: "list" }, about: "criteria of which less is better", default: "none" },
    {
      name: "show",
      form: { kind: "choice", choices: WEIGHT_TABLES },
      about: "table to write",
      default: "ranking with --options, else weights",
    },
    OUT_OPTION,
    ...READING_OPTIONS,
  ],
  exclusive: [
    ["json", "out"],
    ["given", "pairwise"],
    ["given", "entropy"],
  ],
  reads: ["pairwise matrices", "a table of criteria", "a table of options"],
  writes: ["weights by criterion, or options with scores and ranks; --json has all tables and the diagnostics"],
  plainCsv: true,
  examples: [
    {
      line: "custval weights --pairwise judgements.csv",
      about: "weights of recency, frequency and money from one expert's matrix",
    },
    {
      line: "custval weights --options patterns.csv --lower cost,months --pairwise criteria.csv",
      about: "implementation patterns ranked by weighted criteria",
    },
    {
      line: "custval weights --entropy customers.csv --criteria balance,revenue,cost --lower cost --json",
      about: "entropy weights with e, g and w as one JSON object",
    },
  ],
  resultSchema: async () => (await import("../tables/results/index.js")).weightsResult,
  run: async (input) => {
    const { weights: stage } = await import("../value/index.js");
    const { analyseFile, analyseSmall } = await import("../study/analyse-file.js");
    const { id, join, sql } = await import("../engine/sql.js");
    const { options, terminal } = input;
    const given = await inputOf(input);
    const shown = (options.text("show") ?? (given.options ? "ranking" : "weights")) as WeightTable;
    const entropy = options.text("entropy");
    const columns = given.criteria.map((_, at) => `criterion_${String(at + 1)}`);
    const settings = { ...given, judgements: undefined, options: undefined, entropy: entropy !== undefined };
    const analysis = {
      session: sessionOf(input),
      seed: options.number("seed") ?? 1,
      strict: options.flag("strict"),
      stage: async ({ engine }: { engine: Parameters<typeof stage>[0] }) => {
        const from = entropy === undefined ? null : { table: "customers", columns };
        const outcome = await stage(engine, given, from, shown);
        diagnosticsOf(outcome.result).forEach((line) => {
          terminal.say(line);
        });
        return outcome;
      },
      rows: ({ tables }: { tables: Readonly<Record<string, readonly string[]>> }) =>
        sql`select ${join(tables[shown].map((each) => id(each)))} from ${id(shown)} order by position`,
      output: outputOf("weights", settings, input),
    };
    if (entropy === undefined) return analyseSmall(analysis);
    const attributes = given.criteria.map((name, at) => [columns[at], { from: name, type: "double" as const }]);
    return analyseFile({
      ...analysis,
      file: entropy,
      flags: {
        table: "customers",
        columns: { customer_id: { row_number: true } },
        attributes: Object.fromEntries(attributes),
        ...readingFlags(input),
      },
    });
  },
};

type Given = Omit<WeightsInput, "entropy">;

async function inputOf(input: CommandInput): Promise<Given> {
  const { options } = input;
  const files = await filesOf(input);
  const criteria = files.known ?? files.table?.criteria;
  if (criteria === undefined)
    fail("CLI-003", {
      message: "nothing says which criteria to weigh",
      hint: "give --pairwise, --options, or --criteria; see `custval weights --help`",
    });
  return {
    criteria,
    judgements: files.judgements,
    options: files.table,
    lower: options.list("lower") ?? [],
    given: givenOf(options.list("given")),
    ...methodOf(input),
  };
}

function methodOf({ options }: CommandInput): Pick<Given, "geometric" | "on" | "shift" | "rule" | "theta"> {
  return {
    geometric: options.flag("geometric"),
    on: (options.text("on") ?? "values") as Given["on"],
    shift: options.number("shift") ?? 0,
    rule: (options.text("combine") ?? "multiplicative") as Given["rule"],
    theta: options.number("theta") ?? 0.5,
  };
}

/** The matrices and options of the files, and the criteria that they or the flags name. */
async function filesOf({ options }: CommandInput) {
  const { judgementsOf, optionsOf, readTextTable } = await import("../value/index.js");
  const { readEncodedFile } = await import("../study/private-file.js");
  const read = (file: string, option: string) =>
    readTextTable(readEncodedFile(file, option, options.text("encoding")), file, options.text("delimiter"));
  const names = options.list("criteria") ?? null;
  const matrices = options.list("pairwise");
  const judgements = matrices
    ? matrices.flatMap((file) => judgementsOf(read(file, "--pairwise"), names, options.text("expert")))
    : null;
  const known = names ?? judgements?.[0]?.criteria ?? null;
  const file = options.text("options");
  const table = file === undefined ? null : optionsOf(read(file, "--options"), known, options.text("label"));
  return { judgements, known, table };
}

function givenOf(texts: readonly string[] | undefined): readonly number[] | null {
  if (texts === undefined) return null;
  const numbers = texts.map(Number);
  if (numbers.some((each) => !Number.isFinite(each)))
    fail("CLI-002", {
      message: "option --given has a value of the wrong form",
      place: { key: "--given" },
      expected: "numbers with commas between them: 0.2,0.3,0.5",
      hint: "one weight for each criterion",
    });
  return numbers;
}

/** What must be read beside the weights, on stderr. */
function diagnosticsOf({ ahp, entropy, combined }: WeightsResult): string[] {
  const lines: string[] = [];
  if (ahp) {
    const { lambda_max: lambda, consistency_index: ci, consistency_ratio: cr, random_index: ri } = ahp;
    lines.push(
      `AHP (${ahp.method}): lambda_max ${lambda.toFixed(6)}, CI ${ci.toFixed(6)}, CR ${cr.toFixed(6)} with RI ${String(ri)} (${ahp.random_index_table})`,
    );
    if (ahp.experts.length > 1)
      lines.push(...ahp.experts.map((each) => `  ${each.expert}: CR ${each.consistency_ratio.toFixed(6)}`));
    for (const each of ahp.worst)
      lines.push(
        `  ${each.row} against ${each.column}: ${String(Number(each.judgement.toPrecision(4)))}, consistent ${each.consistent.toFixed(4)}`,
      );
  }
  if (entropy) lines.push(`entropy on ${entropy.on} of ${String(entropy.rows)} rows, shift ${String(entropy.shift)}`);
  if (combined)
    lines.push(`combined: ${combined.rule}${combined.theta === null ? "" : `, theta ${String(combined.theta)}`}`);
  return lines;
}
