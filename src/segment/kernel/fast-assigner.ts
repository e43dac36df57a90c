import { pairwiseTotal } from "../../stats/block-sum.js";
import type { Assigner } from "../../stats/kmeans/assign.js";
import type { Means } from "../../stats/kmeans/centres.js";
import type { WeightedRows } from "../../stats/kmeans/rows.js";
import { arena, BLOCK, layoutOf, reserve, TILE, type Arena, type Layout } from "./arena.js";

const HALF_ULP_32 = 2 ** -24;
const HALF_ULP_64 = 2 ** -53;
/** Covers products that fall below the smallest normal f32. */
const TINY = 1e-35;
const LARGEST_MEMORY = 2 ** 32 - 2 ** 16;

/**
 * The assignment step on WebAssembly SIMD: labels and means equal those of the plain loop bit for bit at every pass. Null where
 * the machine has no SIMD or the rows do not fit into one memory; the plain loop serves then.
 */
export function fastAssigner(rows: WeightedRows, k: number): Assigner | null {
  const home = arena();
  const layout = layoutOf(rows.n, rows.d, k);
  if (home === null || layout.bytes > LARGEST_MEMORY || !reserve(home, layout.bytes)) return null;
  return new FastAssigner(home, layout, rows, k);
}

class FastAssigner implements Assigner {
  readonly labels: Int32Array;
  readonly #home: Arena;
  readonly #layout: Layout;
  readonly #rows: WeightedRows;
  readonly #k: number;
  readonly #origin: Float64Array;

  constructor(home: Arena, layout: Layout, rows: WeightedRows, k: number) {
    this.#home = home;
    this.#layout = layout;
    this.#rows = rows;
    this.#k = k;
    this.#origin = originOf(rows);
    this.labels = new Int32Array(rows.n).fill(-1);
    if (home.rows !== rows || home.k !== k) loadRows(home, layout, rows, this.#origin);
    home.owner = this;
    home.rows = rows;
    home.k = k;
    this.#view(Int32Array, layout.labels, padded(rows.n)).fill(-1);
    this.#view(Uint8Array, layout.marks, Math.ceil(rows.n / BLOCK)).fill(1);
  }

  next(centres: Float64Array): boolean {
    this.#requireHome();
    const { n, d } = this.#rows;
    const at = this.#layout;
    const bound = this.#loadCentres(centres);
    const changed = this.#home.kernel.assign(
      n,
      d,
      this.#k,
      at.tiles,
      at.norms,
      at.centres32,
      at.halves,
      bound.a,
      bound.b,
      bound.c,
      at.x,
      at.centres,
      at.labels,
      at.marks,
    );
    if (changed > 0) this.labels.set(this.#view(Int32Array, at.labels, n));
    return changed > 0;
  }

  forget(row: number): void {
    this.#requireHome();
    this.#view(Int32Array, this.#layout.labels, this.#rows.n)[row] = this.labels[row];
    this.#view(Uint8Array, this.#layout.marks, Math.ceil(this.#rows.n / BLOCK))[Math.floor(row / BLOCK)] = 1;
  }

  means(): Means {
    this.#requireHome();
    const { n, d } = this.#rows;
    const k = this.#k;
    const at = this.#layout;
    this.#home.kernel.sumBlocks(n, d, k, at.x, at.weights, at.labels, at.sums, at.marks);
    const blocks = Math.ceil(n / BLOCK);
    const width = k * (d + 1);
    const sums = this.#view(Float64Array, at.sums, blocks * width);
    const column = new Float64Array(blocks);
    const total = Float64Array.from({ length: width }, (_, cell) => {
      for (let block = 0; block < blocks; block++) column[block] = sums[block * width + cell];
      return pairwiseTotal(column);
    });
    return meansOfSums(total, k, d);
  }

  /** Centres in both precisions, and the bound a + |x| (b + |x| c) on how far two f32 scores can mislead. */
  #loadCentres(centres: Float64Array): { readonly a: number; readonly b: number; readonly c: number } {
    const { d } = this.#rows;
    const k = this.#k;
    this.#view(Float64Array, this.#layout.centres, k * d).set(centres);
    const centres32 = this.#view(Float32Array, this.#layout.centres32, k * d);
    const halves = this.#view(Float32Array, this.#layout.halves, k);
    let largest = 0;
    for (let c = 0; c < k; c++) {
      let square = 0;
      for (let j = 0; j < d; j++) {
        const value = centres[c * d + j] - this.#origin[j];
        centres32[c * d + j] = value;
        square += value * value;
      }
      halves[c] = square / 2;
      largest = Math.max(largest, square);
    }
    const unit = 2.01 * (d + 4) * HALF_ULP_32;
    const exact = 16 * (d + 4) * HALF_ULP_64;
    return { a: (unit / 2 + exact) * largest + TINY, b: unit * Math.sqrt(largest), c: exact };
  }

  #requireHome(): void {
    if (this.#home.owner !== this) throw new RangeError("one assigner at a time");
  }

  #view<View>(
    kind: new (buffer: ArrayBuffer, offset: number, length: number) => View,
    at: number,
    length: number,
  ): View {
    return new kind(this.#home.memory.buffer, at, length);
  }
}

function padded(n: number): number {
  return Math.ceil(n / TILE) * TILE;
}

/** Rows looked at for a point amid the rows: any point serves, a near one keeps what distinguishes rows in f32. */
const LOOKED_AT = 1024;

function originOf({ x, n, d }: WeightedRows): Float64Array {
  const origin = new Float64Array(d);
  const step = Math.max(1, Math.floor(n / LOOKED_AT));
  const count = Math.ceil(n / step);
  for (let i = 0; i < n; i += step) for (let j = 0; j < d; j++) origin[j] += x[i * d + j] / count;
  return origin;
}

function loadRows(home: Arena, at: Layout, { x, n, d, weights }: WeightedRows, origin: Float64Array): void {
  const { buffer } = home.memory;
  new Float64Array(buffer, at.x, n * d).set(x);
  new Float64Array(buffer, at.weights, n).set(weights);
  const tiles = new Float32Array(buffer, at.tiles, padded(n) * d).fill(0);
  const norms = new Float32Array(buffer, at.norms, padded(n)).fill(0);
  for (let i = 0, from = 0; i < n; i++) {
    let to = (i - (i % TILE)) * d + (i % TILE);
    let square = 0;
    for (let j = 0; j < d; j++, from++, to += TILE) {
      const value = x[from] - origin[j];
      tiles[to] = value;
      square += value * value;
    }
    norms[i] = Math.sqrt(square) * (1 + 2 ** -20);
  }
}

function meansOfSums(sums: Float64Array, k: number, d: number): Means {
  const centres = new Float64Array(k * d);
  const totals = new Float64Array(k);
  for (let c = 0; c < k; c++) {
    totals[c] = sums[c * (d + 1) + d];
    if (totals[c] > 0) for (let j = 0; j < d; j++) centres[c * d + j] = sums[c * (d + 1) + j] / totals[c];
  }
  return { centres, totals };
}
