import { pairwiseTotal } from "../../stats/block-sum.js";
import { meansOfSums, type Means } from "../../stats/kmeans/block-sums.js";
import type { Assigner, Move, MoveState } from "../../stats/kmeans/kernel.js";
import { squaredDistance } from "../../stats/kmeans/rows.js";
import { MOST_WORKERS, SCRATCH, SCRATCH_BYTES } from "./arena.js";
import { Drift } from "./drift.js";
import { roundedUp } from "./job.js";
import { CENTRES_AT_ONCE, paddedTo, type LoadedRows } from "./loaded-rows.js";
import { scoreBound } from "./score-bound.js";

/** Above so many open rows of a tile of 16 the whole tile is done at once. */
const DENSE_FROM = 4;
/** The last scratch place is the leader's. */
const OWN_SCRATCH = SCRATCH + SCRATCH_BYTES * (MOST_WORKERS - 1);

/** Labels and sums by the kernel: those of the plain loop bit for bit at every pass. */
export class FastAssigner implements Assigner {
  readonly labels: Int32Array;
  readonly #loaded: LoadedRows;
  readonly #k: number;
  readonly #drift: Drift;
  readonly #room: ReturnType<LoadedRows["roomFor"]>;
  #summed = false;

  constructor(loaded: LoadedRows, k: number) {
    const { rows, team, places, padded } = loaded;
    const { n, d } = rows;
    this.#loaded = loaded;
    this.#k = k;
    this.#room = loaded.roomFor(k);
    this.#drift = new Drift(k, d);
    team.arena.i32(places.labels, padded).fill(-1);
    team.arena.f32(places.safe, padded).fill(-Infinity);
    team.arena.f32(places.lower, padded).fill(0);
    this.labels = team.arena.i32(places.labels, n);
    loaded.owner = this;
    loaded.job.words({
      k,
      sums: this.#room.sums,
      centres: this.#room.centres,
      crossed: this.#room.crossed,
      centres32: this.#room.centres32,
      halves: this.#room.halves,
      wide: paddedTo(k, CENTRES_AT_ONCE),
      denseFrom: DENSE_FROM,
    });
    loaded.job.doubles({ margin: (d + 16) * 2 ** -50 });
  }

  next(centres: Float64Array): boolean {
    const { team, job, blocks } = this.#own();
    this.#drift.moveTo(centres);
    this.#loadCentres(centres);
    job.words({ byMoves: this.#summed ? 1 : 0 });
    job.singles({ ...scoreBound(centres, this.#loaded.origin), ...this.#drift.singles() });
    return team.run("assign", job.place, blocks) > 0;
  }

  means(fresh: boolean): Means {
    const { team, job, blocks, rows } = this.#own();
    if (fresh || !this.#summed) team.run("sum", job.place, blocks);
    this.#summed = true;
    const width = this.#k * (rows.d + 2);
    const { kernel } = team.arena;
    kernel.copy(this.#room.pairs, this.#room.sums, 8 * blocks * width);
    kernel.pairwise(this.#room.pairs, blocks, width);
    return meansOfSums(team.arena.f64(this.#room.pairs, width), this.#k, rows.d);
  }

  move(row: number, label: number): void {
    const { team, places } = this.#own();
    this.labels[row] = label;
    team.arena.f32(places.safe + 4 * row, 1)[0] = -Infinity;
    team.arena.f32(places.lower + 4 * row, 1)[0] = 0;
    this.#summed = false;
  }

  squares(centres: Float64Array): number {
    const { team, job, blocks, places } = this.#own();
    this.#loadCentres(centres);
    team.run("squares", job.place, blocks);
    return pairwiseTotal(team.arena.f64(places.partial, blocks).slice());
  }

  widths(means: Means): number {
    const { team, job, blocks, places } = this.#own();
    this.#loadState(means);
    job.words({ widths: this.#loaded.seeding.nearest });
    team.run("widths", job.place, blocks);
    return pairwiseTotal(team.arena.f64(places.partial, blocks).slice());
  }

  improvable(after: number, state: MoveState): Move | null {
    const { team, job, rows } = this.#own();
    this.#loadState(state);
    job.doubles({ reach: roundedUp(this.#drift.at(state.centres) + this.#worthwhile(state)) });
    const row = team.arena.kernel.improvable(job.place, after, rows.n, OWN_SCRATCH);
    return row < 0 ? null : { row, to: team.arena.i32(OWN_SCRATCH, 1)[0] };
  }

  /** A row can only be better off elsewhere when the other centre is at most this much farther than its own. */
  #worthwhile({ centres, totals, members }: MoveState): number {
    const { d } = this.#loaded.rows;
    const weight = this.#loaded.largestWeight;
    let leaving = 1;
    let joining = 1;
    let norm = 0;
    for (let c = 0; c < this.#k; c++) {
      if (members[c] >= 2)
        leaving = Math.max(leaving, totals[c] > weight ? totals[c] / (totals[c] - weight) : Infinity);
      joining = Math.max(joining, (totals[c] + weight) / totals[c]);
      norm = Math.max(norm, Math.sqrt(squaredDistance(centres, c, this.#loaded.origin, 0, d)));
    }
    const farthest = this.#loaded.largestNorm + norm;
    return (Math.sqrt(leaving * joining) - 1 + 1e-9) * farthest * (1 + 1e-6);
  }

  #loadState({ centres, totals, members }: MoveState): void {
    const { team, rows } = this.#loaded;
    const memory = team.arena.f64(this.#room.centres, this.#k * (rows.d + 2));
    memory.set(centres);
    memory.set(totals, this.#k * rows.d);
    memory.set(members, this.#k * (rows.d + 1));
  }

  #loadCentres(centres: Float64Array): void {
    const { team, rows, origin } = this.#loaded;
    const { d } = rows;
    const k = this.#k;
    const wide = paddedTo(k, CENTRES_AT_ONCE);
    team.arena.f64(this.#room.centres, k * d).set(centres);
    const crossed = team.arena.f64(this.#room.crossed, wide * d);
    const centres32 = team.arena.f32(this.#room.centres32, k * d);
    const halves = team.arena.f32(this.#room.halves, k);
    for (let c = 0; c < k; c++) {
      let square = 0;
      for (let j = 0; j < d; j++) {
        const value = centres[c * d + j] - origin[j];
        crossed[j * wide + c] = centres[c * d + j];
        centres32[c * d + j] = value;
        square += value * value;
      }
      halves[c] = square / 2;
    }
  }

  #own(): LoadedRows {
    if (this.#loaded.owner !== this) throw new RangeError("one assigner at a time");
    return this.#loaded;
  }
}
