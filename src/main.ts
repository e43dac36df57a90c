import { logLine, problemLog, wantsJsonLog } from "./cli/log-line.js";
import { CustvalError } from "./core/errors.js";
import { openTerminal } from "./cli/terminal.js";
import { choosePaint } from "./cli/paint.js";
import { readCommandLine } from "./cli/program.js";
import { showProblems } from "./cli/show-problems.js";
import { onSignals } from "./cli/signals.js";
import { VERSION } from "./cli/version.js";
import { COMMANDS } from "./commands/index.js";

/** Runs one command line and gives its exit code; a log in JSON ends with a summary. */
export async function main(argv: readonly string[]): Promise<number> {
  const begun = performance.now();
  const asJson = wantsJsonLog(argv);
  const exit = await attempt(argv, asJson);
  if (asJson) {
    const ms = Math.round(performance.now() - begun);
    process.stderr.write(`${logLine({ level: exit === 0 ? "info" : "error", event: "summary", exit, ms })}\n`);
  }
  return exit;
}

/** The only place that catches an error and picks an exit code. */
async function attempt(argv: readonly string[], asJson: boolean): Promise<number> {
  const paint = choosePaint(argv);
  const signals = onSignals();
  process.stdout.on("error", signals.stop);
  process.stderr.on("error", () => undefined);
  try {
    const request = readCommandLine(argv, COMMANDS, VERSION);
    if (request.kind === "text") {
      process.stdout.write(request.text);
      return 0;
    }
    const { spec, options } = request;
    const terminal = openTerminal({
      quiet: options.flag("quiet"),
      verbose: options.flag("verbose"),
      logFormat: asJson ? "json" : "text",
      paint,
      version: VERSION,
    });
    await spec.run({
      arguments: request.arguments,
      many: request.many,
      options,
      terminal,
      signal: signals.signal,
      commands: COMMANDS,
    });
    signals.signal.throwIfAborted();
    return 0;
  } catch (error) {
    if (isClosedPipe(error) || isClosedPipe(signals.signal.reason)) return 0;
    const failure = error instanceof CustvalError ? error : (environmentOf(error) ?? faultOf(error));
    process.stderr.write(`${asJson ? problemLog(failure) : showProblems(failure, paint)}\n`);
    if (argv.includes("--verbose")) {
      const where = whereOf(error);
      process.stderr.write(`${asJson ? logLine({ level: "debug", event: "where", where }) : paint.faint(where)}\n`);
    }
    return failure.exit;
  } finally {
    signals.release();
  }
}

/** The reader of stdout has enough: no error, and everything is cleaned up on the way out. */
function isClosedPipe(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === "EPIPE";
}

const ENVIRONMENT = new Set(["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EPERM", "EIO", "EMFILE", "ENOENT", "ENOTDIR"]);

/** What the machine refused: a full disk, a folder that is missing or may not be written. */
function environmentOf(error: unknown): CustvalError | null {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined || !ENVIRONMENT.has(code)) return null;
  const message = `the machine refused to ${syscall} a file (${code})`;
  const hint = "look at free space and permissions, of --temp and --out too; `custval doctor` does";
  return new CustvalError([{ code: "RUN-001", message, hint }], { cause: error });
}

/** A fault of the tool. Its own text can hold anything, so only its kind is told. */
function faultOf(error: unknown): CustvalError {
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
  return new CustvalError(
    [
      {
        code: "CLI-900",
        message: `a fault in the tool: ${kind}${code}`,
        hint: "please report it with the command line and `custval --version`; --verbose adds where in the code it happened",
      },
    ],
    { cause: error },
  );
}

/** Places in the code only: a stack begins with the message, which can quote data. */
function whereOf(error: unknown): string {
  const chain: string[] = [];
  for (let each = error; each instanceof Error; each = each.cause) {
    const { stack = "", message } = each;
    const places = stack.slice(stack.indexOf(message) + message.length).split("\n");
    chain.push(each.constructor.name, ...places.filter((line) => /^\s+at /.test(line)));
  }
  return chain.join("\n");
}
