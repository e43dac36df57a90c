import { counted, type DistinctRows } from "../../stats/kmeans/distinct-rows.js";
import type { WeightedRows } from "../../stats/kmeans/rows.js";
import { BLOCK, TILE } from "./arena.js";
import { Loan, type Job } from "./loan.js";
import type { Team } from "./team.js";

/** Rows looked at for a point amid the rows: any point serves, a near one keeps what distinguishes rows in f32. */
const LOOKED_AT = 1024;
/** Candidates and centres lie beside each other in so many columns. */
const CANDIDATES_AT_ONCE = 4;
export const CENTRES_AT_ONCE = 8;

/** Rows in the memory of a team: f64 row by row, f32 in tiles of 16 rows, and room for labels and bounds. */
export class LoadedRows {
  readonly team: Team;
  readonly rows: WeightedRows;
  readonly job: Job;
  readonly places: ReturnType<typeof placesOf>;
  readonly blocks: number;
  readonly padded: number;
  readonly origin: Float64Array;
  /** No row is farther from the origin. */
  readonly largestNorm: number;
  readonly largestWeight: number;
  /** Whose labels the memory holds. */
  owner: object | null = null;
  readonly #loan: Loan;
  #room: { readonly k: number; readonly places: ReturnType<typeof roomOf> } | null = null;
  #seeding: ReturnType<typeof seedingOf> | null = null;

  /** Loads the rows; throws where the memory has no room for them. */
  constructor(team: Team, rows: WeightedRows) {
    const { n } = rows;
    [this.team, this.rows] = [team, rows];
    this.#loan = new Loan(team.arena);
    this.blocks = Math.ceil(n / BLOCK);
    this.padded = paddedTo(n, TILE);
    this.origin = originOf(rows);
    try {
      this.job = this.#loan.job();
      this.places = placesOf(this.#loan, rows);
    } catch (error) {
      this.release();
      throw error;
    }
    this.largestNorm = this.#fill();
    this.largestWeight = largestOf(rows.weights);
  }

  /** Places for the sums and centres of k labels. */
  roomFor(k: number): ReturnType<typeof roomOf> {
    if (this.#room === null || this.#room.k < k) this.#room = { k, places: roomOf(this.#loan, this.rows, k) };
    return this.#room.places;
  }

  /** Places for the distances of rows to starting centres. */
  get seeding(): ReturnType<typeof seedingOf> {
    this.#seeding ??= seedingOf(this.#loan, this.rows);
    return this.#seeding;
  }

  /** Which rows are equal; takes the place of labels. */
  distinct(): DistinctRows {
    const { n, d, weights } = this.rows;
    const { arena } = this.team;
    const loan = new Loan(arena);
    try {
      const slots = 2 ** (32 - Math.clz32(2 * n));
      const [pairs, heads, table, firsts] = [loan.f64(n), loan.words(257), loan.words(slots), loan.words(n)];
      const { x, labels, safe } = this.places;
      this.owner = null;
      this.team.run("hash", this.job.place, this.blocks);
      const count = arena.kernel.number(n, d, x, labels, pairs, heads, table, firsts, safe);
      return counted(arena.i32(firsts, count).slice(), arena.i32(safe, n).slice(), weights);
    } finally {
      loan.end();
    }
  }

  release(): void {
    this.#loan.end();
  }

  /** Fills tiles and norms and returns the largest norm. */
  #fill(): number {
    const { n, d } = this.rows;
    const { arena } = this.team;
    arena.f64(this.places.origin, d).set(this.origin);
    this.job.words({ n, d, ...this.places });
    const norms = arena.f32(this.places.norms, this.padded).fill(0);
    arena.f32(this.places.tiles, this.padded * d).fill(0, (this.padded - TILE) * d);
    this.team.run("fill", this.job.place, this.blocks);
    return largestOf(norms.subarray(0, n));
  }
}

function largestOf(values: Float32Array | Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) if (!(values[i] <= largest)) largest = values[i];
  return largest;
}

function placesOf(loan: Loan, { x, n, d, weights }: WeightedRows) {
  const padded = paddedTo(n, TILE);
  return {
    x: loan.rows(x),
    weights: loan.rows(weights),
    tiles: loan.words(padded * d),
    norms: loan.words(padded),
    origin: loan.f64(d),
    partial: loan.f64(CANDIDATES_AT_ONCE * Math.ceil(n / BLOCK)),
    labels: loan.words(padded),
    safe: loan.words(padded),
    lower: loan.words(padded),
  };
}

function roomOf(loan: Loan, { n, d }: WeightedRows, k: number) {
  const sums = Math.ceil(n / BLOCK) * k * (d + 2);
  return {
    sums: loan.f64(sums),
    pairs: loan.f64(sums),
    centres: loan.f64(k * (d + 2)),
    crossed: loan.f64(paddedTo(k, CENTRES_AT_ONCE) * d),
    centres32: loan.words(k * d),
    halves: loan.words(k),
  };
}

function seedingOf(loan: Loan, { n, d }: WeightedRows) {
  return { nearest: loan.f64(n), candidates: loan.f64(CANDIDATES_AT_ONCE * d) };
}

export function paddedTo(n: number, size: number): number {
  return Math.ceil(n / size) * size;
}

function originOf({ x, n, d }: WeightedRows): Float64Array {
  const origin = new Float64Array(d);
  const step = Math.max(1, Math.floor(n / LOOKED_AT));
  const count = Math.ceil(n / step);
  for (let i = 0; i < n; i += step) for (let j = 0; j < d; j++) origin[j] += x[i * d + j] / count;
  return origin;
}
