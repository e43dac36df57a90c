import { SCRATCH, type Arena, type BlockWorkName } from "./arena.js";

/** Who does the blocks of a job: one thread, or several that share the memory. */
export interface Team {
  readonly arena: Arena;
  /** Does all blocks and returns the sum of what the parts return. */
  run(work: BlockWorkName, job: number, blocks: number): number;
}

/** A team of one. */
export function alone(arena: Arena): Team {
  return { arena, run: (work, job, blocks) => arena.kernel[work](job, 0, blocks, SCRATCH) };
}
