import type { WeightedRows } from "./rows.js";

/** Equal rows made one. */
export interface DistinctRows {
  /** distinct rows in the order of their first appearance; the weight is the sum of the weights of the copies */
  readonly rows: WeightedRows;
  /** for each original row the number of its distinct row */
  readonly of: Int32Array;
  /** copies of each distinct row */
  readonly copies: Int32Array;
}

/** The distinct rows of a matrix, -0 read as 0. Cost O(n d) by hashing. */
export function distinctRows({ x, n, d, weights }: WeightedRows): DistinctRows {
  const clean = x.map((value) => value + 0);
  const words = new Uint32Array(clean.buffer);
  const table = new Int32Array(2 ** (32 - Math.clz32(2 * n))).fill(-1);
  const of = new Int32Array(n);
  const firsts: number[] = [];
  for (let i = 0; i < n; i++) {
    let slot = hashOfRow(words, i, 2 * d) & (table.length - 1);
    while (table[slot] >= 0 && !equalRows(words, firsts[table[slot]], i, 2 * d)) slot = (slot + 1) & (table.length - 1);
    if (table[slot] < 0) table[slot] = firsts.push(i) - 1;
    of[i] = table[slot];
  }
  return { ...gather(clean, d, firsts, of, weights), of };
}

function gather(
  clean: Float64Array,
  d: number,
  firsts: readonly number[],
  of: Int32Array,
  weights: Float64Array,
): Pick<DistinctRows, "rows" | "copies"> {
  const m = firsts.length;
  const x = new Float64Array(m * d);
  firsts.forEach((row, i) => x.set(clean.subarray(row * d, row * d + d), i * d));
  const total = new Float64Array(m);
  const copies = new Int32Array(m);
  for (let i = 0; i < of.length; i++) {
    total[of[i]] += weights[i];
    copies[of[i]] += 1;
  }
  return { rows: { x, n: m, d, weights: total }, copies };
}

function hashOfRow(words: Uint32Array, row: number, width: number): number {
  let hash = 0x811c9dc5;
  for (let p = row * width, end = p + width; p < end; p++) {
    hash = Math.imul(hash ^ words[p], 0x01000193);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

function equalRows(words: Uint32Array, a: number, b: number, width: number): boolean {
  for (let p = a * width, q = b * width, end = p + width; p < end; p++, q++) if (words[p] !== words[q]) return false;
  return true;
}
