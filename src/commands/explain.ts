import { GLOSSARY } from "../cli/glossary.js";
import type { CommandSpec } from "../cli/spec.js";
import { CODES, type ErrorCode } from "../core/codes/index.js";
import { fail } from "../core/errors.js";
import { nearest } from "../core/nearest.js";
import { RULE_NAMES, RULES, type RuleName } from "../tables/rules.js";

const WIDTH = 96;

function wrapped(text: string): string {
  const lines: string[] = [""];
  for (const each of text.split(" ")) {
    const last = lines.at(-1)!;
    if (last !== "" && last.length + each.length + 1 > WIDTH) lines.push(each);
    else lines[lines.length - 1] = last === "" ? each : `${last} ${each}`;
  }
  return lines.join("\n");
}

function codeText(code: ErrorCode): string {
  const { title, long, exit } = CODES[code];
  return `${code}: ${title}\n\n${wrapped(long)}\n\nExit code ${String(exit)}.\n`;
}

function termText(term: string): string {
  const entry = GLOSSARY[term];
  const parts = [
    `${term}\n`,
    wrapped(entry.meaning),
    entry.formula ?? "",
    entry.source === undefined ? "" : `Source: ${entry.source}`,
  ];
  return `${parts.filter((each) => each !== "").join("\n\n")}\n`;
}

function ruleText(rule: RuleName): string {
  const { about, long, severity } = RULES[rule];
  const setting = `Severity ${severity}; \`rules: { ${rule}: error | warn | info | off }\` of the study changes it.`;
  return `${rule}: ${about}\n\n${wrapped(long)}\n\n${setting}\n`;
}

function hintFor(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === null ? "`custval explain` without a word lists everything that is known" : `did you mean "${near}"?`;
}

export const explain: CommandSpec = {
  name: "explain",
  summary: "the long text for an error code, a quality rule, a measure or a method",
  about: [
    "Error codes stand in brackets in every message; quality rules by their names in `custval check`; measures and methods by",
    "their names in the reports.",
  ],
  arguments: [
    { name: "word", about: "an error code, a rule, a measure or a method; without it, a list of all", required: false },
  ],
  options: [],
  reads: [],
  writes: ["text on stdout"],
  plainCsv: false,
  examples: [
    { line: "custval explain DATA-001", about: "what an error code means and what to do" },
    { line: "custval explain balance_continuity", about: "what a data-quality rule looks at, and what to do" },
    { line: "custval explain recency_days", about: "what a measure is, with formula and source" },
  ],
  run: async ({ arguments: { word }, options, terminal }) => {
    const found = explained(word);
    const { version } = terminal;
    const object = () => ({ command: "explain", version, ...found.object });
    await terminal.result(options.flag("json") ? `${JSON.stringify(object())}\n` : found.text);
  },
};

interface Explained {
  readonly text: string;
  readonly object: object;
}

function explained(word: string | undefined): Explained {
  const codes = Object.keys(CODES) as ErrorCode[];
  const terms = Object.keys(GLOSSARY);
  if (word === undefined) {
    const titles = codes.map((each) => `${each.padEnd(10)} ${CODES[each].title}`);
    const rules = RULE_NAMES.map((each) => `${each.padEnd(31)} ${RULES[each].about}`);
    const object = { codes: codes.map((code) => ({ code, title: CODES[code].title })), rules: RULE_NAMES, terms };
    return { text: `${[...titles, "", ...rules, "", ...terms].join("\n")}\n`, object };
  }
  const code = codes.find((each) => each === word.toUpperCase());
  if (code !== undefined) return { text: codeText(code), object: { code, ...CODES[code] } };
  const rule = RULE_NAMES.find((each) => each === word.toLowerCase().replaceAll("-", "_"));
  if (rule !== undefined) return { text: ruleText(rule), object: { rule, ...RULES[rule] } };
  const term = terms.find((each) => each.toLowerCase() === word.toLowerCase());
  if (term !== undefined) return { text: termText(term), object: { term, ...GLOSSARY[term] } };
  return fail("CLI-005", {
    message: `nothing is known of "${word}"`,
    hint: hintFor(word, [...codes, ...RULE_NAMES, ...terms]),
  });
}
