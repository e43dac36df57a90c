import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { CustvalError, fail } from "../core/errors.js";
import { TRUTH_FORMAT } from "./truth.js";

export const EXPORTS = "exports";
const PARTIAL = ".simulate-partial";
const TRUTH = "truth.json";

function isOwn(directory: string): boolean {
  try {
    return JSON.parse(readFileSync(join(directory, TRUTH), "utf8")).format === TRUTH_FORMAT;
  } catch {
    return false;
  }
}

/** Refuses a folder whose exports this simulation did not write, or would leave half replaced. */
export function refuseForeign(directory: string, files: readonly string[]): void {
  const folder = join(directory, EXPORTS);
  const present = existsSync(folder) ? readdirSync(folder) : [];
  const strange = present.filter((name) => !files.includes(name));
  if (present.length === 0 || (strange.length === 0 && isOwn(directory))) return;
  fail("SIM-002", {
    message: "the folder already holds exports that this simulation would not replace as a whole",
    place: { file: basename(directory) },
    seen: `${present.length} files, ${strange.length} of them of other names`,
    expected: "an empty folder, or an earlier simulation of the same months",
    hint: "choose another folder",
  });
}

/** An empty folder for unfinished files. */
export function partialFolder(directory: string): string {
  const partial = join(directory, PARTIAL);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(join(partial, EXPORTS), { recursive: true });
  return partial;
}

/** Moves the finished files into place, the truth last. */
export function publish(directory: string, partial: string, truth: unknown): void {
  rmSync(join(directory, TRUTH), { force: true });
  mkdirSync(join(directory, EXPORTS), { recursive: true });
  for (const name of readdirSync(join(partial, EXPORTS))) {
    renameSync(join(partial, EXPORTS, name), join(directory, EXPORTS, name));
  }
  renameSync(join(partial, "truth_customers.csv"), join(directory, "truth_customers.csv"));
  writeFileSync(join(partial, TRUTH), `${JSON.stringify(truth, null, 2)}\n`);
  renameSync(join(partial, TRUTH), join(directory, TRUTH));
}

/** Runs work on files and turns a failure of the file system into SIM-003. */
export async function onDisk<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (error instanceof CustvalError || typeof code !== "string") throw error;
    return fail(
      "SIM-003",
      {
        message: "the simulated files cannot be written",
        place: { file: basename(directory) },
        seen: code,
        hint: "make room, or choose a folder that can be written",
      },
      error,
    );
  }
}
