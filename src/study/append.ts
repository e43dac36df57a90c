import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { failIfAny, type Problem } from "../core/errors.js";
import { MANIFEST, parseManifest, type ManifestInput } from "./manifest.js";
import type { InputFile } from "./plan.js";
import type { StudyRun } from "./study-run.js";

/**
 * `--append`: every file of which the report in the output folder was made must still be there with the same bytes (RUN-007, all of them
 * together); says which files are new. Without such a report there is nothing to compare with, which is said.
 */
export function checkAppend({ options, settings, out }: StudyRun, inputs: readonly InputFile[]): void {
  const file = join(out, MANIFEST);
  const before = existsSync(file) ? parseManifest(readFileSync(file, "utf8")) : null;
  if (before?.study !== settings.study) {
    options.say("--append: the output folder holds no report of this study to append to; all files are loaded");
    return;
  }
  const now = new Map(inputs.map((each) => [`${each.source}\n${each.file}`, each.sha256]));
  failIfAny(before.inputs.flatMap((each) => problemOf(each, now.get(keyOf(each)))));
  const known = new Set(before.inputs.map(keyOf));
  const fresh = inputs.filter((each) => !known.has(`${each.source}\n${each.file}`)).map((each) => each.file);
  const names = fresh.length === 0 ? "no new file" : `new: ${fresh.join(", ")}`;
  options.say(`--append: the ${String(known.size)} files of the last report are unchanged; ${names}`);
}

const keyOf = ({ source, path }: ManifestInput): string => `${source}\n${path}`;

function problemOf(before: ManifestInput, now: string | undefined): Problem[] {
  if (now === before.sha256) return [];
  return [
    {
      code: "RUN-007",
      message: now === undefined ? "a file of the last report is gone" : "a file of the last report has changed",
      place: { file: before.path, key: `sources.${before.source}.files` },
      hint: "put the file back, or run without --append: a changed file then replaces its own rows",
    },
  ];
}
