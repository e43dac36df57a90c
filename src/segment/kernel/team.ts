import { BLOCK_WORKS, MOST_WORKERS, SCRATCH, SCRATCH_BYTES, type Arena, type BlockWorkName } from "./arena.js";

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

/**
 * Words at the start of a shared memory. A ticket holds the number of a round and the next part of its blocks; whoever raises it by
 * one does that part. It changes with the round, so nobody can take a part of a round whose words he has not read.
 */
const TICKET = 0;
const WORK = 1;
const JOB = 2;
const BLOCKS = 3;
const PARTS = 4;
const DONE = 5;
const RESULT = 6;
const WORDS = 7;

const ROUND = 4096;
const MOST_PARTS = 1024;
const PARTS_EACH = 8;
/** A part of fewer blocks is not worth waking anybody for. */
const LEAST_BLOCKS = 8;
const END = -1;

/**
 * The leader's side of several threads that share a memory: no message passes, they meet at atomic words. Parts are taken by
 * whoever is free; their numbers do not depend on who that is.
 */
export class Lead implements Team {
  readonly arena: Arena;
  readonly #words: Int32Array;
  readonly #threads: number;
  #round = 0;

  constructor(arena: Arena, threads: number) {
    this.arena = arena;
    this.#threads = threads;
    this.#words = arena.i32(0, WORDS);
  }

  run(work: BlockWorkName, job: number, blocks: number): number {
    const parts = Math.min(MOST_PARTS, this.#threads * PARTS_EACH, Math.floor(blocks / LEAST_BLOCKS));
    if (parts < 2) return this.arena.kernel[work](job, 0, blocks, SCRATCH);
    const words = this.#words;
    words[WORK] = BLOCK_WORKS.indexOf(work);
    [words[JOB], words[BLOCKS], words[PARTS], words[DONE], words[RESULT]] = [job, blocks, parts, 0, 0];
    this.#round = (this.#round % (2 ** 31 / ROUND - 1)) + 1;
    Atomics.store(words, TICKET, this.#round * ROUND);
    Atomics.notify(words, TICKET);
    takeParts(this.arena, words, SCRATCH);
    for (let done = Atomics.load(words, DONE); done < parts; done = Atomics.load(words, DONE)) {
      Atomics.wait(words, DONE, done);
    }
    return Atomics.load(words, RESULT);
  }

  /** Sends the others home. */
  end(): void {
    Atomics.store(this.#words, TICKET, END);
    Atomics.notify(this.#words, TICKET);
  }
}

/** The other threads' side: takes parts until the leader ends. `member` is 1, 2, … */
export function follow(arena: Arena, member: number): void {
  const words = arena.i32(0, WORDS);
  const scratch = SCRATCH + SCRATCH_BYTES * (member % (MOST_WORKERS - 1));
  for (;;) {
    takeParts(arena, words, scratch);
    const ticket = Atomics.load(words, TICKET);
    if (ticket === END) return;
    if (ticket < ROUND || ticket % ROUND >= words[PARTS]) Atomics.wait(words, TICKET, ticket);
  }
}

/** Does parts while there are any. */
function takeParts(arena: Arena, words: Int32Array, scratch: number): void {
  for (;;) {
    const ticket = Atomics.load(words, TICKET);
    if (ticket < ROUND) return;
    const [work, job, blocks, parts] = [words[WORK], words[JOB], words[BLOCKS], words[PARTS]];
    const part = ticket % ROUND;
    if (part >= parts) return;
    if (Atomics.compareExchange(words, TICKET, ticket, ticket + 1) !== ticket) continue;
    const edge = (p: number) => Math.floor((blocks * p) / parts);
    const result = arena.kernel[BLOCK_WORKS[work]](job, edge(part), edge(part + 1), scratch);
    Atomics.add(words, RESULT, result);
    Atomics.add(words, DONE, 1);
    Atomics.notify(words, DONE);
  }
}
