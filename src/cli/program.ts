import { Argument, Command, CommanderError, Option } from "commander";
import { CustvalError, failIfAny, type Problem } from "../core/errors.js";
import { didYouMean } from "../core/nearest.js";
import { checkValues } from "./check-values.js";
import { GLOBAL_OPTIONS } from "./global-options.js";
import { helpFooter, PROGRAM_FOOTER } from "./help.js";
import type { CommandSpec, OptionSpec, OptionValues } from "./spec.js";

/** What was asked for, checked; or text that was printed instead (help, version). */
export type Request =
  | {
      readonly kind: "run";
      readonly spec: CommandSpec;
      readonly options: OptionValues;
      readonly arguments: Readonly<Record<string, string | undefined>>;
      readonly many: readonly string[];
    }
  | { readonly kind: "text"; readonly text: string };

/** Long and short flags of an option as commander wants them. */
export function flagsOf(option: OptionSpec): string {
  const value = option.form.kind === "flag" ? "" : ` <${placeholder(option)}>`;
  const short = option.short === undefined ? "" : `-${option.short}, `;
  return `${short}--${option.name}${value}`;
}

function placeholder(option: OptionSpec): string {
  return option.form.kind === "choice" ? option.form.choices.join("|") : option.form.kind;
}

function toOption(spec: OptionSpec): Option {
  const about = spec.default === undefined ? spec.about : `${spec.about} (default: ${spec.default})`;
  return new Option(flagsOf(spec), spec.required ? `${about} (required)` : about);
}

function buildCommand(spec: CommandSpec, take: (request: Request) => void): Command {
  const command = new Command(spec.name).summary(spec.summary).description(spec.about.join("\n"));
  for (const each of spec.arguments) {
    const name = each.many ? `${each.name}...` : each.name;
    command.addArgument(new Argument(each.required ? `<${name}>` : `[${name}]`, each.about));
  }
  for (const each of spec.options) command.addOption(toOption(each));
  for (const each of GLOBAL_OPTIONS) command.addOption(toOption(each).helpGroup("Everywhere:"));
  command.addHelpOption(new Option("-h, --help", "print this help").helpGroup("Everywhere:"));
  command.addHelpText("after", `\n${helpFooter(spec)}`);
  command.action((...parameters: unknown[]) => {
    take(requestOf(spec, command, parameters.slice(0, spec.arguments.length) as Given));
  });
  return command;
}

/** One word an argument, or all that follow. */
type Given = readonly (string | readonly string[] | undefined)[];

function requestOf(spec: CommandSpec, command: Command, given: Given): Request {
  const all = [...spec.options, ...GLOBAL_OPTIONS];
  const stored = command.opts();
  const raw = Object.fromEntries(all.map((each) => [each.name, rawValue(each, stored)]));
  const { values, problems } = checkValues(all, raw);
  failIfAny([...problems, ...missing(spec, raw)]);
  failIfAny([...exclusions(spec, raw), ...halves(spec, raw)]);
  const single = spec.arguments.flatMap(({ name }, at) =>
    Array.isArray(given[at]) ? [] : [[name, given[at] as string | undefined] as const],
  );
  const many = given.filter((each): each is readonly string[] => Array.isArray(each)).flat();
  return { kind: "run", spec, options: values, arguments: Object.fromEntries(single), many };
}

function rawValue(option: OptionSpec, stored: Readonly<Record<string, unknown>>): string | boolean | undefined {
  const camel = (name: string) => name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  if (option.name.startsWith("no-")) return stored[camel(option.name.slice(3))] === false;
  return stored[camel(option.name)] as string | boolean | undefined;
}

function missing(spec: CommandSpec, raw: Readonly<Record<string, unknown>>): readonly Problem[] {
  return spec.options
    .filter((each) => each.required && raw[each.name] === undefined)
    .map((each) => ({
      code: "CLI-003" as const,
      message: `option --${each.name} is missing`,
      hint: `${each.about}; see \`custval ${spec.name} --help\``,
    }));
}

