import { CustvalError, failIfAny, type Problem } from "../core/errors.js";
import { openFile, type OpenContext, type OpenedFile } from "./files/open.js";
import { repeatedFiles, type RepeatedFile } from "./files/repeated.js";
import { resolveFiles } from "./files/resolve.js";
import { linkProblems } from "./load/links.js";
import { planSource, type SourcePlan } from "./mapping/plan.js";
import { columnProblems, expressionProblems } from "./mapping/scope.js";
import type { SourceSpec } from "./source-spec.js";
import type { Pseudonyms } from "./values/pseudonym.js";

/** Sources that name no zone of their own take the study's. */
export function inZone(
  sources: Readonly<Record<string, SourceSpec>>,
  timeZone: string | undefined,
): Readonly<Record<string, SourceSpec>> {
  if (timeZone === undefined) return sources;
  const zoned = Object.entries(sources).map(([name, spec]) => [name, { time_zone: timeZone, ...spec }]);
  return Object.fromEntries(zoned) as Readonly<Record<string, SourceSpec>>;
}

/** The plans of all sources; what does not fit the contracts of their tables is thrown together. */
export function plansOf(sources: Readonly<Record<string, SourceSpec>>, pseudonyms?: Pseudonyms): readonly SourcePlan[] {
  const planned = Object.entries(sources).map(([name, spec]) => planSource(name, spec));
  failIfAny(planned.flatMap((each) => each.problems));
  const plans = planned.map(({ plan }) => (pseudonyms === undefined ? plan : { ...plan, pseudonyms }));
  failIfAny(plans.flatMap(expressionProblems));
  return plans;
}

/** The files of each source, by its name. */
export type OpenedFiles = ReadonlyMap<string, readonly OpenedFile[]>;

export interface FoundFiles {
  readonly opened: OpenedFiles;
  /** Files that are not loaded because an earlier one of their source has the same bytes, by source. */
  readonly repeated: ReadonlyMap<string, readonly RepeatedFile[]>;
}

/** Finds and opens the files of all sources; the problems of one kind are thrown together. */
export async function openAll(
  context: OpenContext,
  plans: readonly SourcePlan[],
  dataFolder: string,
): Promise<FoundFiles> {
  const problems: Problem[] = [];
  const opened = new Map<string, OpenedFile[]>();
  const repeated = new Map<string, readonly RepeatedFile[]>();
  for (const { source, spec } of plans) {
    const declared = Array.isArray(spec.files) ? spec.files : [spec.files];
    const found = resolveFiles(dataFolder, declared, `sources.${source}.files`);
    problems.push(...found.problems);
    const repeats = await repeatedFiles(found.files, context.signal);
    repeated.set(source, repeats);
    const files: OpenedFile[] = [];
    for (const file of found.files.filter(({ name }) => !repeats.some((each) => each.name === name))) {
      const result = await openFile(context, source, spec, file);
      if ("code" in result) problems.push(result);
      else files.push(result);
    }
    opened.set(source, files);
  }
  failByKind(problems);
  return { opened, repeated };
}

/** Throws the problems of the first exit code together, in order, so that one failure has one kind. */
function failByKind(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const { exit } = new CustvalError([problems[0]]);
  failIfAny(problems.filter((each) => new CustvalError([each]).exit === exit));
}

/** Throws all names in the mappings that no head of a file and no link has. */
export function checkMappings(plans: readonly SourcePlan[], opened: OpenedFiles): void {
  const problems = plans.flatMap((plan) => [
    ...(opened.get(plan.source) ?? []).flatMap((file) => columnProblems(plan, file)),
    ...linkProblems(plan, opened),
  ]);
  failIfAny(problems);
}
