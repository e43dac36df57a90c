import { statSync } from "node:fs";
import { fingerprint, type Fingerprint } from "./fingerprint.js";
import type { SourceFile } from "./resolve.js";

/** A file whose bytes an earlier file of its source has; it is not loaded again. */
export interface RepeatedFile extends SourceFile, Fingerprint {
  /** Name of the earlier file. */
  readonly of: string;
}

/** The files of one source that repeat an earlier one, in order. Only files of equal size are hashed. */
export async function repeatedFiles(files: readonly SourceFile[], signal?: AbortSignal): Promise<RepeatedFile[]> {
  const sizes = files.map(({ path }) => statSync(path).size);
  const first = new Map<string, string>();
  const repeated: RepeatedFile[] = [];
  for (const [at, file] of files.entries()) {
    if (sizes.filter((each) => each === sizes[at]).length < 2) continue;
    const print = await fingerprint(file.path, signal);
    const of = first.get(print.sha256);
    if (of === undefined) first.set(print.sha256, file.name);
    else repeated.push({ ...file, ...print, of });
  }
  return repeated;
}
