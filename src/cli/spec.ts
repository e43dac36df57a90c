import type { z } from "zod";

/** The form of an option's value, checked before anything is opened. */
export type ValueForm =
  | { readonly kind: "flag" }
  | { readonly kind: "text" }
  | { readonly kind: "path" }
  | { readonly kind: "list" }
  | { readonly kind: "date" }
  | { readonly kind: "integer"; readonly min?: number; readonly max?: number }
  | { readonly kind: "number"; readonly min?: number; readonly max?: number }
  | { readonly kind: "choice"; readonly choices: readonly string[] };

export interface OptionSpec {
  /** Long name without dashes: `as-of`. */
  readonly name: string;
  /** One letter without the dash. */
  readonly short?: string;
  readonly form: ValueForm;
  readonly about: string;
  /** Shown in the help; the stage's settings hold the default itself. */
  readonly default?: string;
  readonly required?: true;
}

export interface ArgumentSpec {
  readonly name: string;
  readonly about: string;
  readonly required: boolean;
  /** Takes all words that follow; only the last argument of a command may. */
  readonly many?: true;
}

export interface ExampleSpec {
  /** The line as typed, beginning with `custval`. A test runs it in a folder that holds the samples. */
  readonly line: string;
  readonly about: string;
}

/** What an analysis command hands over: an object for `--json`, a table for everything else. */
export interface AnalysisOutcome {
  readonly settings: unknown;
  readonly data: unknown;
  readonly result: unknown;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/** What a command gets: its checked input and its ways to speak. */
export interface CommandInput {
  readonly arguments: Readonly<Record<string, string | undefined>>;
  /** The words of the argument that takes many; empty for other commands. */
  readonly many: readonly string[];
  readonly options: OptionValues;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** All commands, for those that speak of the others. */
  readonly commands: readonly CommandSpec[];
}

/** Checked option values by long name. */
export interface OptionValues {
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  list(name: string): readonly string[] | undefined;
  flag(name: string): boolean;
}

/** stdout for results, stderr for all talk. */
export interface Terminal {
  /** Writes to stdout and waits until it is taken. */
  result(text: string): Promise<void>;
  /** A line of talk; silent under --quiet. */
  say(text: string): void;
  /** A line of detail, only under --verbose. */
  detail(text: string): void;
  /** A warning; shown also under --quiet. */
  warn(code: string, text: string): void;
  /** A stage begins, ends or is skipped: a line of its own. */
  progress(stage: string, event: string, rows?: number): void;
  /** What happens inside a stage: a line that is written over at a terminal, nothing elsewhere unless --verbose. */
  step(stage: string, event: string, rows?: number): void;
  readonly version: string;
}

/**
 * One command: the only source of its parser, validation, help, completion, README row and executed examples.
 * `run` imports what it needs when it is called, so that help loads neither the engine nor a kernel.
 */
export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  /** Help that teaches: what it does, what it costs, when to use another command. */
  readonly about: readonly string[];
  readonly arguments: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  /** Options of which at most one may be given. */
  readonly exclusive?: readonly (readonly string[])[];
  /** Options of which none may stand without the others. */
  readonly together?: readonly (readonly string[])[];
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Works on a plain CSV without a study. */
  readonly plainCsv: boolean;
  readonly examples: readonly ExampleSpec[];
  /** For analysis commands: the schema of `result` under `--json`. */
  readonly resultSchema?: () => Promise<z.ZodType>;
  readonly run: (input: CommandInput) => Promise<void>;
}
