import { exp, log, log1p, pow } from "./elementary.js";
import { fnv1a64 } from "./fnv.js";
import { normalQuantile } from "./normal-quantile.js";
import { multiplyHigh, philox4x32 } from "./philox.js";
import { poissonByInversion, poissonByRejection } from "./poisson.js";

/** Version of the generator and of every drawing rule below. Raising it changes numbers of studies. */
export const RNG_VERSION = "philox4x32-10/1";
const STREAM_TAG = 1;

/**
 * The stream of random numbers of one purpose. The same seed, purpose and replicate always give the same numbers, and the
 * number of draws made from other streams never matters.
 * @param seed whole number from 0 to 2^53 - 1
 * @param purpose what the numbers are for, such as "kmeans/seeding"
 * @param replicate whole number from 0 to 2^32 - 1, such as the number of a restart
 * @throws RangeError for any other seed or replicate
 */
export function createStream(seed: number, purpose: string, replicate = 0): Stream {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError("a seed is a whole number from 0 to 2^53 - 1");
  if (!Number.isInteger(replicate) || replicate < 0 || replicate > 0xffffffff) {
    throw new RangeError("a replicate is a whole number from 0 to 2^32 - 1");
  }
  const [low, high] = fnv1a64(purpose);
  const identity = new Uint32Array(4);
  philox4x32(identity, low, high, replicate, STREAM_TAG, seed >>> 0, Math.floor(seed / 0x100000000));
  return new Stream(identity);
}

/**
 * Random numbers addressed by position. `bitsAt` and `uniformAt` depend on the position alone; the other methods take the
 * next positions: one per uniform, normal, exponential and choice, one or more per integer, Poisson and gamma.
 */
export class Stream {
  readonly #key0: number;
  readonly #key1: number;
  readonly #counter2: number;
  readonly #counter3: number;
  readonly #block = new Uint32Array(4);
  #blockIndex = NaN;
  #next = 0;

  /** Use `createStream`. */
  constructor(identity: Uint32Array) {
    [this.#key0, this.#key1, this.#counter2, this.#counter3] = identity;
  }

  /** The position of the next draw: the number of 64-bit places used so far. */
  get position(): number {
    return this.#next;
  }

  /** The unsigned 32-bit word at an index (0, 1, …); does not move the stream. */
  bitsAt(index: number): number {
    if (!Number.isInteger(index)) throw new RangeError("a position is a whole number from 0");
    this.#load(Math.floor(index / 4));
    return this.#block[index % 4];
  }

  /** The uniform number in [0, 1) with 53 random bits at a position; does not move the stream. */
  uniformAt(position: number): number {
    const at = this.#place(position);
    return ((this.#block[at] >>> 5) * 67108864 + (this.#block[at + 1] >>> 6)) / 9007199254740992;
  }

  /** A uniform number in [0, 1) with 53 random bits. */
  uniform(): number {
    return this.uniformAt(this.#next++);
  }

  /** A uniform number strictly between 0 and 1: the middle of one of 2^52 equal parts. */
  openUniform(): number {
    const at = this.#place(this.#next++);
    return ((this.#block[at] >>> 6) * 67108864 + (this.#block[at + 1] >>> 6) + 0.5) / 4503599627370496;
  }

  /** A standard normal number, by inversion: a larger uniform always gives a larger number. */
  normal(): number {
    return normalQuantile(this.openUniform());
  }

  /** An exponential number with mean 1. */
  exponential(): number {
    return -log1p(-this.openUniform());
  }

  /** A whole number from 0 to n - 1, each equally likely (Lemire 2019). Throws RangeError unless n is 1..2^32. */
  integer(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 0x100000000) throw new RangeError("n is a whole number from 1 to 2^32");
    if (n === 0x100000000) return this.#word();
    const unfair = (0x100000000 - n) % n;
    for (;;) {
      const word = this.#word();
      if (Math.imul(word, n) >>> 0 >= unfair) return multiplyHigh(word, n) >>> 0;
    }
  }

  /** A Poisson number. Throws RangeError unless 0 <= mean <= 1e9. */
  poisson(mean: number): number {
    if (!(mean >= 0 && mean <= 1e9)) throw new RangeError("the mean of a Poisson number lies between 0 and 1e9");
    if (mean < 10) return poissonByInversion(mean, this.uniform());
    return poissonByRejection(mean, () => this.openUniform());
  }

  /** A gamma number with the given shape and scale 1 (Marsaglia and Tsang 2000). Throws RangeError unless shape > 0. */
  gamma(shape: number): number {
    if (!(shape > 0 && shape < Infinity)) throw new RangeError("the shape of a gamma number is positive");
    if (shape < 1) return this.gamma(shape + 1) * pow(this.openUniform(), 1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const root = 1 + c * x;
      const u = this.openUniform();
      const v = root * root * root;
      if (root > 0 && log(u) < 0.5 * x * x + d - d * v + d * log(v)) return d * v;
    }
  }

  /** A log-normal number exp(mu + sigma z). */
  lognormal(mu: number, sigma: number): number {
    return exp(mu + sigma * this.normal());
  }

  /**
   * An index drawn with probability proportional to its weight; an index of weight 0 is never drawn.
   * Throws RangeError when a weight is negative or not finite, or all are 0.
   */
  choice(weights: ArrayLike<number>): number {
    let total = 0;
    for (let i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0)) throw new RangeError("weights are not negative");
      total += weights[i];
    }
    if (!(total > 0 && total < Infinity)) throw new RangeError("weights are finite and not all zero");
    const target = this.uniform() * total;
    let sum = 0;
    let last = 0;
    for (let i = 0; i < weights.length; i++) {
      if (weights[i] === 0) continue;
      sum += weights[i];
      last = i;
      if (target < sum) return i;
    }
    return last;
  }

  /** A shuffled copy, every order equally likely (Fisher and Yates; Durstenfeld 1964). */
  shuffle<T>(items: ArrayLike<T>): T[] {
    const copy = Array.from(items);
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [copy[i], copy[j]] = [copy[j], copy[i]];
    }
    return copy;
  }

  #word(): number {
    const at = this.#place(this.#next++);
    return this.#block[at];
  }

  #place(position: number): number {
    const half = position % 2;
    if (half !== 0 && half !== 1) throw new RangeError("a position is a whole number from 0");
    this.#load(Math.floor(position / 2));
    return half * 2;
  }

  #load(index: number): void {
    if (index === this.#blockIndex) return;
    if (!(index >= 0 && index <= Number.MAX_SAFE_INTEGER)) throw new RangeError("a position is a whole number from 0");
    const high = Math.floor(index / 0x100000000);
    philox4x32(this.#block, index | 0, high, this.#counter2, this.#counter3, this.#key0, this.#key1);
    this.#blockIndex = index;
  }
}
