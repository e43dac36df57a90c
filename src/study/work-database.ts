import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CustvalError } from "../core/errors.js";
import { openEngine, type EngineOptions } from "../engine/index.js";
import type { Engine } from "../engine/engine.js";
import { StageCache } from "./stage-cache.js";

const NAME = "work.duckdb";
const MARK = "pseudonyms";
const RAW = "none";

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
 * A work database that was filled with raw ids, or under another key, is removed before this run: an engine's file keeps the
 * pages of dropped tables. The mark beside it is a digest from which the key does not follow.
 */
export function startAnewFor(folder: string, digest: string | null, note: (text: string) => void): void {
  const mark = join(folder, MARK);
  const wanted = digest ?? RAW;
  const found = existsSync(mark) ? readFileSync(mark, "utf8") : RAW;
  if (found === wanted) return;
  if (existsSync(join(folder, NAME)))
    note("the work database was made anew: it was filled with other ids or pseudonyms");
  removeDatabase(join(folder, NAME));
  writeFileSync(mark, wanted, { mode: 0o600 });
}

function removeDatabase(database: string): void {
  for (const file of [database, `${database}.wal`]) rmSync(file, { force: true });
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
    removeDatabase(database);
    return open({ ...options, database });
  }
}
