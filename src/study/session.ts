import { rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { makePrivateFolder, openEngine } from "../engine/index.js";
import type { Engine } from "../engine/engine.js";

/** Where and how big an engine may be: places and sizes only, never anything that changes a number. */
export interface SessionOptions {
  readonly memoryMiB?: number;
  readonly threads?: number;
  readonly temp?: string;
  readonly signal?: AbortSignal;
}

/** An engine in memory with a private work folder, for one command on plain files. */
export interface Session {
  readonly engine: Engine;
  /** Private folder (0700), removed at the end. */
  readonly work: string;
}

/** Runs work in a session that may read the folders of the given files; the engine and the folder are gone afterwards, whatever happens. */
export async function inSession<Result>(
  files: readonly string[],
  options: SessionOptions,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const folder = makePrivateFolder(options.temp);
  try {
    const folders = [folder, ...files.map((each) => dirname(resolve(each)))];
    const engine = await openEngine({ ...options, folders: [...new Set(folders)] });
    try {
      return await work({ engine, work: folder });
    } finally {
      await engine.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
