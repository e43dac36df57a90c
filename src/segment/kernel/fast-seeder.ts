import { pairwiseTotal } from "../../stats/block-sum.js";
import type { Seeder } from "../../stats/kmeans/kernel.js";
import type { LoadedRows } from "./loaded-rows.js";

const AT_ONCE = 4;

/** Squared distances to centres taken one by one, four candidates at a time. */
export class FastSeeder implements Seeder {
  readonly nearest: Float64Array;
  readonly mass: Float64Array;
  readonly #loaded: LoadedRows;
  readonly #candidates: number;

  constructor(loaded: LoadedRows) {
    const { rows, blocks, job, seeding } = loaded;
    this.#loaded = loaded;
    this.#candidates = seeding.candidates;
    this.nearest = loaded.team.arena.f64(seeding.nearest, rows.n).fill(Infinity);
    this.mass = new Float64Array(blocks);
    job.words({ nearest: seeding.nearest, candidates: seeding.candidates });
  }

  take(row: number): void {
    this.#place([row]);
    this.#run("take");
    this.mass.set(this.#partial(1));
  }

  remaining(candidates: readonly number[]): Float64Array {
    const left = new Float64Array(candidates.length);
    for (let from = 0; from < candidates.length; from += AT_ONCE) {
      this.#place(candidates.slice(from, from + AT_ONCE));
      this.#run("remain");
      const sums = this.#partial(AT_ONCE);
      for (let t = from; t < Math.min(from + AT_ONCE, candidates.length); t++) {
        left[t] = pairwiseTotal(this.mass.map((_, block) => sums[block * AT_ONCE + t - from]));
      }
    }
    return left;
  }

  #run(work: "take" | "remain"): void {
    const { team, job, blocks } = this.#loaded;
    team.run(work, job.place, blocks);
  }

  /** Candidates column by column, four beside each other. */
  #place(candidates: readonly number[]): void {
    const { rows, team } = this.#loaded;
    const { x, d } = rows;
    const target = team.arena.f64(this.#candidates, AT_ONCE * d).fill(0);
    candidates.forEach((row, t) => {
      for (let j = 0; j < d; j++) target[j * AT_ONCE + t] = x[row * d + j];
    });
  }

  #partial(width: number): Float64Array {
    const { team, places, blocks } = this.#loaded;
    return team.arena.f64(places.partial, blocks * width);
  }
}
