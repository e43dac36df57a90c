import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../../shared/datasets/", import.meta.url));

/** Folder of a public reference data set beside the project, or null where it is absent; the tests then skip with `[needs datasets]`. */
export function dataset(name: string): string | null {
  const folder = `${FOLDER}${name}`;
  return existsSync(folder) ? folder : null;
}
