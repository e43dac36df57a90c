const SAFE = 2 ** 52;

/** Exact sum of whole numbers below 2^52 in size, however many. */
export class ExactSum {
  #small = 0;
  #large = 0n;

  add(value: number): void {
    this.#small += value;
    if (this.#small > SAFE || this.#small < -SAFE) {
      this.#large += BigInt(this.#small);
      this.#small = 0;
    }
  }

  get total(): bigint {
    return this.#large + BigInt(this.#small);
  }
}
