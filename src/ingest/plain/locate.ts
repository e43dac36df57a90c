import { createWriteStream, existsSync, mkdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Where the one file of a one-line command lies; the folder is the data folder of the load. */
export interface LocatedFile {
  readonly dataFolder: string;
  readonly name: string;
}

/** Folder and name of a file given on the command line; `-` is spooled from stdin into the work folder (0600). */
export async function locatePlainFile(
  file: string,
  workFolder: string,
  stdin: Readable,
  signal?: AbortSignal,
): Promise<LocatedFile> {
  if (file !== "-") {
    const path = resolve(file);
    return { dataFolder: dirname(path), name: basename(path) };
  }
  const folder = join(workFolder, "stdin");
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  await pipeline(stdin, createWriteStream(join(folder, "stdin.csv"), { mode: 0o600 }), { signal });
  return { dataFolder: folder, name: "stdin.csv" };
}