function exclusions(spec: CommandSpec, raw: Readonly<Record<string, unknown>>): readonly Problem[] {
  return (spec.exclusive ?? []).flatMap((group) => {
    const given = group.filter((each) => raw[each] !== undefined && raw[each] !== false);
    if (given.length < 2) return [];
    const names = given.map((each) => `--${each}`).join(" and ");
    return [{ code: "CLI-004" as const, message: `${names} exclude each other`, hint: "give only one of them" }];
  });
}

function halves(spec: CommandSpec, raw: Readonly<Record<string, unknown>>): readonly Problem[] {
  return (spec.together ?? []).flatMap((group) => {
    const absent = group.filter((each) => raw[each] === undefined || raw[each] === false);
    if (absent.length === 0 || absent.length === group.length) return [];
    const given = group.filter((each) => !absent.includes(each));
    const names = (list: readonly string[]) => list.map((each) => `--${each}`).join(" and ");
    return [{ code: "CLI-003" as const, message: `${names(given)} needs ${names(absent)}`, hint: "give both or none" }];
  });
}

/** Reads a command line into a request. Everything impossible is refused here, before anything is opened. */
export function readCommandLine(argv: readonly string[], specs: readonly CommandSpec[], version: string): Request {
  let request: Request | undefined;
  let printed = "";
  const program = new Command("custval")
    .description("Customer value and segmentation studies of banks: from exported data to the report's chapter.")
    .version(version, "--version", "print the version")
    .helpCommand(true)
    .addHelpText("after", `\n${PROGRAM_FOOTER}`);
  const commands = specs.map((spec) => buildCommand(spec, (each) => (request = each)));
  for (const command of commands) program.addCommand(command);
  for (const each of [program, ...commands]) {
    each.exitOverride().configureOutput({ writeOut: (text) => (printed += text), writeErr: () => undefined });
  }
  try {
    program.parse(argv.length === 0 ? ["--help"] : [...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0 && printed === "") throw translate(error, argv, specs);
  }
  return request ?? { kind: "text", text: printed };
}

function translate(error: CommanderError, argv: readonly string[], specs: readonly CommandSpec[]): CustvalError {
  const spec = specs.find((each) => each.name === argv.find((word) => !word.startsWith("-")));
  if (error.code === "commander.unknownCommand" || spec === undefined)
    return new CustvalError([unknownCommand(argv, specs)]);
  if (error.code === "commander.unknownOption") return new CustvalError(unknownOptions(argv, spec));
  const code = error.code === "commander.missingArgument" ? "CLI-003" : "CLI-002";
  const message = error.message.replace(/^error: /, "");
  return new CustvalError([{ code, message, hint: `see \`custval ${spec.name} --help\`` }]);
}

function unknownCommand(argv: readonly string[], specs: readonly CommandSpec[]): Problem {
  const word = argv.find((each) => !each.startsWith("-")) ?? argv[0];
  const names = [...specs.map((each) => each.name), "help"];
  return { code: "CLI-001", message: `"${word}" is not a command`, hint: didYouMean(word, names) };
}

function unknownOptions(argv: readonly string[], spec: CommandSpec): readonly Problem[] {
  const known = new Set(
    [...spec.options, ...GLOBAL_OPTIONS].flatMap((each) => [`--${each.name}`, `-${each.short ?? ""}`]),
  );
  const given = argv.filter((each) => /^-[^\d]/.test(each) && each !== "-").map((each) => each.split("=")[0]);
  return given
    .filter((each) => !known.has(each))
    .map((each) => ({
      code: "CLI-002" as const,
      message: `${each} is not an option of ${spec.name}`,
      hint: didYouMean(
        each,
        [...known].filter((name) => name.startsWith("--")),
      ),
    }));
}
