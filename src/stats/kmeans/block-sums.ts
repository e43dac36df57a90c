import { BLOCK } from "../block-sum.js";
import type { WeightedRows } from "./rows.js";

/** Weighted means of the rows of each label. */
export interface Means {
  /** k x d; a label without weight keeps zeros */
  readonly centres: Float64Array;
  /** total weight of each label, 0 exactly where no row of positive weight is left */
  readonly totals: Float64Array;
  /** rows of positive weight of each label */
  readonly members: Float64Array;
}

/**
 * Sums by label: in row order inside blocks of 1,024 rows, block sums added pairwise in block order. A line of a block holds for
 * each label the weighted columns, the weight and the number of rows of positive weight.
 */
export class BlockSums {
  readonly #rows: WeightedRows;
  readonly #k: number;
  readonly #blocks: Float64Array[];

  constructor(rows: WeightedRows, k: number) {
    this.#rows = rows;
    this.#k = k;
    const width = k * (rows.d + 2);
    this.#blocks = Array.from({ length: Math.ceil(rows.n / BLOCK) }, () => new Float64Array(width));
  }

  /** Adds up all rows. */
  renew(labels: Int32Array): void {
    for (const block of this.#blocks) block.fill(0);
    for (let i = 0; i < labels.length; i++) this.#add(i, labels[i], 1);
  }

  /** Takes a row from one label to another. */
  move(row: number, from: number, to: number): void {
    this.#add(row, from, -1);
    this.#add(row, to, 1);
  }

  means(): Means {
    return meansOfSums(addPairwise(this.#blocks), this.#k, this.#rows.d);
  }

  #add(row: number, label: number, sign: number): void {
    const { x, d, weights } = this.#rows;
    const sums = this.#blocks[Math.floor(row / BLOCK)];
    const weight = sign * weights[row];
    let at = label * (d + 2);
    for (let j = 0, from = row * d; j < d; j++, at++, from++) sums[at] += weight * x[from];
    sums[at] += weight;
    if (weight !== 0) sums[at + 1] += sign;
  }
}

/** Means from k lines of weighted columns, weight and number of rows. */
export function meansOfSums(sums: Float64Array, k: number, d: number): Means {
  const centres = new Float64Array(k * d);
  const totals = new Float64Array(k);
  const members = new Float64Array(k);
  for (let c = 0; c < k; c++) {
    const at = c * (d + 2);
    members[c] = sums[at + d + 1];
    if (members[c] === 0) continue;
    totals[c] = sums[at + d];
    for (let j = 0; j < d; j++) centres[c * d + j] = sums[at + j] / totals[c];
  }
  return { centres, totals, members };
}

function addPairwise(blocks: readonly Float64Array[]): Float64Array {
  let level = blocks;
  while (level.length > 1) {
    const next: Float64Array[] = [];
    for (let i = 0; i + 1 < level.length; i += 2) next.push(sumOf(level[i], level[i + 1]));
    if (level.length % 2 === 1) next.push(level[level.length - 1]);
    level = next;
  }
  return level[0];
}

function sumOf(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value + b[i]);
}
