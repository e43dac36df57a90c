import { z } from "zod";
import { GLOBAL_OPTIONS } from "../src/cli/global-options.js";
import { flagsOf } from "../src/cli/program.js";
import type { CommandSpec, OptionSpec } from "../src/cli/spec.js";
import { COMMANDS } from "../src/commands/index.js";
import { studySchema } from "../src/study/schema.js";
import { fileReport, rejectCount } from "../src/tables/results/ingest.js";
import { warning } from "../src/tables/results/common.js";

/** The generated part of a hand-written file stands between these lines. */
export const BEGIN = "<!-- generated: commands -->";
export const END = "<!-- end of generated -->";

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

/** The README's table of commands. */
export function commandTable(): string {
  const rows = COMMANDS.map((each) => `| \`${each.name}\` | ${cell(each.summary)} | ${each.plainCsv ? "yes" : "–"} |`);
  return ["| command | does | on a plain CSV |", "| --- | --- | --- |", ...rows].join("\n");
}

function optionRows(options: readonly OptionSpec[]): readonly string[] {
  return options.map((each) => {
    const about = each.required ? `${each.about} (required)` : each.about;
    return `| \`${cell(flagsOf(each))}\` | ${cell(about)} | ${cell(each.default ?? "")} |`;
  });
}

function optionTable(options: readonly OptionSpec[]): string {
  return options.length === 0
    ? ""
    : ["| option | meaning | default |", "| --- | --- | --- |", ...optionRows(options)].join("\n");
}

function commandPage(spec: CommandSpec): string {
  const args = spec.arguments.map((each) => (each.required ? `<${each.name}>` : `[${each.name}]`)).join(" ");
  const examples = spec.examples.map((each) => `- ${each.about}\n\n  \`\`\`\n  ${each.line}\n  \`\`\``);
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? "" : `${title}: ${lines.join("; ")}.`;
  const parts = [
    `## custval ${[spec.name, args].join(" ").trim()}`,
    spec.about.join("\n"),
    optionTable(spec.options),
    list("Reads", spec.reads),
    list("Writes", spec.writes),
    ...examples,
  ];
  return parts.filter((each) => each !== "").join("\n\n");
}

/** docs/commands.md, derived from the command specs. */
export function commandsPage(): string {
  const everywhere = `## Everywhere\n\n${optionTable(GLOBAL_OPTIONS)}`;
  return `${["# Commands", "Generated from the command specs by `npm run docs`.", ...COMMANDS.map(commandPage), everywhere].join("\n\n")}\n`;
}

interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly required?: readonly string[];
}

function formOf(node: SchemaNode): string {
  if (node.enum) return node.enum.map((each) => `\`${String(each)}\``).join(", ");
  if (node.const !== undefined) return `\`${String(node.const)}\``;
  if (node.anyOf) return [...new Set(node.anyOf.map(formOf))].join(" or ");
  if (node.type === "array") return `list of ${formOf(node.items ?? {})}`;
  return node.type === "object" ? "keys" : [node.type ?? "any"].flat().join(" or ");
}

/** Rows of the key table, depth first: every key of the study file with its form, default and meaning. */
function keyRows(node: SchemaNode, path: string): readonly string[] {
  const below = Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const name = path === "" ? key : `${path}.${key}`;
    const standard = child.default === undefined ? "" : `\`${JSON.stringify(child.default)}\``;
    const shown = standard.length > 60 ? "see its keys" : standard;
    const row = `| \`${name}\` | ${cell(formOf(child))} | ${cell(shown)} | ${cell(child.description ?? "")} |`;
    return [row, ...keyRows(child, name)];
  });
  const named = typeof node.additionalProperties === "object" ? keyRows(node.additionalProperties, `${path}.NAME`) : [];
  const item = node.items ? keyRows(node.items, `${path}[]`) : [];
  const forms = (node.anyOf ?? []).flatMap((each) => keyRows(each, path));
  return [...below, ...named, ...item, ...forms];
}

/** docs/study-file.md, derived from the study's schema. */
export function studyFilePage(): string {
  const schema = z.toJSONSchema(studySchema, { io: "input", unrepresentable: "any" }) as SchemaNode;
  return `${[
    "# The study file",
    "Generated from the schema by `npm run docs`. An unknown key is an error with its line and column. Dates are quoted texts; quote codes too: an unquoted 0123 becomes 123. `NAME` stands for a name that you choose, `[]` for each item of a list.",
    "A study is dated once: `rfm.as_of`, `profit.period`, `profit.currency`, `segment.window` and `segment.as_of` are taken from the study where they are not set.",
    ["| key | form | default | meaning |", "| --- | --- | --- | --- |", ...keyRows(schema, "")].join("\n"),
  ].join("\n\n")}\n`;
}

/** JSON schemas of what the analysis commands print with --json, by file name. */
export async function resultSchemas(): Promise<ReadonlyMap<string, string>> {
  const schemas = new Map<string, string>();
  for (const spec of COMMANDS) {
    if (!spec.resultSchema) continue;
    const object = z.object({
      command: z.literal(spec.name),
      version: z.string(),
      settings: z.record(z.string(), z.unknown()),
      data: z.object({ files: z.array(fileReport), rejects: z.array(rejectCount) }),
      result: await spec.resultSchema(),
      warnings: z.array(warning),
    });
    schemas.set(`${spec.name}.json`, `${JSON.stringify(z.toJSONSchema(object), null, 2)}\n`);
  }
  return schemas;
}
