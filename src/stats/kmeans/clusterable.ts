import { collapsedRows, usableRows, type DistinctRows } from "./distinct-rows.js";
import type { Kernel, RowsKernel } from "./kernel.js";
import { plainKernel } from "./plain-kernel.js";
import { checkedRows, type Rows, type WeightedRows } from "./rows.js";
import { sampleRows } from "./sample.js";

/** Checked rows, equal ones made one where that pays, ready for several fits. */
export interface Clusterable {
  readonly all: WeightedRows;
  readonly distinct: DistinctRows;
  readonly collapsed: boolean;
  /** weighted sum of squares around the grand mean */
  readonly tss: number;
  /** the rows that are clustered */
  readonly loaded: RowsKernel;
  /**
   * `size` of the rows that are clustered, drawn once for all fits; null where fewer than k distinct ones have weight.
   * @param value one number for each row that is clustered, by whose deciles the sample is stratified
   */
  sampled(k: number, size: number, seed: number, value: Float64Array | undefined): RowsKernel | null;
  release(): void;
}

/** Checks rows and readies them for `kMeansOf`; release them afterwards. Throws RangeError as `kMeans`. */
export function clusterable(input: Rows, kernel: Kernel = plainKernel()): Clusterable {
  const all = checkedRows(input);
  const whole = kernel.over(all);
  const distinct = whole.distinct();
  const collapsed = distinct.count <= all.n / 2;
  if (collapsed) whole.release();
  const loaded = collapsed ? kernel.over(collapsedRows(all, distinct)) : whole;
  const samples = new Samples(loaded.rows, kernel);
  return {
    all,
    distinct,
    collapsed,
    tss: totalOf(loaded),
    loaded,
    sampled: (k, size, seed, value) => samples.of(k, size, seed, value),
    release: () => {
      samples.release();
      loaded.release();
    },
  };
}

function totalOf({ rows, assigner }: RowsKernel): number {
  const together = assigner(1);
  together.next(new Float64Array(rows.d));
  return together.squares(together.means(true).centres);
}

/** Samples kept in memory; more are let go. */
const KEPT = 4;

interface Sample {
  readonly size: number;
  readonly seed: number;
  readonly value: Float64Array | undefined;
  readonly loaded: RowsKernel;
  readonly usable: number;
}

/** Samples that are in memory. */
class Samples {
  readonly #rows: WeightedRows;
  readonly #kernel: Kernel;
  readonly #drawn: Sample[] = [];

  constructor(rows: WeightedRows, kernel: Kernel) {
    this.#rows = rows;
    this.#kernel = kernel;
  }

  of(k: number, size: number, seed: number, value: Float64Array | undefined): RowsKernel | null {
    const known = this.#drawn.find((each) => each.size === size && each.seed === seed && each.value === value);
    const sample = known ?? this.#draw(size, seed, value);
    return sample.usable >= k ? sample.loaded : null;
  }

  release(): void {
    for (const { loaded } of this.#drawn.splice(0)) loaded.release();
  }

  #draw(size: number, seed: number, value: Float64Array | undefined): Sample {
    if (this.#drawn.length === KEPT) this.#drawn.shift()!.loaded.release();
    const loaded = this.#kernel.over(sampleRows(this.#rows, size, seed, value));
    const sample = { size, seed, value, loaded, usable: usableRows(loaded.distinct()) };
    this.#drawn.push(sample);
    return sample;
  }
}
