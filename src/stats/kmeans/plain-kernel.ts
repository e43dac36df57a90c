import { BLOCK, blockSum } from "../block-sum.js";
import { hamerlySteps, plainSteps, type LabelStep } from "./assign.js";
import { BlockSums, type Means } from "./block-sums.js";
import { withinSquares } from "./centres.js";
import { distinctRows } from "./distinct-rows.js";
import { nextImprovable } from "./hartigan.js";
import type { Assigner, Kernel, Move, MoveState, RowsKernel, Seeder } from "./kernel.js";
import { squaredDistance, type WeightedRows } from "./rows.js";

/** The kernel in plain TypeScript: the slow twin of every other one. */
export function plainKernel(acceleration: "hamerly" | "none" = "hamerly"): Kernel {
  const steps = acceleration === "none" ? plainSteps : hamerlySteps;
  return {
    over: (rows): RowsKernel => ({
      rows,
      distinct: () => distinctRows(rows),
      assigner: (k) => new PlainAssigner(rows, k, steps(rows, k)),
      seeder: () => new PlainSeeder(rows),
      release: () => undefined,
    }),
  };
}

class PlainAssigner implements Assigner {
  readonly labels: Int32Array;
  readonly #rows: WeightedRows;
  readonly #step: LabelStep;
  readonly #sums: BlockSums;
  #summed = false;

  constructor(rows: WeightedRows, k: number, step: LabelStep) {
    this.#rows = rows;
    this.#step = step;
    this.labels = step.labels;
    this.#sums = new BlockSums(rows, k);
  }

  next(centres: Float64Array): boolean {
    const before = this.#summed ? this.labels.slice() : null;
    const changed = this.#step.next(centres);
    if (before !== null) this.#follow(before);
    return changed;
  }

  means(fresh: boolean): Means {
    if (fresh || !this.#summed) this.#sums.renew(this.labels);
    this.#summed = true;
    return this.#sums.means();
  }

  move(row: number, label: number): void {
    this.labels[row] = label;
    this.#step.forget(row);
    this.#summed = false;
  }

  squares(centres: Float64Array): number {
    return withinSquares(this.#rows, this.labels, centres);
  }

  widths({ centres, members }: Means): number {
    const { x, n, d } = this.#rows;
    return blockSum(n, (i) => simplifiedWidth(x, i, d, this.labels[i], centres, members));
  }

  improvable(after: number, state: MoveState): Move | null {
    return nextImprovable(this.#rows, this.labels, after, state);
  }

  #follow(before: Int32Array): void {
    for (let i = 0; i < before.length; i++) {
      if (before[i] !== this.labels[i]) this.#sums.move(i, before[i], this.labels[i]);
    }
  }
}

/** (b - a)/max(a, b), a and b the distances to the own and the nearest other centre; 0 for a row alone. */
function simplifiedWidth(
  x: Float64Array,
  i: number,
  d: number,
  own: number,
  centres: Float64Array,
  members: Float64Array,
): number {
  if (members[own] === 1) return 0;
  const a = Math.sqrt(squaredDistance(x, i, centres, own, d));
  let b = Infinity;
  for (let c = 0; c < members.length; c++)
    if (c !== own && members[c] > 0) b = Math.min(b, Math.sqrt(squaredDistance(x, i, centres, c, d)));
  const larger = Math.max(a, b);
  return larger === 0 ? 0 : (b - a) / larger;
}

class PlainSeeder implements Seeder {
  readonly nearest: Float64Array;
  readonly mass: Float64Array;
  readonly #rows: WeightedRows;

  constructor(rows: WeightedRows) {
    this.#rows = rows;
    this.nearest = new Float64Array(rows.n).fill(Infinity);
    this.mass = new Float64Array(Math.ceil(rows.n / BLOCK));
  }

  take(row: number): void {
    const { x, n, d, weights } = this.#rows;
    this.mass.fill(0);
    for (let i = 0; i < n; i++) {
      this.nearest[i] = Math.min(this.nearest[i], squaredDistance(x, i, x, row, d));
      if (weights[i] > 0) this.mass[Math.floor(i / BLOCK)] += weights[i] * this.nearest[i];
    }
  }

  remaining(candidates: readonly number[]): Float64Array {
    const { x, n, d, weights } = this.#rows;
    return Float64Array.from(candidates, (row) =>
      blockSum(n, (i) =>
        weights[i] === 0 ? 0 : weights[i] * Math.min(this.nearest[i], squaredDistance(x, i, x, row, d)),
      ),
    );
  }
}
