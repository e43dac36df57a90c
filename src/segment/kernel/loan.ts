import type { Arena } from "./arena.js";
import { DOUBLE, JOB_BYTES, SINGLE, WORD } from "./job.js";

/** The memory has no room for so much. */
class NoRoom extends Error {}

/** What a function gives, or null where the memory had no room for it. */
export function whereThereIsRoom<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof NoRoom) return null;
    throw error;
  }
}

/** Places in an arena that are given back together. */
export class Loan {
  readonly arena: Arena;
  readonly #places: number[] = [];

  constructor(arena: Arena) {
    this.arena = arena;
  }

  bytes(count: number): number {
    const place = this.arena.lend(count);
    if (place === null) throw new NoRoom();
    this.#places.push(place);
    return place;
  }

  f64(count: number): number {
    return this.bytes(8 * count);
  }

  /** A place of 32-bit numbers, whole or f32. */
  words(count: number): number {
    return this.bytes(4 * count);
  }

  /** A place with these numbers: where they already lie in the arena, or a copy. */
  rows(values: Float64Array): number {
    const there = this.arena.placeOf(values);
    if (there !== null) return there;
    const place = this.f64(values.length);
    this.arena.f64(place, values.length).set(values);
    return place;
  }

  job(): Job {
    return new Job(this.arena, this.bytes(JOB_BYTES));
  }

  end(): void {
    for (const place of this.#places.splice(0)) this.arena.takeBack(place);
  }
}

/** The numbers that a function of the kernel reads. */
export class Job {
  readonly place: number;
  readonly #arena: Arena;

  constructor(arena: Arena, place: number) {
    this.#arena = arena;
    this.place = place;
  }

  words(values: Partial<Record<keyof typeof WORD, number>>): void {
    const words = this.#arena.i32(this.place, JOB_BYTES / 4);
    for (const [name, value] of Object.entries(values)) words[WORD[name as keyof typeof WORD] / 4] = value;
  }

  singles(values: Partial<Record<keyof typeof SINGLE, number>>): void {
    const singles = this.#arena.f32(this.place, JOB_BYTES / 4);
    for (const [name, value] of Object.entries(values)) singles[SINGLE[name as keyof typeof SINGLE] / 4] = value;
  }

  doubles(values: Partial<Record<keyof typeof DOUBLE, number>>): void {
    const doubles = this.#arena.f64(this.place, JOB_BYTES / 8);
    for (const [name, value] of Object.entries(values)) doubles[DOUBLE[name as keyof typeof DOUBLE] / 8] = value;
  }
}
