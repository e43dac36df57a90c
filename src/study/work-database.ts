import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CustvalError } from "../core/errors.js";
import { openEngine, type EngineOptions } from "../engine/index.js";
import type { Engine } from "../engine/engine.js";
import { StageCache } from "./stage-cache.js";

const NAME = "work.duckdb";

/** Only these say that the file itself is broken; a lock, a full disk, too little memory or Ctrl-C do not. */
const BROKEN_FILE = new Set(["ENG-001", "ENG-010"]);

async function open(options: EngineOptions): Promise<{ engine: Engine; cache: StageCache }> {
  const engine = await openEngine(options);
  try {
    const cache = new StageCache(engine);
    await cache.prepare();
    return { engine, cache };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/**
 * The study's work database. It is a cache: one that cannot be opened, as after a power cut, is thrown away with a note
 * and everything is made anew.
 */
export async function openWorkDatabase(
  folder: string,
  options: EngineOptions,
  note: (text: string) => void,
): Promise<{ engine: Engine; cache: StageCache }> {
  const database = join(folder, NAME);
  try {
    return await open({ ...options, database });
  } catch (error) {
    const broken = error instanceof CustvalError && BROKEN_FILE.has(error.problems[0].code) && existsSync(database);
    if (!broken) throw error;
    note("the work database could not be read and was made anew");
    for (const file of [database, `${database}.wal`]) rmSync(file, { force: true });
    return open({ ...options, database });
  }
}
