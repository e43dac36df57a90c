import type { Rows } from "../../stats/kmeans/rows.js";
import { arenaOn, newArena, type Arena, type WasmMemory } from "./arena.js";

/** Rows in a memory that workers share; sent to them without a copy. */
export interface SharedRows {
  readonly memory: WasmMemory;
  readonly n: number;
  readonly d: number;
  readonly x: number;
  readonly weights: number | null;
}

/** Rows in a memory of their own, to be filled by the caller; null where the machine has no room or no shared memory. */
export function roomForRows(
  n: number,
  d: number,
  weighted = false,
): { readonly shared: SharedRows; readonly rows: Rows } | null {
  const home = newArena();
  const x = home?.lend(8 * n * d) ?? null;
  const weights = weighted ? (home?.lend(8 * n) ?? null) : null;
  if (home === null || x === null || (weighted && weights === null)) return null;
  const shared = { memory: home.memory, n, d, x, weights };
  return { shared, rows: rowsIn(home, shared) };
}

/** A thread's own view of shared rows, and an arena on their memory. */
export function openShared(shared: SharedRows): { readonly arena: Arena; readonly rows: Rows } {
  const arena = arenaOn(shared.memory);
  arena.occupy(shared.x, 8 * shared.n * shared.d);
  if (shared.weights !== null) arena.occupy(shared.weights, 8 * shared.n);
  return { arena, rows: rowsIn(arena, shared) };
}

function rowsIn(arena: Arena, { n, d, x, weights }: SharedRows): Rows {
  const rows = { x: arena.f64(x, n * d), n, d };
  return weights === null ? rows : { ...rows, weights: arena.f64(weights, n) };
}
