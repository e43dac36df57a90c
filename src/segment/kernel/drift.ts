import { squaredDistance } from "../../stats/kmeans/rows.js";
import { roundedDown, roundedUp } from "./job.js";

const UP = 1 + 1e-12;

/**
 * How far centres have moved since the first pass. A row's own centre can come farther by one shift and another centre nearer by
 * another, so the difference of its two distances falls by at most the two largest shifts together. Source: Hamerly 2010 (SDM).
 */
export class Drift {
  readonly #k: number;
  readonly #d: number;
  #centres: Float64Array | null = null;
  /** Sum over passes of the two largest shifts. */
  #both = 0;
  /** Sum over passes of the largest shift. */
  #largest = 0;

  constructor(k: number, d: number) {
    this.#k = k;
    this.#d = d;
  }

  moveTo(centres: Float64Array): void {
    const [largest, second] = this.#shifts(centres);
    this.#both = (this.#both + largest + second) * UP;
    this.#largest = (this.#largest + largest) * UP;
    this.#centres = centres.slice();
  }

  /** What `both` would be with these centres. */
  at(centres: Float64Array): number {
    const [largest, second] = this.#shifts(centres);
    return (this.#both + largest + second) * UP;
  }

  singles() {
    return {
      driftUp: roundedUp(this.#both),
      driftDown: roundedDown(this.#both),
      shiftUp: roundedUp(this.#largest),
      shiftDown: roundedDown(this.#largest),
    };
  }

  #shifts(centres: Float64Array): readonly [number, number] {
    if (this.#centres === null) return [0, 0];
    let largest = 0;
    let second = 0;
    for (let c = 0; c < this.#k; c++) {
      const shift = Math.sqrt(squaredDistance(this.#centres, c, centres, c, this.#d)) * UP;
      if (shift > largest) [largest, second] = [shift, largest];
      else if (shift > second) second = shift;
    }
    return [largest, second];
  }
}
