import type { WeightedRows } from "./rows.js";

/** Which rows are equal; distinct rows are numbered in the order of their first appearance. */
export interface DistinctRows {
  readonly count: number;
  /** for each distinct row the row where it first appears */
  readonly firsts: Int32Array;
  /** for each row the number of its distinct row */
  readonly of: Int32Array;
  /** copies of each distinct row */
  readonly copies: Int32Array;
  /** weight of each distinct row: the sum over its copies */
  readonly weights: Float64Array;
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
  return counted(Int32Array.from(firsts), of, weights);
}

/** Adds copies and weights to what is known of equal rows. */
export function counted(firsts: Int32Array, of: Int32Array, weights: Float64Array): DistinctRows {
  const copies = new Int32Array(firsts.length);
  if (firsts.length === of.length) return { count: of.length, firsts, of, copies: copies.fill(1), weights };
  const total = new Float64Array(firsts.length);
  for (let i = 0; i < of.length; i++) {
    copies[of[i]] += 1;
    total[of[i]] += weights[i];
  }
  return { count: firsts.length, firsts, of, copies, weights: total };
}

/** One row for each distinct row, with the weight of its copies. */
export function collapsedRows({ x, d }: WeightedRows, { firsts, weights, count }: DistinctRows): WeightedRows {
  const taken = new Float64Array(count * d);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < d; j++) taken[i * d + j] = x[firsts[i] * d + j] + 0;
  }
  return { x: taken, n: count, d, weights };
}

/** Distinct rows that have weight. */
export function usableRows({ weights }: DistinctRows): number {
  let count = 0;
  for (const weight of weights) if (weight > 0) count += 1;
  return count;
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
