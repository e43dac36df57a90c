export type { Cell, ColumnSet, Engine, InputColumn, Row } from "./engine.js";
export type { Dialect } from "./dialect.js";

import type { DuckdbOptions } from "./duckdb/open.js";
import type { Engine } from "./engine.js";

export type EngineOptions = DuckdbOptions;

/** Opens the default engine. Its driver is loaded here and not before: it takes a quarter of a second. */
export async function openEngine(options: EngineOptions = {}): Promise<Engine> {
  const { openDuckdb } = await import("./duckdb/open.js");
  return openDuckdb(options);
}
export { isAlive, mayBeRunning, readOwner, thisOwner, type Owner } from "./owner.js";
export { makePrivateFolder } from "./private-folder.js";
export { defaultMemoryMiB, defaultThreads } from "./resources.js";
