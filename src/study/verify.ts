import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CustvalError, fail, type Problem } from "../core/errors.js";
import { filesBelow } from "./files-below.js";
import { MANIFEST, parseManifest, type RunManifest } from "./manifest.js";

/** SHA-256 of a file, streamed. */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const block of createReadStream(file)) hash.update(block as Buffer);
  return hash.digest("hex");
}

const HINT = "give the folder that `custval run` wrote, or run the study again";

/** The manifest of a finished run. */
export function readManifest(folder: string): RunManifest {
  const file = join(folder, MANIFEST);
  if (!existsSync(file)) fail("RUN-005", { message: "not a finished run: run.json is missing", hint: HINT });
  const manifest = parseManifest(readFileSync(file, "utf8"));
  return manifest ?? fail("RUN-005", { message: "run.json is not the manifest of a run", hint: HINT });
}

/** What differs between a finished run and its manifest: one problem per changed, missing or added file. */
export async function changedFiles(folder: string): Promise<readonly Problem[]> {
  const manifest = readManifest(folder);
  const stated = new Map(manifest.outputs.map((each) => [each.path, each.sha256]));
  const hint = "run the study again to restore it";
  const problems: Problem[] = [];
  const present = filesBelow(folder).filter((each) => each !== MANIFEST);
  for (const path of present) {
    const expected = stated.get(path);
    if (expected === undefined)
      problems.push({ code: "RUN-005", message: "file was added", place: { file: path }, hint });
    else if ((await sha256OfFile(join(folder, path))) !== expected)
      problems.push({ code: "RUN-005", message: "file was changed", place: { file: path }, hint });
  }
  const missing = [...stated.keys()].filter((each) => !present.includes(each));
  return [
    ...problems,
    ...missing.map((path) => ({ code: "RUN-005" as const, message: "file is missing", place: { file: path }, hint })),
  ];
}

/** Passes silently when every file of a finished run is as run.json states. */
export async function verifyRun(folder: string): Promise<{ readonly files: number }> {
  const problems = await changedFiles(folder);
  if (problems.length > 0) throw new CustvalError(problems);
  return { files: readManifest(folder).outputs.length };
}
