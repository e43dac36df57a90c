import { readFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";

const MIB = 1024 * 1024;
const CONTROL_GROUP_LIMITS = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];

function controlGroupLimit(): number {
  for (const file of CONTROL_GROUP_LIMITS) {
    try {
      const limit = Number(readFileSync(file, "utf8").trim());
      if (Number.isFinite(limit) && limit > 0) return limit;
    } catch {
      continue;
    }
  }
  return Infinity;
}

/** A safe share (half) of the memory that the machine or its control group allows, in whole MiB, at most 8 GiB and at least 256 MiB. */
export function defaultMemoryMiB(): number {
  const allowed = Math.min(totalmem(), controlGroupLimit());
  return Math.max(256, Math.min(8192, Math.floor(allowed / 2 / MIB)));
}

export function defaultThreads(): number {
  return Math.max(1, availableParallelism());
}
