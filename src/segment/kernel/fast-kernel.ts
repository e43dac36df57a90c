import type { Kernel, RowsKernel } from "../../stats/kmeans/kernel.js";
import { plainKernel } from "../../stats/kmeans/plain-kernel.js";
import type { WeightedRows } from "../../stats/kmeans/rows.js";
import { arena } from "./arena.js";
import { FastAssigner } from "./fast-assigner.js";
import { FastSeeder } from "./fast-seeder.js";
import { whereThereIsRoom } from "./loan.js";
import { LoadedRows } from "./loaded-rows.js";
import { alone, type Team } from "./team.js";

/** The kernel on WebAssembly SIMD, by one thread; where the machine has none, the plain one. The bytes are the same. */
export function fastKernel(): Kernel {
  const home = arena();
  return home === null ? plainKernel() : kernelOf(alone(home));
}

/** The kernel of a team. Rows that its memory cannot hold are left to the plain kernel. */
export function kernelOf(team: Team): Kernel {
  const plain = plainKernel();
  return {
    over: (rows) => fastRows(team, rows) ?? plain.over(rows),
  };
}

function fastRows(team: Team, rows: WeightedRows): RowsKernel | null {
  const loaded = whereThereIsRoom(() => new LoadedRows(team, rows));
  if (loaded === null) return null;
  const plain = plainKernel().over(rows);
  return {
    rows,
    assigner: (k) => whereThereIsRoom(() => new FastAssigner(loaded, k)) ?? plain.assigner(k),
    distinct: () => whereThereIsRoom(() => loaded.distinct()) ?? plain.distinct(),
    seeder: () => whereThereIsRoom(() => new FastSeeder(loaded)) ?? plain.seeder(),
    release: () => {
      loaded.release();
    },
  };
}
