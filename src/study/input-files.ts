import { failIfAny } from "../core/errors.js";
import { fingerprint, resolveFiles } from "../ingest/index.js";
import type { InputFile } from "./plan.js";
import type { StudySettings } from "./schema.js";

/** Every input file of a study with its size and hash, before anything is read; missing files are reported together. */
export async function inputFiles(
  sources: StudySettings["sources"],
  dataFolder: string,
  signal?: AbortSignal,
): Promise<readonly InputFile[]> {
  const found = Object.entries(sources).map(([source, spec]) => {
    const declared = Array.isArray(spec.files) ? spec.files : [spec.files];
    return { source, ...resolveFiles(dataFolder, declared, `sources.${source}.files`) };
  });
  failIfAny(found.flatMap((each) => each.problems));
  const inputs: InputFile[] = [];
  for (const { source, files } of found) {
    for (const { name, path } of files) inputs.push({ source, file: name, ...(await fingerprint(path, signal)) });
  }
  return inputs;
}
