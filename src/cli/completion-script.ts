import { fail } from "../core/errors.js";
import { didYouMean } from "../core/nearest.js";
import { GLOBAL_OPTIONS } from "./global-options.js";
import type { CommandSpec } from "./spec.js";

type Writer = (specs: readonly CommandSpec[]) => string;

function optionNames(spec: CommandSpec): readonly string[] {
  return [...spec.options, ...GLOBAL_OPTIONS].map((each) => `--${each.name}`);
}

const bash: Writer = (specs) => `_custval() {
  local word="\${COMP_WORDS[COMP_CWORD]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${specs.map((each) => each.name).join(" ")}" -- "$word"))
    return
  fi
  case "$word" in
  -*)
    case "\${COMP_WORDS[1]}" in
${specs.map((each) => `    ${each.name}) COMPREPLY=($(compgen -W "${optionNames(each).join(" ")}" -- "$word")) ;;`).join("\n")}
    esac ;;
  *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}
complete -o filenames -F _custval custval
`;

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

const zsh: Writer = (specs) => `#compdef custval
_custval() {
  if (( CURRENT == 2 )); then
    local -a commands=(${specs.map((each) => quoted(`${each.name}:${each.summary.replaceAll(":", " ")}`)).join(" ")})
    _describe command commands
    return
  fi
  if [[ $words[CURRENT] == -* ]]; then
    case $words[2] in
${specs.map((each) => `    ${each.name}) compadd -- ${optionNames(each).join(" ")} ;;`).join("\n")}
    esac
  else
    _files
  fi
}
compdef _custval custval
`;

const fish: Writer = (specs) =>
  specs
    .flatMap((spec) => [
      `complete -c custval -n __fish_use_subcommand -a ${spec.name} -d ${quoted(spec.summary)}`,
      ...[...spec.options, ...GLOBAL_OPTIONS].map(
        (each) =>
          `complete -c custval -n '__fish_seen_subcommand_from ${spec.name}' -l ${each.name} -d ${quoted(each.about)}`,
      ),
    ])
    .join("\n")
    .concat("\n");

const WRITERS: Readonly<Record<string, Writer>> = { bash, zsh, fish };

/** The completion script for a shell, derived from the command specs. */
export function completionScript(shell: string, specs: readonly CommandSpec[]): string {
  const writer = WRITERS[shell] as Writer | undefined;
  if (writer) return writer(specs);
  return fail("CLI-002", { message: "no completion for this shell", hint: didYouMean(shell, Object.keys(WRITERS)) });
}
